"""Writes a ZIP of stored files: the pictures, equal in every pass of a design, are laid out once."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_VERSION, _UTF8, _STORED = 20, 0x800, 0
_MIDNIGHT, _FIRST_DAY = 0, 0x21  # 1 January 1980: the same files give the same bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A run of files: their bytes, and their entries of the directory at the end."""

    body: bytes
    directory: bytes
    count: int


def lay_out(files: Mapping[str, bytes], start: int = 0) -> Part:
    """Returns the files as a part of an archive that begins `start` bytes after the archive's first byte."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = start
    for name, data in files.items():
        path, size = name.encode(), len(data)
        common = (_UTF8, _STORED, _MIDNIGHT, _FIRST_DAY, zlib.crc32(data), size, size, len(path), 0)
        local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common)
        body += (local, path, data)
        directory += (_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, offset), path)
        offset += len(local) + len(path) + size
    return Part(b"".join(body), b"".join(directory), len(files))


def join(*parts: Part) -> bytes:
    """Returns the archive of parts, each laid out to start where the one before ends."""
    bodies, directories = [part.body for part in parts], [part.directory for part in parts]
    count = sum(part.count for part in parts)
    start, size = sum(map(len, bodies)), sum(map(len, directories))
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    return b"".join((*bodies, *directories, end))

"""Writes a ZIP of stored files: the pictures, equal in every pass of a design, are laid out once."""

import hashlib
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
class File:
    """A file whose SHA-1 (hex) and CRC-32 are known."""

    data: bytes
    sha1: str
    crc: int


def file(data: bytes) -> File:
    """Returns the bytes as a file."""
    # Apple's format names files by SHA-1; what protects the manifest is the SHA-256 in its signature.
    return File(data, hashlib.sha1(data, usedforsecurity=False).hexdigest(), zlib.crc32(data))


def unlisted(data: bytes) -> File:
    """Returns the bytes as a file that no manifest names."""
    return File(data, "", zlib.crc32(data))


@dataclass(frozen=True, slots=True)
class Part:
    """A run of files: their bytes, and their entries of the directory at the end."""

    body: bytes
    directory: bytes
    count: int


def lay_out(files: Mapping[str, File], start: int = 0) -> Part:
    """Returns the files as a part of an archive that begins `start` bytes after the archive's first byte."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = start
    for name, given in files.items():
        path, data, size = name.encode(), given.data, len(given.data)
        common = (_UTF8, _STORED, _MIDNIGHT, _FIRST_DAY, given.crc, size, size, len(path), 0)
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

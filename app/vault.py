"""A file sealed with a passphrase: nothing in it can be read, changed, dropped, swapped or cut off unnoticed."""

import os
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_FAMILY = b"TESSERA BACKUP "
_MAGIC = _FAMILY + b"1\n"
_SALT = 16
_LARGEST = 1 << 28
"""Bytes of one chunk; a length above it is damage, and must not take the machine's memory."""
_TAG = 16


class BackupFault(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """A backup cannot be written, read or put back; the message says why in one line."""


def seal(file: BinaryIO, passphrase: str, chunks: Iterable[bytes]) -> None:
    """Writes the chunks, of which there is at least one, compressed and encrypted; holds two of them in memory.

    Each is encrypted under its number and under whether it is the last, so none can be moved and none left out.
    """
    salt = os.urandom(_SALT)
    cipher = _cipher(passphrase, salt)
    _put(file, _MAGIC + salt)
    number, held = 0, None
    for chunk in chunks:
        if held is not None:
            _put(file, _sealed(cipher, number, held, last=False))
            number += 1
        held = chunk
    if held is None:
        raise ValueError("a sealed file has at least one chunk")
    _put(file, _sealed(cipher, number, held, last=True))


def unseal(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """Yields the chunks, each only after it has proved genuine; raises BackupFault at the first that is not.

    Whoever has received them all may be sure that nothing is missing.
    """
    opening = _take(file, len(_MAGIC) + _SALT)
    if not opening.startswith(_MAGIC):
        newer = opening.startswith(_FAMILY)
        raise BackupFault("a newer Tessera has made this backup" if newer else "this is no backup of Tessera")
    cipher = _cipher(passphrase, opening[len(_MAGIC) :])
    number, last = 0, False
    while not last:
        frame = _take(file, 5)
        size, last = int.from_bytes(frame[1:]), frame[:1] == b"\x01"
        if not _TAG <= size <= _LARGEST or frame[0] > 1:
            raise BackupFault("the backup is damaged")
        try:
            chunk = cipher.decrypt(_nonce(number, last=last), _take(file, size), _MAGIC)
        except InvalidTag as error:
            first = "the passphrase is wrong, or the backup is damaged at its very beginning"
            raise BackupFault("the backup is damaged" if number else first) from error
        yield zlib.decompress(chunk)
        number += 1
    if file.read(1):
        raise BackupFault("the backup is damaged: something follows its end")


def _sealed(cipher: AESGCM, number: int, chunk: bytes, *, last: bool) -> bytes:
    content = cipher.encrypt(_nonce(number, last=last), zlib.compress(chunk), _MAGIC)
    if len(content) > _LARGEST:
        raise BackupFault("a single row is too large to be backed up")
    return bytes([last]) + len(content).to_bytes(4) + content


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    # One character can be typed as two code points on one keyboard and as one on another.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 15, r=8, p=3).derive(typed))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _take(file: BinaryIO, size: int) -> bytes:
    try:
        found = file.read(size)
    except OSError as error:
        raise BackupFault(f"the backup cannot be read: {error.strerror}") from error
    if len(found) < size:
        raise BackupFault("the backup ends too early: it was cut off")
    return found


def _put(file: BinaryIO, content: bytes) -> None:
    # Here and not further out: below a database's connection an OSError would pass for the database's own.
    try:
        file.write(content)
    except OSError as error:
        raise BackupFault(f"the backup cannot be written: {error.strerror}") from error

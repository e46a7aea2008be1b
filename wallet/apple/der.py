"""Just enough DER, the byte form of certificates and signatures, to write a CMS message by hand."""

from collections.abc import Iterable
from datetime import datetime

NULL = b"\x05\x00"


def tagged(tag: int, body: bytes) -> bytes:
    """Returns `body` behind its tag and its length."""
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def sequence(*parts: bytes) -> bytes:
    """Returns a SEQUENCE of encoded parts."""
    return tagged(0x30, b"".join(parts))


def set_of(parts: Iterable[bytes], tag: int = 0x31) -> bytes:
    """Returns a SET OF encoded parts in the order that DER asks for: by their bytes."""
    return tagged(tag, b"".join(sorted(parts)))


def integer(value: int) -> bytes:
    """Returns a non-negative INTEGER."""
    return tagged(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def octets(value: bytes) -> bytes:
    """Returns an OCTET STRING."""
    return tagged(0x04, value)


def utf8(value: str) -> bytes:
    """Returns a UTF8String."""
    return tagged(0x0C, value.encode())


def time(at: datetime) -> bytes:
    """Returns the aware UTC time `at` as CMS wants it: UTCTime until 2049, GeneralizedTime afterwards."""
    text = at.strftime("%Y%m%d%H%M%SZ").encode()
    return tagged(0x17, text[2:]) if at.year < 2050 else tagged(0x18, text)


def oid(dotted: str) -> bytes:
    """Returns an OBJECT IDENTIFIER written as `1.2.840…`."""
    first, second, *others = (int(part) for part in dotted.split("."))
    body = bytearray()
    for part in (first * 40 + second, *others):
        group = [part & 0x7F]
        while part := part >> 7:
            group.append(0x80 | part & 0x7F)
        body += bytes(reversed(group))
    return tagged(0x06, bytes(body))

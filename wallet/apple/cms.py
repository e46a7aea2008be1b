"""Signs content the way Apple Wallet reads it: a detached CMS signature, written in DER by hand because it is fast."""

import hashlib
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

_INTEGER, _OCTETS, _NULL, _OID, _UTC_TIME, _GENERAL_TIME = 0x02, 0x04, 0x05, 0x06, 0x17, 0x18
_SEQUENCE, _SET, _CONTEXT_0 = 0x30, 0x31, 0xA0


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    length = len(content)
    if length < 128:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content


def _oid(dotted: str) -> bytes:
    first, second, *rest = (int(part) for part in dotted.split("."))
    encoded = bytearray((first * 40 + second,))
    for number in rest:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(number & 0x7F | 0x80)
        encoded += bytes(reversed(septets))
    return _der(_OID, bytes(encoded))


def _integer(number: int) -> bytes:
    return _der(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


_DATA = _oid("1.2.840.113549.1.7.1")
_SIGNED_DATA = _oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = _oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = _oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = _oid("1.2.840.113549.1.9.5")
_SHA256 = _der(_SEQUENCE, _oid("2.16.840.1.101.3.4.2.1"))
_RSA = _der(_SEQUENCE, _oid("1.2.840.113549.1.1.1"), _der(_NULL))
_CONTENT_IS_DATA = _der(_SEQUENCE, _CONTENT_TYPE, _der(_SET, _DATA))


class Signer:
    """Everything of a signature that does not depend on what is signed, encoded once."""

    def __init__(self, key: RSAPrivateKey, certificate: x509.Certificate, intermediate: x509.Certificate) -> None:
        self._key = key
        chain = sorted(one.public_bytes(Encoding.DER) for one in (certificate, intermediate))
        issuer_and_serial = _der(_SEQUENCE, certificate.issuer.public_bytes(), _integer(certificate.serial_number))
        # Encapsulated content without the content itself: that is what makes the signature detached.
        self._before_signers = _integer(1) + _der(_SET, _SHA256) + _der(_SEQUENCE, _DATA) + _der(_CONTEXT_0, *chain)
        self._before_attributes = _integer(1) + issuer_and_serial + _SHA256

    def sign(self, content: bytes, at: datetime) -> bytes:
        """Returns the DER of a detached SHA-256 signature over `content`, saying that it was made `at`."""
        # DER orders the elements of a set by their encoding; Wallet refuses passes where they are not.
        attributes = b"".join(sorted((_CONTENT_IS_DATA, _signing_time(at), _digest(content))))
        signature = self._key.sign(_der(_SET, attributes), PKCS1v15(), hashes.SHA256())
        signer = _der(_SEQUENCE, self._before_attributes, _der(_CONTEXT_0, attributes), _RSA, _der(_OCTETS, signature))
        signed_data = _der(_SEQUENCE, self._before_signers, _der(_SET, signer))
        return _der(_SEQUENCE, _SIGNED_DATA, _der(_CONTEXT_0, signed_data))


def _signing_time(at: datetime) -> bytes:
    at = at.astimezone(UTC)
    if at.year < 2050:
        time = _der(_UTC_TIME, at.strftime("%y%m%d%H%M%SZ").encode())
    else:
        time = _der(_GENERAL_TIME, at.strftime("%Y%m%d%H%M%SZ").encode())
    return _der(_SEQUENCE, _SIGNING_TIME, _der(_SET, time))


def _digest(content: bytes) -> bytes:
    return _der(_SEQUENCE, _MESSAGE_DIGEST, _der(_SET, _der(_OCTETS, hashlib.sha256(content).digest())))

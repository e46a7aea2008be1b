"""Signs a manifest: a detached CMS message, written by hand because building it costs more than signing otherwise.

RFC 5652 names the parts. Everything that stays the same for one certificate is encoded once.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from wallet.apple import der
from wallet.apple.credentials import Credentials

_DATA, _SIGNED_DATA = der.oid("1.2.840.113549.1.7.1"), der.oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE, _MESSAGE_DIGEST = der.oid("1.2.840.113549.1.9.3"), der.oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = der.oid("1.2.840.113549.1.9.5")
_SHA256 = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"), der.NULL)
_RSA = der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL)
_CONTENT_TYPE_IS_DATA = der.sequence(_CONTENT_TYPE, der.set_of([_DATA]))
_VERSION_1 = der.integer(1)


@dataclass(frozen=True, slots=True)
class _Constant:
    """The encoded parts of a message that depend on the certificate alone."""

    before_signer: bytes
    signer: bytes


def sign(content: bytes, credentials: Credentials, now: datetime) -> bytes:
    """Returns the detached CMS signature (DER, SHA-256, with signing time) of `content`, made at the UTC time `now`."""
    constant = _constant(credentials)
    attributes = der.set_of(
        [
            _CONTENT_TYPE_IS_DATA,
            _signed_at(now.replace(microsecond=0)),
            der.sequence(_MESSAGE_DIGEST, der.set_of([der.octets(hashlib.sha256(content).digest())])),
        ]
    )
    signature = credentials.key.sign(attributes, PKCS1v15(), SHA256())
    # Signed as a SET OF, sent under the tag [0]: RFC 5652, 5.4.
    signer = der.sequence(constant.signer, b"\xa0" + attributes[1:], _RSA, der.octets(signature))
    signed_data = der.sequence(constant.before_signer, der.set_of([signer]))
    return der.sequence(_SIGNED_DATA, der.tagged(0xA0, signed_data))


@lru_cache(maxsize=16)
def _signed_at(second: datetime) -> bytes:
    """Returns the attribute that says when, to the second; many passes are signed within one."""
    return der.sequence(_SIGNING_TIME, der.set_of([der.time(second.astimezone(UTC))]))


@lru_cache(maxsize=4)
def _constant(credentials: Credentials) -> _Constant:
    certificates = (credentials.certificate, credentials.wwdr)
    issuer = der.sequence(
        credentials.certificate.issuer.public_bytes(), der.integer(credentials.certificate.serial_number)
    )
    return _Constant(
        before_signer=_VERSION_1
        + der.set_of([_SHA256])
        + der.sequence(_DATA)
        + der.set_of((certificate.public_bytes(Encoding.DER) for certificate in certificates), tag=0xA0),
        signer=_VERSION_1 + issuer + _SHA256,
    )

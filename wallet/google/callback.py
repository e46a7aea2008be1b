"""Google's callbacks: the signed envelope (ECv2SigningOnly) opened, and everything about it checked."""

import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

_SENDER, _PROTOCOL = "GooglePayPasses", "ECv2SigningOnly"
_MOST_SIGNATURES = 10
_NONCE_LENGTH = 64


class Forged(ValueError):  # noqa: N818 - says what the message is
    """Not a message of Google's to us, or no longer one; the text says why."""


class UnknownRoot(Forged):
    """Signed by nobody whose key we have: Google may have a new one."""


@dataclass(frozen=True, slots=True)
class RootKey:
    """One of the keys that Google's word stands on; `expires` in milliseconds since 1970."""

    key: ec.EllipticCurvePublicKey
    expires: int


@dataclass(frozen=True, slots=True)
class Message:
    """What Google says: `save` or `del` of an object, valid until `expires` (milliseconds since 1970)."""

    object_id: str
    event: str
    nonce: str
    expires: int


def root_keys(content: bytes) -> tuple[RootKey, ...]:
    """Returns the keys in what Google publishes; raises ValueError when it is not that."""
    listed = _object(json.loads(content)).get("keys")
    found = []
    for each in listed if isinstance(listed, list) else ():
        entry = _object(each)
        if entry.get("protocolVersion") == _PROTOCOL:
            found.append(RootKey(_key(entry.get("keyValue")), _milliseconds(entry.get("keyExpiration"))))
    if not found:
        raise ValueError(f"no key for {_PROTOCOL}")
    return tuple(found)


def opened(envelope: Mapping[str, Any], roots: Iterable[RootKey], issuer_id: str, now: int) -> Message:
    """Returns the message to the issuer in an envelope, received at `now` (milliseconds since 1970).

    Raises Forged, and UnknownRoot when it may help to look for new root keys.
    """
    if envelope.get("protocolVersion") != _PROTOCOL:
        raise Forged(f"the protocol is not {_PROTOCOL}")
    between, signed = _object(envelope.get("intermediateSigningKey")), _text(envelope.get("signedMessage"))
    key = _intermediate(between, roots, now)
    said = _lengthy(_SENDER, issuer_id, _PROTOCOL, signed)
    if not _is_signed(key, _text(envelope.get("signature")), said):
        raise Forged("the message is not signed by the key that Google vouches for, or not for this issuer")
    message = _object(_parsed(signed))
    expires = _milliseconds(message.get("expTimeMillis"))
    if expires <= now:
        raise Forged("the message has expired")
    nonce, event = _text(message.get("nonce")), _text(message.get("eventType"))
    if not 0 < len(nonce) <= _NONCE_LENGTH or event not in {"save", "del"}:
        raise Forged("the message has no nonce or tells of nothing known")
    return Message(_text(message.get("objectId")), event, nonce, expires)


def _intermediate(between: Mapping[str, Any], roots: Iterable[RootKey], now: int) -> ec.EllipticCurvePublicKey:
    """Returns the key with which messages are signed, once one of Google's roots has vouched for it."""
    signed, signatures = _text(between.get("signedKey")), between.get("signatures")
    if not isinstance(signatures, list) or not 0 < len(signatures) <= _MOST_SIGNATURES:
        raise Forged("nobody vouches for the key")
    said = _lengthy(_SENDER, _PROTOCOL, signed)
    valid = [root.key for root in roots if root.expires > now]
    if not any(_is_signed(root, _text(signature), said) for root in valid for signature in signatures):
        raise UnknownRoot("the key is signed by none of Google's roots")
    facts = _object(_parsed(signed))
    if _milliseconds(facts.get("keyExpiration")) <= now:
        raise Forged("the key has expired")
    return _key(facts.get("keyValue"))


def _lengthy(*parts: str) -> bytes:
    """Returns the parts one after another, each behind its length in bytes: four of them, the lowest first."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "little") + part for part in encoded)


def _is_signed(key: ec.EllipticCurvePublicKey, signature: str, said: bytes) -> bool:
    try:
        key.verify(_bytes(signature), said, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _key(value: object) -> ec.EllipticCurvePublicKey:
    try:
        key = load_der_public_key(_bytes(_text(value)))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Forged("a key cannot be read") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Forged("a key is not of the curve P-256")
    return key


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError) as error:
        raise Forged("a part is not base64") from error


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Forged("a signed part is not JSON") from error


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Forged("a part is missing")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Forged("a part is missing or no text")
    return value


def _milliseconds(value: object) -> int:
    """Returns a time that Google writes as a number here and as text there."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Forged("a time is missing")

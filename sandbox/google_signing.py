"""Google's side of the signatures: reads what a service account has signed, and signs callbacks with its own keys."""

import base64
import json
import time
from typing import Any
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SENDER, PROTOCOL = "GooglePayPasses", "ECv2SigningOnly"
_HOUR = 3_600_000


def read_jwt(token: str, key: rsa.RSAPublicKey) -> dict[str, Any]:
    """Returns the claims of a token signed with RS256; raises ValueError when it is not what it says."""
    try:
        header, claims, signature = (_decoded(part) for part in token.split("."))
        if json.loads(header).get("alg") != "RS256":
            raise ValueError("the algorithm is not RS256")
        key.verify(signature, token.rpartition(".")[0].encode(), padding.PKCS1v15(), hashes.SHA256())
        found = json.loads(claims)
    except InvalidSignature as error:
        raise ValueError("Invalid JWT Signature.") from error
    if not isinstance(found, dict):
        raise ValueError("no claims")  # noqa: TRY004 - it is about the content
    return found


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Signer:
    """A root key, the key that it vouches for, and the envelopes signed with that."""

    def __init__(self) -> None:
        self.root = ec.generate_private_key(ec.SECP256R1())
        self.key = ec.generate_private_key(ec.SECP256R1())

    def published(self) -> dict[str, Any]:
        """Returns what Google publishes of its root keys."""
        expires = str(_now() + 24 * _HOUR)
        key = {"keyValue": public(self.root), "protocolVersion": PROTOCOL, "keyExpiration": expires}
        return {"keys": [key]}

    def envelope(self, issuer_id: str, message: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """Returns a message to an issuer as Google sends it; `changes` replace parts of it before they are signed."""
        given = {
            "sender": SENDER,
            "protocol": PROTOCOL,
            "key_expires": _now() + _HOUR,
            "root": self.root,
            "key": self.key,
            **changes,
        }
        facts = {"keyValue": public(given["key"]), "keyExpiration": str(given["key_expires"])}
        signed_key, signed = json.dumps(facts), json.dumps(message)
        vouched = sign(given["root"], given["sender"], given["protocol"], signed_key)
        return {
            "protocolVersion": given["protocol"],
            "intermediateSigningKey": {"signedKey": signed_key, "signatures": [vouched]},
            "signedMessage": signed,
            "signature": sign(given["key"], given["sender"], issuer_id, given["protocol"], signed),
        }


def message(class_id: str, object_id: str, event: str) -> dict[str, Any]:
    """Returns what Google says of a pass that was saved ("save") or removed ("del")."""
    return {
        "classId": class_id,
        "objectId": object_id,
        "eventType": event,
        "expTimeMillis": _now() + _HOUR,
        "count": 1,
        "nonce": str(uuid4()),
    }


def sign(key: ec.EllipticCurvePrivateKey, *parts: str) -> str:
    """Returns the signature over the parts, each behind its length in bytes (four, little-endian)."""
    said = b"".join(len(part.encode()).to_bytes(4, "little") + part.encode() for part in parts)
    return base64.b64encode(key.sign(said, ec.ECDSA(hashes.SHA256()))).decode()


def public(key: ec.EllipticCurvePrivateKey) -> str:
    """Returns the public half as Google publishes it."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def _now() -> int:
    return int(time.time() * 1000)

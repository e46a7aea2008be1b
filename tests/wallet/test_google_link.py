"""The save link: what OpenSSL says of its signature, and that it is short and says nothing but ids."""

import json
import subprocess
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.wallet.conftest import ISSUER_ID
from wallet.google.credentials import ServiceAccount
from wallet.google.link import LIMIT, LinkTooLongError, save_link

ISSUED_AT = 1_795_348_800
START = "https://pay.google.com/gp/v/save/"
CARD = f"{ISSUER_ID}.{'0' * 32}"
OFFERS = [f"{ISSUER_ID}.{number:032x}" for number in range(1, 31)]


def _link(account: ServiceAccount, *offers: str, origin: str = "https://loyalty.grain.example") -> str:
    made = save_link(account, CARD, offers, origin=origin, issued_at=ISSUED_AT)
    assert made.startswith(START)
    assert len(made) <= LIMIT
    return made.removeprefix(START)


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _claims(token: str) -> dict[str, Any]:
    return json.loads(_decoded(token.split(".")[1]))


def _verified(folder: Path, key: rsa.RSAPrivateKey, token: str) -> bool:
    content, _, signature = token.rpartition(".")
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for name, data in (("key.pem", public), ("content", content.encode()), ("signature", _decoded(signature))):
        (folder / name).write_bytes(data)
    command = "openssl dgst -sha256 -verify key.pem -signature signature content"
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0


def test_openssl_verifies_the_token_and_refuses_a_tampered_one(
    tmp_path: Path, google_account: ServiceAccount, google_key: rsa.RSAPrivateKey
) -> None:
    token = _link(google_account, *OFFERS[:2])
    assert _verified(tmp_path, google_key, token)
    head, body, signature = token.split(".")
    flipped = body[:-1] + ("A" if body[-1] != "A" else "B")
    assert not _verified(tmp_path, google_key, f"{head}.{flipped}.{signature}")
    assert not _verified(tmp_path, rsa.generate_private_key(65537, 2048), token)


def test_the_token_says_what_google_wants_to_hear_and_nothing_of_the_member(google_account: ServiceAccount) -> None:
    token = _link(google_account, OFFERS[0])
    assert "=" not in token
    assert json.loads(_decoded(token.split(".")[0])) == {"alg": "RS256", "typ": "JWT"}
    assert _claims(token) == {
        "iss": google_account.email,
        "aud": "google",
        "typ": "savetowallet",
        "iat": ISSUED_AT,
        "origins": ["https://loyalty.grain.example"],
        "payload": {"loyaltyObjects": [{"id": CARD}], "offerObjects": [{"id": OFFERS[0]}]},
    }
    assert _claims(_link(google_account))["payload"] == {"loyaltyObjects": [{"id": CARD}]}
    assert len(START + _link(google_account)) < 800


def test_as_many_coupons_as_a_link_has_room_for_are_in_it(google_account: ServiceAccount) -> None:
    saved = _claims(_link(google_account, *OFFERS))["payload"]["offerObjects"]
    assert [each["id"] for each in saved] == OFFERS[: len(saved)]
    assert len(saved) >= 9


def test_addresses_that_leave_no_room_are_told_by_name(google_account: ServiceAccount) -> None:
    with pytest.raises(LinkTooLongError, match="TESSERA_PUBLIC_URL"):
        _link(google_account, origin=f"https://shop.example/{'l' * 900}")

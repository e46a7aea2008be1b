"""The save link: what OpenSSL says of its signature, and that it is short whatever people call themselves."""

import json
import subprocess
from base64 import urlsafe_b64decode
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.wallet.conftest import google_card, google_shop
from tests.wallet.google_rules import complaints
from wallet.google.credentials import ServiceAccount
from wallet.google.link import LIMIT, LinkTooLongError, save_link
from wallet.google.loyalty import Card, Shop, loyalty_class, loyalty_object

ISSUED_AT = 1_795_348_800
START = "https://pay.google.com/gp/v/save/"


def _link(account: ServiceAccount, shop: Shop | None = None, card: Card | None = None) -> str:
    made = save_link(
        account,
        shop or google_shop(),
        card or google_card(),
        origin="https://loyalty.grain.example",
        issued_at=ISSUED_AT,
    )
    assert made.startswith(START)
    assert len(made) <= LIMIT
    return made.removeprefix(START)


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _claims(token: str) -> dict[str, Any]:
    return json.loads(_decoded(token.split(".")[1]))


def _saved(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns class and object, both by Google's rules."""
    payload = _claims(token)["payload"]
    (made_class,), (made_object,) = payload["loyaltyClasses"], payload["loyaltyObjects"]
    assert list(complaints("LoyaltyClass", made_class)) == []
    assert list(complaints("LoyaltyObject", made_object)) == []
    assert made_object["classId"] == made_class["id"]
    return made_class, made_object


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
    token = _link(google_account)
    assert _verified(tmp_path, google_key, token)
    head, body, signature = token.split(".")
    flipped = body[:-1] + ("A" if body[-1] != "A" else "B")
    assert not _verified(tmp_path, google_key, f"{head}.{flipped}.{signature}")
    assert not _verified(tmp_path, rsa.generate_private_key(65537, 2048), token)


def test_the_token_says_what_google_wants_to_hear(google_account: ServiceAccount) -> None:
    token = _link(google_account)
    assert "=" not in token
    assert json.loads(_decoded(token.split(".")[0])) == {"alg": "RS256", "typ": "JWT"}
    claims = _claims(token)
    assert claims.pop("payload").keys() == {"loyaltyClasses", "loyaltyObjects"}
    assert claims == {
        "iss": google_account.email,
        "aud": "google",
        "typ": "savetowallet",
        "iat": ISSUED_AT,
        "origins": ["https://loyalty.grain.example"],
    }
    assert type(claims["iat"]) is int


def test_an_ordinary_card_keeps_its_colour_its_name_and_its_points(google_account: ServiceAccount) -> None:
    made_class, made_object = _saved(_link(google_account))
    assert made_class["hexBackgroundColor"] == "#3b2418"
    assert made_class["issuerName"] == "Зерно & «Ко»"
    assert made_object["accountName"] == "Мария Иванова"
    assert made_object["loyaltyPoints"]["balance"] == {"int": 1240}


def test_a_short_card_keeps_every_text(google_account: ServiceAccount) -> None:
    account = ServiceAccount("a@b.iam.gserviceaccount.com", google_account.key)
    shop = google_shop(
        issuer_id="1", suffix="g", organisation="G", logo_url="https://g.io/l", home_url="https://t.me/g"
    )
    card = google_card(suffix="1", code="1", member="M")
    _, made_object = _saved(_link(account, shop, card))
    assert made_object == loyalty_object(shop, card)


NAMES = {
    "cyrillic": "Щ" * 300,
    "emoji": "👨‍👩‍👧‍👦" * 300,
    "quotes": '"\\' * 150,
    "markup": "<b>&amp;\n</b>" * 30,
    "surrogates": "\ud83d" * 300,
    "control": "\x00\x1f\u202e" * 100,
    "words": "Александра Константинопольская-Преображенская " * 7,
}


@pytest.mark.parametrize("member", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("organisation", NAMES.values(), ids=NAMES.keys())
def test_a_link_is_short_whatever_people_call_themselves(
    tmp_path: Path, google_account: ServiceAccount, google_key: rsa.RSAPrivateKey, member: str, organisation: str
) -> None:
    shop = google_shop(organisation=organisation, suffix="g" * 28 + "_bot", home_url="https://t.me/" + "g" * 32)
    card = google_card(
        member=member, points=2**31 - 1, tier=member[:32], code=f"https://t.me/{'g' * 32}?start=c_0123456789abcdef"
    )
    token = _link(google_account, shop, card)
    made_class, made_object = _saved(token)
    assert made_object["loyaltyPoints"]["balance"] == {"int": 2**31 - 1}
    assert made_object["barcode"]["value"] == card.code
    assert made_class["programLogo"]["sourceUri"]["uri"] == shop.logo_url
    assert ("accountName" in made_object) == bool(loyalty_object(shop, card).get("accountName"))
    assert _verified(tmp_path, google_key, token)


def test_the_class_is_the_same_whoever_saves_first(google_account: ServiceAccount) -> None:
    shop = google_shop(organisation="Щ" * 60)
    made = [_saved(_link(google_account, shop, google_card(member=name, tier=name[:9])))[0] for name in NAMES.values()]
    assert [one for one in made if one != made[0]] == []


def test_longer_addresses_take_optional_texts_away_and_nothing_else(google_account: ServiceAccount) -> None:
    kept: list[set[str]] = []
    for length in range(0, 400, 5):
        shop = google_shop(logo_url=f"https://shop.example/{'l' * length}")
        try:
            made_class, made_object = _saved(_link(google_account, shop, google_card(tier="Gold")))
        except LinkTooLongError:
            break
        kept.append(made_class.keys() | made_object.keys())
    with pytest.raises(LinkTooLongError, match="TESSERA_PUBLIC_URL"):
        _link(google_account, google_shop(logo_url=f"https://shop.example/{'l' * 400}"))
    assert len(kept) > 20
    assert all(after <= before for before, after in pairwise(kept)), "nothing comes back"
    assert {"id", "reviewStatus", "issuerName", "programName", "programLogo", "barcode", "loyaltyPoints"} <= kept[-1]


def test_nothing_secret_is_in_the_link(google_account: ServiceAccount, google_key: rsa.RSAPrivateKey) -> None:
    text = json.dumps(_claims(_link(google_account))) + json.dumps(loyalty_class(google_shop()))
    assert "rotatingBarcode" not in text
    assert "totp" not in text.lower()
    assert "PRIVATE" not in text
    assert str(google_key.private_numbers().d) not in text

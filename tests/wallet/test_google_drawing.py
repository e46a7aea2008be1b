"""Cards of Google Wallet and Apple's coupons as drawn: what a scanner and a person read off them."""

import io
import json
import zipfile
from typing import Any

import pytest
from PIL import Image

from wallet import drawing, google_drawing, scan, stamps
from wallet.design import default, square_logo
from wallet.google.words import localized
from wallet.passfile import BrokenPassError

LINK = "https://t.me/tessera_bot?start=c_0123456789"


def said(english: str, russian: str) -> dict[str, Any]:
    return localized("en", {"en": english, "ru": russian, "bg": english}, 60)


def card() -> tuple[dict[str, Any], dict[str, Any]]:
    """A loyalty class with an object of it."""
    class_ = {
        "id": "1.shop",
        "issuerName": "Beans",
        "programName": "Loyalty card",
        "localizedProgramName": said("Loyalty card", "Карта лояльности"),
        "hexBackgroundColor": "#3b2418",
        "programLogo": {"sourceUri": {"uri": "logo"}},
        "accountNameLabel": "Member",
        "accountIdLabel": "Card",
        "textModulesData": [{"id": "about", "header": "About", "body": "Roasted here.\n" + "Very " * 200}],
        "linksModuleData": {"uris": [{"id": "l", "uri": "https://example.com/" + "a" * 250, "description": "Menu"}]},
    }
    object_ = {
        "id": "1.card",
        "classId": "1.shop",
        "state": "ACTIVE",
        "accountName": "Анна 🐈 " * 9,
        "accountId": "012 345 6789",
        "barcode": {"type": "QR_CODE", "value": LINK, "alternateText": "012 345 6789"},
        "loyaltyPoints": {"localizedLabel": said("Points", "Баллы"), "balance": {"int": 1240}},
        "secondaryLoyaltyPoints": {
            "label": "Cashback",
            "balance": {"money": {"micros": "12500000", "currencyCode": "EUR"}},
        },
        "heroImage": {"sourceUri": {"uri": "hero"}},
    }
    return class_, object_


def test_the_code_is_read_and_the_words_are_those_of_the_phone() -> None:
    pictures = {"logo": square_logo(default("coffee", "Beans"))}
    assert scan.read(google_drawing.draw(*card(), "ru", pictures)) == (LINK,)
    changing = LINK.replace("c_", "r_")
    assert scan.read(google_drawing.draw(*card(), "ru", {}, code=changing)) == (changing,)
    told = {field.key: (field.label, field.value) for field in google_drawing.text(*card(), "ru")}
    assert told["loyaltyPoints"] == ("Баллы", "1\xa0240")
    assert told["secondaryLoyaltyPoints"] == ("Cashback", "12,50\xa0€")
    assert Image.open(io.BytesIO(google_drawing.draw_back(*card(), "en"))).width == 1125


def test_an_offer_that_is_over_says_so() -> None:
    class_ = {"id": "1.o", "title": "Cake", "issuerName": "Beans", "titleImage": {"sourceUri": {"uri": "logo"}}}
    object_ = {
        "id": "1.c",
        "classId": "1.o",
        "state": "ACTIVE",
        "barcode": {"value": LINK},
        "validTimeInterval": {"end": {"date": "2026-07-01T00:00:00+00:00"}},
    }
    good = google_drawing.draw(class_, object_, "en", {})
    assert scan.read(good) == (LINK,)
    assert google_drawing.text(class_, object_, "ru")[0].value.startswith("1 июл. 2026")
    drawn = {
        state: google_drawing.draw(class_, {**object_, "state": state}, "en", {}) for state in ("EXPIRED", "COMPLETED")
    }
    assert len({good, *drawn.values()}) == 3


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("object.classId", "1.other"),
        ("object.state", None),
        ("class.hexBackgroundColor", "red"),
        ("object.loyaltyPoints.balance", {}),
        ("object.loyaltyPoints.balance", {"int": 1, "string": "1"}),
        ("object.secondaryLoyaltyPoints.balance.money.micros", "many"),
        ("class.programLogo.sourceUri", {}),
    ],
)
def test_what_google_would_refuse_is_no_card(place: str, value: object) -> None:
    class_, object_ = card()
    *way, last = place.split(".")
    found: dict[str, Any] = {"class": class_, "object": object_}
    for step in way:
        found = found[step]
    found[last] = value
    with pytest.raises(BrokenPassError):
        google_drawing.draw(class_, object_, "en", {})
    with pytest.raises(BrokenPassError):
        google_drawing.draw(*card(), "en", {"logo": b"no picture"})


def pkpass(style: str, **more: Any) -> bytes:
    """A pass that a phone would refuse for its signature only."""
    fields = {
        "primaryFields": [{"key": "offer", "label": "Today", "value": "Free cake"}],
        "secondaryFields": [{"key": "until", "label": "Until", "value": "1 July"}],
        "backFields": [{"key": "about", "label": "About", "value": "Roasted here. " * 30}],
    }
    content = {style: fields, "logoText": "Beans", "barcodes": [{"message": LINK, "altText": "CAKE"}], **more}
    content |= {"backgroundColor": "rgb(59, 36, 24)", "foregroundColor": "rgb(255, 248, 239)"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("pass.json", json.dumps(content))
        archive.writestr("thumbnail@2x.png", square_logo(default("coffee", "Beans")))
    return buffer.getvalue()


def test_coupons_have_a_torn_edge_and_generic_passes_a_thumbnail() -> None:
    drawn = {style: drawing.draw(pkpass(style), "en") for style in ("storeCard", "coupon", "generic")}
    for picture in drawn.values():
        assert scan.read(picture) == (LINK,)
    edges = {style: Image.open(io.BytesIO(picture)).getchannel("A") for style, picture in drawn.items()}
    holes = {style: edge.crop((60, 0, 1060, 1)).tobytes().count(0) for style, edge in edges.items()}
    assert holes["coupon"] > 300
    assert holes["storeCard"] == holes["generic"] == 0
    assert drawing.draw(pkpass("coupon", voided=True), "en") != drawn["coupon"]
    assert Image.open(io.BytesIO(drawing.draw_back(pkpass("coupon"), "en"))).height > 300


def test_stamps_fill_the_strip_of_a_pass_in_every_state() -> None:
    design = default("coffee", "Beans")
    strips = [stamps.strip(design, have, 6, frozenset({3}))["strip@3x.png"] for have in (0, 3, 6)]
    assert len(set(strips)) == 3
    for goal in (1, stamps.MOST_PLACES):
        files = stamps.strip(design, 1, goal)
        sizes = [Image.open(io.BytesIO(files[f"strip{suffix}.png"])).size for suffix in ("@2x", "@3x")]
        assert sizes == [(750, 288), (1125, 432)]
    assert stamps.strip(design, 1, 1) is stamps.strip(design, 1, 1), "it is drawn once"
    with pytest.raises(ValueError, match="places"):
        stamps.strip(design, 1, stamps.MOST_PLACES + 1)

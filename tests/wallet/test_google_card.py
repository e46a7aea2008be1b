"""What a card in Google Wallet says: by Google's rules, in every language, without anything secret."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from locales import LANGUAGES, money, translate
from loyalty.money import CURRENCIES, exponent
from sandbox.google_rules import complaints
from tests.wallet.conftest import ISSUER_ID, google_card, google_shop
from wallet import google_drawing
from wallet.design import Link
from wallet.google.loyalty import Card, Rotating, Text, loyalty_class, loyalty_object, message
from wallet.google.offers import Coupon, Offer, offer_class, offer_object

LABEL, LABEL_OF_POINTS, SHOWN = 15, 9, 20
"""Characters that Google recommends for labels, for the label of points, and for names of shop and programme."""

EVERYWHERE = {"en": "Words", "ru": "Слова", "bg": "Думи"}
HOSTILE = "👨‍👩‍👧‍👦<b>\ud800\x00Ж" * 60
CARDS = {
    "plain": {},
    "tier": {"tier": "Золотой"},
    "no name": {"member": ""},
    "blanks for a name": {"member": " \n\u200b "},
    "hostile": {"member": "👨‍👩‍👧‍👦<b>\ud800\x00Ж" * 60, "tier": "🥇" * 300},
    "most points": {"points": 2**31 - 1},
    "debt": {"points": -17},
    "everything": {
        "texts": tuple(
            Text(id=f"text-{number}", header=dict.fromkeys(EVERYWHERE, HOSTILE), body=EVERYWHERE)
            for number in range(12)
        ),
        "rotating": Rotating(pattern="https://t.me/g?start=r_1_{totp_value_0}", secret=b"k" * 20, digits=8, seconds=30),
        "offers": ("0" * 32,),
        "banner_url": "https://loyalty.grain.example/design/stamps.png",
    },
}
SHOPS = {
    "plain": {},
    "everything": {
        "about": HOSTILE,
        "contacts": "+359 2 123 4567",
        "links": tuple(Link(HOSTILE, f"https://grain.example/{number}") for number in range(12)),
        "places": ((42_697_708, 23_321_868),) * 11,
    },
}


def _complaints(kind: str, content: dict[str, Any]) -> list[str]:
    return list(complaints(kind, content, ISSUER_ID))


@pytest.mark.parametrize("changes", SHOPS.values(), ids=SHOPS.keys())
@pytest.mark.parametrize(
    ("language", "organisation"), [("ru", "Кофейня «Утро»"), ("bg", "<b>&\n\x07"), ("en", "🐈" * 300), ("en", " ")]
)
def test_the_class_follows_googles_rules(language: str, organisation: str, changes: dict[str, Any]) -> None:
    made = loyalty_class(google_shop(language=language, organisation=organisation, **changes))
    assert _complaints("LoyaltyClass", made) == []
    assert made["programName"] == translate(language, "google-programme")
    assert len(made["issuerName"]) <= 60
    json.dumps(made, ensure_ascii=False).encode()


@pytest.mark.parametrize("changes", CARDS.values(), ids=CARDS.keys())
def test_the_object_follows_googles_rules(changes: dict[str, Any]) -> None:
    made = loyalty_object(google_shop(), google_card(**changes))
    assert _complaints("LoyaltyObject", made) == []
    assert made["classId"] == loyalty_class(google_shop())["id"]
    assert len(made["accountName"] or "") <= 60
    json.dumps(made, ensure_ascii=False).encode()


def test_the_object_shows_the_member_the_code_and_the_points() -> None:
    made = loyalty_object(google_shop(), google_card(tier="Gold"))
    assert made["barcode"]["value"] == "https://t.me/grain_bot?start=c_Zx81kQpLm22aZ"
    assert made["barcode"]["alternateText"] == made["accountId"] == "012 345 6789"
    assert made["loyaltyPoints"]["balance"] == {"int": 1240}
    assert made["secondaryLoyaltyPoints"]["balance"] == {"string": "Gold"}
    assert made["accountName"] == "Мария Иванова"


@pytest.mark.parametrize("currency", CURRENCIES)
def test_cashback_is_in_millionths_of_its_currency_and_drawn_as_the_same_sum(currency: str) -> None:
    made = loyalty_object(google_shop(), google_card(money=(1_234_567, currency)))
    places = exponent(currency)
    micros = "1234567" + "0" * (6 - places)
    assert made["loyaltyPoints"]["balance"] == {"money": {"micros": micros, "currencyCode": currency}}
    shown = {field.key: field.value for field in google_drawing.text(loyalty_class(google_shop()), made, "en")}
    assert shown["loyaltyPoints"] == money("en", 1_234_567, currency)


def test_points_speak_every_language_and_the_shops_where_we_speak_none() -> None:
    label = loyalty_object(google_shop(language="bg"), google_card())["loyaltyPoints"]["localizedLabel"]
    assert label["defaultValue"] == {"language": "bg", "value": "Точки"}
    said = {words["language"]: words["value"] for words in label["translatedValues"]}
    assert said == {"en": "Points", "ru": "Баллы"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_as_short_as_google_recommends(language: str) -> None:
    limits = {"google-programme": SHOWN, "google-home": SHOWN, "pass-card": LABEL, "pass-member": LABEL}
    for key, limit in {**limits, "pass-points": LABEL_OF_POINTS, "pass-tier": LABEL_OF_POINTS}.items():
        assert len(translate(language, key)) <= limit, key


def test_more_points_than_google_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="2147483648 points"):
        loyalty_object(google_shop(), google_card(points=2**31))


@pytest.mark.parametrize("until", [None, datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)])
@pytest.mark.parametrize("title", [EVERYWHERE, dict.fromkeys(EVERYWHERE, HOSTILE)], ids=["plain", "hostile"])
def test_a_coupon_follows_googles_rules(title: dict[str, str], until: datetime | None) -> None:
    offer = Offer(suffix="grain_bot.offer-1", title=title)
    coupon = Coupon(suffix="f" * 32, code="https://t.me/g?start=u_1", letters="AB-12", state="ACTIVE", until=until)
    made = offer_class(google_shop(), offer), offer_object(google_shop(), offer, coupon)
    assert _complaints("OfferClass", made[0]) == _complaints("OfferObject", made[1]) == []
    assert made[1]["classId"] == made[0]["id"]


@pytest.mark.parametrize("notify", [True, False])
def test_a_message_follows_googles_rules(notify: bool) -> None:
    made = message("expiry-2026-12-31", "ru", dict.fromkeys(EVERYWHERE, HOSTILE), EVERYWHERE, notify=notify)
    assert _complaints("AddMessageRequest", {"message": made}) == []
    assert made["messageType"] == ("TEXT_AND_NOTIFY" if notify else "TEXT")


FAULTS = [
    ("LoyaltyClass", ("reviewStatus",), "DRAFT"),
    ("LoyaltyClass", ("programLogo",), None),
    ("LoyaltyClass", ("programLogo", "sourceUri", "uri"), "http://shop.example/logo.png"),
    ("LoyaltyClass", ("id",), "338800.grain bot"),
    ("LoyaltyClass", ("issuerName",), ""),
    ("LoyaltyClass", ("hexBackgroundColor",), 17),
    ("LoyaltyClass", ("rotatingBarcode",), {}),
    ("LoyaltyObject", ("state",), "ALIVE"),
    ("LoyaltyObject", ("loyaltyPoints", "balance", "int"), 17.5),
    ("LoyaltyObject", ("loyaltyPoints", "balance", "string"), "17"),
    ("LoyaltyObject", ("loyaltyPoints", "localizedLabel", "defaultValue", "language"), "en"),
    ("LoyaltyObject", ("barcode", "type"), "qr"),
    ("LoyaltyObject", ("classId",), None),
    ("LoyaltyObject", ("classId",), "1234.grain_bot"),
    ("LoyaltyObject", ("messages",), [{"body": "Hello"}] * 11),
    ("LoyaltyClass", ("merchantLocations",), [{"latitude": 91.0, "longitude": 0.0}]),
    ("LoyaltyClass", ("callbackOptions", "url"), "http://shop.example/google/callback"),
]


@pytest.mark.parametrize(("kind", "path", "value"), FAULTS, ids=str)
def test_the_rules_see_a_fault(kind: str, path: tuple[str, ...], value: object) -> None:
    card: Card = google_card()
    made = loyalty_class(google_shop()) if kind == "LoyaltyClass" else loyalty_object(google_shop(), card)
    content = copy.deepcopy(made)
    place = content
    for name in path[:-1]:
        place = place[name]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    assert _complaints(kind, content) != []

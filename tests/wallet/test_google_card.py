"""What a card in Google Wallet says: by Google's rules, in every language, without anything secret."""

import copy
import json
from typing import Any

import pytest

from locales import LANGUAGES, translate
from tests.wallet.conftest import google_card, google_shop
from tests.wallet.google_rules import LABEL, LABEL_OF_POINTS, SHOWN, complaints
from wallet.google.loyalty import Card, loyalty_class, loyalty_object

CARDS = {
    "plain": {},
    "tier": {"tier": "Золотой"},
    "no name": {"member": ""},
    "blanks for a name": {"member": " \n\u200b "},
    "hostile": {"member": "👨‍👩‍👧‍👦<b>\ud800\x00Ж" * 60, "tier": "🥇" * 300},
    "most points": {"points": 2**31 - 1},
    "debt": {"points": -17},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("organisation", ["Кофейня «Утро»", "<b>&\n\x07", "🐈" * 300])
def test_the_class_follows_googles_rules(language: str, organisation: str) -> None:
    made = loyalty_class(google_shop(language=language, organisation=organisation))
    assert list(complaints("LoyaltyClass", made)) == []
    assert made["programName"] == translate(language, "google-programme")
    assert len(made["issuerName"]) <= 60
    json.dumps(made, ensure_ascii=False).encode()


@pytest.mark.parametrize("changes", CARDS.values(), ids=CARDS.keys())
def test_the_object_follows_googles_rules(changes: dict[str, Any]) -> None:
    made = loyalty_object(google_shop(), google_card(**changes))
    assert list(complaints("LoyaltyObject", made)) == []
    assert made["classId"] == loyalty_class(google_shop())["id"]
    assert len(made.get("accountName", "")) <= 60
    json.dumps(made, ensure_ascii=False).encode()


def test_the_object_shows_the_member_the_code_and_the_points() -> None:
    made = loyalty_object(google_shop(), google_card(tier="Gold"))
    assert made["barcode"]["value"] == "https://t.me/grain_bot?start=c_Zx81kQpLm22aZ"
    assert made["barcode"]["alternateText"] == made["accountId"] == "012 345 6789"
    assert made["loyaltyPoints"]["balance"] == {"int": 1240}
    assert made["secondaryLoyaltyPoints"]["balance"] == {"string": "Gold"}
    assert made["accountName"] == "Мария Иванова"


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


FAULTS = [
    ("LoyaltyClass", ("reviewStatus",), "DRAFT"),
    ("LoyaltyClass", ("programLogo",), None),
    ("LoyaltyClass", ("programLogo", "sourceUri", "uri"), "http://shop.example/logo.png"),
    ("LoyaltyClass", ("id",), "338800.grain bot"),
    ("LoyaltyClass", ("issuerName",), ""),
    ("LoyaltyClass", ("hexBackgroundColor",), "brown"),
    ("LoyaltyClass", ("rotatingBarcode",), {}),
    ("LoyaltyObject", ("state",), "ALIVE"),
    ("LoyaltyObject", ("loyaltyPoints", "balance", "int"), 17.5),
    ("LoyaltyObject", ("loyaltyPoints", "balance", "string"), "17"),
    ("LoyaltyObject", ("loyaltyPoints", "localizedLabel", "defaultValue", "language"), "en"),
    ("LoyaltyObject", ("barcode", "type"), "qr"),
    ("LoyaltyObject", ("classId",), None),
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
    assert list(complaints(kind, content)) != []

"""What a shop has named itself, on cards in both wallets and in every language."""

from dataclasses import replace

from locales import LANGUAGES, Voice
from loyalty.wording import Counted, Naming, Said, Wording
from tests.wallet.conftest import NOW, card, google_card, google_shop
from wallet.apple.credentials import Credentials
from wallet.apple.package import build
from wallet.contents import HeldCoupon, StampCard
from wallet.design import default
from wallet.google.loyalty import loyalty_object
from wallet.passfile import open_pass

VOICE = Voice(
    Wording(
        names=(
            Naming("Free coffee", (Said("ru", "Кофе в подарок"), Said("bg", "Безплатно кафе"))),
            Naming("Regular", (Said("ru", "Завсегдатай"),)),
        ),
        points=(Counted("en", ("bean", "beans")), Counted("ru", ("зёрнышко", "зёрнышка", "зёрнышек", "зёрнышки"))),
    )
)


def test_names_and_points_are_said_in_the_phones_language_on_apples_card(credentials: Credentials) -> None:
    held = card(
        points=21,
        tier="Regular",
        stamps=(StampCard("a", "Free coffee", 1, 6),),
        coupons=(HeldCoupon("Free coffee", "ABC", None),),
        voice=VOICE,
    )
    pkpass = build(held, default("coffee", "Grain"), credentials, NOW)
    said = {
        language: {field.key: (field.label, field.value) for field in open_pass(pkpass, language).fields}
        for language in LANGUAGES
    }
    assert [said[each]["points"][0] for each in LANGUAGES] == ["Beans", "Зёрнышки", "Точки"]
    assert [said[each]["tier"][1] for each in LANGUAGES] == ["Regular", "Завсегдатай", "Regular"]
    assert [said[each]["stamps"][0] for each in LANGUAGES] == ["Free coffee", "Кофе в подарок", "Безплатно кафе"]
    assert said["bg"]["coupons"][1] == "Безплатно кафе · ABC"
    assert said["ru"]["use"][1].endswith("Зёрнышки придут сами.")


def test_a_card_of_another_shop_keeps_its_own_words(credentials: Credentials) -> None:
    for held, label in ((card(voice=VOICE), "Beans"), (card(), "Points"), (card(voice=VOICE), "Beans")):
        fields = open_pass(build(held, default("coffee", "Grain"), credentials, NOW), "en").fields
        assert next(field.label for field in fields if field.key == "points") == label


def test_points_are_called_by_the_shops_word_on_googles_card() -> None:
    shown = loyalty_object(google_shop(), replace(google_card(), voice=VOICE))["loyaltyPoints"]
    translated = {each["language"]: each["value"] for each in shown["localizedLabel"]["translatedValues"]}
    translated |= {shown["localizedLabel"]["defaultValue"]["language"]: shown["label"]}
    assert translated == {"en": "Beans", "ru": "Зёрнышки", "bg": "Точки"}

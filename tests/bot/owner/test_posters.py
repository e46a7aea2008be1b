"""What posters promise: what the welcome says, to everybody who will ever read them."""

import pytest

from bot.owner import posters
from bot.visit import running
from bot.words.speech import Speech
from locales import LANGUAGES
from services.design import posters as sheets
from services.typed import file_name
from tests.people import rule
from tests.shop import LiveShop

FREE = rule("coupon", "free", title="Coffee & <cake>", kind="item", amount=30_000)
STAMPS = rule("stamp_card", "stamps", goal=5, per="purchase", reward="free")
SAID = {
    "en": (("50 points now", "Coffee & <cake> for 5 stamps, one for every purchase"), "1 point for every ₽100"),
    "ru": (("50 баллов сразу", "Coffee & <cake> за 5 штампов, по одному за покупку"), "1 балл за каждые 100\u00a0₽"),
    "bg": (
        ("50 точки веднага", "Coffee & <cake> за 5 печата, по един за всяка покупка"),
        "1 точка за всеки 100\u00a0₽",
    ),
}


@pytest.mark.database("sqlite")  # the conversation is the same on both
async def test_the_offer_is_the_headline_without_what_only_the_first_members_get(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, draw = [], sheets.preview
    monkeypatch.setattr(sheets, "preview", lambda look, poster: drawn.append(poster) or draw(look, poster))
    olga = await shop.owner()
    await shop.promise(FREE, STAMPS)
    for language in LANGUAGES:
        monkeypatch.setattr(posters, "_customers_speech", lambda visit, of=language: Speech.of(of, running(visit)))
        await olga.say("/business")
        await olga.tap("Team")
        await olga.tap("Outlets")
        await olga.tap("📍 Corner")
        await olga.tap("Poster of this outlet")
        await olga.wait("To print")
    for poster in drawn:
        headline, more = SAID[poster.language]
        assert poster.headline == headline
        assert poster.more[0] == more
        assert poster.place == "", "the only outlet is called as the shop is"
        assert poster.marks == ("Telegram",), "the shop of the tests has no certificate"
    assert [poster.language for poster in drawn] == [*LANGUAGES]


@pytest.mark.database("sqlite")
async def test_a_shop_without_points_offers_its_coupon_with_its_worth_and_how_far_the_discount_grows(
    shop: LiveShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, draw = [], sheets.pdf
    monkeypatch.setattr(sheets, "pdf", lambda look, poster, sheet: drawn.append(poster) or draw(look, poster, sheet))
    olga = await shop.owner(preset="perfumery")
    await olga.say("/business")
    await olga.tap("Team")
    await olga.tap("Outlets")
    await olga.tap("📍 Corner")
    await olga.tap("Poster of this outlet")
    await olga.tap("Stickers")
    await olga.wait("Twelve stickers")
    (poster,) = drawn
    assert poster.headline == (
        "Right now: A warm welcome, −5%",
        "A discount that grows with your purchases, up to 15%",
    )


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Kava", "Centre", "A4"), "Kava-Centre-A4"),
        (("Кафе „Роза“", "ул. Шипка 5/7", "A5 за маса"), "Кафе-Роза-ул-Шипка-5-7-A5-за-маса"),
        (("شاي", "茶館", "till"), "شاي-茶館-till"),
        (("हिन्दी चाय", "A4"), "हिन्दी-चाय-A4"),
        (("../..\\CON\x00", " ", "a:b*?.exe"), "CON-a-b-exe"),
        (("☕", "A4"), "A4"),
        (("я" * 60, "A4"), "я" * 40 + "-A4"),
    ],
)
def test_files_are_named_after_shop_and_place_in_every_alphabet(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name

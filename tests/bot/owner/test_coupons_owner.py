"""Coupons in the owner's hands: codes with links and posters, gifts; and what a coupon's link shows to whom."""

import pytest

from locales import Language
from loyalty.programme import When
from sandbox.phone import Phone, read_code
from services.rewards import coupon_offers, coupons
from tests import paper
from tests.people import rule
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # what is written is proved in tests/services, on both

FREE = rule("coupon", "free", title="Free coffee", kind="item", amount=30_000, categories=["coffee"])
TEN = rule("coupon", "ten", When(minimum=50_000, weekdays=frozenset({0, 1})), title="Ten", percent=1_000)


async def coupon_kind(olga: Phone, title: str) -> None:
    """Has the owner open one kind of coupon."""
    await olga.say("/business")
    await olga.wait("What shall we look at?")
    await olga.tap("Offers")
    await olga.tap("🎟 Coupons")
    await olga.wait("Tap a coupon")
    await olga.tap(f"🎟 {title}")
    await olga.wait("given")


async def published(olga: Phone, code: str = "Summer 26", title: str = "Ten") -> None:
    await coupon_kind(olga, title)
    await olga.tap("New public code")
    await olga.say(code)
    await olga.wait("start=k_")


async def test_an_owner_without_coupons_is_led_to_the_rules(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.say("/business")
    await olga.wait("What shall we look at?")
    await olga.tap("Offers")
    await olga.tap("🎟 Coupons")
    assert "no coupon in your rules yet" in (await olga.wait("Coupons")).text
    await olga.tap("Add a coupon")
    await olga.wait("What a coupon is worth")


async def test_a_coupon_is_switched_off_on_the_card_of_its_rule_a_tap_away(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(FREE, TEN)
    await coupon_kind(olga, "Ten")
    await olga.tap("Change this coupon")
    await olga.wait("Coupon Ten: 10% off")
    await olga.tap("Switch off")
    await olga.tap("From now on")
    await olga.wait("Done")
    await olga.say("/business")
    await olga.tap("Offers")
    await olga.tap("🎟 Coupons")
    await olga.tap("⚪ Ten")
    assert "Give to one customer" not in (await olga.wait("switched off in the rules")).labels


async def test_a_public_code_has_a_link_a_picture_a_poster_and_an_end(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(FREE, TEN)
    await olga.say("/business")
    await olga.wait("What shall we look at?")
    await olga.tap("Offers")
    await olga.tap("🎟 Coupons")
    listed = (await olga.wait("Coupons")).text
    assert "Free coffee: one item free, up to ₽300" in listed
    assert "Ten: −10%" in listed
    await coupon_kind(olga, "Ten")
    await olga.tap("New public code")
    await olga.wait("Which code?")
    for wrong in ("ЛЕТО", "AB", "two words!", "x" * 25):
        await olga.say(wrong)
        await olga.wait(lambda message: "another one" in message.text or "shorten" in message.text)
    await olga.say("summer 26")
    made = await olga.wait("SUMMER26")
    assert "https://t.me/tessera_bot?start=k_SUMMER26" in made.text
    assert "Not used yet" in made.text
    await olga.tap("QR code", times=2)
    picture = await olga.wait(lambda message: message.photo)
    assert picture.photo
    assert read_code(picture.photo) == "https://t.me/tessera_bot?start=k_SUMMER26"
    await olga.tap("🖨 Poster")
    await olga.wait("To print: SUMMER26")
    await olga.tap("Till card")
    card = await olga.wait(lambda message: message.document)
    assert card.document
    assert paper.size(card.document) == (105, 148)
    assert read_code(paper.png(card.document)) == "https://t.me/tessera_bot?start=k_SUMMER26"

    await olga.tap("Withdraw the code")
    await olga.wait("Nobody will be able to use it")
    await olga.tap("Back")
    await olga.tap("Withdraw the code")
    await olga.tap("Yes, withdraw", times=2)
    assert {toast.text for toast in olga.toasts[-2:]} >= {"SUMMER26 is withdrawn."}
    assert not any("SUMMER26" in label for label in (await olga.wait("given")).labels)
    assert await shop.database.read(coupon_offers.published, await shop.person(olga), shop.clock()) == ()
    await olga.tap("New public code")
    await olga.say("SUMMER26")
    await olga.wait("cannot come back")


async def test_a_shop_with_many_coupons_can_reach_each(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(*(rule("coupon", f"c{n}", title=f"{n} {'long ' * 11}", percent=1_000) for n in range(30)))
    await olga.say("/business")
    await olga.wait("What shall we look at?")
    await olga.tap("Offers")
    await olga.tap("🎟 Coupons")
    assert len((await olga.wait("Tap a coupon")).labels) == 32
    await olga.tap("🎟 29 long")
    await olga.wait("29 long")


async def test_a_random_code_is_made_once_however_often_it_is_tapped(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(TEN)
    await coupon_kind(olga, "Ten")
    await olga.tap("New public code")
    await olga.tap("🎲", times=3)
    await olga.wait("start=k_")
    made = await shop.database.read(coupon_offers.published, await shop.person(olga), shop.clock())
    assert [len(each.code) for each in made] == [10]
    await olga.tap("Back")
    assert made[0].code in str((await olga.wait("Public codes")).labels)


async def test_a_coupon_is_given_to_one_customer_from_the_coupons(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await shop.promise(FREE)
    await coupon_kind(olga, "Free coffee")
    await olga.tap("Give to one customer")
    await olga.wait("Who gets it?")
    await olga.say("what?")
    await olga.settle()
    card = next(message.photo for message in anna.messages if message.photo)
    assert card
    await olga.photo(card)
    await olga.wait("Give Anna the coupon Free coffee")
    await olga.tap("Give it", times=2)
    assert "Free coffee" in (await olga.wait("Anna")).text
    await anna.wait("A coupon for you: Free coffee")
    mine = await shop.database.read(coupons.of_member, await shop.member_id(anna), shop.clock())
    assert len(mine) == 1
    await coupon_kind(olga, "Free coffee")
    assert "given 1" in olga.last.text


# --- links -----------------------------------------------------------------------------------------------------------


SHOWN: dict[Language, tuple[str, ...]] = {
    "en": ("Ten", "−10%", "from ₽500", "Mon, Tue", "at the till"),
    "ru": ("Ten", "−10\u00a0%", "от 500", "пн, вт", "на кассе"),
    "bg": ("Ten", "−10\u00a0%", "500", "пн, вт", "на касата"),
}


@pytest.mark.parametrize("language", SHOWN)
async def test_a_members_link_shows_the_coupon_its_conditions_and_how_to_use_it(
    shop: LiveShop, language: Language
) -> None:
    olga, anna = await shop.owner(), await shop.member(language=language)
    await shop.promise(TEN)
    await published(olga)
    await anna.start("k_SUMMER26")
    shown = await anna.wait("SUMMER26")
    assert shown.photo
    assert read_code(shown.photo) == "https://t.me/tessera_bot?start=k_SUMMER26"
    for words in SHOWN[language]:
        assert words in shown.text
    await anna.start("k_summer26")
    await anna.wait("SUMMER26")


async def test_an_owner_who_opens_a_poster_sees_the_code_as_owner(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(TEN)
    await published(olga)
    await olga.start("k_summer26")
    assert "Used" not in (await olga.wait("Not used yet")).text
    await olga.start("k_NOSUCH")
    await olga.wait("not a public code")
    await olga.tap("Back")
    await olga.wait("Tap a coupon")


async def test_a_newcomer_registers_first_and_sees_the_coupon_then(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(TEN)
    await published(olga)
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start("k_SUMMER26")
    await zoe.wait("loyalty card")
    assert "SUMMER26" not in zoe.screen().replace("/start k_SUMMER26", "")
    await zoe.tap("Get my card")
    await zoe.tap("without a number")
    assert "−10%" in (await zoe.wait("Show this code at the till")).text


async def test_a_newcomer_becomes_a_member_even_when_the_coupon_is_over(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(TEN)
    await published(olga)
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start("k_SUMMER26")
    (code,) = await shop.database.read(coupon_offers.published, await shop.person(olga), shop.clock())
    await shop.database.write(coupon_offers.withdraw, await shop.person(olga), code.id, shop.clock())
    await zoe.tap("Get my card")
    await zoe.tap("without a number")
    await zoe.wait("This coupon has expired")
    assert await shop.points(zoe) == 150
    await zoe.say("hello")
    await zoe.wait(lambda message: "phone number" not in message.text)


async def test_somebody_elses_coupon_and_a_made_up_one_look_alike_and_guesses_end(shop: LiveShop) -> None:
    await shop.owner()
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    await shop.promise(TEN)
    annas = await shop.database.write(coupons.issue, "ten", await shop.member_id(anna), source="t", now=shop.clock())
    assert annas
    await anna.start(f"k_{annas.code}")
    await anna.wait("Valid until")
    await boris.start(f"k_{annas.code}")
    refused = await boris.wait("can’t find a coupon")
    for _ in range(coupons.ATTEMPTS - 1):
        await boris.start("k_NOSUCH")
        assert (await boris.wait("can’t find a coupon")).text == refused.text
    await boris.start(f"k_{annas.code}")
    assert "60 minutes" in (await boris.wait("minutes")).text
    assert "Ten" not in boris.screen()
    shop.later(hours=1)
    await boris.start("k_NOSUCH")
    await boris.wait("can’t find a coupon")

"""A customer's page: found by card, phone or photo; points by hand with a reason, a coupon, a pinned tier."""

import pytest

from sandbox.phone import Phone
from services.members import registration
from services.rewards import coupons
from tests.people import rule
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # what is written is proved in tests/services, on both

TEN = rule("coupon", "ten", title="Ten", percent=1_000)
LEVELS = rule(
    "tiers", "levels", levels=[{"key": "silver", "threshold": 100_000}, {"key": "gold", "threshold": 300_000}]
)
STAMPS = rule("stamp_card", "sixth", goal=6, per="purchase", reward="ten")


async def page(shop: LiveShop, senior: Phone, anna: Phone) -> str:
    """Has a manager or owner open Anna's page."""
    await senior.say("/customers")
    await senior.wait("Which customer?")
    await senior.say(await shop.digits(anna))
    return (await senior.wait("👤 Anna")).text


async def test_the_page_shows_what_a_customer_has(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim, anna = await shop.cashier(olga), await shop.member()
    await shop.promise(TEN, LEVELS, STAMPS)
    await karim.say(await shop.digits(anna))
    await karim.say("1000")
    await karim.tap("✅")
    await karim.wait("Recorded")
    await shop.database.write(coupons.issue, "ten", await shop.member_id(anna), source="t", now=shop.clock())
    await olga.say("/business")
    await olga.wait("What shall we look at?")
    await olga.tap("👥 Customers")
    await olga.wait("Which customer?")
    await olga.say(await shop.digits(anna))
    shown = (await olga.wait("👤 Anna")).text
    for words in ("160 points", "🏅 Silver", "Ten · 1 of 6", "One coupon", "₽1,000"):
        assert words in shown
    card = next(message.photo for message in anna.messages if message.photo)
    assert card
    await olga.photo(card)
    await olga.wait("👤 Anna")
    await olga.tap("Back")
    await olga.wait("What shall we look at?")
    await olga.say(await shop.digits(anna))
    assert "👤" not in (await olga.wait(lambda message: message.text)).text, "nobody is asked for any more"


async def test_nonsense_names_nobody_and_changes_nothing(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await olga.say("/customers")
    digits = await shop.digits(anna)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    for text, answer in (
        ("hello", "can’t see a code"),
        (wrong, "slip in the digits"),
        ("+359 88 000 0000", "Nobody here"),
        ("x" * 4000, "can’t see a code"),
    ):
        await olga.say(text)
        await olga.wait(answer)
    await olga.location(42.7, 23.3)
    await olga.wait("Which customer?")
    await olga.say(digits)
    await olga.wait("👤 Anna")
    await olga.tap("✏️ Points")
    for text in ("many", "0", "1.5", "-", "12345678"):
        await olga.say(text)
        await olga.wait("whole number")
    await olga.say("10")
    await olga.wait("Why?")
    await olga.say("x" * 201)
    await olga.wait("200")
    await olga.tap("Back")
    await olga.wait("👤 Anna")
    assert await shop.points(anna) == 150


async def test_points_move_once_with_a_reason_that_the_member_reads(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await page(shop, olga, anna)
    await olga.tap("✏️ Points")
    await olga.wait("How many points for Anna")
    await olga.say("+ 50")
    await olga.wait("➕ 50 points")
    await olga.say("Spilt <b>coffee")
    await olga.wait("Give Anna 50 points? Reason: Spilt <b>coffee")
    await olga.say("Spilt coffee")
    await olga.wait("Reason: Spilt coffee")
    await olga.tap("✅ Yes", times=3)
    assert "200 points" in (await olga.wait("👤 Anna")).text
    told = await anna.wait("You were given 50 points")
    assert "Why: Spilt coffee" in told.text
    await anna.tap("Why?")
    assert "by hand: +50" in (await anna.wait("Adjustment")).text
    assert await shop.points(anna) == 200

    await olga.tap("✏️ Points")
    await olga.say("−250")
    await olga.say("Too much")
    await olga.tap("✅ Yes")
    assert "only 200 points" in olga.toasts[-1].text
    await olga.tap("Back")
    await olga.tap("✏️ Points")
    await olga.say("−200")
    await olga.say("Wrong card")
    await olga.tap("✅ Yes")
    await anna.wait("200 points were taken off")
    assert await shop.points(anna) == 0


async def test_an_old_yes_does_nothing(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await page(shop, olga, anna)
    await olga.tap("✏️ Points")
    await olga.say("5")
    await olga.say("One")
    old = await olga.wait("Reason: One")
    await olga.say("Two")
    await olga.wait("Reason: Two")
    assert olga.chat
    stored = olga.chat.messages[old.id]
    await olga._call_back(stored, str(old.buttons[0][0].value), 1, 10)
    assert "out of date" in olga.toasts[-1].text
    assert await shop.points(anna) == 150


async def test_a_manager_helps_customers_but_pins_no_tier_and_never_serves_themselves(shop: LiveShop) -> None:
    olga = await shop.owner()
    mia, anna = await shop.cashier(olga, "Mia", role="manager"), await shop.member()
    await shop.promise(TEN, LEVELS)
    assert "customers" in mia.commands
    await page(shop, mia, anna)
    assert not any("level" in label for label in mia.last.labels)
    await mia.tap("✏️ Points")
    await mia.say("7")
    await mia.say("Kind")
    await mia.tap("✅ Yes")
    await anna.wait("You were given 7 points")
    await mia.tap("🎁 Coupon")
    await mia.wait("Which coupon for Anna")
    await mia.tap("🎟 Ten")
    await mia.wait("Give Anna the coupon Ten (−10%)")
    await mia.tap("Give it", times=2)
    await mia.wait("👤 Anna")
    await anna.wait("A coupon for you: Ten")
    await mia.tap("Back")
    await mia.wait(lambda message: message.text)
    await mia.say(await shop.digits(anna))
    await mia.wait("Type the amount")

    person = await shop.person(mia)
    await shop.database.write(
        registration.register, person.id, processing=True, advertising=False, phone=None, link=None, now=shop.clock()
    )
    await mia.say("/customers")
    await mia.wait("Which customer?")
    await mia.say(await shop.digits(mia))
    await mia.wait("own card")
    assert len(await shop.database.read(coupons.of_member, await shop.member_id(anna), shop.clock())) == 1


async def test_a_cashier_has_no_customers(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    assert "customers" not in karim.commands
    await karim.say("/customers")
    await karim.wait("role does not permit")


async def test_an_owner_pins_a_tier_until_a_day_and_lets_it_go(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await shop.promise(LEVELS)
    assert "Bronze" in await page(shop, olga, anna)
    await olga.tap("Set the level")
    await olga.tap("🏅 Gold")
    await olga.wait("until when?")
    for text in ("soon", "1.1.2020"):
        await olga.say(text)
        await olga.wait("from today on")
    await olga.say("31.12.2026")
    assert "fixed until 31 December 2026" in (await olga.wait("👤 Anna")).text
    await anna.wait("Gold")
    await olga.tap("Set the level")
    await olga.tap("🏅 Silver")
    await olga.tap("For good", times=2)
    assert "fixed for good" in (await olga.wait("Silver")).text
    await olga.tap("Set the level")
    await olga.tap("Let purchases decide")
    shown = (await olga.wait("👤 Anna")).text
    assert "Bronze" in shown
    assert "fixed" not in shown


async def test_a_page_without_coupons_says_what_to_do(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await page(shop, olga, anna)
    await olga.tap("🎁 Coupon")
    await olga.wait("no coupon to give")
    await olga.tap("🎟 Coupons")
    await olga.wait("no coupon in your rules yet")

"""Coupons at the till: offered, typed, scanned; set aside while the cheque is open, given back; refused in words."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from loyalty.programme import Rule, When
from sandbox.phone import Phone
from services.rewards import coupon_offers, coupons
from services.rewards.coupons import Coupon
from storage.tables import coupon_use
from tests.people import rule
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both
on_both = pytest.mark.database("sqlite", "postgresql")

TEN = rule("coupon", "ten", title="Ten off", percent=1_000)
LARGE = rule("coupon", "large", When(minimum=50_000), title="Large", kind="amount", amount=10_000)
ALONE = rule("coupon", "alone", title="Alone", kind="points", points=70, beside="exclusive")


async def at_the_till(shop: LiveShop, *mine: str) -> tuple[Phone, Phone]:
    """Returns cashier and member, the member's card scanned; the member has coupons of the rules `mine`.

    Everybody may use the code SALE10, for ten off.
    """
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    await shop.promise(TEN, LARGE, ALONE)
    await shop.database.write(coupon_offers.publish, await shop.person(olga), "ten", "SALE10", shop.clock())
    anna = await shop.member()
    for name in mine:
        await give(shop, anna, name)
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    return karim, anna


async def give(shop: LiveShop, phone: Phone, name: str) -> Coupon:
    member = await shop.member_id(phone)
    coupon = await shop.database.write(coupons.issue, name, member, source=f"test:{name}:{member}", now=shop.clock())
    assert coupon
    return coupon


async def left(shop: LiveShop, phone: Phone) -> list[str]:
    """Returns the rules of the coupons that the member may still use."""
    found = await shop.database.read(coupons.of_member, await shop.member_id(phone), shop.clock())
    return sorted(coupon.rule.id for coupon in found)


async def uses(shop: LiveShop) -> Sequence[str]:
    query = select(coupon_use.c.state).order_by(coupon_use.c.id)
    return await shop.database.read(lambda connection: connection.execute(query).scalars().all())


async def test_the_customers_coupons_are_offered_best_first_and_one_tap_takes_one(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "ten", "large", "alone")
    await karim.say("500")
    choice = await karim.wait("Earns 5 points")
    assert [label for label in choice.labels if label.startswith("🎟")] == [
        "🎟 Large: −₽100",
        "🎟 Ten off: −₽50",
        "🎟 Alone: +70",
        "🎟 Enter a coupon code",
    ]
    await karim.tap("Large")
    choice = await karim.wait("🏷 Large: −₽100")
    assert "Less discounts: ₽400" in choice.text
    assert "✖ Without “Large”" in choice.labels
    assert await left(shop, anna) == ["alone", "ten"], "it is set aside"
    await karim.tap("take ₽400")
    sold = await karim.wait("Recorded")
    assert "🏷 Large: −₽100" in sold.text
    assert await left(shop, anna) == ["alone", "ten"]
    assert await uses(shop) == ["redeemed"]


async def test_stackable_ones_go_together_and_an_exclusive_one_is_refused_beside_them(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "ten", "large")
    await karim.say("500")
    await karim.tap("Large")
    await karim.tap("Ten off: ")
    choice = await karim.wait("🏷 Ten off")
    assert "🏷 Large" in choice.text
    alone = await give(shop, anna, "alone")
    await karim.tap("Enter a coupon code")
    await karim.say(alone.code)
    await karim.wait("don’t go together")
    await karim.tap("Back")
    await karim.tap("Without “Ten off”")
    choice = await karim.wait("🏷 Large")
    assert "Ten off" not in choice.text
    await karim.tap("take ₽400")
    await karim.wait("Recorded")
    assert await left(shop, anna) == ["alone", "ten"]


async def test_another_sum_keeps_the_coupon_unless_it_no_longer_counts(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "large")
    await karim.say("500")
    await karim.tap("Large")
    await karim.say("600")
    await karim.wait("Less discounts: ₽500")
    await karim.say("400")
    await karim.wait("does not fit this purchase")
    await karim.tap("Without “Large”")
    await karim.wait("Earns 6 points")
    assert await left(shop, anna) == ["large"]
    await karim.say("400")
    await karim.tap("take ₽400")
    await karim.wait("Recorded")
    assert set(await uses(shop)) == {"returned"}


async def test_cancelling_or_the_next_customer_gives_the_coupon_back(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "ten")
    await karim.say("500")
    await karim.tap("Ten off")
    await karim.wait("🏷 Ten off")
    assert await left(shop, anna) == []
    await karim.tap("✖ Cancel")
    await karim.wait("Nothing was recorded")
    assert await left(shop, anna) == ["ten"]
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("Ten off")
    await karim.wait("🏷 Ten off")
    await karim.say(await shop.digits(await shop.member("Boris")))
    await karim.wait("Boris")
    assert await left(shop, anna) == ["ten"]


async def test_leaving_a_sale_gives_the_coupon_back_at_once(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "ten")
    for way in ("/scan", "/sales", "/start", "/mode"):
        await karim.say(await shop.digits(anna))
        await karim.say("500")
        await karim.tap("Ten off")
        await karim.wait("🏷 Ten off")
        assert await left(shop, anna) == []
        await karim.say(way)
        assert await left(shop, anna) == []
        await karim.tap("Leave unrecorded")
        await karim.wait(lambda _: not any("Cancel" in label for message in karim.messages for label in message.labels))
        assert await left(shop, anna) == ["ten"], way
    assert set(await uses(shop)) == {"returned"}


async def test_a_public_code_is_typed_however_people_type_it_and_each_customer_uses_it_once(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("500")
    await karim.tap("Enter a coupon code")
    await karim.wait("Type the coupon’s code")
    await karim.say("sale 11")
    await karim.wait("I don’t know this coupon")
    await karim.say("sale 10")
    await karim.wait("🏷 Ten off: −₽50")
    await karim.tap("take ₽450")
    await karim.wait("Recorded")
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("Enter a coupon code")
    await karim.say("SALE10")
    await karim.wait("used as often as it can be")
    await karim.tap("Back")
    await karim.tap("take ₽500")
    await karim.wait("Recorded")


async def test_the_coupons_own_code_is_scanned_before_the_sum_or_after_it(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    coupon = await give(shop, anna, "ten")
    await anna.tap("Show the coupon")
    picture = (await anna.wait(lambda message: message.photo and coupon.code in message.text)).photo
    assert picture
    await karim.photo(picture)
    scanned = await karim.wait("🎟 Ten off")
    assert "card ··" in scanned.text
    await karim.tap("Without “Ten off”")
    assert await left(shop, anna) == ["ten"]
    await karim.scan(picture)
    await karim.wait("🎟 Ten off")
    await karim.say("500")
    await karim.wait("🏷 Ten off: −₽50")
    await karim.scan(picture)
    choice = await karim.wait("🏷 Ten off: −₽50")
    assert choice.text.count("🏷") == 1, "scanned twice it counts once"
    await karim.tap("take ₽450")
    await karim.wait("Recorded")
    assert await left(shop, anna) == []
    await karim.scan(picture)
    await karim.wait("Scan the customer’s card first")


async def test_a_coupon_of_somebody_else_is_refused(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop)
    coupon = await give(shop, await shop.member("Boris"), "ten")
    await karim.say("500")
    await karim.tap("Enter a coupon code")
    await karim.say(coupon.code)
    refused = await karim.wait("belongs to another customer")
    assert "Boris" not in refused.text
    assert await uses(shop) == []


async def test_codes_cannot_be_guessed_for_long(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop)
    await karim.say("500")
    await karim.tap("Enter a coupon code")
    for number in range(10):
        await karim.say(f"GUESS{number}")
        await karim.wait("I don’t know this coupon")
    await karim.say("SALE10")
    await karim.wait("Too many wrong codes. Try again in 60 minutes")
    shop.later(hours=1)
    await karim.say("SALE10")
    await karim.wait("🏷 Ten off: −₽50")


async def test_the_member_is_asked_for_points_with_the_coupon_taken_off(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "large")
    await karim.say("600")
    await karim.tap("Large")
    await karim.tap("Spend 100 – take ₽400")
    asked = await anna.wait("you pay ₽400")
    assert "Discount: ₽100" in asked.text
    await anna.tap("No")
    await karim.tap("Back to the sale")
    await karim.wait("🏷 Large: −₽100")
    await karim.tap("Spend 100 – take ₽400")
    await karim.wait("is asked to confirm")
    await karim.start("k_" + (await give(shop, anna, "ten")).code)
    await karim.wait("being asked just now")
    await anna.tap("Yes, spend")
    sold = await karim.wait("Take ₽400")
    assert "🏷 Large: −₽100" in sold.text
    assert await uses(shop) == ["redeemed"]


async def test_an_older_screen_takes_no_coupon(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, "ten")
    await karim.say("500")
    await karim.wait("Earns 5 points")
    await karim.settle()
    shop.sandbox.fail("editMessageReplyMarkup", status=400)  # its buttons stay
    await karim.say(await shop.digits(await shop.member("Boris")))
    await karim.wait("Boris")
    await karim.tap("Ten off")
    assert "out of date" in karim.toasts[-1].text
    assert await left(shop, anna) == ["ten"]


async def test_where_there_are_no_coupons_nothing_speaks_of_them(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    await karim.say(await shop.digits(await shop.member()))
    await karim.say("500")
    choice = await karim.wait("Earns 5 points")
    assert "🎟" not in " ".join(choice.labels)


async def test_two_equal_coupons_are_told_apart_by_their_end_or_their_day(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await shop.promise(rule("coupon", "ten", title="Ten off", percent=1_000, valid_days=30))
    member = await shop.member_id(anna)
    for number, (days, source) in enumerate(((0, "given"), (0, "purchase"), (3, "given"))):
        shop.later(days=days)
        await shop.database.write(coupons.issue, "ten", member, source=f"{source}:{number}", now=shop.clock())
    await anna.say("/card")
    await anna.tap("Rewards")
    shown = await anna.wait("3 coupons")
    assert [label for label in shown.labels if label.startswith("🎟")] == [
        "🎟 Ten off · gift",
        "🎟 Ten off · purchase",
        "🎟 Ten off · until 4 Jul",
    ]


COFFEE = rule("coupon", "coffee", title="Free coffee", kind="item", amount=30_000, categories=["coffee"])
DRINK = rule("coupon", "drink", title="A drink", kind="item", amount=30_000, categories=["tea", "coffee"])
ANYTHING = rule("coupon", "any", title="Anything", kind="item", amount=30_000)


async def with_an_item(shop: LiveShop, kind: Rule, *others: Rule) -> tuple[Phone, Phone]:
    """Returns cashier and member, who has a coupon of this kind for an item; there are `others` too."""
    karim = await shop.cashier(await shop.owner())
    await shop.promise(kind, *others)
    anna = await shop.member()
    await give(shop, anna, kind.id)
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    return karim, anna


@on_both
@pytest.mark.parametrize("kind", [COFFEE, ANYTHING], ids=["of a category", "of any kind"])
async def test_a_coupon_for_an_item_takes_only_its_price_off_a_sum(shop: LiveShop, kind: Rule) -> None:
    karim, anna = await with_an_item(shop, kind)
    await karim.say("500")
    choice = await karim.wait("Earns 5 points")
    assert f"🎟 {kind.config.title}: up to −₽300" in choice.labels
    await karim.tap(kind.config.title)
    await karim.wait("what does this one item cost?")
    await karim.say("600")
    await karim.wait("part of the ₽500")
    await karim.say("200")
    choice = await karim.wait("Less discounts: ₽300")
    assert f"🏷 {kind.config.title}: −₽200" in choice.text
    assert "the rest – ₽300" in choice.text or "goods – ₽300" in choice.text
    await karim.tap("take ₽300")
    await karim.wait("Recorded")
    assert await left(shop, anna) == []


@on_both
async def test_a_coupon_for_an_item_that_was_scanned_first_asks_for_the_price_after_the_sum(shop: LiveShop) -> None:
    karim, anna = await with_an_item(shop, COFFEE)
    (coupon,) = await shop.database.read(coupons.of_member, await shop.member_id(anna), shop.clock())
    await karim.start("k_" + coupon.code)
    await karim.wait("🎟 Free coffee")
    await karim.say("500")
    await karim.wait("what does this one item cost?")
    await karim.say("500")
    choice = await karim.wait("Less discounts: ₽200")
    assert "Wrong price?" not in choice.text, "nothing is left of what was typed before"
    await karim.tap("Without “Free coffee”")
    await karim.wait("Earns 5 points")
    await karim.tap("Enter a coupon code")
    await karim.say(coupon.code)
    await karim.tap("take ₽200")
    await karim.wait("Recorded")
    assert await left(shop, anna) == []


async def test_an_item_of_several_kinds_is_chosen_before_its_price(shop: LiveShop) -> None:
    karim, _ = await with_an_item(shop, DRINK)
    await karim.say("500")
    await karim.tap("A drink")
    await karim.wait("which one is it?")
    await karim.say("100")
    await karim.wait("which one is it?")
    await karim.tap("tea")
    await karim.wait("what does this one item cost?")
    await karim.say("120")
    choice = await karim.wait("Less discounts: ₽380")
    assert "tea – ₽120" in choice.text


async def test_the_price_may_be_let_be_and_the_sum_stays(shop: LiveShop) -> None:
    karim, anna = await with_an_item(shop, COFFEE)
    await karim.say("500")
    await karim.tap("Free coffee")
    await karim.tap("Back")
    await karim.tap("take ₽500")
    await karim.wait("Recorded")
    assert await left(shop, anna) == ["coffee"]


async def test_a_coupon_for_an_item_waits_for_it_while_other_goods_are_put_on_the_cheque(shop: LiveShop) -> None:
    karim, anna = await with_an_item(shop, COFFEE, rule("boost", "cake", categories=["cake"]))
    (coupon,) = await shop.database.read(coupons.of_member, await shop.member_id(anna), shop.clock())
    await karim.start("k_" + coupon.code)
    await karim.wait("🎟 Free coffee")
    await karim.tap("cake")
    await karim.say("200")
    asked = await karim.wait("Free coffee waits for its item: coffee")
    assert not any("Earn" in label or "take" in label for label in asked.labels)
    await karim.tap("coffee")
    await karim.say("150")
    choice = await karim.wait("Less discounts: ₽200")
    assert "🏷 Free coffee: −₽150" in choice.text
    await karim.tap("take ₽200")
    await karim.wait("Recorded")
    assert await left(shop, anna) == []


async def test_a_coupon_that_waits_for_its_item_may_be_let_be(shop: LiveShop) -> None:
    karim, anna = await with_an_item(shop, COFFEE, rule("boost", "cake", categories=["cake"]))
    (coupon,) = await shop.database.read(coupons.of_member, await shop.member_id(anna), shop.clock())
    await karim.start("k_" + coupon.code)
    await karim.wait("🎟 Free coffee")
    await karim.tap("cake")
    await karim.say("200")
    await karim.wait("waits for its item")
    await karim.tap("Without “Free coffee”")
    await karim.tap("take ₽200")
    await karim.wait("Recorded")
    assert await left(shop, anna) == ["coffee"]

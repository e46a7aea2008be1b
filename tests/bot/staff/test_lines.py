"""Line items at the till: categories tapped, quantities, sums, the rest; and amount-only as quick as ever."""

import pytest
from sqlalchemy import select

from loyalty.programme import Rule
from sandbox.phone import Phone
from storage.tables import purchase_line
from tests.people import rule
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both
on_both = pytest.mark.database("sqlite", "postgresql")

Line = tuple[int, str, int]

STAMPS = rule("stamp_card", "stamps", goal=5, categories=["coffee"])
CAKE = rule("category_discount", "cake", percent=1_000, categories=["cake"])
ANY = rule("stamp_card", "stamps", goal=5)
COOKIE = rule("coupon", "cookie", title="Free cookie", kind="item")
FULL = rule("stamp_card", "stamps", goal=2, categories=["coffee"], reward="cookie")


async def at_the_till(shop: LiveShop, *rules: Rule) -> tuple[Phone, Phone]:
    """Returns cashier and member, the member's card scanned, in a shop with these rules beside the preset's."""
    karim = await shop.cashier(await shop.owner())
    if rules:
        await shop.promise(*rules)
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.wait("Anna")
    return karim, anna


async def lines(shop: LiveShop) -> list[Line]:
    """Returns what was recorded: sum in minor units, category, quantity, line by line."""
    columns = purchase_line.c.gross, purchase_line.c.category, purchase_line.c.quantity
    query = select(*columns).order_by(purchase_line.c.line)
    return [tuple(row) for row in await shop.database.read(lambda connection: connection.execute(query).all())]


async def record(karim: Phone) -> None:
    await karim.tap("Earn")
    await karim.wait("Recorded")


async def test_where_no_rule_asks_for_goods_nothing_does(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop)
    assert karim.last.labels == ["↩ Receipts of this customer", "✖ Cancel"]
    await karim.say("500")
    choice = await karim.wait("Earns 5 points")
    assert not [label for label in choice.labels if "bought" in label]
    await record(karim)
    assert await lines(shop) == [(50_000, "", 1)]


async def test_a_sum_alone_stays_one_message_and_one_tap_in_a_shop_with_categories(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS, CAKE)
    await karim.say("500")
    await karim.say("600")
    choice = await karim.wait("600")
    assert "rest" not in choice.text, "it is a sum like any other"
    await record(karim)
    assert await lines(shop) == [(60_000, "", 1)]


async def test_one_category_takes_one_tap_and_the_sum(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    assert karim.last.labels[:3] == ["coffee ×1", "coffee ×2", "coffee ×3"]
    await karim.tap("coffee ×2")
    asked = await karim.wait("coffee ×2")
    assert "together" in asked.text
    await karim.say("300")
    await karim.wait("coffee ×2 – ₽300")
    await record(karim)
    assert await lines(shop) == [(30_000, "coffee", 2)]


async def test_several_categories_and_the_rest_make_one_cheque(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS, CAKE)
    await karim.tap("coffee")
    await karim.wait("Type what it costs")
    await karim.tap("＋")
    await karim.wait("coffee ×2")
    await karim.tap("＋")
    await karim.wait("coffee ×3")
    await karim.tap("−")
    await karim.wait("coffee ×2")
    await karim.say("300")
    await karim.tap("What is bought")
    await karim.tap("cake")
    await karim.say("200")
    await karim.tap("What is bought")
    await karim.wait("₽500")
    await karim.say("40.50")
    choice = await karim.wait("₽540.50")
    assert [line for line in choice.text.splitlines() if line.startswith("•")] == [
        "• coffee ×2 – ₽300",
        "• cake – ₽200",
        "• the rest – ₽40.50",
    ]
    await record(karim)
    assert await lines(shop) == [(30_000, "coffee", 2), (20_000, "cake", 1), (4_050, "", 1)]


async def test_a_sum_typed_again_corrects_the_line_at_hand(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.tap("coffee ×1")
    await karim.say("150")
    choice = await karim.wait("₽150")
    assert "Wrong price? Type the right one for: coffee" in choice.text
    await karim.say("160")
    await karim.wait("₽160")
    await record(karim)
    assert await lines(shop) == [(16_000, "coffee", 1)]


async def test_a_line_is_changed_and_taken_off_again(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.tap("coffee ×1")
    await karim.say("150")
    await karim.tap("What is bought")
    await karim.tap("The rest")
    await karim.say("50")
    await karim.tap("What is bought")
    await karim.tap("coffee – ₽150")
    await karim.wait("Now ₽150")
    await karim.tap("＋")
    await karim.tap("✅ coffee ×2 – ₽150")
    await karim.wait("coffee ×2 – ₽150")
    await karim.tap("What is bought")
    await karim.tap("the rest – ₽50")
    await karim.tap("Take it off")
    choice = await karim.wait("₽150")
    assert "the rest" not in choice.text.splitlines()[1]
    await record(karim)
    assert await lines(shop) == [(15_000, "coffee", 2)]


async def test_back_leads_out_of_every_screen_and_changes_nothing(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.tap("coffee ×3")
    await karim.tap("Back")
    await karim.wait("card ··")
    await karim.tap("coffee ×1")
    await karim.say("150")
    await karim.tap("What is bought")
    await karim.tap("coffee – ₽150")
    await karim.tap("＋")
    await karim.tap("Back")
    choice = await karim.wait("₽150")
    assert "coffee ×2" not in choice.text
    await karim.tap("What is bought")
    await karim.tap("Back")
    await karim.tap("What is bought")
    await karim.tap("coffee – ₽150")
    await karim.tap("Take it off")
    await karim.wait("card ··")
    await karim.tap("Cancel")
    await karim.wait("Nothing was recorded")
    assert await lines(shop) == []


async def test_double_taps_count_once(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS, CAKE)
    await karim.tap("coffee", times=2)
    await karim.tap("＋", times=2)
    await karim.wait("coffee ×2")
    assert [toast for toast in karim.toasts if toast.alert] == []
    await karim.say("300")
    await karim.wait("coffee ×2 – ₽300")


async def test_an_older_screen_cannot_change_the_newer_cheque(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.settle()
    shop.sandbox.fail("editMessageReplyMarkup", status=400)  # its buttons stay
    await karim.say("100")
    await karim.wait("Earns 1 point")
    await karim.tap("coffee ×2")
    assert "out of date" in karim.toasts[-1].text
    await record(karim)
    assert await lines(shop) == [(10_000, "", 1)]


async def test_nonsense_is_refused_in_words_and_the_line_stays_asked(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.tap("coffee ×2")
    for typed, answer in {
        "many": "can’t read this as a sum",
        "350 coffee": "can’t read this as a sum",
        "-5": "above zero",
        "1000000000000": "too much for one go",
    }.items():
        await karim.say(typed)
        await karim.wait(answer)
    await karim.say("300")
    await karim.wait("coffee ×2 – ₽300")


async def test_lines_together_are_held_to_the_largest_cheque(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.tap("coffee ×1")
    await karim.say("900000")
    await karim.tap("What is bought")
    await karim.say("900000")
    await karim.wait("too much for one go")
    await karim.say("5")
    await karim.wait("₽900,005")


async def test_where_any_item_counts_their_number_is_one_tap(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, ANY)
    assert karim.last.labels[:3] == ["×1", "×2", "×3"]
    await karim.tap("×3")
    await karim.wait("goods ×3")
    await karim.say("450")
    await karim.wait("goods ×3 – ₽450")
    await record(karim)
    assert await lines(shop) == [(45_000, "", 3)]


async def test_points_are_redeemed_on_a_cheque_with_lines(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, STAMPS)
    await karim.tap("coffee ×2")
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.tap("Yes, spend 100")
    await karim.wait("Recorded")
    assert await lines(shop) == [(50_000, "coffee", 2)]


async def test_many_categories_come_in_pages(shop: LiveShop) -> None:
    names = [f"kind {number:02}" for number in range(11)]
    long = "k" * 60
    karim, _ = await at_the_till(shop, rule("boost", "b", categories=[*names, long]))
    assert "kind 09" in karim.last.labels
    await karim.tap("More")
    await karim.tap("kk")
    await karim.wait(long)
    await karim.say("100")
    await record(karim)
    assert await lines(shop) == [(10_000, long, 1)]


async def test_quote_receipt_and_the_members_question_say_what_the_rules_did(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, CAKE, COOKIE, FULL)
    await karim.tap("coffee")
    await karim.tap("＋")
    await karim.tap("＋")
    await karim.say("450")
    await karim.tap("What is bought")
    await karim.tap("cake")
    await karim.say("200")
    why = [
        "🏷 Discount by category: −₽20",
        "🔖 Stamp card: +3, full! (1 of 2 on the next)",
        "🎟 Coupon for the customer: Free cookie",
    ]
    choice = await karim.wait("Less discounts: ₽630")
    assert [line for line in choice.text.splitlines() if line in why] == why
    assert "✅ Earn 6 – take ₽630" in choice.labels
    await karim.tap("Spend 126 – take ₽504")
    asked = await anna.wait("you pay ₽504")
    assert "Discount: ₽20" in asked.text
    await anna.tap("Yes, spend")
    sold = await karim.wait("Take ₽504")
    assert [line for line in sold.text.splitlines() if line in why] == why
    assert "126 points paid ₽126 of ₽630" in sold.text
    await anna.wait("Free cookie")


@on_both
async def test_the_last_choices_come_first_and_a_price_of_before_is_one_tap(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, STAMPS, CAKE)
    assert karim.last.labels[:2] == ["cake", "coffee"]
    await karim.tap("coffee")
    await karim.tap("＋")
    await karim.say("300")
    choice = await karim.wait("coffee ×2 – ₽300")
    keys = [label for label in choice.labels if label in {"coffee", "cake"}]
    assert keys == ["coffee", "cake"], "more is one tap away"
    await karim.tap("cake")
    await karim.say("90")
    await karim.wait("cake – ₽90")
    await record(karim)
    await karim.say(await shop.digits(anna))
    scanned = await karim.wait("card ··")
    assert scanned.labels[:2] == ["cake", "coffee"]
    await karim.tap("coffee")
    asked = await karim.wait("Type what it costs")
    assert "₽150" in asked.labels
    await karim.tap("₽150", times=2)
    await karim.wait("coffee – ₽150")
    await record(karim)
    await karim.settle()
    assert (15_000, "coffee", 1) in await lines(shop)
    assert [toast for toast in karim.toasts if toast.alert and "out of date" not in toast.text] == []


@on_both
async def test_a_sum_alone_says_what_it_did_not_count_to_the_cashier_and_to_the_member(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, STAMPS)
    await karim.say("500")
    choice = await karim.wait("Stamp card: not counted")
    assert "🔖 How many: coffee?" in choice.labels
    await record(karim)
    assert "Stamp card: not counted" in karim.last.text
    await anna.wait("Nothing counted for: coffee")


@on_both
async def test_one_tap_asks_how_many_are_in_the_sum_and_the_next_one_knows_the_last_answer(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop, STAMPS)
    await karim.say("500")
    await karim.tap("How many: coffee?")
    await karim.wait("how many are in the ₽500?")
    await karim.tap("2", times=2)
    choice = await karim.wait("Stamp card: +2 (2 of 5)")
    assert "• coffee ×2 – in the sum" in choice.text
    assert "not counted" not in choice.text
    await karim.say("450")  # corrects the sum
    await karim.wait("₽450")
    await record(karim)
    assert await lines(shop) == [(45_000, "", 1), (0, "coffee", 2)]
    await anna.wait("3 more stamps to your gift")
    await karim.say(await shop.digits(anna))
    await karim.say("300")
    await karim.wait("not counted")
    await karim.tap("coffee ×2")
    await karim.wait("4 of 5")
    await karim.tap("What is bought")
    await karim.tap("coffee ×2 – in the sum")
    await karim.tap("None")
    choice = await karim.wait("coffee ×0 – in the sum")
    assert "Stamp card" not in choice.text
    await record(karim)
    assert "not counted" not in karim.last.text


async def test_a_sum_that_is_taken_off_takes_what_was_in_it_along(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop, STAMPS)
    await karim.say("500")
    await karim.tap("How many: coffee?")
    await karim.tap("3")
    await karim.wait("coffee ×3 – in the sum")
    await karim.tap("What is bought")
    await karim.tap("the rest – ₽500")
    await karim.tap("Take it off")
    await karim.wait("card ··")
    await karim.tap("Cancel")
    await karim.wait("Nothing was recorded")

"""Goods of a cheque with lines come back by taps: items, all of a line, or a part of the rest."""

import pytest

from sandbox.phone import Phone
from tests.people import rule
from tests.shop import LiveShop

pytestmark = pytest.mark.mainly("sqlite")  # what the databases do differently is proved in tests/services

COFFEE = rule("category_discount", "half", percent=5_000, categories=["coffee"])
CARD = rule("stamp_card", "card", goal=9, categories=["coffee"])


async def receipt(shop: LiveShop) -> tuple[Phone, Phone]:
    """Returns cashier and member, and the receipt on the screen: two coffees at half their 400, and 300 of the rest."""
    karim = await shop.cashier(await shop.owner())
    await shop.promise(COFFEE, CARD)
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.tap("coffee ×2")
    await karim.say("400")
    await karim.tap("What is bought")
    await karim.tap("The rest")
    await karim.say("300")
    await karim.tap("take ₽500")
    await karim.wait("Recorded")
    await karim.tap("🧾 Receipts")
    await karim.tap("₽700")
    return karim, anna


async def test_one_of_two_items_comes_back_with_what_it_cost_and_its_stamp(shop: LiveShop) -> None:
    karim, anna = await receipt(shop)
    shown = await karim.wait("Total ₽700")
    assert "• coffee ×2 – ₽400\n• the rest – ₽300" in shown.text
    await karim.tap("Pick what comes back")
    picked = await karim.wait("tap what comes back")
    assert picked.labels[:2] == ["☐ coffee 0/2 – ₽400", "☐ the rest – ₽300"]
    await karim.tap("coffee 0/2", times=2)
    picked = await karim.wait("tap what comes back")
    assert "☑ coffee 1/2 – ₽200" in picked.labels, "two taps on the same button are one"
    await karim.tap("Go on: ₽200")
    preview = await karim.wait("Hand back ₽100")
    assert "🔖 Stamp card: −1" in preview.text
    await karim.tap("Hand back")
    done = await karim.wait("Return recorded")
    assert "🔖 Stamp card: −1" in done.text
    told = await anna.wait("A return on your card")
    assert "🔖 Stamp card: −1" in told.text
    await karim.tap("🧾 Receipts")
    await karim.tap("· ₽700")
    left = await karim.wait("Total ₽700")
    assert "• coffee ×2 – ₽400, left ₽200" in left.text
    await karim.tap("Return all: ₽500")
    await karim.wait("Hand back ₽400")


async def test_a_typed_sum_is_a_part_of_the_rest_alone(shop: LiveShop) -> None:
    karim, _ = await receipt(shop)
    await karim.tap("Pick what comes back")
    await karim.wait("A sum typed now is a part of: the rest")
    await karim.say("120")
    preview = await karim.wait("Hand back ₽120")
    assert "the rest – ₽120" in preview.text


async def test_a_tap_after_the_last_item_chooses_none_and_an_older_choice_is_refused(shop: LiveShop) -> None:
    karim, _ = await receipt(shop)
    await karim.tap("Pick what comes back")
    await karim.tap("coffee 0/2")
    await karim.tap("coffee 1/2")
    await karim.tap("coffee 2/2")
    picked = await karim.wait("tap what comes back")
    assert not any("Go on" in label for label in picked.labels)
    await karim.tap("the rest")
    await karim.tap("Go on: ₽300")
    await karim.wait("Hand back ₽300")

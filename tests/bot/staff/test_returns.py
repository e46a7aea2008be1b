"""Goods that come back: found, previewed, confirmed once."""

import pytest

from sandbox.phone import Phone
from tests.people import rule
from tests.shop import LiveShop


async def sold(shop: LiveShop, amount: str = "1700") -> tuple[Phone, Phone, str]:
    """Returns cashier, member and the number of a sale just recorded."""
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say(amount)
    await karim.tap("Earn")
    message = await karim.wait("Recorded")
    return karim, anna, message.text.splitlines()[0].rsplit("· ", 1)[1]


async def test_a_part_comes_back_with_the_points_it_earned(shop: LiveShop) -> None:
    karim, anna, number = await sold(shop)
    await karim.tap("🧾 Receipts")
    await karim.wait("Pick one")
    await karim.tap(number)
    await karim.wait("Total ")
    await karim.tap("Return a part")
    await karim.say("700")
    preview = await karim.wait("Hand back")
    assert "Off the card: 7 points" in preview.text
    assert await shop.points(anna) == 167, "a preview changes nothing"
    await karim.tap("Hand back", times=2)
    await karim.wait("Return recorded")
    await anna.wait("A return on your card")
    assert await shop.points(anna) == 160
    assert "Returned already ✓" in [toast.text for toast in karim.toasts]


async def test_a_receipt_is_found_by_its_number_and_more_than_it_is_refused(shop: LiveShop) -> None:
    karim, anna, number = await sold(shop)
    await karim.tap("🧾 Receipts")
    await karim.wait("Pick one")
    await karim.say("no such number")
    await karim.wait("can’t find it")
    await karim.say(number.lower().replace("-", " "))
    await karim.wait(number)
    await karim.tap("Return a part")
    await karim.say("1700,01")
    await karim.wait("At most")
    await karim.say("1700")
    await karim.wait("Hand back")
    await karim.tap("Hand back")
    await karim.wait("Return recorded")
    assert await shop.points(anna) == 150


async def test_the_receipts_of_the_scanned_customer_can_be_returned_whole(shop: LiveShop) -> None:
    karim, anna, number = await sold(shop)
    await karim.say(await shop.digits(anna))
    await karim.wait("167 points")
    await karim.tap("Receipts of this customer")
    await karim.tap(number)
    await karim.tap("Return all")
    await karim.tap("Hand back")
    await karim.wait("Return recorded")
    await karim.tap("🧾 Receipts")
    await karim.tap(number)
    left = await karim.wait("Returned")
    assert not any("Return all" in label for label in left.labels)
    assert await shop.points(anna) == 150


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
async def test_receipts_have_their_time_by_the_outlets_clock_their_lines_and_who_sold(
    shop: LiveShop, language: str
) -> None:
    till = {"en": "at the till: Karim", "ru": "на кассе Karim", "bg": "на касата: Karim"}[language]
    karim = await shop.cashier(await shop.owner(), language=language)
    await shop.promise(rule("stamp_card", "stamps", goal=5, categories=["coffee", "tea"]))
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.tap("coffee")
    await karim.say("300")
    await karim.tap("₽" if language == "en" else "✅")
    await karim.wait("300")
    shop.later(days=1)
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("✅")
    await karim.settle()
    await karim.say("/sales")
    listed = await karim.wait(till)
    first, second = listed.text.split("\n\n")[1:]
    assert "1. 12:00 · Anna" in first.replace("12:00\u202fPM", "12:00"), "noon in Sofia is nine o'clock by UTC"
    assert "500" in first
    assert f"coffee · {till}" in second
    assert any(word in second for word in ("1 Jun", "1 июн", "1.06"))
    await karim.tap("2 · ")
    await karim.wait(lambda message: "Corner" in message.text and "Karim" in message.text)


async def test_an_older_preview_cannot_be_confirmed(shop: LiveShop) -> None:
    karim, anna, number = await sold(shop)
    await karim.tap("🧾 Receipts")
    await karim.tap(number)
    await karim.tap("Return a part")
    await karim.say("100")
    await karim.wait("Hand back")
    await karim.say("200")
    await karim.wait("200")
    await karim.tap("100")
    assert "out of date" in karim.toasts[-1].text
    assert await shop.points(anna) == 167

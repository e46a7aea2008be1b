"""Leaving an open sale: every way out asks while there is something in it."""

import pytest

from tests.bot.staff.test_sale import at_the_till
from tests.shop import LiveShop

pytestmark = pytest.mark.mainly("sqlite")  # what the databases do differently is proved in tests/services


async def test_switching_asks_before_a_sale_with_something_in_it_is_left(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("/mode")
    await karim.wait("loyalty card")  # nothing is in the sale yet
    await karim.say("/mode")
    await karim.wait("Send a photo")
    await karim.say(await shop.digits(anna))
    await karim.say("1700")
    await karim.wait("Earns 17")
    await karim.tap("🔁 Switch")
    asked = await karim.wait("not recorded yet")
    assert "₽1,700" in asked.text
    await karim.tap("Back to the sale")
    await karim.wait("Earns 17")
    assert (await shop.person(karim)).mode == "staff"
    await karim.tap("🔁 Switch")
    await karim.tap("Leave unrecorded", times=2)
    await karim.wait("loyalty card")
    assert (await shop.person(karim)).mode == "member"
    assert await shop.points(anna) == 150


async def test_every_way_out_asks_before_a_sale_with_something_in_it_is_left(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("1000")
    await karim.tap("Earn 10")
    await karim.wait("Recorded")
    ways = {"🧾 Receipts": "₽1,000", "/sales": "₽1,000", "/scan": "Send a photo", "/start": "Send a photo"}
    for way, there in {**ways, "Next customer": "Send a photo"}.items():
        await karim.say(await shop.digits(anna))
        await karim.wait("Anna")
        await karim.say("1700")
        await karim.wait("Earns 17")
        await (karim.tap(way) if way in ("🧾 Receipts", "Next customer") else karim.say(way))
        assert "₽1,700" in (await karim.wait("not recorded yet")).text, way
        await karim.tap("Back to the sale")
        await karim.wait("Earns 17")
        await (karim.tap(way) if way in ("🧾 Receipts", "Next customer") else karim.say(way))
        await karim.tap("Leave unrecorded")
        await karim.wait(there)
        await karim.settle()
        assert not any("Earn 17" in label for message in karim.messages for label in message.labels), way
    assert await shop.points(anna) == 160


async def test_a_managers_search_asks_before_a_sale_with_something_in_it_is_left(shop: LiveShop) -> None:
    olga, anna = await shop.owner(), await shop.member()
    await olga.say("/scan")
    await olga.say(await shop.digits(anna))
    await olga.say("1700")
    await olga.wait("Earns 17")
    await olga.say("/customers")
    await olga.wait("not recorded yet")
    await olga.tap("Back to the sale")
    await olga.wait("Earns 17")
    await olga.say("/customers")
    await olga.tap("Leave unrecorded")
    await olga.wait("Which customer")

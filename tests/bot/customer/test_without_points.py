"""A programme without points says what it gives instead: on the card, at the till, in messages and in the history."""

import pytest

from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # what is shown is the same on both


async def test_nobody_reads_of_points_where_there_are_none(shop: LiveShop) -> None:
    olga = await shop.owner(preset="perfumery")
    karim = await shop.cashier(olga)
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start()
    welcome = await zoe.wait("loyalty card of Corner")
    assert "grows with your purchases, up to 15%" in welcome.text
    assert "point" not in welcome.text
    anna = await shop.member()
    card = next(message for message in anna.messages if message.photo)
    assert "₽10,000 to 5%" in card.text
    assert "point" not in card.text
    await karim.say(await shop.digits(anna))
    await karim.say("12000")
    choice = await karim.wait("₽12,000")
    assert "✅ Take ₽12,000" in choice.labels
    await karim.tap("Take")
    sold = await karim.wait("Recorded")
    message = await anna.wait("A purchase with your card")
    assert "Your discount: 5%" in message.text
    assert "₽18,000 to 10%" in message.text
    await karim.say(await shop.digits(anna))
    scanned = await karim.wait("Discount: 5%")
    await anna.say("/history")
    history = await anna.wait("History")
    assert [line.split(" · ", 1)[1] for line in history.text.splitlines()[-2:]] == [
        "Purchase · ₽12,000",
        "Registration",
    ]
    await anna.tap("Registration")
    why = await anna.wait(lambda shown: shown.text.startswith("Registration"))
    await olga.say("/customers")
    await olga.wait("Which customer?")
    await olga.say(await shop.digits(anna))
    page = await olga.wait("👤 Anna")
    assert "Discount: 5%" in page.text
    assert "0 points" not in page.text
    for screen in (choice, sold, message, scanned, history, why):
        assert "point" not in screen.text.lower()
        assert "+0" not in screen.text
        assert "balance" not in screen.text.lower()

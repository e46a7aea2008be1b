"""Points that are money: a bank's programme says sums to the member, the cashier and the owner, and reads sums."""

import pytest

from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # only words differ

POINTS = ("point", "⭐")


async def test_cashback_is_money_to_everybody(shop: LiveShop) -> None:
    olga = await shop.owner(preset="bank", currency="EUR")
    karim, anna = await shop.cashier(olga), await shop.member()
    assert "€0 of cashback" in anna.last.text
    await karim.say(await shop.digits(anna))
    await karim.say("50")
    quoted = await karim.wait("Cashback: €0.50")
    assert any("+€0.50 – take €50" in label for label in quoted.labels)
    await karim.tap("✅")
    sold = await karim.wait("Recorded")
    moved = await anna.wait("€0.50 now")
    await anna.tap("Why?")
    why = await anna.wait("How the cashback came about")
    assert "• €50 × €0.01 per €1: +€0.50" in why.text
    await karim.tap("Next")
    await karim.say(await shop.digits(anna))
    await karim.say("10")
    await karim.tap("Another sum of cashback")
    await karim.wait("At most €0.50")
    await karim.say("0.301")
    await karim.wait("can’t read this as a sum")
    await karim.say("0.30")
    waiting = await karim.wait("is asked to confirm")
    asked = await anna.wait("pay €0.30 with your cashback")
    assert "you pay €9.70" in asked.text
    await anna.tap("Yes, pay €0.30")
    paid = await anna.wait("Paid with cashback: €0.30")
    for message in (quoted, sold, moved, why, waiting, asked, paid, *anna.messages):
        assert not [word for word in POINTS if word in message.text + " ".join(message.labels)], message.text
    assert await shop.points(anna) == 29


async def test_cashback_is_given_by_hand_as_a_sum(shop: LiveShop) -> None:
    olga, anna = await shop.owner(preset="bank", currency="EUR"), await shop.member()
    await olga.say("/customers")
    await olga.wait("Which customer?")
    await olga.say(await shop.digits(anna))
    await olga.tap("✏️ Cashback")
    await olga.say("−1.50")
    await olga.wait("➖ €1.50")
    await olga.tap("Back")
    await olga.tap("✏️ Cashback")
    await olga.say("1.50")
    await olga.wait("➕ €1.50")
    await olga.say("Sorry")
    await olga.tap("Yes")
    await anna.wait("You were given €1.50 of cashback")
    assert await shop.points(anna) == 150
    await olga.say("/business")
    await olga.tap("Today")
    await olga.wait("Cashback given: €1.50")

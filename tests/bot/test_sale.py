"""The cashier's sale, from the scan to the money."""

import pytest

from services import sales
from tests.shop import LiveShop


async def test_a_photo_an_amount_and_one_tap_earn_points(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    picture = anna.last.photo
    assert picture
    await karim.photo(picture)
    await karim.wait("Anna")
    await karim.say("1700")
    choice = await karim.wait("Earns 17 points")
    assert choice.labels[0] == "✅ Earn 17 – take ₽1,700" or "1" in choice.labels[0]
    await karim.tap("Earn 17")
    sold = await karim.wait("Recorded")
    assert sold.id == choice.id, "the screen changes, it does not multiply"
    assert "+17 points" in sold.text
    moved = await anna.wait("Earned: +17 points")
    assert "This was not me" in " ".join(moved.labels)
    assert await shop.points(anna) == 167
    print(karim.screen())
    print(anna.screen())

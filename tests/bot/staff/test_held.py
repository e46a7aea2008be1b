"""Points that wait for a member's word are seen by whoever scans the card again: who holds them, until when."""

import pytest

from sandbox.phone import Phone
from tests.shop import LiveShop

pytestmark = pytest.mark.mainly("sqlite")  # what the databases do differently is proved in tests/services


async def scanned_again(shop: LiveShop) -> tuple[Phone, Phone, Phone]:
    """Returns owner, cashier and member, whose card is scanned while they are asked for all their 150 points."""
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("750")
    await karim.tap("Spend 150")
    await anna.wait("asks: spend")
    await karim.say(await shop.digits(anna))
    seen = await karim.wait("150 points are set aside by Karim (Corner)")
    assert "0 points" in seen.text
    return olga, karim, anna


async def test_the_cashier_frees_what_they_hold_and_sells_with_it(shop: LiveShop) -> None:
    _, karim, anna = await scanned_again(shop)
    await karim.tap("Free them", times=2)
    seen = await karim.wait("150 points")
    assert "set aside" not in seen.text
    assert not next(each for each in karim.messages if "is asked to confirm" in each.text).labels
    await anna.wait("The cashier cancelled")
    await karim.say("500")
    await karim.tap("Spend 100")
    await karim.wait("is asked to confirm")


async def test_the_cashier_goes_on_with_the_sale_for_which_they_hold_them(shop: LiveShop) -> None:
    _, karim, anna = await scanned_again(shop)
    await karim.tap("Take the sale over")
    await karim.wait("Anna · ₽750")
    await anna.wait("The cashier cancelled")
    await karim.tap("Earn 7")
    await karim.wait("Recorded")
    assert await shop.points(anna) == 157


async def test_another_cashier_sees_who_holds_them_and_a_manager_may_free_them(shop: LiveShop) -> None:
    olga, karim, anna = await scanned_again(shop)
    code = await shop.digits(anna)
    lena, mia = await shop.cashier(olga, "Lena"), await shop.cashier(olga, "Mia", role="manager")
    await lena.say(code)
    seen = await lena.wait("set aside by Karim")
    assert "Free them" not in seen.labels
    await mia.say(code)
    seen = await mia.wait("set aside by Karim")
    assert "Free them" in seen.labels
    await mia.tap("Free them")
    await mia.wait("150 points")
    freed = await karim.wait("Mia freed these points")
    assert "Back to the sale" in freed.labels

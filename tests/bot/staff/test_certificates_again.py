"""Certificates at the till when a tap, a payment or a figure comes a second time, or too late."""

from dataclasses import replace

import pytest

from tests.bot.staff.test_certificates_staff import TERMS, bought, newest, serve, till
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # what is written is proved in tests/services, on both


async def test_the_same_sum_is_handed_out_again_only_for_what_is_on_the_certificate_again(shop: LiveShop) -> None:
    """₽500 are taken back, ₽500 of a purchase come back to it, and are taken back in their turn."""
    _, karim, anna = await till(shop, replace(TERMS, payback="left"))
    payload = await bought(shop, karim)
    await serve(shop, karim, anna, "500")
    await karim.start(payload)
    await karim.tap("take ₽0")
    await karim.wait("Recorded")
    await karim.start(payload)
    await karim.tap("back for money")
    await karim.tap("Hand out ₽500", times=2)
    await karim.wait("Taken back. Hand out ₽500")
    assert (await newest(shop)).balance == 0
    await karim.say("/sales")
    await karim.tap("₽500")
    await karim.tap("Return all")
    await karim.tap("Hand back ₽0")
    await karim.wait("Back to the certificate")
    assert (await newest(shop)).balance == 50_000
    await karim.start(payload)
    await karim.tap("back for money")
    await karim.tap("Hand out ₽500")
    await karim.wait("Taken back. Hand out ₽500")
    assert (await newest(shop)).balance == 0, "and not the first answer again"


async def test_a_sum_without_a_card_that_has_become_another_is_shown_before_it_is_paid(shop: LiveShop) -> None:
    """Two tills take ₽700 each of one certificate; the second reads that ₽300 are left, and nothing was written."""
    olga, karim, _ = await till(shop)
    mia, payload = await shop.cashier(olga, "Mia"), await bought(shop, karim)
    for cashier in (karim, mia):
        await cashier.start(payload)
        await cashier.say("700")
        await cashier.wait("the certificate pays ₽700")
    await karim.tap("Pay – take ₽0")
    await karim.wait("Left on it: ₽300")
    await mia.tap("Pay – take ₽0")
    await mia.wait("the certificate pays ₽300")
    assert "has changed meanwhile" in mia.toasts[-1].text
    assert (await newest(shop)).balance == 30_000
    await mia.tap("Pay – take ₽400", times=2)
    await mia.wait("Paid by certificate: ₽300")
    assert (await newest(shop)).balance == 0


async def test_points_confirmed_too_late_for_a_certificate_record_nothing_and_the_sale_goes_on(shop: LiveShop) -> None:
    """While Anna is asked, another till takes most of the certificate; Karim goes on with what is left on it."""
    olga, karim, anna = await till(shop)
    mia, payload = await shop.cashier(olga, "Mia"), await bought(shop, karim)
    before = await shop.points(anna)
    await serve(shop, karim, anna, "1500")
    await karim.start(payload)
    await karim.wait("The certificate pays ₽1,000")
    await karim.tap("Spend 150")
    await anna.wait("asks: spend 150 points?")
    await mia.start(payload)
    await mia.say("700")
    await mia.tap("Pay – take ₽0")
    await mia.wait("Left on it: ₽300")
    await anna.tap("Yes, spend 150")
    await anna.wait("The sum has changed meanwhile")
    await karim.tap("Cancel")
    await karim.wait("The certificate pays ₽300")
    await karim.tap("take ₽1,200")
    await karim.wait("Recorded")
    assert (await newest(shop)).balance == 0
    assert await shop.points(anna) == before + 15

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

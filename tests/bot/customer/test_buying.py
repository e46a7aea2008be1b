"""A certificate bought in the chat: the sandbox plays the provider, who asks first, takes the money, or is refused."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select

from loyalty.programme import Certificates, Face
from services.database import Database
from services.ledger import audit
from services.prepaid import certificates, payments
from services.prepaid.payments import Charge, Order
from services.till.cheques import new_draft
from storage.tables import certificate, certificate_payment
from tests.people import open_shop as open_counter
from tests.people import set_settings
from tests.shop import LiveShop, open_shop, until

TERMS = Certificates(values=(Face(100_000),), least=10_000, most=500_000)


@pytest.fixture
async def shop(database: Database) -> AsyncIterator[LiveShop]:
    async with open_shop(database, payment_token="provider:TEST") as opened:
        yield opened


async def made(shop: LiveShop) -> int:
    return len(await shop.database.read(lambda connection: connection.execute(select(certificate)).all()))


@pytest.mark.database("sqlite")
async def test_what_is_paid_is_on_the_card_and_every_charge_buys_one(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.database.write(set_settings, shop.clock(), certificates=TERMS)
    anna = await shop.member()
    await anna.say("/gift")
    await anna.tap("Buy one")
    await anna.tap("₽1,000")
    await anna.wait(lambda message: "invoice" in message.content)
    assert await anna.tap("Pay") == ""
    await anna.wait("Thank you! Here it is.")
    await anna.tap("Pay")

    async def both() -> bool:
        return await made(shop) == 2

    await until(both)
    held = await shop.database.read(certificates.of_member, await shop.member_id(anna))
    assert [(each.balance, each.currency) for each in held] == [(100_000, "RUB")] * 2
    mia = await shop.cashier(olga, "Mia", role="manager")
    await mia.start("g_" + held[0].code)
    assert "charge of the provider: p" in (await mia.wait("Paid in the chat")).text


@pytest.mark.database("sqlite")
async def test_an_invoice_of_former_terms_is_refused_before_the_money_is_taken(shop: LiveShop) -> None:
    await shop.owner()
    await shop.database.write(set_settings, shop.clock(), certificates=TERMS)
    anna = await shop.member()
    await anna.say("/gift")
    await anna.tap("Buy one")
    await anna.say("2500")
    await anna.wait(lambda message: "invoice" in message.content)
    await shop.database.write(set_settings, shop.clock(), certificates=Certificates(values=(Face(100_000),)))
    assert "No certificate of this value is sold" in await anna.tap("Pay")
    assert await made(shop) == 0


@pytest.mark.database("sqlite")
async def test_a_payment_told_of_again_does_not_show_the_code_that_a_friend_has_by_now(shop: LiveShop) -> None:
    """As one that was put aside comes again when `tessera parked` takes it up, long after the gift was opened."""
    await shop.owner()
    await shop.database.write(set_settings, shop.clock(), certificates=TERMS)
    anna, zoe = await shop.member(), await shop.member("Zoe")
    order = Order(new_draft(), 100_000, "RUB")
    charge = {"telegram_payment_charge_id": "t1", "provider_payment_charge_id": "p1"}
    payment = {"currency": "RUB", "total_amount": 100_000, "invoice_payload": order.payload, **charge}
    anna._post({"successful_payment": payment})
    await anna.wait("Thank you! Here it is.")
    (one,) = await shop.database.read(certificates.of_member, await shop.member_id(anna))
    await zoe.start("g_" + one.code)
    await zoe.wait("has put this certificate on their card already")  # not given yet
    await anna.tap("Give it to somebody")
    await anna.tap("Without")
    await anna.tap("At once")
    await anna.wait("Send this link")
    await zoe.start("g_" + one.code)
    await zoe.tap("Put it on my card")
    await anna.wait("Zoe has opened your gift")
    anna._post({"successful_payment": payment})
    await anna.wait("has put this certificate on their card already")
    assert await made(shop) == 1


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


async def test_twenty_words_of_one_charge_make_one_certificate(database: Database, second: Database) -> None:
    """Telegram may say it again, and by then nothing like it may be sold any more: what is paid is never refused."""
    counter = await open_counter(database)
    anna, order = await counter.member(), Order(new_draft(), 100_000, "RUB")
    charge = Charge("t1", "p1", 100_000, "RUB")
    bought = await asyncio.gather(*(database.write(payments.paid, anna, order, charge, counter.now) for _ in range(20)))
    assert len({each.id for each in bought}) == 1
    zoe = await counter.stranger("Zoe")  # an invoice may be forwarded
    other = await database.write(payments.paid, zoe, order, Charge("t2", "p2", 100_000, "RUB"), counter.now)
    assert (other.member_id, other.id != bought[0].id) == (None, True)
    assert len(await second.read(lambda c: c.execute(select(certificate_payment)).all())) == 2
    assert await second.read(clean) == []

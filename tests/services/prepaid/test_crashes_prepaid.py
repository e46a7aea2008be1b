"""A crash at every single statement of what moves a certificate's money, then the same call again: one effect."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, select

from loyalty.certificates import Tender
from loyalty.programme import Certificates
from services.database import Database
from services.ledger import audit
from services.people import Person
from services.prepaid import certificates, giving
from services.till import certificates as till
from services.till import refunds, sales
from services.till.cheques import Sale, new_draft
from storage.tables import certificate, certificate_entry
from tests.people import Shop, open_shop, set_settings
from tests.services.test_crashes import at_every_statement

pytestmark = pytest.mark.mainly("sqlite")
Prepared = tuple[Callable[..., Any], tuple[Any, ...]]


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    terms = {"certificates": Certificates(most=500_000), "receipts_per_day": 1_000}
    await database.write(set_settings, opened.now, **terms)
    return opened


async def bought(shop: Shop, holder: Person | None = None) -> certificates.Certificate:
    whose = holder.member_id if holder else None
    return await shop.database.write(till.sell, shop.cashier, 100_000, new_draft(), shop.now, whose)


def books(connection: Connection) -> tuple[list[audit.Difference], list[int], list[str]]:
    """Returns what does not add up, what is left on each certificate, and the entries in their order."""
    left = connection.execute(select(certificate.c.balance).order_by(certificate.c.id)).scalars().all()
    kinds = connection.execute(select(certificate_entry.c.kind).order_by(certificate_entry.c.id)).scalars().all()
    return list(audit.differences(connection)), list(left), list(kinds)


async def test_it_is_sold_and_pays_once(shop: Shop, second: Database) -> None:
    async def to_sell() -> Prepared:
        return till.sell, (shop.cashier, 100_000, new_draft(), shop.now)

    sold = await at_every_statement(shop, to_sell)
    wrong, left, kinds = await second.read(books)
    assert (wrong, left, kinds) == ([], [100_000] * len(sold), ["sold"] * len(sold))

    async def to_pay() -> Prepared:
        return till.pay, (shop.cashier, (await bought(shop)).id, 30_000, new_draft(), shop.now)

    paid = await at_every_statement(shop, to_pay)
    wrong, left, kinds = await second.read(books)
    assert (wrong, left[len(sold) :], kinds.count("spent")) == ([], [70_000] * len(paid), len(paid))


async def test_a_sale_and_its_return_move_it_once(shop: Shop, second: Database) -> None:
    anna = await shop.member()

    async def paying() -> Sale:
        assert anna.member_id
        return Sale(new_draft(), anna.member_id, 150_000, certificates=(Tender((await bought(shop)).id, 100_000),))

    async def to_buy() -> Prepared:
        return sales.record, (shop.cashier, await paying(), shop.now)

    sold = await at_every_statement(shop, to_buy)
    assert {(each.certificate, each.cash) for each in sold} == {(100_000, 50_000)}

    async def to_return() -> Prepared:
        purchase = await shop.database.write(sales.record, shop.cashier, await paying(), shop.now)
        return refunds.record, (shop.cashier, purchase.purchase_id, 60_000, "r1", shop.now)

    back = await at_every_statement(shop, to_return)
    assert {(each.to_certificate, each.cash_back) for each in back} == {(60_000, 0)}
    wrong, left, _ = await second.read(books)
    assert (wrong, left) == ([], [0] * len(sold) + [60_000] * len(back))


async def test_a_gift_is_opened_once(shop: Shop, second: Database) -> None:
    anna, boris = await shop.member(), await shop.member("Boris")

    async def to_open() -> Prepared:
        gift = await bought(shop, anna)
        await shop.database.write(giving.give, anna, gift.id, "", None, shop.now)
        return giving.claim, (boris, gift.code, shop.now)

    opened = await at_every_statement(shop, to_open)
    assert {each.member_id for each in opened} == {boris.member_id}
    held = await second.read(certificates.of_member, boris.member_id)
    assert {each.code for each in held} == {each.code for each in opened}

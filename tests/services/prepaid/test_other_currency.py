"""A certificate that was sold in leva pays in euros after the changeover, and a return of before finds it there."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from loyalty.certificates import CertificateForeign, Tender
from loyalty.config import programme_to
from loyalty.programme import Certificates
from services.database import Database
from services.ledger import audit
from services.prepaid import certificates
from services.programme import versions
from services.till import certificates as till
from services.till import refunds, sales
from services.till.cheques import Sale, new_draft
from storage import programmes
from storage.prepaid import certificates as rows
from storage.tables import certificate_entry
from tests.people import Shop, open_shop, set_settings


def sell_in(connection: Connection, shop: Shop, currency: str) -> None:
    """Lets the books go on in another currency."""
    programme = versions.current(connection, shop.now)
    made = replace(programme, version=programme.version + 1, currency=currency, valid_from=shop.now)
    programmes.add_version(connection, made.version, json.dumps(programme_to(made)), shop.now, None, shop.now)


def books(connection: Connection) -> tuple[list[audit.Difference], list[tuple[str, int, str]]]:
    query = select(certificate_entry.c.kind, certificate_entry.c.amount, certificate_entry.c.currency)
    moved = [tuple(row) for row in connection.execute(query.order_by(certificate_entry.c.id))]
    return list(audit.differences(connection)), moved


async def test_money_in_leva_goes_on_in_euros_to_the_cent(database: Database, second: Database) -> None:
    shop = await open_shop(database)
    await database.write(sell_in, shop, "BGN")
    await database.write(set_settings, shop.now, certificates=Certificates(most=1_000_000))
    anna = await shop.member()
    assert anna.member_id
    one = await database.write(till.sell, shop.cashier, 19_558, new_draft(), shop.now)
    sale = Sale(new_draft(), anna.member_id, 1_000, certificates=(Tender(one.id, 19_558),))
    before = await database.write(sales.record, shop.cashier, sale, shop.now)
    await database.write(sell_in, shop, "EUR")
    assert await second.read(rows.liability, shop.now) == {"BGN": 18_558}
    _, tender = await database.read(till.presented, shop.cashier, one.code, shop.now)
    assert tender.balance == 9_489, "185.58 leva"
    sale = Sale(new_draft(), anna.member_id, 2_000, certificates=(tender,))
    sold = await database.write(sales.record, shop.cashier, sale, shop.now)
    assert (sold.certificate, sold.cash) == (2_000, 0)
    back = await database.write(refunds.record, shop.cashier, before.purchase_id, 1_000, "1", shop.now)
    assert (back.to_certificate, back.currency) == (1_000, "BGN")
    wrong, moved = await second.read(books)
    assert wrong == []
    assert moved == [
        ("sold", 19_558, "BGN"),
        ("spent", -1_000, "BGN"),
        ("changed", -18_558, "BGN"),
        ("changed", 9_489, "EUR"),
        ("spent", -2_000, "EUR"),
        ("returned", 511, "EUR"),
    ]
    assert (await second.read(certificates.one, one.id)).balance == 8_000
    await database.write(sell_in, shop, "USD")
    with pytest.raises(CertificateForeign):
        await database.read(till.presented, shop.cashier, one.code, shop.now)

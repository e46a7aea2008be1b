"""Points and a certificate on one cheque: the customer confirms the points, the certificate pays what they leave."""

import asyncio

import pytest
from sqlalchemy import Connection, select

from loyalty.certificates import Tender
from loyalty.errors import FiguresChanged
from loyalty.programme import Certificates
from services.database import Database
from services.ledger import audit
from services.people import Person
from services.prepaid import certificates
from services.till import certificates as till
from services.till import holds, refunds, spending
from services.till.cheques import Sale, new_draft
from services.till.holds import Held
from storage.tables import job
from tests.people import Shop, open_shop, set_settings


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await database.write(set_settings, opened.now, certificates=Certificates(most=500_000, returns="last"))
    return opened


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


async def asked(shop: Shop) -> tuple[Held, certificates.Certificate, Sale, Person]:
    """Asks Anna to let 100 points (worth 100 roubles) pay of 500, where 300 are on a certificate."""
    anna = await shop.member()
    assert anna.member_id
    one = await shop.database.write(till.sell, shop.cashier, 30_000, new_draft(), shop.now)
    sale = Sale(new_draft(), anna.member_id, 50_000, 100, certificates=(Tender(one.id, 30_000),))
    held = await shop.database.write(spending.spend, shop.cashier, sale, None, shop.now)
    assert isinstance(held, Held)
    assert (held.points, held.value, held.payable) == (100, 10_000, 10_000)
    return held, one, sale, anna


async def test_the_certificate_pays_what_confirmed_points_leave(shop: Shop, second: Database) -> None:
    held, one, sale, anna = await asked(shop)
    (question,) = [
        payload["arguments"]
        for payload in await second.read(lambda c: c.execute(select(job.c.payload)).scalars().all())
        if payload["notice"] == "confirm"
    ]
    figures = {name: question[name] for name in ("gross", "discount", "value", "certificate", "payable")}
    assert figures == {"gross": 50_000, "discount": 0, "value": 10_000, "certificate": 30_000, "payable": 10_000}
    answers = await asyncio.gather(
        *(shop.database.write(holds.confirm, anna, held.hold_id, shop.now) for _ in range(20))
    )
    assert {(each.payable, each.certificate, each.cash, each.redeemed) for each in answers if each} == {
        (40_000, 30_000, 10_000, 100)
    }
    assert (await second.read(certificates.one, one.id)).balance == 0
    back = await shop.database.write(refunds.record, shop.cashier, sale.draft_id, 25_000, "1", shop.now)
    assert (back.money_back, back.to_certificate, back.restored) == (20_000, 10_000, 50)
    assert await second.read(clean) == []


async def test_a_certificate_spent_elsewhere_meanwhile_stops_the_confirmed_sale(shop: Shop, second: Database) -> None:
    held, one, sale, anna = await asked(shop)
    await shop.database.write(till.pay, shop.owner, one.id, 1, new_draft(), shop.now)
    with pytest.raises(FiguresChanged):
        await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    assert (await second.read(certificates.one, one.id)).balance == 29_999
    taken, _ = await shop.database.write(holds.take_over, shop.cashier, held.hold_id, shop.now)
    assert [tender.id for tender in taken.certificates] == [one.id]
    again = Sale(new_draft(), sale.member_id, 50_000, 100, certificates=(Tender(one.id, 29_999),))
    anew = await shop.database.write(spending.spend, shop.cashier, again, None, shop.now)
    assert isinstance(anew, Held)
    assert anew.payable == 10_001
    assert await second.read(clean) == []

"""Moving from SQLite to PostgreSQL and back: every row, exactly."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from loyalty.programme import Certificates
from services.database import Database
from services.ledger import audit
from services.prepaid import payments
from services.prepaid.payments import Charge, Order
from services.till import certificates, holds, refunds
from services.till.cheques import Sale, new_draft
from storage.database import open_database, serving_lock
from tests.app.test_backup import _settings, contents, empty_place, tessera
from tests.people import Shop, open_shop, set_settings

__all__ = ["_settings", "empty_place"]


async def _busy_day(shop: Shop) -> None:
    """A bit of everything: sales, a redemption, a return, an open hold, certificates, what waits in the outbox."""
    anna, boris = await shop.member("Anna 😀 <b>"), await shop.member("Борис")
    for amount in (10_000, 25_000, 99):
        sold = await shop.sell(anna, amount)
    assert anna.member_id
    assert boris.member_id
    shop.later(minutes=1)
    held = await shop.database.write(
        holds.place, shop.cashier, Sale(new_draft(), anna.member_id, 80_000, redeem=100), shop.now
    )
    await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    await shop.database.write(
        holds.place, shop.cashier, Sale(new_draft(), boris.member_id, 80_000, redeem=50), shop.now
    )
    await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, 99, "return-1", shop.now)
    await shop.database.write(set_settings, shop.now, certificates=Certificates(most=100_000, months=1))
    one = await shop.database.write(certificates.sell, shop.cashier, 9_000, new_draft(), shop.now, anna.member_id)
    await shop.database.write(certificates.pay, shop.cashier, one.id, 4_000, new_draft(), shop.now)
    await shop.database.write(certificates.reissue, shop.owner, one.id, one.code, shop.now)
    order, charge = Order(new_draft(), 5_000, "RUB"), Charge("t1", "p1", 5_000, "RUB")
    await shop.database.write(payments.paid, boris, order, charge, shop.now)


async def test_every_row_arrives_exactly_and_the_shop_goes_on(
    database: Database, database_url: str, empty_place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = await open_shop(database)
    await _busy_day(shop)
    await database.close()
    assert await tessera("copy-database", database_url, empty_place) == 0
    out = capsys.readouterr().out
    assert out.endswith("The ledger adds up.\n")
    assert "TESSERA_DATABASE_URL" in out
    before = await contents(database_url)
    assert await contents(empty_place) == before
    assert len([name for name, rows in before.items() if rows]) > 15

    moved = await open_database(empty_place)
    try:
        again = Shop(moved, shop.owner, shop.cashier, now=shop.later(hours=1))
        await again.sell(await again.member("Vera"), 10_000)
        assert await moved.read(lambda c: list(audit.differences(c))) == []
    finally:
        await moved.close()
    assert await tessera("copy-database", database_url, empty_place) == 1
    assert "The database is not empty" in capsys.readouterr().err


async def test_a_source_at_another_version_or_that_is_served_from_is_refused(
    database: Database, database_url: str, empty_place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '0000'")))
    await database.close()
    assert await tessera("copy-database", database_url, empty_place) == 1
    assert "The database is at version 0000, not " in capsys.readouterr().err
    assert await tessera("copy-database", empty_place, database_url) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.database("sqlite")
async def test_a_file_that_is_served_from_is_not_copied(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving_lock(database_url):
        assert await tessera("copy-database", database_url, f"sqlite:///{tmp_path / 'copy.db'}") == 1
    assert capsys.readouterr().err.startswith("Tessera runs already")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("sqlite:////nowhere/at/all.db", "There is no file /nowhere/at/all.db"),
        ("mysql://host/database", "A database is named like"),
        ("nonsense", "A database is named like"),
    ],
)
async def test_names_of_databases_that_lead_nowhere_are_told_in_one_line(
    tmp_path: Path, source: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await tessera("copy-database", source, f"sqlite:///{tmp_path / 'copy.db'}") == 1
    error = capsys.readouterr().err
    assert error.startswith(words)
    assert len(error.splitlines()) == 1
    await asyncio.sleep(0)
    assert not (tmp_path / "copy.db").exists()

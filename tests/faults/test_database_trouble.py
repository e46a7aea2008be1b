"""The database is locked, full, cut off or gone while people tap: one effect, and work goes on without a restart."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

import pytest
from sqlalchemy import select

from sandbox.phone import Phone
from sandbox.server import Sandbox
from services.database import Database, DatabaseUnavailable
from services.ledger import audit
from services.plumbing import updates
from services.till import sales
from services.till.cheques import Sale, new_draft
from storage.database import open_database
from storage.tables import keepsake, purchase
from tests import today
from tests.faults.proxy import proxy
from tests.faults.running import Tessera, installed
from tests.faults.till import Tills
from tests.people import NOON
from tests.people import open_shop as shop_without_bot
from tests.shop import LiveShop, idle, open_shop, until

LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


@asynccontextmanager
async def locked(database: Any, seconds: float) -> AsyncIterator[None]:
    """Another process holds the write lock for so long."""
    file = database._engine.url.database
    process = await asyncio.create_subprocess_exec(
        *today.python("-c", LOCK, file, str(seconds)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"locked\n"
    yield
    assert await process.wait() == 0


async def _amounts(database: Database) -> list[int]:
    return sorted(await database.read(lambda c: c.execute(select(purchase.c.gross)).scalars().all()))


async def _empty(database: Database) -> bool:
    return (await database.read(updates.backlog)).waiting == 0


async def _at_the_choice(shop: LiveShop) -> tuple[Phone, Phone]:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("100")
    await karim.wait("Earns")
    return karim, anna


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("seconds", [6, pytest.param(10, marks=pytest.mark.long)])
async def test_a_lock_of_another_process_delays_sales_and_loses_none(shop: LiveShop, seconds: int) -> None:
    karim, anna = await _at_the_choice(shop)
    async with locked(shop.database, seconds):
        tap = asyncio.create_task(karim.tap("✅ Earn", timeout=60))
        await anna.say("hello")
        await asyncio.sleep(1)
        assert await _amounts(shop.database) == []
    await karim.wait("Recorded")
    await anna.wait("I keep your points")
    await asyncio.gather(tap, return_exceptions=True)
    assert await _amounts(shop.database) == [10_000]
    assert "😔" not in karim.screen() + anna.screen()
    await until(lambda: _told(anna))


@pytest.mark.database("sqlite")
async def test_an_end_that_cannot_be_written_is_waited_for_and_nothing_is_shown_twice(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    await idle(shop)
    await shop.database.write(lambda c: c.exec_driver_sql("PRAGMA busy_timeout = 200"))
    shop.sandbox.fail("sendMessage", how="hang", seconds=1)
    await anna.say("hello")
    while shop.sandbox.journal.faults:
        await asyncio.sleep(0.01)
    with closing(sqlite3.connect(shop.database._engine.url.database, isolation_level=None)) as another:  # type: ignore[attr-defined]  # SQLite's
        another.execute("BEGIN IMMEDIATE")
        await anna.wait("I keep your points")
        await asyncio.sleep(0.5)
        assert not await _empty(shop.database)
    await idle(shop)
    assert sum("I keep your points" in message.text for message in anna.messages) == 1


async def _told(phone: Phone) -> bool:
    return sum("Corner · " in message.text for message in phone.messages) == 1


async def _fill(database: Database) -> None:
    """Not one page more: what fits into the pages there are may still be written."""
    await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))
    for number in range(10_000):
        row = {"name": f"filler {number}", "value": "x" * 900, "changed_at": NOON}
        try:
            await database.write(lambda c, row=row: c.execute(keepsake.insert().values(row)))
        except DatabaseUnavailable:
            return
    raise AssertionError("the disk does not get full")


@pytest.mark.database("sqlite")
async def test_a_full_disk_delays_sales_and_loses_none(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.workers.FIRST_REST", 0.05)
    monkeypatch.setattr("bot.wire.workers.LONGEST_REST", 0.1)
    monkeypatch.setattr("bot.wire.polling.LONGEST_BACKOFF", 0.1)
    async with open_shop(database) as shop:
        karim, anna = await _at_the_choice(shop)
        await karim.tap("✅ Earn")
        await karim.wait("Recorded")
        await until(lambda: _told(anna))
        await _fill(database)
        for amount in range(200, 240):
            if not await _is_sold(shop, karim, anna, str(amount), 2):
                break
        else:
            raise AssertionError("every sale fitted in")
        await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000000"))
        await idle(shop)
        await karim.settle()
        assert await _is_sold(shop, karim, anna, "999", 60)
        assert "😔" not in karim.screen() + anna.screen()
        recorded = sum("Recorded" in message.text for message in karim.messages)
        amounts = await _amounts(database)
        assert len(amounts) == len(set(amounts)) == recorded
        assert 99_900 in amounts
        assert await database.read(lambda c: list(audit.differences(c, 5))) == []


async def _is_sold(shop: LiveShop, karim: Phone, anna: Phone, amount: str, timeout: float) -> bool:
    """Makes a sale; says whether every step of it was answered within so many seconds."""
    try:
        await karim.say(await shop.digits(anna))
        await karim.wait("Type the amount", timeout=timeout)
        await karim.say(amount)
        await karim.wait("Earns", timeout=timeout)
        await karim.tap("✅ Earn", timeout=timeout)
        await karim.wait("Recorded", timeout=timeout)
    except AssertionError:
        return False
    return True


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("answer_lost", [False, True])
async def test_a_connection_cut_anywhere_in_a_sale_leaves_one_sale_after_the_retry(
    database_url: str, answer_lost: bool
) -> None:
    await _prove_cuts(database_url, answer_lost, range(1, 60, 7))


@pytest.mark.long
@pytest.mark.database("postgresql")
@pytest.mark.parametrize("answer_lost", [False, True])
async def test_a_connection_cut_everywhere_in_a_sale_leaves_one_sale_after_the_retry(
    database_url: str, answer_lost: bool
) -> None:
    await _prove_cuts(database_url, answer_lost, range(1, 60))


async def _prove_cuts(database_url: str, answer_lost: bool, places: range) -> None:
    async with proxy(database_url) as line:
        line.forwards_the_last = answer_lost
        database = await open_database(line.url)
        try:
            shop = await shop_without_bot(database)
            for number, place in enumerate(places):
                anna = await shop.member(f"Anna{number}")
                assert anna.member_id is not None
                sale = Sale(new_draft(), anna.member_id, 10_000 + number)
                line.cut_at = place
                try:
                    await database.write(sales.record, shop.cashier, sale, shop.now)
                except DatabaseUnavailable:
                    assert not line.cut_at
                line.cut_at = 0
                sold = await database.write(sales.record, shop.cashier, sale, shop.now)
                assert sold.gross == 10_000 + number
            assert line.cuts >= 4
            assert await _amounts(database) == [10_000 + number for number in range(len(places))]
            assert await database.read(lambda c: list(audit.differences(c, 5))) == []
        finally:
            await database.close()


@pytest.mark.database("postgresql")
async def test_a_tap_whose_connection_is_cut_ends_in_its_receipt(database_url: str) -> None:
    async with proxy(database_url) as line:
        database = await open_database(line.url)
        try:
            async with open_shop(database) as shop:
                karim, anna = await _at_the_choice(shop)
                line.cut_at = 25
                await karim.tap("✅ Earn")
                await karim.wait("Recorded")
                line.cut_at = 0
                await until(lambda: _told(anna))
                assert await _amounts(database) == [10_000]
                assert line.cuts == 1
        finally:
            await database.close()


@pytest.mark.database("postgresql")
async def test_a_server_that_is_gone_for_five_seconds_is_waited_for(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    database = await open_database(database_url)
    try:
        tills = Tills(sandbox, database)
        await tills.open(cashiers=2, customers=2)
        async with proxy(database_url) as line:
            tessera.settings["TESSERA_DATABASE_URL"] = line.url
            await tessera.start()
            enough = asyncio.Event()
            selling = asyncio.create_task(tills.sell_until(enough))
            while len(tills.confirmed) < 2:
                await asyncio.sleep(0.05)
            await line.down()
            await asyncio.sleep(5)
            await line.up()
            before = len(tills.confirmed)
            while len(tills.confirmed) < before + 2:
                assert tessera.process is not None
                assert tessera.process.returncode is None, tessera.said()
                await asyncio.sleep(0.05)
            enough.set()
            await selling
            await tills.leases_run_out()
            await until(tills.settled, timeout=180)
            assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        await tills.check()
    finally:
        await database.close()


@pytest.mark.database("sqlite")
async def test_a_second_process_on_one_file_is_refused_in_words(
    tessera: Tessera, sandbox: Sandbox, database_url: str, unused_tcp_port_factory: Any
) -> None:
    await tessera.start()
    await tessera.ready()
    second = tessera.folder / "second"
    second.mkdir()
    async with installed(second, sandbox, database_url, unused_tcp_port_factory()) as other:
        assert await other.command("run") == 1
        assert "Tessera runs already: another process serves from" in other.said()
        assert "Traceback" not in other.said()
    assert await tessera.end(signal.SIGTERM) == 0

"""SIGKILL at random moments while cashiers sell: every sale once, the ledger adds up, every member told of all."""

import asyncio
import random
import signal

import pytest

from sandbox.server import Sandbox
from storage.database import open_database
from tests.faults.running import Tessera
from tests.faults.till import Tills
from tests.shop import until

both_ways = pytest.mark.parametrize("tessera", ["polling", "webhook"], indirect=True)
SEED = 20261122


@pytest.mark.mainly("sqlite")
@pytest.mark.parametrize("tessera", ["polling"], indirect=True)
async def test_three_kills_in_the_middle_of_sales_lose_and_double_nothing(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=3)


@pytest.mark.mainly("postgresql")
@pytest.mark.parametrize("tessera", ["webhook"], indirect=True)
async def test_three_kills_lose_and_double_no_sale_that_came_by_webhook(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=3)


@pytest.mark.long
@both_ways
async def test_fifty_kills_in_the_middle_of_sales_lose_and_double_nothing(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=50)


async def _prove(tessera: Tessera, sandbox: Sandbox, database_url: str, kills: int) -> None:
    database = await open_database(database_url, checkpoints=False)
    try:
        tills = Tills(sandbox, database)
        await tills.open(cashiers=4, customers=4 + kills)  # a member may buy twenty times a day
        await tessera.start()
        await until(tills.settled, timeout=180)
        enough = asyncio.Event()
        selling = asyncio.create_task(tills.sell_until(enough))
        await _kill(tessera, tills, random.Random(SEED), kills)
        enough.set()
        await selling
        await until(tills.settled, timeout=180)
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        assert await tessera.command("audit") == 0, tessera.said()
        assert len(tills.confirmed) >= kills
        await tills.check()
    finally:
        await database.close()


async def _kill(tessera: Tessera, tills: Tills, chance: random.Random, kills: int) -> None:
    """Most die in the middle of work, every fifth while it starts; the last start is let live."""
    for number in range(kills):
        if number % 5 == 4:
            await asyncio.sleep(chance.uniform(0, 1))
        else:
            await tessera.ready()
            journal = tills.sandbox.journal
            enough = journal.count + chance.randint(1, 40)
            async with asyncio.timeout(180):
                while journal.count < enough:
                    await tills.sandbox.telegram.bell.wait(1)
            await asyncio.sleep(chance.uniform(0, 0.05))
        assert await tessera.end() == -signal.SIGKILL
        await tills.leases_run_out()
        await tessera.start()
    await tessera.ready()

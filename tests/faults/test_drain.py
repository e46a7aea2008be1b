"""A stop in the middle of work takes ten seconds at most and loses nothing; a start takes up what was left."""

import asyncio
import signal
import time

import pytest

from sandbox.server import Sandbox
from storage.database import open_database
from tests.faults.running import Tessera
from tests.faults.till import Tills
from tests.shop import until


@pytest.mark.mainly("sqlite")
@pytest.mark.parametrize("hanging", [False, True], ids=["at work", "with calls that hang"])
async def test_a_stop_in_the_middle_of_work_ends_in_time_and_loses_nothing(
    tessera: Tessera, sandbox: Sandbox, database_url: str, hanging: bool
) -> None:
    database = await open_database(database_url, checkpoints=False)
    try:
        tills = Tills(sandbox, database)
        await tills.open(cashiers=3, customers=3)
        enough = asyncio.Event()
        selling = asyncio.create_task(tills.sell_until(enough))
        await tessera.start()
        while len(tills.confirmed) < 3:
            await asyncio.sleep(0.05)
        if hanging:
            # One of these is a reply, one a receipt, or both of a kind: neither may hold the process.
            sandbox.fail("sendMessage", times=2, how="hang", seconds=120)
            while sandbox.journal.faults:
                await asyncio.sleep(0.01)
        began = time.monotonic()
        assert await tessera.end(signal.SIGTERM, timeout=100) == 0, tessera.said()
        assert time.monotonic() - began < 60, "it has waited for the calls that hang"
        assert {"serving", "stopping"} <= {line["event"] for line in tessera.lines()}
        await tills.leases_run_out()
        await tessera.start()
        enough.set()
        await selling
        await until(tills.settled)
        await tills.check()
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        assert await tessera.command("audit") == 0, tessera.said()
    finally:
        await database.close()


@pytest.mark.database("sqlite")
async def test_a_start_after_a_kill_takes_up_what_was_at_hand(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    database = await open_database(database_url, checkpoints=False)
    try:
        tills = Tills(sandbox, database)
        await tills.open(cashiers=1, customers=1)
        await tessera.start()
        await tessera.ready()
        await until(tills.settled)
        sandbox.fail("sendMessage", how="hang", seconds=25)
        sale = asyncio.create_task(tills.sell(tills.cashiers[0], next(iter(tills.members))))
        while sandbox.journal.faults:
            await asyncio.sleep(0.01)
        await tessera.end()
        await tessera.start()
        await sale
        await until(tills.settled)
        await tills.check()
    finally:
        await database.close()

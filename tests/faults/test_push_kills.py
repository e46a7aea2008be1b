"""SIGKILL between the commit of a change and its push: every phone hears of every change all the same."""

import signal
from uuid import UUID

import pytest

from sandbox.phone import Phone
from sandbox.server import Sandbox
from services.database import Database
from services.members import cards, standings
from storage.database import open_database
from tests import today
from tests.faults.running import Tessera
from tests.faults.till import Tills
from tests.shop import until


@pytest.mark.mainly("postgresql")
async def test_kills_between_commit_and_push_lose_no_change(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=2)


@pytest.mark.long
async def test_twenty_kills_between_commit_and_push_lose_no_change(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=20)


async def _prove(tessera: Tessera, sandbox: Sandbox, database_url: str, kills: int) -> None:
    database = await open_database(database_url, checkpoints=False)
    try:
        tills = Tills(sandbox, database)
        await tills.open(cashiers=1, customers=2)
        await tessera.start()
        await tessera.ready()
        await until(tills.settled, timeout=180)
        for member, (phone, _) in tills.members.items():
            page = (await database.read(cards.card, member)).page_token
            await phone.cards.download(f"http://127.0.0.1:{tessera.port}/p/{page}.pkpass", "en")
            assert phone.wallet[0].registered
        await until(tills.settled, timeout=180)
        for _ in range(kills):
            # No push gets through: the sale is committed, and what tells of it is not done when the process dies.
            sandbox.apns.refuse(503, "ServiceUnavailable", times=1_000)
            for member in tills.members:
                await tills.sell(tills.cashiers[0], member)
            assert await tessera.end() == -signal.SIGKILL
            sandbox.apns.refusals.clear()
            await tills.leases_run_out()
            await tessera.start()
            await tessera.ready()
            await until(lambda: _all_right(tills, database), timeout=180)
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        await tills.check()
    finally:
        await database.close()


async def _all_right(tills: Tills, database: Database) -> bool:
    """Says whether every card shows what its member has, by pushes alone."""
    return all([await _right(database, phone, member) for member, (phone, _) in tills.members.items()])


async def _right(database: Database, phone: Phone, member: UUID) -> bool:
    standing = await database.read(standings.standing, member, today.now())
    return bool(phone.wallet[0].fields["points"] == standing.active)

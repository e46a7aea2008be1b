"""SIGKILL between Google's obedience and our writing it down: every card shows what its member has, all the same."""

import signal
from pathlib import Path
from uuid import UUID

import pytest

from sandbox.google import ISSUER_ID
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services.database import Database
from services.members import cards, standings
from storage.database import open_database
from tests import today
from tests.faults.running import Tessera
from tests.faults.till import Tills
from tests.shop import until

KILLS = 6


@pytest.mark.long
async def test_kills_between_google_and_our_own_books_lose_no_change(
    tessera: Tessera, sandbox: Sandbox, database_url: str, tmp_path: Path
) -> None:
    account = tmp_path / "google-account.json"
    account.write_bytes(sandbox.google.credentials())
    tessera.settings |= {
        "TESSERA_GOOGLE_ISSUER_ID": ISSUER_ID,
        "TESSERA_GOOGLE_CREDENTIALS_FILE": str(account),
        "TESSERA_GOOGLE_API_URL": sandbox.url,
    }
    database = await open_database(database_url, checkpoints=False)
    try:
        tills = Tills(sandbox, database)
        await tills.open(cashiers=1, customers=2)
        await tessera.start()
        await tessera.ready()
        await until(tills.settled, timeout=180)
        for member, (phone, _) in tills.members.items():
            page = (await database.read(cards.card, member)).page_token
            await phone.android.open(f"http://127.0.0.1:{tessera.port}/p/{page}/google")
        await until(tills.settled, timeout=180)
        for kill in range(KILLS):
            # Google is told and obeys, or is not even reached by the words: nobody here knows when the process dies.
            sandbox.google.fail(503, times=1_000, done=kill % 2 == 0)
            for member in tills.members:
                await tills.sell(tills.cashiers[0], member)
            assert await tessera.end() == -signal.SIGKILL
            sandbox.google.faults.clear()
            await tills.leases_run_out()
            await tessera.start()
            await tessera.ready()
            await until(lambda: _all_right(tills, database), timeout=180)
        await until(tills.settled, timeout=180)
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        await tills.check()
    finally:
        await database.close()


async def _all_right(tills: Tills, database: Database) -> bool:
    """Says whether every card shows what its member has."""
    return all([await _right(database, phone, member) for member, (phone, _) in tills.members.items()])


async def _right(database: Database, phone: Phone, member: UUID) -> bool:
    standing = await database.read(standings.standing, member, today.now())
    _, shown = phone.android.shown(phone.android.saved[0])
    return bool(shown["loyaltyPoints"]["balance"] == {"int": standing.active})

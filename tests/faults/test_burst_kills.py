"""Ten thousand cards change at once while the process is killed over and over: each shows its newest state at last."""

import asyncio
import random
import signal
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, update

from jobs.pushes import GROUP as CLAIMED
from sandbox import google as google_server
from sandbox.google import ISSUER_ID
from sandbox.server import Sandbox
from services import people, team
from services.database import Database
from services.design.repainting import repaint
from services.members import registration, standings
from services.passes.google import passes as google_passes
from services.people import Person
from services.programme import setting_up
from services.programme.setting_up import Setup
from services.till import sales
from services.till.cheques import Sale, new_draft
from storage.database import open_database
from storage.passes import passes
from storage.tables import person
from tests import today
from tests.faults.running import Tessera
from tests.faults.till import Tills
from tests.shop import until

SEED = 20261122
SCALE = 20
"""Google's second is so much shorter here: the process is told to keep to 400 requests a second, and so is Google."""
GROUP, SALES = 100, 10


@dataclass
class Crowd:
    """Members without Telegram whose cards are on an iPhone and an Android each; no chat slows the run down."""

    database: Database
    seller: Person
    serials: dict[UUID, str] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)

    def hear(self, push_token: str) -> str:
        """Takes a push; returns Apple's reason against it, which is none."""
        self.heard[push_token] += 1
        return ""

    def join(self, connection: Connection, numbers: range) -> None:
        """Makes members of strangers, in one transaction."""
        now = today.now()
        for number in numbers:
            stranger = people.seen(connection, 9_000_000 + number, "Fan", "", None, "en", now)
            member = registration.register(
                connection, stranger.id, processing=True, advertising=False, phone=None, link=None, now=now
            ).member_id
            connection.execute(update(person).where(person.c.id == stranger.id).values(telegram_id=None, reachable=0))
            row = passes.card_of(connection, member)
            assert row
            self.serials[member] = row.serial
            passes.register(connection, row.serial, f"device-{number}", row.serial, now)
            google_passes.issue(connection, [row.serial], now)

    def buy(self, connection: Connection, some: list[UUID]) -> None:
        """Sells something to each, a transaction for all of them: they change at once."""
        for member in some:
            sales.record(connection, self.seller, Sale(new_draft(), member, 10_000), today.now())


@pytest.mark.long
@pytest.mark.database("sqlite")
@pytest.mark.parametrize(("size", "kills"), [(10_000, 20)])
async def test_a_burst_of_changes_survives_kills_is_coalesced_and_keeps_googles_pace(
    tessera: Tessera,
    sandbox: Sandbox,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    kills: int,
) -> None:
    pace = _scaled(sandbox, monkeypatch)
    account = tmp_path / "google-account.json"
    account.write_bytes(sandbox.google.credentials())
    tessera.settings |= {
        "TESSERA_GOOGLE_ISSUER_ID": ISSUER_ID,
        "TESSERA_GOOGLE_CREDENTIALS_FILE": str(account),
        "TESSERA_GOOGLE_API_URL": sandbox.url,
    }
    tessera.google_pace = pace
    database, chance = await open_database(database_url, checkpoints=False), random.Random(SEED)
    try:
        tills, crowd = Tills(sandbox, database), Crowd(database, await database.write(_owner))
        sandbox.apns.deliver = crowd.hear
        for first in range(0, size, GROUP):
            await database.write(crowd.join, range(first, min(first + GROUP, size)))
        await tessera.start()
        await tessera.ready()
        everybody = list(crowd.serials)
        selling = asyncio.create_task(_sell(crowd, [*everybody, *everybody[::3]]))
        for number in range(kills):
            if number == kills // 2:
                await selling
                crowd.heard.clear()
                await database.write(repaint, today.now())
            await asyncio.sleep(chance.uniform(0.5, 3))
            assert await tessera.end() == -signal.SIGKILL
            await tills.leases_run_out()
            await tessera.start()
            await tessera.ready()
        await until(tills.settled, timeout=60 + size / 5)
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        assert set(crowd.heard) == set(crowd.serials.values()), "each phone heard of the last change"
        # The sales before the repaint may still have been on their way, and what was claimed at a kill is sent again.
        assert crowd.heard.total() <= 2 * size + kills * CLAIMED, "and hardly one of them twice"
        shown = sandbox.google.resources["loyaltyObject"]
        for member, serial in crowd.serials.items():
            standing = await database.read(standings.standing, member, today.now())
            assert shown[f"{ISSUER_ID}.{serial}"]["loyaltyPoints"]["balance"] == {"int": standing.active}
        asked = [each for each in sandbox.google.asked if each.status != 429]
        assert len(asked) < 2 * size + 10 * kills, "two changes in one breath are one request"
        # A process that was killed cannot tell the next one how many requests its last second had.
        assert len(sandbox.google.asked) - len(asked) <= kills * pace
    finally:
        await database.close()


def _scaled(place: Sandbox, monkeypatch: pytest.MonkeyPatch) -> int:
    """Scales Google's quota, keeps all requests, and returns how many a second may have."""
    many = google_server.MOST_A_SECOND * SCALE
    monkeypatch.setattr(google_server, "MOST_A_SECOND", many)
    place.google.asked, place.google._times = deque(), deque(maxlen=many)
    return many


def _owner(connection: Connection) -> Person:
    now = today.now()
    olga = people.seen(connection, 1, "Olga", "", None, "en", now)
    link = team.owner_link(connection, now)
    olga = team.accept(connection, olga, link.token, now)
    setting_up.set_up(connection, olga, Setup("Corner", "RUB", "Europe/Sofia", "en", "shop"), now)
    return olga


async def _sell(crowd: Crowd, customers: list[UUID]) -> None:
    began = time.monotonic()
    for first in range(0, len(customers), SALES):
        await crowd.database.write(crowd.buy, customers[first : first + SALES])
        await asyncio.sleep(0.02)  # SQLite is fair to nobody, and the process at work writes too
    print(f"{len(customers)} sales in {time.monotonic() - began:.0f} s")

"""SIGKILL at random moments of an import and of its messages: everybody comes in once, and gets one at most."""

import asyncio
import json
import random
import signal
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from jobs.texting import GROUP
from sandbox.server import Sandbox
from services import people, team
from services.campaigns import winback
from services.database import Database
from services.imports import uploads
from services.imports.columns import Plan
from services.people import Person
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage.database import open_database
from storage.tables import lease, lot, member, member_import_row, person, winback_recipient
from tests import today
from tests.faults.running import Tessera
from tests.shop import until

SEED = 20261122
ROWS, READERS, POINTS = 1_200, 60, 7


async def _open(sandbox: Sandbox, database: Database) -> Person:
    """Sets a shop up in which it is about noon, for no message leaves in quiet hours."""
    now = today.now()
    phone = sandbox.phone("Olga")
    sandbox.telegram.open_chat(sandbox.bot, phone.user)
    olga = await database.write(people.seen, phone.user.id, "Olga", "", None, "en", now)
    link = await database.write(team.owner_link, now)
    olga = await database.write(team.accept, olga, link.token, now)
    setup = Setup("Corner", "RUB", f"Etc/GMT{now.hour - 12:+d}", "en", "shop")
    await database.write(setting_up.set_up, olga, setup, now)
    return olga


async def _kill(tessera: Tessera, database: Database, seconds: float) -> None:
    await tessera.ready(timeout=180)
    await asyncio.sleep(seconds)
    assert await tessera.end() == -signal.SIGKILL
    await database.write(lambda connection: connection.execute(delete(lease)))
    await tessera.start()


@pytest.mark.long
async def test_ten_kills_double_no_customer_and_no_message(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    chance, file = random.Random(SEED), tessera.folder / "sms.jsonl"
    tessera.settings["TESSERA_SMS_URL"] = file.as_uri()
    database = await open_database(database_url, checkpoints=False)
    try:
        await tessera.start()  # it brings the database up to date; nothing is to be done yet
        await tessera.ready(timeout=180)
        olga = await _open(sandbox, database)
        await _import(tessera, database, olga, chance)
        made = await _send(tessera, database, olga, chance)
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        assert await tessera.command("audit") == 0, tessera.said()
        query = select(person.c.phone, winback_recipient.c.state).join(member, member.c.person_id == person.c.id)
        query = query.join(winback_recipient, winback_recipient.c.member_id == member.c.id)
        states = dict(await database.read(lambda connection: [tuple(row) for row in connection.execute(query)]))
        lines = [json.loads(line)["to"] for line in file.read_text("utf-8").splitlines()]
        assert (await database.read(winback.one, olga, made))[1].waiting == 0
        assert len(lines) == len(set(lines)), "nobody twice"
        assert {phone for phone, state in states.items() if state == "sent"} <= set(lines)
        assert Counter(states.values())["unknown"] <= 5 * GROUP
    finally:
        await database.close()


async def _import(tessera: Tessera, database: Database, olga: Person, chance: random.Random) -> None:
    now = today.now()
    table = [(line, (f"Nika {line}", f"+3598880{line:05d}", str(POINTS))) for line in range(1, ROWS + 1)]
    plan = Plan(("name", "phone", "points"), consent="all")
    made = await database.write(uploads.upload, olga, uploads.new_id(), "list.csv", table, plan, now)
    await database.write(uploads.start, olga, made.id, None, now)
    for _ in range(5):
        await _kill(tessera, database, chance.uniform(0, 0.5))

    async def over() -> bool:
        return (await database.read(uploads.one, olga, made.id))[0].state == "done"

    await until(over, timeout=120)
    states = select(member_import_row.c.state, func.count()).group_by(member_import_row.c.state)
    assert await database.read(lambda c: [tuple(row) for row in c.execute(states)]) == [("added", ROWS)]
    members = select(func.count()).select_from(member)
    assert await database.read(lambda c: c.execute(members).scalar_one()) == ROWS
    given = select(func.sum(lot.c.remaining))
    assert await database.read(lambda c: int(c.execute(given).scalar_one())) == ROWS * POINTS


async def _send(tessera: Tessera, database: Database, olga: Person, chance: random.Random) -> UUID:
    now = today.now()
    # Only a few, as a gateway is written to slowly: the others count as seen.
    few = select(member.c.id).order_by(member.c.number).limit(READERS)
    seen = member.update().where(member.c.id.not_in(few)).values(purchases=1)
    await database.write(lambda connection: connection.execute(seen))
    made = await database.write(winback.compose, olga, winback.new_id(), "{name}: {link}", now)
    await database.write(winback.start, olga, made.id, now)
    for _ in range(5):
        await _kill(tessera, database, chance.uniform(0, 1.5))

    async def over() -> bool:
        return (await database.read(winback.one, olga, made.id))[0].state == "done"

    await until(over, timeout=120)
    return made.id

"""Two processes on one PostgreSQL: the lock is the database's, not the process's."""

import asyncio
import json
import os
import sys
from uuid import UUID

import pytest

from loyalty.errors import Refusal
from services import people
from services.database import Database
from services.ledger import audit
from services.members import standings
from services.till import holds
from services.till.cheques import Sale, new_draft
from storage.database import open_database
from tests import today
from tests.people import NOON, open_shop

EACH = 10


async def redeem_many(url: str, member_id: UUID) -> list[str]:
    """What one process does: ten parallel redemptions of the whole balance."""
    database = await open_database(url)
    cashier, anna = [await database.read(people.by_telegram, telegram_id) for telegram_id in (2, 1001)]
    assert cashier
    assert anna

    async def redeem() -> str:
        try:
            sale = Sale(new_draft(), member_id, 100_000, redeem=150)
            held = await database.write(holds.place, cashier, sale, NOON)
            await database.write(holds.confirm, anna, held.hold_id, NOON)
        except Refusal as refusal:
            return refusal.name
        return "sold"

    try:
        return await asyncio.gather(*(redeem() for _ in range(EACH)))
    finally:
        await database.close()


@pytest.mark.database("postgresql")
async def test_twenty_redemptions_from_two_processes_succeed_once(
    database: Database, second: Database, database_url: str
) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    processes = [
        await asyncio.create_subprocess_exec(
            *today.python("-m", __name__, database_url, str(anna.member_id)),
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    outputs = [(await process.communicate())[0] for process in processes]
    answers = sorted(answer for output in outputs for answer in json.loads(output))
    assert answers == ["insufficient_points"] * (2 * EACH - 1) + ["sold"]
    standing = await second.read(standings.standing, anna.member_id, NOON)
    assert (standing.active, standing.held) == (8, 0)
    assert await second.read(lambda connection: list(audit.differences(connection))) == []


if __name__ == "__main__":
    print(json.dumps(asyncio.run(redeem_many(sys.argv[1], UUID(sys.argv[2])))))

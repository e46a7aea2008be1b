"""One holder at a time, whoever asks, and a takeover when the time is up."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from storage.database import Database
from storage.plumbing.lease import give_back, take

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG = timedelta(seconds=20)


async def test_one_of_many_takes_it_and_prolongs_it(database: Database, second: Database) -> None:
    holders = [uuid4() for _ in range(10)]
    databases = [database, second] * 5
    answers = await asyncio.gather(
        *(
            opened.write(take, "telegram", holder, NOW, NOW + LONG)
            for opened, holder in zip(databases, holders, strict=True)
        )
    )
    assert sum(answers) == 1
    winner = holders[answers.index(True)]
    assert await second.write(take, "telegram", winner, NOW + LONG / 2, NOW + LONG * 2)
    assert not await second.write(take, "telegram", uuid4(), NOW + LONG, NOW + LONG * 2)


async def test_it_is_taken_over_when_it_has_run_out_or_was_given_back(database: Database) -> None:
    first, other = uuid4(), uuid4()
    assert await database.write(take, "telegram", first, NOW, NOW + LONG)
    assert await database.write(take, "telegram", other, NOW + LONG, NOW + LONG * 2)
    assert not await database.write(take, "telegram", first, NOW + LONG, NOW + LONG * 3)
    await database.write(give_back, "telegram", first)
    assert not await database.write(take, "telegram", first, NOW + LONG, NOW + LONG * 3)
    await database.write(give_back, "telegram", other)
    assert await database.write(take, "telegram", first, NOW + LONG, NOW + LONG * 3)

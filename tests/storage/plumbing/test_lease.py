"""One holder at a time, whoever asks, and a takeover from one that says nothing any more."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from storage.database import Database
from storage.plumbing.lease import Lease, give_back, take

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG = timedelta(seconds=20)


async def test_one_of_many_takes_it_and_prolongs_it(database: Database, second: Database) -> None:
    asked = [Lease(uuid4(), NOW + LONG) for _ in range(10)]
    databases = [database, second] * 5
    answers = await asyncio.gather(
        *(opened.write(take, "telegram", mine) for opened, mine in zip(databases, asked, strict=True))
    )
    winner = answers[0]
    assert answers == [winner] * 10
    assert winner in asked
    longer = Lease(winner.holder, NOW + LONG * 2)
    assert await second.write(take, "telegram", longer) == longer
    assert await second.write(take, "telegram", Lease(uuid4(), NOW + LONG * 9)) == longer


async def test_it_is_taken_over_where_it_has_not_changed_or_was_given_back_whatever_the_clocks_say(
    database: Database,
) -> None:
    first, other = Lease(uuid4(), NOW + LONG), Lease(uuid4(), NOW - LONG)
    assert await database.write(take, "telegram", first) == first
    assert await database.write(take, "telegram", other, Lease(first.holder, NOW)) == first, "it has changed meanwhile"
    assert await database.write(take, "telegram", other, first) == other
    assert await database.write(take, "telegram", first) == other
    await database.write(give_back, "telegram", first.holder)
    assert await database.write(take, "telegram", first) == other
    await database.write(give_back, "telegram", other.holder)
    assert await database.write(take, "telegram", first) == first

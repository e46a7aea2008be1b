"""Jobs are added once, claimed by one, and finished only by who holds the claim."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.database import open_database
from storage.plumbing import outbox
from storage.plumbing.outbox import Backlog, Priority
from storage.tables import job as table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


async def add(database, dedupe, *, kind="telegram", priority=Priority.SERVICE, run_at=NOW, payload=None):
    return await database.write(outbox.put, kind, dedupe, payload or {}, priority=priority, run_at=run_at)


async def claim(database, *, limit=10, now=NOW, kinds=("telegram",)):
    return await database.write(outbox.claim, kinds, limit, now, LEASE)


async def row_of(database, job):
    return await database.read(lambda c: c.execute(select(table).where(table.c.id == job.id)).one())


async def test_a_job_is_added_once(database, second):
    assert await add(database, "a", payload={"text": "Здравствуйте", "n": [1, None]})
    assert not await add(database, "a")
    answers = await asyncio.gather(*(add(db, "b") for db in (database, second) * 5))
    assert sorted(answers) == [False] * 9 + [True]
    first, *_ = await claim(database)
    assert (first.kind, first.payload, first.tries) == ("telegram", {"text": "Здравствуйте", "n": [1, None]}, 1)


async def test_a_job_vanishes_with_the_business_change_that_failed(database, second):
    def sell(connection):
        outbox.put(connection, "telegram", "a", {}, priority=0, run_at=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(sell)
    assert await claim(second) == []


async def test_the_most_urgent_comes_first_and_the_future_waits(database):
    await add(database, "later", run_at=NOW + timedelta(seconds=1))
    await add(database, "marketing", priority=Priority.MARKETING, run_at=NOW - timedelta(hours=1))
    await add(database, "second", priority=Priority.ANSWER, run_at=NOW)
    await add(database, "first", priority=Priority.ANSWER, run_at=NOW - timedelta(seconds=1))
    await add(database, "other", kind="apns", priority=Priority.ANSWER)
    found = [(await row_of(database, job)).dedupe for job in await claim(database)]
    assert found == ["first", "second", "marketing"]
    assert len(await claim(database, kinds=("telegram", "apns"), now=NOW + timedelta(seconds=1))) == 2


async def test_eight_parallel_claimers_claim_each_job_once(database, database_url):
    def add_all(connection):
        for n in range(400):
            outbox.put(connection, "telegram", str(n), {}, priority=n % 3, run_at=NOW)

    await database.write(add_all)
    claimers = [await open_database(database_url) for _ in range(8)]

    async def work(own):
        mine = []
        while jobs := await claim(own, limit=7):
            assert len(jobs) <= 7
            mine += jobs
            for job in jobs:
                assert await own.write(outbox.finish, job, NOW)
        return mine

    found = await asyncio.gather(*(work(own) for own in claimers))
    assert set(Counter(job.id for mine in found for job in mine).values()) == {1}
    assert sum(len(mine) for mine in found) == 400
    assert await database.read(outbox.backlog, NOW) == {}
    for own in claimers:
        await own.close()


async def test_an_unfinished_job_is_due_again_when_its_lease_ends(database):
    await add(database, "a")
    (first,) = await claim(database)
    assert await claim(database, now=NOW + LEASE - timedelta(microseconds=1)) == []
    (again,) = await claim(database, now=NOW + LEASE)
    assert (again.id, again.tries) == (first.id, 2)
    assert not await database.write(outbox.finish, first, NOW)
    assert not await database.write(outbox.retry, first, NOW, "late")
    assert not await database.write(outbox.fail, first, "late", NOW)
    assert await database.write(outbox.finish, again, NOW)
    assert not await database.write(outbox.finish, again, NOW)


async def test_a_late_finish_counts_while_nobody_else_has_claimed(database):
    await add(database, "a")
    (job,) = await claim(database)
    assert await database.write(outbox.finish, job, NOW + 2 * LEASE)
    assert await claim(database, now=NOW + 3 * LEASE) == []


async def test_a_job_given_back_waits_for_its_time(database):
    await add(database, "a")
    (job,) = await claim(database)
    soon = NOW + timedelta(seconds=5)
    assert await database.write(outbox.retry, job, soon, "x" * 1000)
    assert await claim(database) == []
    (again,) = await claim(database, now=soon)
    assert again.tries == 2
    assert (await row_of(database, again)).error == "x" * 200


async def test_a_job_given_up_is_counted_and_never_claimed(database):
    await add(database, "a")
    await add(database, "b", run_at=NOW - timedelta(minutes=3))
    await add(database, "c", run_at=NOW + timedelta(days=1))
    first, _ = await claim(database)
    assert await database.write(outbox.fail, first, "403", NOW)
    assert await database.read(outbox.backlog, NOW) == {"telegram": Backlog(due=1, planned=1, failed=1, oldest=NOW)}
    assert [job.id != first.id for job in await claim(database, now=NOW + LEASE)] == [True]


async def test_old_jobs_go_and_open_ones_never_do(database):
    for name in "abc":
        await add(database, name, run_at=NOW - timedelta(days=90))
    done, failed, _ = await claim(database)
    await database.write(outbox.finish, done, NOW - timedelta(days=3))
    await database.write(outbox.fail, failed, "no", NOW - timedelta(days=3))
    assert await database.write(outbox.purge, NOW - timedelta(days=4), NOW - timedelta(days=30)) == 0
    assert await database.write(outbox.purge, NOW - timedelta(days=2), NOW - timedelta(days=30)) == 1
    assert await database.write(outbox.purge, NOW, NOW) == 1
    assert len(await claim(database, now=NOW + LEASE)) == 1

"""The timetable on real databases: what is due is done, what is old goes, what differs is told."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection, select, update
from structlog.testing import capture_logs

from jobs import tasks
from jobs.schedule import TIMETABLE, Task, perform, schedule
from loyalty.errors import AccountFrozen
from services import people, team
from services.database import Database
from services.ledger import expiry
from services.members import registration
from services.plumbing import updates
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage import tables
from tests import today

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
YEARS_LATER = NOW + timedelta(days=4000)


@pytest.fixture
def time_runs() -> bool:
    """The clock goes on: the timetable reads it to find out whose turn it is."""
    return True


def _shop(connection: Connection, count: int) -> Sequence[UUID]:
    """Sets a coffee shop up and registers `count` members, each with a welcome bonus that will expire."""
    owner = people.seen(connection, 1, "Olga", "", None, "en", NOW)
    team.appoint_owner(connection, owner, NOW)
    setting_up.set_up(connection, owner, Setup("Beans", "EUR", "Europe/Sofia", "en", "coffee_shop"), NOW)
    ids = []
    for number in range(count):
        person = people.seen(connection, 100 + number, f"Anna {number}", "", None, "en", NOW)
        welcome = registration.register(
            connection, person.id, processing=True, advertising=False, phone=None, link=None, now=NOW
        )
        ids.append(welcome.member_id)
    return ids


async def test_settling_takes_every_batch_and_then_finds_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    ids = await database.write(_shop, 5)
    assert await tasks.settle(database, NOW) == 0
    assert await tasks.settle(database, YEARS_LATER) == 5
    assert [await database.read(_balance, member) for member in ids] == [0] * 5
    assert await tasks.settle(database, YEARS_LATER) == 0


def _balance(connection: Connection, member_id: UUID) -> int:
    query = select(tables.balance.c.balance).where(
        tables.balance.c.member_id == member_id, tables.balance.c.account == "active", tables.balance.c.unit == "points"
    )
    return connection.execute(query).scalar_one()


async def test_one_member_who_cannot_be_settled_stops_nobody_else(database: Database) -> None:
    ids = await database.write(_shop, 3)

    def spoil(connection: Connection) -> None:
        # A balance below its lots: the expiry would take it below zero, which the database refuses.
        connection.execute(
            update(tables.balance)
            .where(tables.balance.c.member_id == ids[0], tables.balance.c.account == "active")
            .values(balance=1)
        )

    await database.write(spoil)
    with capture_logs() as lines:
        assert await tasks.settle(database, YEARS_LATER) == 2
    assert [line["member"] for line in lines if line["event"] == "settling_failed"] == [str(ids[0])]


async def test_recounting_names_what_differs_and_nothing_else(database: Database) -> None:
    ids = await database.write(_shop, 2)
    assert await tasks.recount(database, NOW) == 0
    await database.write(
        lambda connection: connection.execute(
            update(tables.balance)
            .where(tables.balance.c.member_id == ids[0], tables.balance.c.account == "active")
            .values(balance=7)
        )
    )
    with capture_logs() as lines:
        assert await tasks.recount(database, NOW) > 0
    assert {line["found"] for line in lines} == {7}
    assert all(str(ids[0]) in line["where"] for line in lines)


async def test_an_account_that_differs_is_stopped_until_it_adds_up_again(database: Database, second: Database) -> None:
    ids = await database.write(_shop, 2)

    def spoil(connection: Connection, by: int) -> None:
        row = (tables.balance.c.member_id == ids[0]) & (tables.balance.c.account == "active")
        connection.execute(update(tables.balance).where(row).values(balance=tables.balance.c.balance + by))

    await database.write(spoil, 7)
    for _ in range(2):
        await tasks.recount(database, NOW)
    with pytest.raises(AccountFrozen):
        await database.write(expiry.settle, ids[0], NOW)
    await database.write(expiry.settle, ids[1], NOW)
    told = await second.read(lambda connection: connection.execute(select(tables.job.c.payload)).scalars().all())
    assert [payload["notice"] for payload in told] == ["account-frozen"]
    assert ids[0] not in await second.read(expiry.due, YEARS_LATER, 10)
    await database.write(spoil, -7)
    await tasks.recount(database, NOW)
    await database.write(expiry.settle, ids[0], NOW)


async def test_handled_updates_go_after_two_days_and_waiting_ones_never(database: Database) -> None:
    await database.write(updates.put, [(1, 5, json.dumps({"update_id": 1})), (2, 6, "{}")], NOW)
    await database.write(updates.end, 1, None, None, NOW)
    assert await tasks.forget_updates(database, NOW + timedelta(hours=47)) == 0
    assert await tasks.forget_updates(database, NOW + timedelta(hours=49)) == 1
    assert await tasks.forget_updates(database, YEARS_LATER) == 0
    assert (await database.read(updates.backlog)).waiting == 1


async def test_a_failing_task_is_logged_and_the_next_turn_comes(database: Database) -> None:
    async def fail(_database: Database, _now: datetime) -> int:
        raise OSError("the disk is away")

    with capture_logs() as lines:
        assert await perform(Task("fails", 1, fail), database, lambda: NOW) == 0
    assert [(line["event"], line["task"]) for line in lines] == [("task_failed", "fails")]


async def test_the_running_timetable_settles_within_seconds(database: Database) -> None:
    ids = await database.write(_shop, 1)
    scheduler = schedule(database, lambda: YEARS_LATER)
    assert {job.id for job in scheduler.get_jobs()} == {task.name for task in TIMETABLE}
    async with _running(scheduler):
        while await database.read(_balance, ids[0]):
            await asyncio.sleep(0.1)


@pytest.mark.database("sqlite")
async def test_a_jump_of_the_clock_neither_calls_for_missed_turns_nor_puts_the_next_one_off(database: Database) -> None:
    done: list[datetime] = []

    async def note(_: Database, now: datetime) -> int:
        done.append(now)
        return 0

    async with _running(schedule(database, today.now, [Task("note", 0.01, note)])):
        for jump in (400, 0, -400):
            with time_machine.travel(today.now() + timedelta(days=jump)):
                before = len(done)
                while len(done) < before + 3:
                    await asyncio.sleep(0.01)


@asynccontextmanager
async def _running(scheduler: AsyncIOScheduler) -> AsyncIterator[None]:
    scheduler.start()
    try:
        async with asyncio.timeout(60):
            yield
    finally:
        scheduler.shutdown(wait=False)
        await asyncio.sleep(0.3)

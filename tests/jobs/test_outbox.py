"""The outbox worked off over a real database: what becomes of jobs whatever their channel does."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select
from structlog.testing import capture_logs

from jobs.loop import Loop
from jobs.outbox import TRIES, Drain
from services.database import Database
from services.plumbing import deliveries
from services.plumbing.deliveries import Again, Done, Job, Never, Outcome, Settle
from storage.plumbing import outbox
from storage.tables import job
from tests.people import NOON
from tests.shop import Clock, drained


@dataclass
class Post:
    """A channel that does with each job what it is told to; lines are the first letters of names."""

    kinds: tuple[str, ...] = ("post",)
    group: int = 2
    ahead: int = 1
    lease: timedelta = timedelta(seconds=30)
    outcomes: dict[str, Outcome | Exception | asyncio.Event] = field(default_factory=dict)
    delivered: list[str] = field(default_factory=list)

    def line(self, job: Job) -> str:
        return str(job.payload["name"])[0]

    async def deliver(self, jobs: Sequence[Job], settle: Settle) -> None:
        for each in jobs:
            name = each.payload["name"]
            outcome = self.outcomes.get(name, Done())
            if isinstance(outcome, asyncio.Event):
                await outcome.wait()
                outcome = Done()
            if isinstance(outcome, Exception):
                raise outcome
            self.delivered.append(name)
            await settle((each,), outcome)


@dataclass
class World:
    database: Database
    post: Post = field(default_factory=Post)
    clock: Clock = field(default_factory=Clock)

    def loop(self) -> Loop:
        return Loop("post", Drain(self.database, self.clock, self.post).turn, 0.01)

    async def order(self, *names: str) -> None:
        for name in names:
            await self.database.write(_order, name)

    async def rows(self) -> dict[str, Any]:
        found = await self.database.read(lambda connection: connection.execute(select(job)).all())
        return {row.payload["name"]: row for row in found}

    def pause(self, row: Any) -> float:
        return (row.run_at - self.clock()).total_seconds()


def _order(connection: Connection, name: str) -> None:
    outbox.put(connection, "post", name, {"name": name}, priority=0, run_at=NOON)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


async def test_each_job_becomes_what_its_channel_says(world: World) -> None:
    world.post.outcomes |= {"b": Again("busy"), "c": Again("come back", 7), "d": Never("gone")}
    await world.order("a", "b", "c", "d")
    loop = world.loop()
    assert [await drained(loop) for _ in range(3)] == [2, 2, 0]
    rows = await world.rows()
    assert {name: (row.state, row.error) for name, row in rows.items()} == {
        "a": ("done", None),
        "b": ("waiting", "busy"),
        "c": ("waiting", "come back"),
        "d": ("failed", "gone"),
    }
    assert (world.pause(rows["b"]), world.pause(rows["c"])) == (2, 7)


async def test_what_is_done_is_written_as_the_channel_wants_it(world: World) -> None:
    def finish(connection: Connection, claimed: Job, now: Any) -> None:
        _order(connection, "receipt of " + claimed.payload["name"])
        deliveries.finish(connection, claimed, now)

    world.post.outcomes["a"] = Done(finish)
    await world.order("a")
    await drained(world.loop())
    assert {name: row.state for name, row in (await world.rows()).items()} == {"a": "done", "receipt of a": "waiting"}


async def test_pauses_grow_and_after_three_hundred_tries_a_job_is_given_up(world: World) -> None:
    world.post.outcomes["a"] = Again("busy")
    await world.order("a")
    loop, pauses = world.loop(), []
    for _ in range(10):
        await drained(loop)
        pauses.append(world.pause((await world.rows())["a"]))
        world.clock.now += timedelta(minutes=5)
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    await world.database.write(lambda c: c.execute(job.update().values(tries=TRIES - 2)))
    await drained(loop)
    assert (await world.rows())["a"].state == "waiting"
    world.clock.now += timedelta(minutes=5)
    await drained(loop)
    row = (await world.rows())["a"]
    assert (row.state, row.tries, row.error) == ("failed", TRIES, "busy")


async def test_what_a_channel_leaves_unsettled_is_given_back_and_what_it_settled_stays(world: World) -> None:
    world.post.outcomes["ab"] = ValueError("no such address")
    await world.order("aa", "ab")
    with capture_logs() as said:
        await drained(world.loop())
    assert [line["event"] for line in said] == ["delivery_failed"]
    rows = await world.rows()
    assert (rows["aa"].state, rows["ab"].state, rows["ab"].lease_until) == ("done", "waiting", None)
    assert "no such address" in rows["ab"].error
    assert world.pause(rows["ab"]) == 2


async def test_what_takes_two_thirds_of_its_lease_is_given_back(world: World) -> None:
    world.post.lease, world.post.outcomes["a"] = timedelta(seconds=0.3), asyncio.Event()
    await world.order("a", "b")
    await drained(world.loop())
    rows = await world.rows()
    assert (rows["a"].state, rows["a"].error, rows["a"].lease_until) == ("waiting", "no answer in time", None)
    assert rows["b"].state == "done"


async def test_one_that_hangs_keeps_its_own_line_waiting_and_no_other(world: World) -> None:
    hanging = asyncio.Event()
    world.post.outcomes["a1"] = hanging
    await world.order("a1", "a2", "b1", "b2", "c1")
    loop = world.loop()
    running = asyncio.create_task(loop.run())
    await _until(lambda: len(world.post.delivered) == 3)
    assert world.post.delivered == ["b1", "b2", "c1"]
    hanging.set()
    await _until(lambda: len(world.post.delivered) == 5)
    assert world.post.delivered[3:] == ["a1", "a2"]
    loop.stop()
    await running
    assert {row.state for row in (await world.rows()).values()} == {"done"}


async def test_a_lease_that_ends_early_delivers_nothing_twice(world: World) -> None:
    hanging = asyncio.Event()
    world.post.outcomes["a"] = hanging
    await world.order("a")
    loop = world.loop()
    assert await loop.turn() == 1
    world.clock.now += world.post.lease
    assert await loop.turn() == 0, "it is claimed once more, and at hand"
    hanging.set()
    await loop.ended()
    row = (await world.rows())["a"]
    assert (world.post.delivered, row.state, row.tries) == (["a"], "done", 2)


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not happened():
            await asyncio.sleep(0.01)

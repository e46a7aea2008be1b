"""What goes to many, at most once, over a real database: whatever its carrier and the database do meanwhile."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from jobs import campaigns
from jobs.campaigns import Advertiser
from jobs.loop import Loop
from services.campaigns import broadcast_sending, broadcasts
from services.campaigns.broadcast_sending import Message
from services.campaigns.broadcasts import Broadcast
from services.campaigns.runs import Carried, State
from services.database import Database, DatabaseUnavailable
from tests.people import Shop, open_shop
from tests.services.campaigns.test_broadcasts import drafted, friend, states, told


@dataclass
class Van:
    """A carrier that gives each group the next of its `answers`, and takes what comes after them."""

    answers: list[State | Exception | asyncio.Event] = field(default_factory=list)
    group: int = 2
    lanes: int = 1
    hold: bool = False
    groups: list[int] = field(default_factory=list)
    carried: Counter[UUID] = field(default_factory=Counter)

    async def carry(self, messages: Sequence[Message], stopping: Callable[[], bool]) -> Carried:
        self.groups.append(len(messages))
        self.carried.update(message.person_id for message in messages)
        answer = self.answers.pop(0) if self.answers else "sent"
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            answer = "sent"
        if isinstance(answer, Exception):
            raise answer
        return Carried(dict.fromkeys((message.person_id for message in messages), answer), self.hold)


@dataclass
class Away:
    """A database that is away for the next `times` writes of one use case."""

    database: Database
    use_case: Any
    times: int

    async def read(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        return await self.database.read(use_case, *args, **kwargs)

    async def write(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        if use_case == self.use_case and self.times:
            self.times -= 1
            raise DatabaseUnavailable("away")
        return await self.database.write(use_case, *args, **kwargs)


@dataclass
class World:
    shop: Shop
    made: Broadcast
    van: Van = field(default_factory=Van)
    seen: list[UUID] = field(default_factory=list)
    database: Any = None

    def loop(self, trouble: int = 0) -> Loop:
        async def watch(run_id: UUID) -> None:
            self.seen.append(run_id)

        database = self.database or self.shop.database
        advertiser = Advertiser(database, lambda: self.shop.now, broadcast_sending.SENDING, self.van, watch)
        advertiser._trouble = trouble
        return Loop("broadcasts", advertiser.turn, 0)

    async def came_to(self) -> Counter[str]:
        return Counter((await states(self.shop.database, self.made.id)).values())

    async def state(self) -> str:
        return (await told(self.shop, self.made))[0]


@pytest.fixture
async def world(database: Database, monkeypatch: pytest.MonkeyPatch) -> World:
    """A broadcast to five that has been started, and pauses that take no time."""
    monkeypatch.setattr(campaigns, "LONGEST_PAUSE", 0.0)
    monkeypatch.setattr(campaigns, "IDLE_SECONDS", 0.0)
    shop = await open_shop(database)
    for number in range(5):
        await friend(shop, f"Fan {number}")
    made = await drafted(shop)
    await database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    return World(shop, made)


async def test_everybody_gets_it_once_in_small_groups_and_the_owner_sees_it_begin_and_end(world: World) -> None:
    loop = world.loop()
    assert await loop.turn() == 1
    assert world.van.groups == [2, 2, 1]
    assert max(world.van.carried.values()) == 1
    assert (await world.came_to(), await world.state()) == (Counter(sent=5), "done")
    assert world.seen == [world.made.id] * 2
    assert await loop.turn() == 0


async def test_what_a_dead_process_had_claimed_stays_in_doubt(world: World) -> None:
    database, now = world.shop.database, world.shop.now
    assert await database.write(broadcast_sending.fill, world.made.id, now) is False
    lost = await database.write(broadcast_sending.claim, world.made.id, 2, now)
    with capture_logs() as said:
        await world.loop().turn()
    assert [line["recipients"] for line in said if line["event"] == "recipients_in_doubt"] == [2]
    assert not {message.person_id for message in lost.messages} & set(world.van.carried)
    assert (await world.came_to(), await world.state()) == (Counter(sent=3, unknown=2), "done")


async def test_doubt_is_settled_though_nothing_is_under_way_any_more(world: World) -> None:
    database, now = world.shop.database, world.shop.now
    await database.write(broadcast_sending.fill, world.made.id, now)
    await database.write(broadcast_sending.claim, world.made.id, 2, now)
    await database.write(broadcasts.pause, world.shop.owner, world.made.id, now)
    assert await world.loop().turn() == 0
    assert await world.came_to() == Counter(unknown=2, waiting=3)


async def test_in_trouble_one_is_tried_at_a_time_and_what_has_not_left_is_given_back(world: World) -> None:
    world.van.answers += ["unknown", "waiting", "waiting"]
    await world.loop().turn()
    assert world.van.groups == [2, 1, 1, 1, 2]
    assert (await world.came_to(), await world.state()) == (Counter(sent=3, unknown=2), "done")


async def test_pauses_grow_while_the_trouble_lasts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "LONGEST_PAUSE", 60.0)
    world.van.answers += ["waiting"] * 7
    loop, pauses = world.loop(), []

    async def rest(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(loop, "rest", rest)
    await loop.turn()
    assert pauses == [2, 4, 8, 16, 32, 60, 60]
    assert await world.came_to() == Counter(sent=5)


async def test_a_day_in_trouble_ends_as_an_hour_does(world: World) -> None:
    await world.loop(trouble=1_440).turn()
    assert await world.came_to() == Counter(sent=5)


async def test_a_stop_ends_a_pause_at_once_and_the_next_process_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaigns, "LONGEST_PAUSE", 3600.0)
    world.van.answers += ["waiting"] * 20
    loop, resting = world.loop(), asyncio.Event()
    rest = loop.rest

    async def long_rest(_: float) -> None:
        resting.set()
        await rest(3600)

    monkeypatch.setattr(loop, "rest", long_rest)
    running = asyncio.create_task(loop.run())
    await resting.wait()
    loop.stop()
    await running
    assert await world.came_to() == Counter(waiting=5)
    world.van = Van()
    await world.loop().turn()
    assert await world.came_to() == Counter(sent=5)


async def test_what_became_of_a_group_is_written_down_when_the_database_is_back(world: World) -> None:
    world.database = Away(world.shop.database, broadcasts.RUNS.mark, times=3)
    await world.loop().turn()
    assert world.database.times == 0
    assert max(world.van.carried.values()) == 1
    assert (await world.came_to(), await world.state()) == (Counter(sent=5), "done")


async def test_a_database_that_hands_nobody_over_is_trouble_and_no_end(world: World) -> None:
    world.database = Away(world.shop.database, broadcast_sending.claim, times=2)
    await world.loop().turn()
    assert world.van.groups == [1, 2, 2], "after it, one is tried alone"
    assert (await world.came_to(), await world.state()) == (Counter(sent=5), "done")


async def test_what_the_carrier_wants_held_waits_for_its_owner(world: World) -> None:
    world.van.hold = True
    await world.loop().turn()
    assert (await world.came_to(), await world.state()) == (Counter(sent=2, waiting=3), "paused")
    world.van.hold = False
    await world.shop.database.write(broadcasts.resume, world.shop.owner, world.made.id, world.shop.now)
    await world.loop().turn()
    assert (await world.came_to(), await world.state()) == (Counter(sent=5), "done")


async def test_a_carrier_that_breaks_leaves_in_doubt_what_it_had_in_hand_and_the_next_turn_goes_on(
    world: World,
) -> None:
    world.van.lanes, world.van.answers = 2, [asyncio.Event(), ValueError("no such road")]
    loop = world.loop()
    with capture_logs() as said:
        assert await loop.turn() == 0
    assert [line["event"] for line in said if line["log_level"] == "error"] == ["turn_failed"]
    await loop.turn()
    assert max(world.van.carried.values()) == 1
    assert (await world.came_to(), await world.state()) == (Counter(sent=1, unknown=4), "done")

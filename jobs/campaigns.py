"""Sends what goes to many, at most once: small groups, claimed before they are sent and marked after it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import structlog

from jobs.loop import Loop
from services.campaigns.runs import Carried, Group, Sending
from services.database import Database, DatabaseUnavailable

COUNT_SECONDS = 5.0
"""How often the owner's message moves; Telegram takes about twenty changes a minute of one message."""
IDLE_SECONDS = 1.0
LONGEST_PAUSE = 60.0

log = structlog.get_logger(__name__)

M = TypeVar("M")
M_contra = TypeVar("M_contra", contravariant=True)

Watch = Callable[[UUID], Awaitable[None]]
"""Shows the owner of a run how far it is; raises nothing."""


class Carrier(Protocol[M_contra]):
    """A way to many people.

    `group` messages at most are carried at once, in each of `lanes`: while one group is claimed or marked, another is
    carried. So many a crash leaves in doubt.
    """

    group: int
    lanes: int

    async def carry(self, messages: Sequence[M_contra], stopping: Callable[[], bool]) -> Carried:
        """Sends each message once, until `stopping` says so, and returns what became of all of them."""
        ...


class Advertiser(Generic[M]):
    """Sends what is on its way. There is one per database and kind: whoever leads has it.

    While the carrier is in trouble, one message is tried at a time, after pauses that grow: an outage then costs few
    people the message, for what may have arrived is never sent again.
    """

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        sending: Sending[M],
        carrier: Carrier[M],
        watch: Watch | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._sending = sending
        self._runs = sending.runs
        self._carrier = carrier
        self._watch = watch
        self._begun = False
        self._trouble = 0

    async def turn(self, loop: Loop) -> int:
        """Sends one run as far as it goes: to its end, or until it is paused; returns whether it has come so far."""
        run_id = await self._db.read(self._sending.under_way, self._clock())
        if run_id is None and self._begun:
            return 0
        # Nothing is at hand here, so what is claimed was claimed by a process that has died.
        if doubtful := await self._db.write(self._runs.doubt, self._clock()):
            log.warning("recipients_in_doubt", loop=loop.name, recipients=doubtful)
        self._begun = True
        if run_id is None:
            return 0
        async with self._counting_along(run_id):
            await self._fill(run_id, loop)
            await self._send(run_id, loop)
        ended = await self._db.write(self._runs.finish, run_id, self._clock())
        if self._watch:
            await self._watch(run_id)
        return ended is not None and ended.state != "sending"

    async def _fill(self, run_id: UUID, loop: Loop) -> None:
        fill = self._sending.fill
        while fill and not loop.stopping and not await self._db.write(fill, run_id, self._clock()):
            pass

    async def _send(self, run_id: UUID, loop: Loop) -> None:
        more = True
        while more and not loop.stopping:
            if self._trouble:
                await loop.rest(min(LONGEST_PAUSE, 2.0 ** min(self._trouble, 9)))  # a day of trouble overflows
                more = await self._group(run_id, 1, loop)
            else:
                async with asyncio.TaskGroup() as tasks:
                    lanes = [tasks.create_task(self._lane(run_id, loop)) for _ in range(self._carrier.lanes)]
                more = any(lane.result() for lane in lanes)

    async def _lane(self, run_id: UUID, loop: Loop) -> bool:
        """Sends group after group; says whether there may be more."""
        while not self._trouble and not loop.stopping:
            if not await self._group(run_id, self._carrier.group, loop):
                return False
        return True

    async def _group(self, run_id: UUID, limit: int, loop: Loop) -> bool:
        """Claims, sends and marks one group; says whether there may be more."""
        try:
            group = await self._db.write(self._sending.claim, run_id, limit, self._clock())
        except DatabaseUnavailable as error:
            log.warning("database_unavailable", loop=loop.name, error=str(error))
            self._trouble += 1
            return True
        if group.messages:
            carried = await self._carrier.carry(group.messages, lambda: loop.stopping)
            await self._mark(run_id, group, carried, loop)
            in_trouble = {"unknown", "waiting"} & set(carried.told.values())
            self._trouble = self._trouble + 1 if in_trouble else 0
        return group.taken > 0

    async def _mark(self, run_id: UUID, group: Group[M], carried: Carried, loop: Loop) -> None:
        """Writes down what became of a group, however long the database is away: it is known here and nowhere else."""
        while True:
            try:
                await self._db.write(self._runs.mark, run_id, group.token, carried.told, self._clock())
                if carried.hold:
                    await self._db.write(self._runs.hold, run_id, self._clock())
            except DatabaseUnavailable as error:
                log.warning("database_unavailable", loop=loop.name, error=str(error))
                if loop.stopping:
                    return
                await loop.rest(IDLE_SECONDS)
            else:
                return

    @asynccontextmanager
    async def _counting_along(self, run_id: UUID) -> AsyncIterator[None]:
        """Moves the owner's message while the block runs."""
        over = asyncio.Event()
        counting = asyncio.create_task(self._count(self._watch, run_id, over)) if self._watch else None
        try:
            yield
        finally:
            over.set()
            if counting:
                await counting

    async def _count(self, watch: Watch, run_id: UUID, over: asyncio.Event) -> None:
        while not over.is_set():
            await watch(run_id)
            with suppress(TimeoutError):
                async with asyncio.timeout(COUNT_SECONDS):
                    await over.wait()

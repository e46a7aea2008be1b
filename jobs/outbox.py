"""Works off the outbox, at least once: jobs are claimed for the length of a lease, delivered by a channel, settled."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

import structlog

from jobs.loop import Loop
from services.database import Database, DatabaseUnavailable
from services.plumbing import deliveries
from services.plumbing.deliveries import Again, Done, Job, Never, Outcome, Settle

TRIES = 300
"""After so many a job is given up; with pauses that grow to minutes a day without the other side is waited out."""

log = structlog.get_logger(__name__)


class Channel(Protocol):
    """A way to somebody who must hear of things.

    `kinds` of jobs are its own; `group` are claimed at once, for the length of `lease`, after which those of a killed
    process are taken up by the next. Jobs of one line wait for each other; others know nothing of each other. The
    next group is claimed once no more than `ahead` lines are at hand. Where a job that is being delivered may be
    renewed, `ahead` must be 0: a channel that has something at hand would take it for the same thing.
    """

    kinds: tuple[str, ...]
    group: int
    ahead: int
    lease: timedelta

    def line(self, job: Job) -> Hashable:
        """Returns what is the same for all jobs of one line."""
        ...

    async def deliver(self, jobs: Sequence[Job], settle: Settle) -> None:
        """Delivers jobs of one line in their order, and settles each; what it raises has the others tried again."""
        ...


class Drain:
    """Has a channel deliver what waits in the outbox, group after group."""

    def __init__(self, db: Database, clock: Callable[[], datetime], channel: Channel) -> None:
        self._db = db
        self._clock = clock
        self._channel = channel
        self._at_hand: set[asyncio.Task[None]] = set()
        self._last: dict[Hashable, asyncio.Task[None]] = {}
        self._claims: dict[UUID, Job] = {}

    async def turn(self, loop: Loop) -> int:
        """Claims a group, begins to deliver it, and returns its size once there is room for the next."""
        channel = self._channel
        claim = (channel.kinds, channel.group, self._clock(), channel.lease)
        jobs = await self._db.write(deliveries.claim, *claim)
        # So long before the end of the lease that it never runs out under a delivery.
        until = asyncio.get_running_loop().time() + channel.lease.total_seconds() * 2 / 3
        # Should the clock jump, a lease ends early: what is at hand then goes on under the new claim.
        fresh = [job for job in jobs if job.id not in self._claims]
        self._claims.update((job.id, job) for job in jobs)
        lines: dict[Hashable, list[Job]] = {}
        for job in fresh:
            lines.setdefault(channel.line(job), []).append(job)
        for line, mine in lines.items():
            task = loop.begin(self._deliver(mine, self._last.get(line), until))
            self._at_hand.add(task)
            self._last[line] = task
            task.add_done_callback(partial(self._ended, line, mine))
        while len(self._at_hand) > channel.ahead:
            await asyncio.wait(self._at_hand, return_when=asyncio.FIRST_COMPLETED)
        return len(fresh)

    def _ended(self, line: Hashable, jobs: Sequence[Job], task: asyncio.Task[None]) -> None:
        self._at_hand.discard(task)
        for job in jobs:
            del self._claims[job.id]
        if self._last.get(line) is task:
            del self._last[line]

    async def _deliver(self, jobs: Sequence[Job], before: asyncio.Task[None] | None, until: float) -> None:
        """Delivers jobs of a line after those `before`, and gives back what was not settled."""
        try:
            trouble = await self._tried(jobs, before, until)
            if trouble:
                # What was settled before stays as it is.
                await self._settle(jobs, Again(trouble))
        except DatabaseUnavailable as error:
            # Nothing is settled: when the lease has run out it is delivered, perhaps once more.
            log.warning("outbox_unavailable", kinds=self._channel.kinds, error=str(error))

    async def _tried(self, jobs: Sequence[Job], before: asyncio.Task[None] | None, until: float) -> str:
        """Delivers jobs and returns what went wrong, empty when nothing did."""
        try:
            async with asyncio.timeout_at(until):
                if before:
                    await asyncio.wait([before])
                await self._channel.deliver(jobs, self._settle)
        except TimeoutError:
            return "no answer in time"
        except DatabaseUnavailable:
            raise
        except Exception as error:
            log.exception("delivery_failed", kinds=self._channel.kinds)
            return repr(error)
        return ""

    async def _settle(self, jobs: Sequence[Job], outcome: Outcome) -> None:
        now, tries = self._clock(), max(job.tries for job in jobs)
        for job in jobs:
            claim = self._claims[job.id]
            match outcome:
                case Done(finish):
                    await self._db.write(finish, claim, now)
                case Again(said, pause) if tries < TRIES:
                    seconds = deliveries.growing(tries) if pause is None else pause
                    await self._db.write(deliveries.retry, claim, now + timedelta(seconds=seconds), said)
                case Again(said) | Never(said):
                    await self._db.write(deliveries.fail, claim, said, now)

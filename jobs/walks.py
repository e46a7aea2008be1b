"""Long ways in small steps: a list of former customers that comes in, a new look on its way to every card."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import structlog
from sqlalchemy import Connection

from jobs.loop import Loop
from services.database import Database
from services.design import repainting
from services.imports import running

PAGE = 25
"""Cards of one transaction: few enough that a sale which comes meanwhile waits for some milliseconds only."""
REST_TIMES = 3
"""The repainting rests this many times as long as a page took: most of the database's time is other people's."""
SHORTEST_REST = 0.05
IDLE_SECONDS = 1.0
COUNT_SECONDS = 4.0
"""How often the owner's message moves; Telegram takes about twenty changes a minute of one message."""

log = structlog.get_logger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Walk(Generic[T]):
    """A way that the database remembers: `under_way` says which is to be walked now, None for none.

    `step` is one small transaction, goes on where the last one ended, and says whether there may be more; after it
    comes a rest `rest_times` as long.
    """

    under_way: Callable[[Connection], T | None]
    step: Callable[[Connection, T, datetime], bool]
    rest_times: int = 0


IMPORTS = Walk(running.under_way, lambda connection, each, now: running.work(connection, each, now).more)
REPAINTING = Walk(
    repainting.under_way, lambda connection, _, now: not repainting.step(connection, PAGE, now).done, REST_TIMES
)


class Walker(Generic[T]):
    """Walks; `watch` shows the owner how far it is. There is one per database: whoever leads has it."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], walk: Walk[T], watch: Callable[[T], Awaitable[None]]
    ) -> None:
        self._db = db
        self._clock = clock
        self._walk = walk
        self._watch = watch
        self._shown = 0.0

    async def turn(self, loop: Loop) -> int:
        """Takes one step, and rests after it; returns whether there was one to take."""
        seconds = asyncio.get_running_loop().time
        found = await self._db.read(self._walk.under_way)
        if found is None:
            return 0
        began = seconds()
        more = await self._db.write(self._walk.step, found, self._clock())
        took = seconds() - began
        if not more or seconds() - self._shown > COUNT_SECONDS:
            await self._watch(found)
            self._shown = seconds()
        if not more:
            log.info("walk_ended", loop=loop.name)
        elif self._walk.rest_times:
            await loop.rest(max(SHORTEST_REST, self._walk.rest_times * took))
        return 1

"""Tells every card of a new look: page after page, each a small transaction, with rests in which people at tills go."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from services.database import Database, DatabaseUnavailable
from services.design import repainting
from services.design.repainting import REPAINT, Progress
from services.plumbing import deliveries

PAGE = 25
"""Cards of one transaction: few enough that a sale which comes meanwhile waits for some milliseconds only."""
REST_TIMES = 3
"""The walk rests this many times as long as a page took: three quarters of the database's time are other people's."""
SHORTEST_REST = 0.05
IDLE_SECONDS = 1.0
COUNT_SECONDS = 3.0
"""How often the owner's message moves."""
LEASE = timedelta(seconds=15)
"""A walk that a crash has interrupted goes on after this time. Two at once would do no harm: each takes a page."""

log = structlog.get_logger(__name__)

Show = Callable[[Progress], Awaitable[None]]
"""Shows the owner how far a walk has come; nothing depends on it."""


class Painter:
    """Drains outbox jobs of kind `repaint` until stopped."""

    def __init__(self, database: Database, clock: Callable[[], datetime], show: Show) -> None:
        self._db = database
        self._clock = clock
        self._show = show
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends `run` after the page at hand."""
        self._stopping.set()

    async def run(self) -> None:
        """Walks until `stop` is called or the task is cancelled."""
        while not self._stopping.is_set():
            try:
                await self.drain()
            except DatabaseUnavailable as error:
                log.warning("outbox_unavailable", error=str(error))
            except Exception:
                # What is left of the walk waits in the outbox, and is taken up when the lease has run out.
                log.exception("repaint_failed")
            await self._rest(IDLE_SECONDS)

    async def drain(self) -> bool:
        """Walks to the end, if there is a walk to be made; says whether there was one."""
        jobs = await self._db.write(deliveries.claim, (REPAINT,), 1, self._clock(), LEASE)
        if not jobs:
            return False
        showing = asyncio.create_task(self._count_along())
        try:
            done = await self._walk()
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing
        if done is not None:
            # Nothing happens to a job that was renewed meanwhile: the next walk begins.
            await self._db.write(deliveries.finish, jobs[0], self._clock())
            await self._tell(done)
            log.info("repainted", cards=done.told)
        return True

    async def _walk(self) -> Progress | None:
        """Returns how the walk ended, None when it was stopped on its way."""
        clock = asyncio.get_running_loop().time
        while not self._stopping.is_set():
            began = clock()
            reached = await self._db.write(repainting.step, PAGE, self._clock())
            if reached.done:
                return reached
            await self._rest(max(SHORTEST_REST, REST_TIMES * (clock() - began)))
        return None

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def _count_along(self) -> None:
        while True:
            await asyncio.sleep(COUNT_SECONDS)
            with suppress(DatabaseUnavailable):
                reached = await self._db.read(repainting.progress)
                if reached is not None and not reached.done:
                    await self._tell(reached)

    async def _tell(self, reached: Progress) -> None:
        try:
            await self._show(reached)
        except Exception:
            log.exception("repaint_not_shown")

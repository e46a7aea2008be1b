"""A loop of turns: how everything that is worked off in the background runs, rests, is woken and stops."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress

import structlog

from services.database import DatabaseUnavailable

log = structlog.get_logger(__name__)


class Loop:
    """Does `turn` after `turn` until stopped, and rests `idle` seconds after one that found nothing to do.

    A turn is given its loop and returns how much there was to do. What a turn raises is logged here, and nowhere else:
    what is to be done stands in the database, and the next turn finds it there.
    """

    def __init__(self, name: str, turn: "Callable[[Loop], Awaitable[int]]", idle: float) -> None:
        self.name = name
        self._turn = turn
        self._idle = idle
        self._bell = asyncio.Event()
        self._stopping = asyncio.Event()
        self._begun: set[asyncio.Task[None]] = set()
        self._may: Callable[[], bool] = lambda: True

    def only_while(self, may: Callable[[], bool]) -> None:
        """Begins no turn while `may` says no; what is at hand comes to its end."""
        self._may = may

    def wake(self) -> None:
        """Says that there may be something to do."""
        self._bell.set()

    def stop(self) -> None:
        """Ends `run` after the turn at hand, and every rest at once."""
        self._stopping.set()
        self._bell.set()

    @property
    def stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping.is_set()

    async def run(self) -> None:
        """Takes turns until `stop` is called; cancelled, it cuts off what is at hand."""
        try:
            while not self.stopping:
                self._bell.clear()
                if not self._may() or not await self.turn():
                    await _within(self._bell, self._idle)
            await self.ended()
        finally:
            for task in self._begun:
                task.cancel()

    async def turn(self) -> int:
        """Takes one turn and returns how much there was to do; nothing when the turn failed."""
        try:
            return await self._turn(self)
        except DatabaseUnavailable as error:
            log.warning("database_unavailable", loop=self.name, error=str(error))
        except Exception:
            log.exception("turn_failed", loop=self.name)
        return 0

    def begin(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Begins what may outlast the turn: the loop runs on until it has ended."""
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return task

    async def ended(self) -> None:
        """Returns when all that was begun has ended."""
        while self._begun:
            await asyncio.wait(self._begun)

    async def rest(self, seconds: float) -> None:
        """Waits, but not longer than until `stop` is called."""
        await _within(self._stopping, seconds)


async def _within(event: asyncio.Event, seconds: float) -> None:
    # Not wait_for: Python 3.11's swallows a cancellation that comes together with the event.
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()

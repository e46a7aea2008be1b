"""Handles the inbox: one update per chat at a time, marked done only after its handler has ended."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.metrics import HANDLING, PARKED
from bot.polling import RawUpdate
from services import updates
from services.database import Database, DatabaseUnavailable
from services.updates import Waiting

AT_ONCE = 16
TRIES = 5
DEATHS = 8
"""How often the process may die while an update is handled before the update is taken for the cause."""
IDLE_SECONDS = 0.25
"""Another process may have written what there is to do, and nothing rings the bell across processes."""
DRAIN_SECONDS = 8.0
"""Of the ten that a stop may take: what is cut off needs a moment to end, and so does the rest of the process."""

log = structlog.get_logger(__name__)

_TROUBLE = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, DatabaseUnavailable)


class PoisonError(Exception):
    """The process died every time this update was handled."""


class Workers:
    """Runs `handle` for every update of the inbox; `apologise(update, error_id)` speaks when it crashed."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        handle: Callable[[RawUpdate], Awaitable[object]],
        apologise: Callable[[RawUpdate, str], Awaitable[None]],
    ) -> None:
        self._db = db
        self._clock = clock
        self._handle = handle
        self._apologise = apologise
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._bell = asyncio.Event()
        self._stopping = False
        # At the start one update is tried alone, and each that ends well makes room for one more: so a death is blamed
        # on few, and neighbours of a deadly update are done before they are taken for deadly themselves.
        self._room = 1

    def wake(self) -> None:
        """Says that the inbox has something new."""
        self._bell.set()

    async def run(self) -> None:
        """Works until `stop` is called or the task is cancelled."""
        clock = asyncio.get_running_loop().time
        grows_at = clock() + IDLE_SECONDS
        while not self._stopping:
            self._bell.clear()
            if clock() >= grows_at:  # the one that is tried alone may hang; nobody else shall wait for it
                self._grow()
                grows_at = clock() + IDLE_SECONDS
            for waiting in await self._take():
                self._busy[waiting.chat_id] = asyncio.create_task(self._work(waiting))
            # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._bell.wait()

    def _grow(self) -> None:
        self._room = min(AT_ONCE, self._room + 1)

    async def _take(self) -> Sequence[Waiting]:
        room = self._room - len(self._busy)
        if room <= 0:
            return ()
        try:
            taken = await self._db.write(updates.take, tuple(self._busy), room)
        except DatabaseUnavailable as error:
            # What waits is safe in the inbox or still with Telegram; the next round finds it.
            log.warning("inbox_unavailable", error=str(error))
            return ()
        return () if self._stopping else taken

    async def stop(self) -> None:
        """Takes nothing new and waits for the running handlers, at most DRAIN_SECONDS; the rest stays in the inbox."""
        self._stopping = True
        self._bell.set()
        running = list(self._busy.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, waiting: Waiting) -> None:
        try:
            await self._handle_one(waiting)
            self._grow()
        except Exception:
            # The inbox itself failed (database away): the update is still there and is taken again.
            log.exception("inbox_failed", update_id=waiting.update_id)
            await asyncio.sleep(1)
        finally:
            del self._busy[waiting.chat_id]
            self._bell.set()

    async def _handle_one(self, waiting: Waiting) -> None:
        update: RawUpdate = {}
        try:
            update = json.loads(waiting.body)
            with HANDLING.time():
                await self._patiently(update, waiting.tries)
        except Exception:
            PARKED.inc()
            error_id = secrets.token_hex(4)
            log.exception("update_parked", update_id=waiting.update_id, error_id=error_id)
            await self._db.write(updates.park, waiting.update_id, error_id)
            await self._apologise(update, error_id)
            return
        await self._db.write(updates.done, waiting.update_id)

    async def _patiently(self, update: RawUpdate, tries: int) -> None:
        """Runs the handler, again with growing pauses while Bot API or database are in trouble.

        Use cases are idempotent, and handlers show what came of them before they forget the question.
        """
        if tries > DEATHS:
            raise PoisonError(tries)
        for attempt in range(1, TRIES + 1):
            try:
                await self._handle(update)
            except _TROUBLE:
                if attempt == TRIES:
                    raise
                await asyncio.sleep(0.5 * 2**attempt)
            else:
                return

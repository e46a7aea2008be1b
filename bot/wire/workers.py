"""Handles the inbox: one update per chat at a time, marked done only after its handler has ended."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import structlog
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.wire.metrics import HANDLING, PARKED
from bot.wire.polling import RawUpdate
from services.database import Database, DatabaseUnavailable
from services.plumbing import updates
from services.plumbing.conversations import Conversation
from services.plumbing.updates import Waiting

AT_ONCE = 16
TRIES = 5
DEATHS = 8
"""How often the process may die while an update is handled before the update is taken for the cause."""
IDLE_SECONDS = 0.25
"""Another process may have written what there is to do, and nothing rings the bell across processes."""
DRAIN_SECONDS = 8.0
"""Of the ten that a stop may take: what is cut off needs a moment to end, and so does the rest of the process."""

LONGEST_PAUSE = 2.0
"""Seconds between two tries to write down how an update ended."""

log = structlog.get_logger(__name__)

_TROUBLE = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, DatabaseUnavailable)


T = TypeVar("T")


class PoisonError(Exception):
    """The process died every time this update was handled."""


class Workers:
    """Runs `handle` for every update of the inbox.

    `handle` returns where it left the conversation, None for where it was; `apologise(update, error_id)` speaks when
    it crashed; `told` is called when an update has left something to be delivered.
    """

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        handle: Callable[[RawUpdate], Awaitable[Conversation | None]],
        apologise: Callable[[RawUpdate, str], Awaitable[None]],
        told: Callable[[], None],
    ) -> None:
        self._db = db
        self._clock = clock
        self._handle = handle
        self._apologise = apologise
        self._told = told
        self._busy: dict[int, asyncio.Task[None] | None] = {}
        """Chats with an update at hand; None while it is being taken from the inbox."""
        self._left: set[int] = set()
        """Chats with an update in the inbox that came while they were busy, or while there was no room."""
        self._full = False
        """The last look into the inbox ended for want of room."""
        self._touched: set[int] = set()
        """Chats that were given something to do since the look into the inbox began that is under way."""
        self._bell = asyncio.Event()
        self._running = False
        # At the start one update is tried alone, and each that ends well makes room for one more: so a death is blamed
        # on few, and neighbours of a deadly update are done before they are taken for deadly themselves.
        self._room = 1

    async def accept(self, rows: Sequence[tuple[int, int, str]]) -> None:
        """Writes updates, each (update_id, chat_id, JSON text), to the inbox and returns after the commit.

        Those whose chat has nothing at hand are begun with at once.
        """
        chats = dict.fromkeys(chat_id for _, chat_id, _ in rows)
        mine = self._reserve(chats)
        try:
            taken = await self._db.write(updates.arrive, rows, mine, self._clock())
        except BaseException:
            self._release(*mine)
            raise
        self._release(*(set(mine) - {waiting.chat_id for waiting in taken}))
        for waiting in taken:
            self._begin(waiting)
        later = chats.keys() - set(mine)
        if later and self._running:
            self._left |= later
            self._bell.set()

    async def run(self) -> None:
        """Works until `stop` is called or the task is cancelled."""
        clock = asyncio.get_running_loop().time
        grows_at = clock() + IDLE_SECONDS
        self._running = True
        while self._running:
            self._bell.clear()
            if clock() >= grows_at:  # the one that is tried alone may hang; nobody else shall wait for it
                self._grow()
                grows_at = clock() + IDLE_SECONDS
            await self._look()
            # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._bell.wait()

    async def stop(self) -> None:
        """Takes nothing new and waits for the running handlers, at most DRAIN_SECONDS; the rest stays in the inbox."""
        self._running = False
        self._bell.set()
        running = [task for task in self._busy.values() if task]
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _grow(self) -> None:
        self._room = min(AT_ONCE, self._room + 1)

    def _reserve(self, chats: Collection[int]) -> list[int]:
        """Returns those of the chats that may begin with an update now, and keeps others from beginning with theirs."""
        if not self._running:
            return []
        free = [chat_id for chat_id in chats if chat_id not in self._busy]
        mine = free[: max(0, self._room - len(self._busy))]
        self._full = self._full or len(mine) < len(free)
        self._touched.update(mine)
        self._busy.update(dict.fromkeys(mine))
        return mine

    def _release(self, *chats: int) -> None:
        for chat_id in chats:
            self._busy.pop(chat_id, None)
        if self._full or not self._left.isdisjoint(chats):
            self._bell.set()

    def _begin(self, waiting: Waiting) -> None:
        if self._running:
            self._busy[waiting.chat_id] = asyncio.create_task(self._work(waiting))
        else:
            self._release(waiting.chat_id)

    async def _look(self) -> None:
        """Begins with what waits in the inbox, as far as there is room."""
        room = self._room - len(self._busy)
        if room <= 0:
            self._full = True
            return
        self._touched.clear()
        self._left &= self._busy.keys()
        try:
            taken = await self._db.write(updates.take, tuple(self._busy), room)
        except DatabaseUnavailable as error:
            # What waits is safe in the inbox or still with Telegram; the next round finds it.
            log.warning("inbox_unavailable", error=str(error))
            return
        self._full = len(taken) == room
        for waiting in taken:
            if waiting.chat_id in self._touched:  # the same update, or an older one, is at hand meanwhile
                self._left.add(waiting.chat_id)
            else:
                self._begin(waiting)

    async def _work(self, first: Waiting) -> None:
        waiting: Waiting | None = first
        try:
            while waiting is not None:
                waiting = await self._handle_one(waiting)
                self._grow()
        except Exception:
            log.exception("inbox_failed", update_id=first.update_id)
        finally:
            self._release(first.chat_id)

    async def _handle_one(self, waiting: Waiting) -> Waiting | None:
        """Handles an update; returns the next one of its chat if that is known to wait and nobody else does."""
        update: RawUpdate = {}
        try:
            update = json.loads(waiting.body)
            with HANDLING.time():
                talk = await self._patiently(update, waiting.tries)
            return await self._end(waiting, talk)
        except Exception:
            PARKED.inc()
            error_id = secrets.token_hex(4)
            log.exception("update_parked", update_id=waiting.update_id, error_id=error_id)
            await self._surely(updates.park, waiting.update_id, error_id)
            await self._apologise(update, error_id)
            return None

    async def _end(self, waiting: Waiting, talk: Conversation | None) -> Waiting | None:
        chat_id = waiting.chat_id
        goes_on = self._running and not self._full and chat_id in self._left
        if goes_on:
            self._left.discard(chat_id)
        ended = await self._surely(updates.end, waiting.update_id, talk, chat_id if goes_on else None, self._clock())
        if ended.due:
            self._told()
        if ended.following:  # perhaps not the last one
            self._left.add(chat_id)
        return ended.following

    async def _surely(self, use_case: Callable[..., T], *arguments: Any) -> T:
        """Writes how an update ended, as often as it takes: handled again, what was shown would be shown twice."""
        for attempt in itertools.count():
            try:
                return await self._db.write(use_case, *arguments)
            except DatabaseUnavailable as error:
                log.warning("inbox_unavailable", error=str(error))
                await asyncio.sleep(min(0.1 * 2**attempt, LONGEST_PAUSE))
        raise AssertionError("itertools.count never ends")

    async def _patiently(self, update: RawUpdate, tries: int) -> Conversation | None:
        """Runs the handler, again with growing pauses while Bot API or database are in trouble.

        Use cases are idempotent, and each attempt begins where the conversation stood before the first.
        """
        if tries > DEATHS:
            raise PoisonError(tries)
        for attempt in range(1, TRIES + 1):
            try:
                return await self._handle(update)
            except _TROUBLE:
                if attempt == TRIES:
                    raise
                await asyncio.sleep(0.5 * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

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
from bot.wire.seats import Seats
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
        self._seats = Seats(AT_ONCE)
        self._working: set[asyncio.Task[None]] = set()
        self._bell = asyncio.Event()

    async def accept(self, rows: Sequence[tuple[int, int, str]]) -> None:
        """Writes updates, each (update_id, chat_id, JSON text), to the inbox and returns after the commit.

        Those whose chat has nothing at hand are begun with at once.
        """
        chats = dict.fromkeys(chat_id for _, chat_id, _ in rows)
        mine = self._seats.reserve(chats)
        try:
            taken = await self._db.write(updates.arrive, rows, mine, self._clock())
        except BaseException:
            self._free(mine)
            raise
        begun = taken if self._seats.is_open else []
        self._free(set(mine) - {waiting.chat_id for waiting in begun})
        for waiting in begun:
            self._begin(waiting)
        at_hand = {waiting.update_id for waiting in begun}
        if self._seats.wait({chat_id for update_id, chat_id, _ in rows if update_id not in at_hand}):
            self._bell.set()

    async def run(self) -> None:
        """Works until `stop` is called or the task is cancelled."""
        clock = asyncio.get_running_loop().time
        grows_at = clock() + IDLE_SECONDS
        self._seats.open()
        while self._seats.is_open:
            self._bell.clear()
            if clock() >= grows_at:  # the one that is tried alone may hang; nobody else shall wait for it
                self._seats.grow()
                grows_at = clock() + IDLE_SECONDS
            await self._look()
            # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._bell.wait()

    async def stop(self) -> None:
        """Takes nothing new and waits for the running handlers, at most DRAIN_SECONDS; the rest stays in the inbox."""
        self._seats.close()
        self._bell.set()
        if not self._working:
            return
        _, late = await asyncio.wait(self._working, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _free(self, chats: Collection[int]) -> None:
        if self._seats.free(chats):
            self._bell.set()

    def _begin(self, waiting: Waiting) -> None:
        task = asyncio.create_task(self._work(waiting))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _look(self) -> None:
        """Begins with what waits in the inbox, as far as there is room."""
        room = self._seats.look()
        if not room:
            return
        try:
            taken = await self._db.write(updates.take, tuple(self._seats.taken), room)
        except DatabaseUnavailable as error:
            # What waits is safe in the inbox or still with Telegram; the next round finds it.
            log.warning("inbox_unavailable", error=str(error))
            return
        seated = self._seats.found([waiting.chat_id for waiting in taken], room)
        for waiting in taken:
            if waiting.chat_id in seated:
                self._begin(waiting)

    async def _work(self, first: Waiting) -> None:
        waiting: Waiting | None = first
        try:
            while waiting is not None:
                waiting = await self._handle_one(waiting)
                self._seats.grow()
        except Exception:
            log.exception("inbox_failed", update_id=first.update_id)
        finally:
            self._free([first.chat_id])

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
        following_in = chat_id if self._seats.next_turn(chat_id) else None
        ended = await self._surely(updates.end, waiting.update_id, talk, following_in, self._clock())
        if ended.due:
            self._told()
        if ended.following:  # perhaps not the last one
            self._seats.wait([chat_id])
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

"""Handles the inbox: one update per chat at a time, marked done only after its handler has ended."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from traceback import walk_tb
from typing import Any, TypeVar

import structlog
from aiogram.exceptions import (
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.wire.metrics import HANDLING, PARKED
from bot.wire.polling import RawUpdate
from bot.wire.seats import Seats
from bot.wire.sender import AnswerUnreadable, Serving
from services.database import Database, DatabaseUnavailable
from services.plumbing import updates
from services.plumbing.conversations import Conversation
from services.plumbing.updates import Waiting

AT_ONCE = 16
DEATHS = 8
"""How often the process may die while an update is handled before the update is taken for the cause."""
PATIENCE = timedelta(days=1)
"""How long an update waits for trouble to pass that is not its own; Telegram keeps updates as long."""
IDLE_SECONDS = 1.0
"""Should nobody have rung the bell: a command has begun something anew, or a pool keeps PostgreSQL's word back."""
GROW_SECONDS = 0.25
"""How long the updates at hand may hang before there is room for one more."""
DRAIN_SECONDS = 8.0
"""Of the ten that a stop may take: what is cut off needs a moment to end, and so does the rest of the process."""

FIRST_REST, LONGEST_REST = 1.0, 15.0
"""Seconds that a chat rests after trouble: twice as long each time, but soon at work when the trouble is over."""
LONGEST_PAUSE = 2.0
"""Seconds between two tries to write down how an update ended."""

log = structlog.get_logger(__name__)

_TROUBLE = (
    TelegramNetworkError,
    TelegramServerError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
    DatabaseUnavailable,
)
"""What an update meets and is not to blame for."""


T = TypeVar("T")


class PoisonError(Exception):
    """The process died every time this update was handled."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """An update that has met trouble `times` times and is handled again at `until`, by the loop's clock."""

    waiting: Waiting
    serving: Serving
    times: int = 0
    until: float = 0.0


class Workers:
    """Runs `handle(update, came, serving)` for every update of the inbox; `came` is when it was received.

    `handle` returns where it left the conversation, None for where it was. An update that fails by itself is put
    aside; what meets trouble of Telegram or of the database waits for it to pass, and so do the later ones of its
    chat. `told` is called when an update has left something to be delivered.
    """

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        handle: Callable[[RawUpdate, datetime, Serving], Awaitable[Conversation | None]],
        told: Callable[[], None],
    ) -> None:
        self._db = db
        self._clock = clock
        self._handle = handle
        self._told = told
        self._seats = Seats(AT_ONCE)
        self._resting: dict[int, _Rest] = {}
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

    def wake(self) -> None:
        """Says that there may be something new in the inbox."""
        self._bell.set()

    async def run(self) -> None:
        """Works until `stop` is called or the task is cancelled."""
        clock = asyncio.get_running_loop().time
        grows_at = clock() + GROW_SECONDS
        self._seats.open()
        while self._seats.is_open:
            self._bell.clear()
            if clock() >= grows_at:  # the one that is tried alone may hang; nobody else shall wait for it
                self._seats.grow()
                grows_at = clock() + GROW_SECONDS
            self._end_rests(clock())
            await self._look()
            # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._idle(clock(), grows_at)):
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

    def _idle(self, now: float, grows_at: float) -> float:
        """Returns how long there may be nothing to do; whoever has rested enough already waits for a seat."""
        comes = [rest.until for rest in self._resting.values()]
        if self._seats.may_grow:
            comes.append(grows_at)
        return min([IDLE_SECONDS, *(at - now for at in comes if at > now)])

    def _free(self, chats: Collection[int]) -> None:
        if self._seats.free(chats):
            self._bell.set()

    def _begin(self, waiting: Waiting, rest: _Rest | None = None) -> None:
        task = asyncio.create_task(self._work(waiting, rest))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    def _end_rests(self, now: float) -> None:
        """Begins anew with what has rested long enough, as far as there is room."""
        for chat, rest in sorted(self._resting.items(), key=lambda each: each[1].until):
            if rest.until > now or not self._seats.wake(chat):
                break
            del self._resting[chat]
            self._begin(rest.waiting, rest)

    async def _look(self) -> None:
        """Begins with what waits in the inbox, as far as there is room."""
        room = self._seats.look()
        if not room:
            return
        try:
            taken = await self._db.write(updates.take, tuple(self._seats.taken | self._seats.resting), room)
        except DatabaseUnavailable as error:
            # What waits is safe in the inbox or still with Telegram; the next round finds it.
            log.warning("inbox_unavailable", error=str(error))
            return
        seated = self._seats.found([waiting.chat_id for waiting in taken], room)
        for waiting in taken:
            if waiting.chat_id in seated:
                self._begin(waiting)

    async def _work(self, first: Waiting, rest: _Rest | None) -> None:
        waiting: Waiting | None = first
        try:
            while waiting is not None:
                waiting = await self._handle_one(rest or _Rest(waiting, Serving(waiting.chat_id)))
                rest = None
                self._seats.grow()
        except Exception:
            log.exception("inbox_failed", update_id=first.update_id)
        finally:
            self._free([first.chat_id])

    async def _handle_one(self, rest: _Rest) -> Waiting | None:
        """Handles an update; returns the next one of its chat if that is known to wait and nobody else does."""
        waiting = rest.waiting
        try:
            talk = await self._handled(waiting, rest.serving)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this update and is written down
            if _is_trouble(error) and self._clock() - waiting.received_at < PATIENCE:
                await self._rest(rest, error)
            else:
                await self._park(waiting, error)
            return None
        return await self._end(waiting, talk)

    async def _handled(self, waiting: Waiting, serving: Serving) -> Conversation | None:
        """Handles an update and returns where it left the conversation. Raises what the handler raised."""
        if waiting.tries > DEATHS:
            raise PoisonError(waiting.tries)
        update = json.loads(waiting.body)
        try:
            with HANDLING.time():
                return await self._handle(update, waiting.received_at, serving)
        except AnswerUnreadable as error:
            # What was asked for is done: handled again, it would be done twice.
            log.warning("answer_unreadable", update_id=waiting.update_id, error=error.message)
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

    async def _rest(self, rest: _Rest, error: Exception) -> None:
        """Lets an update wait until it may be handled again; each attempt begins where the conversation stood."""
        waiting, times = rest.waiting, rest.times + 1
        pause = min(FIRST_REST * 2 ** min(rest.times, 9), LONGEST_REST)
        if isinstance(error, TelegramRetryAfter):
            pause = max(pause, error.retry_after)
        log.warning("update_waits", update_id=waiting.update_id, error=_kind(error), times=times, pause=pause)
        if waiting.tries > 1:
            with suppress(DatabaseUnavailable):  # then one death of the many that there may be is counted too much
                await self._db.write(updates.spare, waiting.update_id)
        self._seats.rest(waiting.chat_id)
        until = asyncio.get_running_loop().time() + pause
        self._resting[waiting.chat_id] = _Rest(replace(waiting, tries=1), rest.serving, times, until)
        self._bell.set()

    async def _park(self, waiting: Waiting, error: Exception) -> None:
        PARKED.inc()
        error_id = secrets.token_hex(4)
        log.error("update_parked", update_id=waiting.update_id, error_id=error_id, exc_info=error)
        await self._surely(updates.park, waiting, error_id, _kind(error), self._clock())
        self._told()

    async def _surely(self, use_case: Callable[..., T], *arguments: Any) -> T:
        """Writes how an update ended, as often as it takes: handled again, what was shown would be shown twice."""
        for attempt in itertools.count():
            try:
                return await self._db.write(use_case, *arguments)
            except DatabaseUnavailable as error:
                log.warning("inbox_unavailable", error=str(error))
                await asyncio.sleep(min(0.1 * 2 ** min(attempt, 9), LONGEST_PAUSE))
        raise AssertionError("itertools.count never ends")


def _is_trouble(error: Exception) -> bool:
    # aiogram counts a file that is too large among the troubles of the network.
    return isinstance(error, _TROUBLE) and not isinstance(error, TelegramEntityTooLarge)


def _kind(error: Exception) -> str:
    """Returns an error's class and where in our code it came from: its words may be those of the person."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [(file, line) for file, line in places if "site-packages" not in file]
    file, line = ours[-1] if ours else ("?", 0)
    return f"{type(error).__name__} at {'/'.join(file.split('/')[-3:])}:{line}"

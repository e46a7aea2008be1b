"""Delivers what people must be told: claims notices from the outbox, sends them, and marks what became of each."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import InlineKeyboardMarkup

from bot import commands
from bot.middlewares import programme_or_none
from bot.outgoing import notices
from bot.wire.sender import delivering
from bot.words.speech import speech_for
from services import people
from services.campaigns import reminders
from services.database import Database, DatabaseUnavailable
from services.plumbing import deliveries
from services.plumbing.deliveries import Job

DISTURBING = frozenset({"reminder", "birthday-gift"})
"""Notices that nobody waits for: in quiet hours they wait themselves."""
GROUP = 30
"""Jobs claimed at once: about what Telegram takes in a second, so that claiming costs little of it."""
TOGETHER = 10
"""Movements in one message, at most: ten fit the 4096 characters that a message may have."""
IDLE_SECONDS = 0.25
"""Another process may have written what there is to do, and nothing rings the bell across processes."""
TRIES = 300
LONGEST_PAUSE = 300
"""Seconds between two tries; with TRIES a message waits out a day without Telegram before it is given up."""
LEASE = timedelta(seconds=30)
"""What a killed process had claimed is delivered by the next one after this time."""
PATIENCE = 20.0
"""Seconds from its claim after which a delivery is given back, so that the lease never runs out under it."""

log = structlog.get_logger(__name__)


class Deliverer:
    """Drains outbox jobs of kind `telegram` until stopped."""

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._bell = asyncio.Event()
        self._stopping = False
        self._at_hand: set[asyncio.Task[None]] = set()
        self._last_to: dict[int, asyncio.Task[None]] = {}
        self._claims: dict[UUID, Job] = {}

    def wake(self) -> None:
        """Says that there may be something to deliver."""
        self._bell.set()

    def stop(self) -> None:
        """Ends `run` after the deliveries at hand."""
        self._stopping = True
        self._bell.set()

    async def run(self) -> None:
        """Delivers until `stop` is called or the task is cancelled."""
        try:
            while not self._stopping:
                self._bell.clear()
                if not await self._begin():
                    # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(IDLE_SECONDS):
                            await self._bell.wait()
                # The next group joins before this one has ended, so that one call that hangs holds up nobody else.
                while len(self._at_hand) > GROUP // 2:
                    await asyncio.wait(self._at_hand, return_when=asyncio.FIRST_COMPLETED)
            if self._at_hand:
                await asyncio.wait(self._at_hand)
        finally:
            for task in self._at_hand:
                task.cancel()

    async def drain(self) -> int:
        """Delivers one group and returns its size."""
        begun = await self._begin()
        if self._at_hand:
            await asyncio.wait(self._at_hand)
        return begun

    async def _begin(self) -> int:
        """Claims a group, begins to deliver it and returns its size."""
        try:
            jobs = await self._db.write(deliveries.claim, ("telegram",), GROUP, self._clock(), LEASE)
        except Exception:
            # The database is away: the jobs are still there, and the next round finds them.
            log.exception("outbox_failed")
            return 0
        until = asyncio.get_running_loop().time() + PATIENCE
        # Should the clock jump, a lease ends early: what is at hand then goes on under the new claim.
        fresh = [job for job in jobs if job.id not in self._claims]
        self._claims.update((job.id, job) for job in jobs)
        by_chat: dict[int, list[Job]] = {}
        for job in fresh:
            by_chat.setdefault(job.payload["telegram_id"], []).append(job)
        for chat_id, group in by_chat.items():
            task = asyncio.create_task(self._to_one(group, self._last_to.get(chat_id), until))
            self._at_hand.add(task)
            self._last_to[chat_id] = task
            task.add_done_callback(partial(self._ended, chat_id, group))
        return len(fresh)

    def _ended(self, chat_id: int, jobs: Sequence[Job], task: asyncio.Task[None]) -> None:
        self._at_hand.discard(task)
        for job in jobs:
            del self._claims[job.id]
        if self._last_to.get(chat_id) is task:
            del self._last_to[chat_id]

    async def _to_one(self, jobs: list[Job], before: asyncio.Task[None] | None, until: float) -> None:
        """Delivers a person's jobs in order, after what they are being told already; gives back what takes too long."""
        try:
            try:
                async with asyncio.timeout_at(until):
                    if before:
                        await asyncio.wait([before])
                    await self._in_order(jobs)
            except TimeoutError:
                # What was marked before keeps its mark.
                await self._again(jobs, "no answer in time")
        except DatabaseUnavailable as error:
            # Nothing is marked: when the lease has run out it is delivered, perhaps once more.
            log.warning("outbox_unavailable", error=str(error))

    async def _in_order(self, jobs: list[Job]) -> None:
        for _, run in groupby(jobs, key=_apart):
            alike = list(run)
            for first in range(0, len(alike), TOGETHER):
                await self._deliver(alike[first : first + TOGETHER])

    async def _deliver(self, jobs: Sequence[Job]) -> None:
        """Delivers jobs of one person as one message, and marks each with what became of it."""
        now = self._clock()
        if jobs[0].payload["notice"] in DISTURBING:
            until = await self._db.read(reminders.quiet_until, now)
            if until is not None:  # it was ordered in time, and many others before it
                await self._mark(jobs, deliveries.retry, until, "quiet hours")
                return
        try:
            with delivering():
                await self._send([job.payload for job in jobs], now)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            await self._mark(jobs, deliveries.fail, str(error), now)
        except TelegramAPIError as error:
            await self._again(jobs, str(error), error.retry_after if isinstance(error, TelegramRetryAfter) else None)
        except DatabaseUnavailable:
            raise
        except Exception as error:
            log.exception("notice_failed", notice=jobs[0].payload.get("notice"))
            await self._mark(jobs, deliveries.fail, repr(error), now)
        else:
            await self._mark(jobs, deliveries.finish, now)

    async def _again(self, jobs: Sequence[Job], error: str, pause: int | None = None) -> None:
        """Gives jobs back to be tried again after `pause` seconds, or after more each time."""
        now, tries = self._clock(), max(job.tries for job in jobs)
        if tries >= TRIES:
            await self._mark(jobs, deliveries.fail, error, now)
            return
        seconds = min(2 ** min(tries, 9) if pause is None else pause, LONGEST_PAUSE)
        await self._mark(jobs, deliveries.retry, now + timedelta(seconds=seconds), error)

    async def _mark(self, jobs: Sequence[Job], use_case: Callable[..., object], *args: object) -> None:
        for job in jobs:
            await self._db.write(use_case, self._claims[job.id], *args)

    async def _send(self, payloads: Sequence[Mapping[str, Any]], now: datetime) -> None:
        payload = payloads[0]
        person = await self._db.read(people.by_telegram, payload["telegram_id"])
        if person is None or not person.reachable:
            return
        speech = speech_for(person, await self._db.read(programme_or_none, now))
        if len(payloads) > 1:
            text, keyboard = notices.coalesce(speech, payloads)
        else:
            text, keyboard = notices.render(speech, payload)
        edit = payload.get("edit")
        if payload["notice"] == "left-staff":
            await commands.forget(self._bot, person.telegram_id)
        if edit and (keyboard is None or isinstance(keyboard, InlineKeyboardMarkup)):
            try:
                await self._bot.edit_message_text(
                    text, chat_id=edit["chat_id"], message_id=edit["message_id"], reply_markup=keyboard
                )
            except TelegramBadRequest as error:
                # Deleted by the person, or too old: say it anew. Unchanged: it was delivered before.
                if "message is not modified" in error.message:
                    return
            else:
                return
        await self._bot.send_message(payload["telegram_id"], text, reply_markup=keyboard)


def _apart(job: Job) -> object:
    """Returns what is the same for jobs that become one message: movements of points; all else stands alone."""
    return "moved" if job.payload["notice"] == "moved" else job.id

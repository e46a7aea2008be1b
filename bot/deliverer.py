"""Delivers what people must be told: claims notices from the outbox, sends them, and marks what became of each."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import InlineKeyboardMarkup

from bot import commands, notices
from bot.middlewares import programme_or_none, speech_for
from bot.sender import delivering
from services import deliveries, people
from services.database import Database, DatabaseUnavailable
from services.deliveries import Job

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

log = structlog.get_logger(__name__)


class Deliverer:
    """Drains outbox jobs of kind `telegram` until stopped."""

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._bell = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Says that there may be something to deliver."""
        self._bell.set()

    def stop(self) -> None:
        """Ends `run` after the group at hand."""
        self._stopping = True
        self._bell.set()

    async def run(self) -> None:
        """Delivers until `stop` is called or the task is cancelled."""
        while not self._stopping:
            self._bell.clear()
            if await self.drain():
                continue
            # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._bell.wait()

    async def drain(self) -> int:
        """Delivers one group and returns its size."""
        try:
            jobs = await self._db.write(deliveries.claim, ("telegram",), GROUP, self._clock(), LEASE)
        except Exception:
            # The database is away: the jobs are still there, and the next round finds them.
            log.exception("outbox_failed")
            return 0
        by_chat: dict[int, list[Job]] = {}
        for job in jobs:
            by_chat.setdefault(job.payload["telegram_id"], []).append(job)
        await asyncio.gather(*(self._in_order(group) for group in by_chat.values()))
        return len(jobs)

    async def _in_order(self, jobs: list[Job]) -> None:
        for _, run in groupby(jobs, key=_apart):
            alike = list(run)
            for first in range(0, len(alike), TOGETHER):
                try:
                    await self._deliver(alike[first : first + TOGETHER])
                except DatabaseUnavailable as error:
                    # Nothing is marked: when the lease has run out it is delivered, perhaps once more.
                    log.warning("outbox_unavailable", error=str(error))

    async def _deliver(self, jobs: Sequence[Job]) -> None:
        """Delivers jobs of one person as one message, and marks each with what became of it."""
        now = self._clock()
        try:
            with delivering():
                await self._send([job.payload for job in jobs], now)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            await self._mark(jobs, deliveries.fail, str(error), now)
        except TelegramAPIError as error:
            tries = max(job.tries for job in jobs)
            if tries >= TRIES:
                await self._mark(jobs, deliveries.fail, str(error), now)
                return
            pause = error.retry_after if isinstance(error, TelegramRetryAfter) else 2 ** min(tries, 9)
            await self._mark(jobs, deliveries.retry, now + timedelta(seconds=min(pause, LONGEST_PAUSE)), str(error))
        except DatabaseUnavailable:
            raise
        except Exception as error:
            log.exception("notice_failed", notice=jobs[0].payload.get("notice"))
            await self._mark(jobs, deliveries.fail, repr(error), now)
        else:
            await self._mark(jobs, deliveries.finish, now)

    async def _mark(self, jobs: Sequence[Job], use_case: Callable[..., object], *args: object) -> None:
        for job in jobs:
            await self._db.write(use_case, job, *args)

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

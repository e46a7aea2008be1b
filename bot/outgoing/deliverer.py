"""Delivers what people must be told: one person's notices in order, each with what became of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot import commands
from bot.callbacks import Go
from bot.keyboards import button, rows
from bot.middlewares import programme_or_none
from bot.outgoing import asking, celebrating, notices
from bot.visit import Keyboard
from bot.wire.sender import AnswerUnreadable, delivering
from bot.words.speech import Speech, speech_for
from locales import closest
from services import people
from services.campaigns import reminders
from services.database import Database, DatabaseUnavailable
from services.passes.office import PassOffice
from services.plumbing.deliveries import LONGEST_PAUSE, Again, Done, Job, Never, Outcome, Settle
from services.till.asking import asked

DISTURBING = frozenset({"reminder", "birthday-gift"})
"""Notices that nobody waits for: in quiet hours they wait themselves."""
TOGETHER = 10
"""Movements in one message, at most: ten fit the 4096 characters that a message may have."""

log = structlog.get_logger(__name__)


class Deliverer:
    """The channel of outbox jobs of kind `telegram`; the `office` draws cards, without it there are no pictures."""

    kinds: tuple[str, ...] = ("telegram",)
    group = 30  # about what Telegram takes in a second, so that claiming costs little of it
    ahead = 15  # the next group joins before this one has ended, so that one call that hangs holds up nobody else
    lease = timedelta(seconds=30)

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime], office: PassOffice | None = None) -> None:
        self._bot = bot
        self._office = office
        self._db = db
        self._clock = clock

    def line(self, job: Job) -> int:
        """Returns the chat: what people read comes in its order."""
        return int(job.payload["telegram_id"])

    async def deliver(self, jobs: Sequence[Job], settle: Settle) -> None:
        """Delivers one person's jobs, movements of points that follow each other as one message."""
        for _, run in groupby(jobs, key=_apart):
            alike = list(run)
            for first in range(0, len(alike), TOGETHER):
                together = alike[first : first + TOGETHER]
                await settle(together, await self._outcome(together))

    async def _outcome(self, jobs: Sequence[Job]) -> Outcome:
        """Delivers jobs of one person as one message and returns what became of it."""
        now, notice = self._clock(), jobs[0].payload["notice"]
        if notice in DISTURBING:
            until = await self._db.read(reminders.quiet_until, now)
            if until is not None:  # it was ordered in time, and many others before it
                return Again("quiet hours", (until - now).total_seconds())
        try:
            with delivering():
                await self._send([job.payload for job in jobs], now)
        except AnswerUnreadable as error:
            log.warning("answer_unreadable", notice=notice, error=error.message)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            return Never(str(error))
        except TelegramRetryAfter as error:
            return Again(str(error), min(error.retry_after, LONGEST_PAUSE))
        except TelegramAPIError as error:
            return Again(str(error))
        except DatabaseUnavailable:
            raise
        except Exception as error:
            log.exception("notice_failed", notice=notice)
            return Never(repr(error))
        return Done()

    async def _send(self, payloads: Sequence[Mapping[str, Any]], now: datetime) -> None:
        payload: Mapping[str, Any] | None = payloads[0]
        hold_id = asking.hold_of(payloads[0])
        if hold_id:
            payload = await self._db.read(asking.timely, payloads[0], hold_id, now)
        if payload is None:
            return
        person = await self._db.read(people.by_telegram, payload["telegram_id"])
        if person is not None and not person.reachable:
            return
        if person is None and payload["person_id"]:  # erased meanwhile
            return
        programme = await self._db.read(programme_or_none, now)
        speech = speech_for(person, programme) if person else Speech(closest(None))
        if len(payloads) > 1:
            text, keyboard = notices.coalesce(speech, payloads)
        else:
            text, keyboard = notices.render(speech, payload)
        if payload["notice"] == "left-staff":
            await commands.forget(self._bot, payload["telegram_id"])
        if payload.get("card"):
            await self._answered(payload["card"], speech)
        edit = payload.get("edit")
        if edit and (await self._edited(edit, text, keyboard) or payload["notice"] == asking.COUNTING):
            return
        picture = await celebrating.picture(self._db, self._office, person, payload, now)
        sent = await self._say(payload["telegram_id"], picture, text, keyboard)
        if hold_id and payload["notice"] == "confirm":
            message = {"chat_id": sent.chat.id, "message_id": sent.message_id}
            await self._db.write(asked, hold_id, **message)

    async def _say(self, chat_id: int, picture: bytes | None, text: str, keyboard: Keyboard | None) -> Message:
        if picture is None:
            return await self._bot.send_message(chat_id, text, reply_markup=keyboard)
        shown = BufferedInputFile(picture, "card.jpg")
        return await self._bot.send_photo(chat_id, shown, caption=text, reply_markup=keyboard)

    async def _answered(self, card: Mapping[str, int], speech: Speech) -> None:
        """Takes the buttons of a question off a card; nothing depends on it."""
        home = rows(button(speech.plain("menu-button-card"), Go(to="home")))
        with suppress(TelegramBadRequest):
            await self._bot.edit_message_reply_markup(
                chat_id=card["chat_id"], message_id=card["message_id"], reply_markup=home
            )

    async def _edited(self, edit: Mapping[str, int], text: str, keyboard: Keyboard | None) -> bool:
        """Says whether a message shows the text now; one deleted by the person, or too old, does not."""
        if keyboard is not None and not isinstance(keyboard, InlineKeyboardMarkup):
            return False
        try:
            await self._bot.edit_message_text(
                text, chat_id=edit["chat_id"], message_id=edit["message_id"], reply_markup=keyboard
            )
        except TelegramBadRequest as error:
            return "message is not modified" in error.message  # it was delivered before
        return True


def _apart(job: Job) -> object:
    """Returns what is the same for jobs that become one message: movements of points; all else stands alone."""
    return "moved" if job.payload["notice"] == "moved" else job.id

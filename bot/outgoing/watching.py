"""Shows the owner how far something has come, in the message that counts along; nothing depends on it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup
from sqlalchemy import Connection

from bot.middlewares import programme_or_none
from bot.owner.campaigns import broadcast_screens
from bot.owner.design import screens as design_screens
from bot.owner.former import imports_screens
from bot.wire.sender import delivering
from bot.words.speech import speech_for
from services.campaigns import broadcast_sending, broadcasts
from services.database import Database, DatabaseUnavailable
from services.design import repainting
from services.design.repainting import Progress
from services.imports import running, uploads

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an owner sees, in the message (chat id, message id) that shows it; None when there is none yet."""

    owner: int
    message: tuple[int, int] | None
    text: str
    keyboard: InlineKeyboardMarkup


Look = Callable[[Connection, UUID, datetime], Seen | None]
Keep = Callable[[Connection, UUID, int, int], None]
"""Remembers in which message of which chat something counts along."""


class Watching:
    """Brings the message of whoever lets something happen up to date, or sends it anew when it is gone."""

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock

    async def broadcast(self, broadcast_id: UUID) -> None:
        """Shows how many have got a broadcast."""
        await self._show(partial(self._anew, _broadcast, broadcast_sending.watched, broadcast_id))

    async def list(self, import_id: UUID) -> None:
        """Shows how much of a list has come in."""
        await self._show(partial(self._anew, _list, uploads.watch, import_id))

    async def design(self, _: Progress) -> None:
        """Shows how many cards have a new look: below the picture of the card, and only there."""
        await self._show(self._below_picture)

    async def _show(self, show: Callable[[], Awaitable[None]]) -> None:
        try:
            with delivering():
                await show()
        except (TelegramAPIError, DatabaseUnavailable) as error:
            log.warning("progress_not_shown", error=str(error))
        except Exception:
            log.exception("progress_not_shown")

    async def _anew(self, look: Look, keep: Keep, whose: UUID) -> None:
        seen = await self._db.read(look, whose, self._clock())
        if seen is None:
            return
        if seen.message:
            chat_id, message_id = seen.message
            try:
                await self._bot.edit_message_text(
                    seen.text, chat_id=chat_id, message_id=message_id, reply_markup=seen.keyboard
                )
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return
                log.info("progress_message_gone", error=error.message)
            else:
                return
        told = await self._bot.send_message(seen.owner, seen.text, reply_markup=seen.keyboard)
        await self._db.write(keep, whose, told.chat.id, told.message_id)

    async def _below_picture(self) -> None:
        seen = await self._db.read(_design, self._clock())
        if seen is None or seen.message is None:
            return
        chat_id, message_id = seen.message
        with suppress(TelegramBadRequest):  # it says so already, or is gone
            await self._bot.edit_message_caption(
                chat_id=chat_id, message_id=message_id, caption=seen.text, reply_markup=seen.keyboard
            )


def _broadcast(connection: Connection, broadcast_id: UUID, now: datetime) -> Seen | None:
    found, programme = broadcast_sending.watched_by(connection, broadcast_id), programme_or_none(connection, now)
    if found is None or programme is None:
        return None
    made, person, told = found
    speech, choices = speech_for(person, programme), broadcasts.choices(programme)
    return Seen(person.telegram_id, made.watch, *broadcast_screens.status(speech, made, choices, told))


def _list(connection: Connection, import_id: UUID, now: datetime) -> Seen | None:
    found, programme = running.watched_by(connection, import_id), programme_or_none(connection, now)
    if found is None or programme is None:
        return None
    made, person, told = found
    return Seen(person.telegram_id, made.watch, *imports_screens.status(speech_for(person, programme), made, told))


def _design(connection: Connection, now: datetime) -> Seen | None:
    reached = repainting.progress(connection)
    person = repainting.watcher(connection, reached) if reached else None
    if reached is None or person is None:
        return None
    speech = speech_for(person, programme_or_none(connection, now))
    return Seen(person.telegram_id, (reached.chat, reached.message), *design_screens.progress(speech, reached))

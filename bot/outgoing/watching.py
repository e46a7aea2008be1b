"""Shows the owner how far something has come, in the message that counts along; nothing depends on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
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
from services.campaigns import broadcast_sending, broadcasts, reminders
from services.database import Database, DatabaseUnavailable
from services.design import repainting
from services.design.repainting import Progress
from services.imports import running, uploads

log = structlog.get_logger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """What an owner sees, in the message (chat id, message id) that shows it; None when there is none yet."""

    owner: int
    message: tuple[int, int] | None
    text: str
    keyboard: InlineKeyboardMarkup


class Watching:
    """Brings the message of whoever lets something happen up to date, and sends it anew when it is gone."""

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock

    async def broadcast(self, broadcast_id: UUID) -> None:
        """Shows how many have got a broadcast."""
        await self._show(_broadcast, broadcast_id, broadcast_sending.watched)

    async def list(self, import_id: UUID) -> None:
        """Shows how much of a list has come in."""
        await self._show(_list, import_id, uploads.watch)

    async def design(self, reached: Progress) -> None:
        """Shows how many cards have a new look: below the picture of the card, and only there."""
        await self._show(_design, reached, None)

    async def _show(
        self,
        look: Callable[[Connection, T, datetime], Seen | None],
        what: T,
        keep: Callable[[Connection, T, int, int], None] | None,
    ) -> None:
        """Shows what `look` sees; `keep` remembers where it was sent anew, None: it is a picture, and is not."""
        try:
            seen = await self._db.read(look, what, self._clock())
            if seen is None:
                return
            with delivering():
                if await self._changed(seen, below_picture=keep is None) or keep is None:
                    return
                told = await self._bot.send_message(seen.owner, seen.text, reply_markup=seen.keyboard)
            await self._db.write(keep, what, told.chat.id, told.message_id)
        except (TelegramAPIError, DatabaseUnavailable) as error:
            log.warning("progress_not_shown", error=str(error))
        except Exception:
            log.exception("progress_not_shown")

    async def _changed(self, seen: Seen, *, below_picture: bool) -> bool:
        """Says whether there is a message that shows it now."""
        if seen.message is None:
            return False
        (chat, number), text, keyboard = seen.message, seen.text, seen.keyboard
        try:
            if below_picture:
                await self._bot.edit_message_caption(
                    chat_id=chat, message_id=number, caption=text, reply_markup=keyboard
                )
            else:
                await self._bot.edit_message_text(text, chat_id=chat, message_id=number, reply_markup=keyboard)
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True


def _broadcast(connection: Connection, broadcast_id: UUID, now: datetime) -> Seen | None:
    found, programme = broadcast_sending.watched_by(connection, broadcast_id), programme_or_none(connection, now)
    if found is None or programme is None:
        return None
    made, person, told = found
    speech, choices = speech_for(person, programme), broadcasts.choices(programme)
    waits = reminders.quiet_until(connection, now)
    return Seen(person.telegram_id, made.watch, *broadcast_screens.status(speech, made, choices, told, waits))


def _list(connection: Connection, import_id: UUID, now: datetime) -> Seen | None:
    found, programme = running.watched_by(connection, import_id), programme_or_none(connection, now)
    if found is None or programme is None:
        return None
    made, person, told = found
    return Seen(person.telegram_id, made.watch, *imports_screens.status(speech_for(person, programme), made, told))


def _design(connection: Connection, _: Progress, now: datetime) -> Seen | None:
    reached = repainting.progress(connection)
    person = repainting.watcher(connection, reached) if reached else None
    if reached is None or person is None:
        return None
    speech = speech_for(person, programme_or_none(connection, now))
    return Seen(person.telegram_id, (reached.chat, reached.message), *design_screens.progress(speech, reached))

"""Runs imports in the background, batch by batch, and moves the owner's message along."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup
from sqlalchemy import Connection

from bot.middlewares import programme_or_none
from bot.owner.former import imports_screens as screens
from bot.wire.sender import delivering
from bot.words.speech import speech_for
from services.database import Database, DatabaseUnavailable
from services.imports import running, uploads
from services.imports.uploads import Import
from services.people import Person

COUNT_SECONDS = 4.0
"""How often the owner's message moves; Telegram takes about twenty changes a minute of one message."""
IDLE_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Importer:
    """Runs what waits until stopped. There is one per database: whoever leads has it."""

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends `run` after the batch at hand."""
        self._stopping.set()

    async def run(self) -> None:
        """Works until `stop` is called or the task is cancelled."""
        while not self._stopping.is_set():
            try:
                waiting = await self._db.read(running.under_way)
                if waiting is not None:
                    await self._work(waiting)
                    continue
            except DatabaseUnavailable as error:
                log.warning("import_unavailable", error=str(error))
            except Exception:
                # What is done is committed; the next round goes on behind it.
                log.exception("import_failed")
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._stopping.wait()

    async def _work(self, import_id: UUID) -> None:
        loop, shown, more = asyncio.get_running_loop(), 0.0, True
        while more and not self._stopping.is_set():
            more = (await self._db.write(running.work, import_id, self._clock())).more
            if more and loop.time() - shown > COUNT_SECONDS:
                await self._show(import_id)
                shown = loop.time()
        await self._show(import_id)

    async def _show(self, import_id: UUID) -> None:
        """Brings the owner's message up to date. Nothing depends on it."""
        try:
            seen = await self._db.read(_seen, import_id, self._clock())
            if seen is not None:
                with delivering():
                    await self._tell(*seen)
        except (TelegramAPIError, DatabaseUnavailable) as error:
            log.warning("import_not_shown", error=str(error))

    async def _tell(self, made: Import, person: Person, text: str, keyboard: InlineKeyboardMarkup) -> None:
        if made.watch:
            chat_id, message_id = made.watch
            try:
                await self._bot.edit_message_text(text, chat_id=chat_id, message_id=message_id, reply_markup=keyboard)
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return
                log.info("import_message_gone", error=error.message)
            else:
                return
        told = await self._bot.send_message(person.telegram_id, text, reply_markup=keyboard)
        await self._db.write(uploads.watch, made.id, told.chat.id, told.message_id)


def _seen(
    connection: Connection, import_id: UUID, now: datetime
) -> tuple[Import, Person, str, InlineKeyboardMarkup] | None:
    """Returns an import, the owner who watches it, and the screen they see; None when nobody does."""
    found, programme = running.watched_by(connection, import_id), programme_or_none(connection, now)
    if found is None or programme is None:
        return None
    made, person, told = found
    return made, person, *screens.status(speech_for(person, programme), made, told)

"""Sends broadcasts: small groups, claimed before they are sent, so that a crash may lose a few and doubles none."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import InlineKeyboardMarkup
from aiohttp import ClientConnectorError
from sqlalchemy import Connection

from bot import adverts
from bot.middlewares import programme_or_none
from bot.owner.campaigns import broadcast_screens as screens
from bot.wire.sender import advertising, delivering
from bot.words.speech import speech_for
from services.campaigns import broadcast_sending, broadcasts
from services.campaigns.broadcast_sending import Recipient
from services.campaigns.broadcasts import Broadcast, Content
from services.database import Database, DatabaseUnavailable
from services.people import Person

LANES = 2
"""Groups at hand at once: while one is claimed or marked, the other is sent, so that no turn is wasted."""
GROUP = 15
"""Recipients of one group: with two lanes a crash leaves thirty in doubt at most, a second's worth."""
COUNT_SECONDS = 5.0
"""How often the owner's message moves; Telegram takes about twenty changes a minute of one message."""
IDLE_SECONDS = 1.0
LONGEST_PAUSE = 60.0

log = structlog.get_logger(__name__)


class Broadcaster:
    """Sends what is on its way until stopped. There is one per database: whoever leads has it.

    While Telegram is in trouble, one message is tried at a time, after pauses that grow: an outage then costs few
    people the message, for what may have arrived is never sent again.
    """

    def __init__(self, bot: Bot, db: Database, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._stopping = asyncio.Event()
        self._begun = False
        self._trouble = 0

    def stop(self) -> None:
        """Ends `run` after the groups at hand."""
        self._stopping.set()

    async def run(self) -> None:
        """Sends until `stop` is called or the task is cancelled."""
        while not self._stopping.is_set():
            try:
                busy = await self.round()
            except Exception:
                # The database is away: nothing is lost, and the next round asks it again.
                log.exception("broadcast_failed")
                busy = False
            if not busy:
                await self._rest(IDLE_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def round(self) -> bool:
        """Sends one broadcast as far as it goes: to its end, or until it is paused; says whether there was one."""
        made = await self._db.read(broadcast_sending.under_way)
        if made is None and self._begun:
            return False
        # Nothing is at hand here, so what is claimed was claimed by a process that has died.
        if doubtful := await self._db.write(broadcast_sending.doubt, self._clock()):
            log.warning("broadcast_in_doubt", recipients=doubtful)
        self._begun = True
        if made is None:
            return False
        over = asyncio.Event()
        counting = asyncio.create_task(self._count_along(made.id, over))
        try:
            while not self._stopping.is_set() and not await self._db.write(
                broadcast_sending.fill, made.id, self._clock()
            ):
                pass
            await self._send(made)
        finally:
            over.set()
            await counting
        ended = await self._db.write(broadcast_sending.finish, made.id, self._clock())
        await self._show(made.id)
        return ended is not None and ended.state != "sending"

    async def _send(self, made: Broadcast) -> None:
        more = True
        while more and not self._stopping.is_set():
            if self._trouble:
                await self._rest(min(LONGEST_PAUSE, 2.0**self._trouble))
                more = await self._group(made, 1)
            else:
                more = any(await asyncio.gather(*(self._lane(made) for _ in range(LANES))))

    async def _lane(self, made: Broadcast) -> bool:
        """Sends group after group; says whether there may be more."""
        while not self._trouble and not self._stopping.is_set():
            if not await self._group(made, GROUP):
                return False
        return True

    async def _group(self, made: Broadcast, limit: int) -> bool:
        """Claims, sends and marks one group; says whether there may be more."""
        try:
            group = await self._db.write(broadcast_sending.claim, made.id, limit, self._clock())
        except DatabaseUnavailable as error:
            log.warning("broadcast_unavailable", error=str(error))
            self._trouble += 1
            return True
        outcomes = await asyncio.gather(*(self._to(recipient, made.content) for recipient in group.recipients))
        told = {recipient.person_id: outcome for recipient, outcome in zip(group.recipients, outcomes, strict=True)}
        await self._mark(made.id, group.token, told)
        if {"unknown", "waiting"} & set(outcomes):
            self._trouble += 1
        elif outcomes:
            self._trouble = 0
        if limit == GROUP and len(outcomes) == GROUP and set(outcomes) == {"refused"}:
            # It is the message that Telegram does not take, and no single person: the others shall not miss the next.
            await self._db.write(broadcast_sending.hold, made.id, self._clock())
        return group.taken > 0

    async def _mark(self, broadcast_id: UUID, token: UUID, told: dict[UUID, str]) -> None:
        """Writes down what became of a group, however long the database is away: it is known here and nowhere else."""
        while told:
            try:
                await self._db.write(broadcast_sending.mark, broadcast_id, token, told, self._clock())
            except DatabaseUnavailable as error:
                log.warning("broadcast_unavailable", error=str(error))
                if self._stopping.is_set():
                    return
                await self._rest(IDLE_SECONDS)
            else:
                return

    async def _to(self, recipient: Recipient, content: Content) -> str:
        """Sends the message to one person and returns what became of it."""
        try:
            with advertising():
                await adverts.send(self._bot, recipient.telegram_id, recipient.language, content, recipient.coupon_id)
        except Exception as error:  # noqa: BLE001 - one person's trouble is nobody else's, and each has its outcome
            outcome = _outcome(error)
            log.info("broadcast_not_sent", person=str(recipient.person_id), outcome=outcome, error=str(error))
            return outcome
        return "sent"

    # What the owner sees of it.

    async def _count_along(self, broadcast_id: UUID, over: asyncio.Event) -> None:
        while not over.is_set():
            await self._show(broadcast_id)
            with suppress(TimeoutError):
                async with asyncio.timeout(COUNT_SECONDS):
                    await over.wait()

    async def _show(self, broadcast_id: UUID) -> None:
        """Brings the owner's message up to date. Nothing depends on it."""
        try:
            seen = await self._db.read(_seen, broadcast_id, self._clock())
            if seen is not None:
                with delivering():
                    await self._tell(*seen)
        except (TelegramAPIError, DatabaseUnavailable) as error:
            log.warning("broadcast_not_shown", error=str(error))
        except Exception:
            log.exception("broadcast_not_shown")

    async def _tell(self, made: Broadcast, person: Person, text: str, keyboard: InlineKeyboardMarkup) -> None:
        if made.watch:
            chat_id, message_id = made.watch
            try:
                await self._bot.edit_message_text(text, chat_id=chat_id, message_id=message_id, reply_markup=keyboard)
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return
                log.info("broadcast_message_gone", error=error.message)
            else:
                return
        told = await self._bot.send_message(person.telegram_id, text, reply_markup=keyboard)
        await self._db.write(broadcast_sending.watched, made.id, told.chat.id, told.message_id)


def _seen(
    connection: Connection, broadcast_id: UUID, now: datetime
) -> tuple[Broadcast, Person, str, InlineKeyboardMarkup] | None:
    """Returns a broadcast, the owner who watches it, and the screen they see; None when nobody does."""
    found = broadcast_sending.watched_by(connection, broadcast_id)
    programme = programme_or_none(connection, now)
    if found is None or programme is None:
        return None
    made, person, told = found
    return made, person, *screens.status(speech_for(person, programme), made, broadcasts.choices(programme), told)


_OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (TelegramForbiddenError, "blocked"),
    (TelegramRetryAfter, "waiting"),
    (TelegramUnauthorizedError, "waiting"),
    (TelegramEntityTooLarge, "refused"),
    (TelegramNetworkError, "unknown"),
    (TelegramServerError, "unknown"),
    (TelegramAPIError, "refused"),
)
"""What a failed sending means, the first that fits: `waiting` has surely not arrived, `unknown` may have."""


def _outcome(error: Exception) -> str:
    if isinstance(error.__cause__, ClientConnectorError):
        return "waiting"  # there was no connection
    return next((outcome for kind, outcome in _OUTCOMES if isinstance(error, kind)), "unknown")

"""Carries broadcasts: one message to each person, and what Telegram's answer means."""

import asyncio
from collections.abc import Callable, Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from bot import adverts
from bot.wire.sender import AnswerUnreadable, ChatPaused, advertising
from services.campaigns.broadcast_sending import Message
from services.campaigns.runs import Carried, State

LANES = 2
GROUP = 15
"""With two lanes a crash leaves thirty in doubt at most, a second's worth."""

log = structlog.get_logger(__name__)


class Broadcaster:
    """The carrier of broadcasts."""

    group = GROUP
    lanes = LANES

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def carry(self, messages: Sequence[Message], _: Callable[[], bool]) -> Carried:
        """Sends the messages of a group side by side."""
        outcomes = await asyncio.gather(*map(self._to, messages))
        told = {message.person_id: outcome for message, outcome in zip(messages, outcomes, strict=True)}
        # It is the message that Telegram does not take, and no single person: the others shall not miss the next.
        return Carried(told, hold=outcomes == ["refused"] * GROUP)

    async def _to(self, message: Message) -> State:
        """Sends the message to one person and returns what became of it."""
        try:
            with advertising():
                await adverts.send(self._bot, message.telegram_id, message.language, message.content, message.coupon_id)
        except Exception as error:  # noqa: BLE001 - one person's trouble is nobody else's, and each has its outcome
            outcome = _outcome(error)
            log.info("broadcast_not_sent", person=str(message.person_id), outcome=outcome, error=str(error))
            return outcome
        return "sent"


_OUTCOMES: tuple[tuple[type[Exception], State], ...] = (
    (AnswerUnreadable, "sent"),
    (TelegramForbiddenError, "blocked"),
    (ChatPaused, "refused"),  # nobody else waits for one person's pause, which may be of hours
    (TelegramRetryAfter, "waiting"),
    (TelegramUnauthorizedError, "waiting"),
    (TelegramEntityTooLarge, "refused"),
    (TelegramNetworkError, "unknown"),
    (TelegramServerError, "unknown"),
    (TelegramAPIError, "refused"),
)
"""What a failed sending means, the first that fits: `waiting` has surely not arrived, `unknown` may have."""


def _outcome(error: Exception) -> State:
    if isinstance(error.__cause__, ClientConnectorError):
        return "waiting"  # there was no connection
    return next((outcome for kind, outcome in _OUTCOMES if isinstance(error, kind)), "unknown")

"""Puts the visit together before a handler runs, and sees to it that every tap is answered once."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import CallbackQuery, Chat, TelegramObject, Update, User
from sqlalchemy import Connection

from bot.errors import refuse
from bot.house import House
from bot.speech import Speech
from bot.visit import Visit
from loyalty.errors import NotAllowed, ProgrammeMissing, Refusal
from loyalty.programme import Programme
from services import people, programmes
from services.people import Person

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def programme_or_none(connection: Connection, now: datetime) -> Programme | None:
    """Returns the running programme; None until the owner has set one up."""
    try:
        return programmes.current(connection, now)
    except ProgrammeMissing:
        return None


def _met(connection: Connection, user: User, now: datetime) -> tuple[Person, Programme | None]:
    person = people.seen(
        connection, user.id, user.first_name, user.last_name or "", user.username, user.language_code, now
    )
    return person, programme_or_none(connection, now)


def speech_for(person: Person, programme: Programme | None) -> Speech:
    """Returns the person's language with the programme's currency and time zone."""
    if programme is None:
        return Speech(person.language)
    return Speech(person.language, programme.currency, programme.zone)


class Reception(BaseMiddleware):
    """Outer middleware of every update: finds or makes the person, hands `visit` to handlers, catches refusals."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handles one update; what no handler could be found for is dropped."""
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        inner = event.event if isinstance(event, Update) else event
        if user is None or chat is None or user.is_bot:
            return None
        if chat.type != "private":
            data["house"] = self._house
            return await handler(event, data)
        data["visit"] = visit = await self._welcome(inner, user, chat, data["bot"])
        try:
            return await handler(event, data)
        except Refusal as refusal:
            return await refuse(visit, refusal)
        except TelegramForbiddenError:
            return None  # they have blocked the bot meanwhile; the sender has noted it
        finally:
            with suppress(TelegramAPIError):  # never in place of the error that is on its way up
                await visit.answer()

    async def _welcome(self, event: TelegramObject, user: User, chat: Chat, bot: Bot) -> Visit:
        house, now = self._house, self._house.clock()
        person, programme = await house.db.write(_met, user, now)
        tap = event if isinstance(event, CallbackQuery) else None
        return Visit(house, bot, chat.id, person, programme, speech_for(person, programme), now, tap)


class OnlyFor(BaseMiddleware):
    """Inner middleware of taps: refuses people without one of `roles` before the handler shows or asks anything.

    Old screens keep their buttons after a role is taken away, and callback data can be made up. The use cases check
    again, in their own transaction.
    """

    def __init__(self, *roles: str) -> None:
        self._roles = roles

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handles one tap. Raises NotAllowed."""
        visit: Visit = data["visit"]
        if visit.person.role not in self._roles:
            raise NotAllowed
        return await handler(event, data)

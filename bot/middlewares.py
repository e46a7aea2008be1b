"""Puts the visit together before a handler runs, and sees to it that every tap is answered once."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, PreCheckoutQuery, TelegramObject, Update, User
from sqlalchemy import Connection

from bot import standstill
from bot.errors import refuse
from bot.house import House
from bot.visit import Visit
from bot.wire.state import key_of
from bot.words.speech import speech_for
from loyalty.errors import NotAllowed, ProgrammeMissing, Refusal
from loyalty.programme import Programme
from services import people
from services.machine import ClockWrong
from services.people import Person
from services.plumbing import conversations
from services.plumbing.conversations import Conversation
from services.programme import versions

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def programme_or_none(connection: Connection, now: datetime) -> Programme | None:
    """Returns the running programme; None until the owner has set one up."""
    try:
        return versions.current(connection, now)
    except ProgrammeMissing:
        return None


def _met(
    connection: Connection, user: User, talk: str, now: datetime
) -> tuple[Person | None, Programme | None, Conversation]:
    # One trip to the database for all that every update needs.
    person = people.met(connection, *_as_given(user))
    return person, programme_or_none(connection, now), conversations.get(connection, talk)


def _as_given(user: User) -> tuple[int, str, str, str | None]:
    return user.id, user.first_name, user.last_name or "", user.username


class Reception(BaseMiddleware):
    """Outer middleware of every update: finds or makes the person, hands `visit` and `state` on, catches refusals.

    The update comes with the `house` it is for. A refusal is an answer like any other: what the handler said of the
    conversation before it holds.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handles one update; what no handler could be found for is dropped."""
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        inner = event.event if isinstance(event, Update) else event
        # In whatever chat: nothing is said there, and nobody gets to know us.
        asked = isinstance(inner, InlineQuery | PreCheckoutQuery)
        if user is None or (chat is None and not asked) or user.is_bot:
            return None
        if chat is None or chat.type != "private":
            with suppress(ClockWrong):  # only people in a chat of their own are told why
                return await handler(event, data)
            return None
        return await self._in_private(handler, event, data, inner, user, chat)

    async def _in_private(
        self,
        handler: Handler,
        event: TelegramObject,
        data: dict[str, Any],
        inner: TelegramObject,
        user: User,
        chat: Chat,
    ) -> Any:
        try:
            visit, conversation = await _welcome(data["house"], inner, user, chat, data["bot"])
        except ClockWrong:
            if isinstance(inner, Message) and inner.successful_payment:
                raise  # put aside, to be taken up again: the money has come whatever the time is
            return await standstill.answer(data["house"], inner, user, data["bot"])
        visit.came = data["came"]
        state = data["talk"].opened(conversation, StorageKey(data["bot"].id, chat.id, user.id))
        data.update(visit=visit, state=state, raw_state=conversation.state)
        try:
            return await handler(event, data)
        except Refusal as refusal:
            return await refuse(visit, refusal)
        except TelegramForbiddenError:
            return None  # they have blocked the bot meanwhile; the sender has noted it
        finally:
            with suppress(TelegramAPIError):  # never in place of the error that is on its way up
                await visit.answer()


async def _welcome(house: House, event: TelegramObject, user: User, chat: Chat, bot: Bot) -> tuple[Visit, Conversation]:
    now = house.clock()
    person, programme, conversation = await house.db.read(_met, user, key_of(chat.id, user.id), now)
    if person is None:
        person = await house.db.write(people.seen, *_as_given(user), user.language_code, now)
    tap = event if isinstance(event, CallbackQuery) else None
    visit = Visit(
        house, bot, chat.id, person, programme, speech_for(person, programme), now, tap, user.language_code or ""
    )
    return visit, conversation


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

"""In groups the bot only points to the private chat: cards and points are nobody else's business."""

from contextlib import suppress

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.house import House
from bot.keyboards import link, rows
from bot.words.speech import Speech
from locales import closest


async def not_private(event: Message | CallbackQuery | ChatMemberUpdated) -> bool:
    """Filter: it comes from a group or a channel."""
    # Not F: aiogram hands that to a thread, once for every update there is.
    place = event.message if isinstance(event, CallbackQuery) else event
    return place is not None and place.chat.type != "private"


async def addressed(message: Message, house: House) -> None:
    """Answers a command, a mention or a reply; says nothing to the rest of the talk."""
    text = message.text or ""
    answered = message.reply_to_message and message.reply_to_message.from_user
    to_us = answered and answered.username == house.username
    if not (text.startswith("/") or f"@{house.username}".casefold() in text.casefold() or to_us):
        return
    speech = Speech(closest(message.from_user.language_code if message.from_user else None))
    button = link(speech.plain("group-button-open"), f"https://t.me/{house.username}")
    # Where the bot may not write, it stays silent.
    with suppress(TelegramBadRequest, TelegramForbiddenError):
        await message.reply(speech("group-hint"), reply_markup=rows(button))


async def tapped(tap: CallbackQuery) -> None:
    """Answers a tap on a message that somebody brought into a group."""
    with suppress(TelegramBadRequest):  # too old to be answered
        await tap.answer()


async def ignore(_: ChatMemberUpdated) -> None:
    """Comings and goings in groups are nothing to us."""


def router() -> Router:
    """Returns the handlers for groups and channels; nothing from there goes further."""
    router = Router(name="groups")
    router.message.register(addressed, not_private)
    router.callback_query.register(tapped, not_private)
    router.my_chat_member.register(ignore, not_private)
    return router

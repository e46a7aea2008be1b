"""In groups the bot only points to the private chat: cards and points are nobody else's business."""

from contextlib import suppress
from datetime import timedelta

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.house import House
from bot.keyboards import link, rows
from bot.wire.sender import hinting
from bot.words.speech import Speech
from locales import closest

SILENCE = timedelta(hours=1)
"""How long a group is left in peace after an answer: whoever floods it gets nothing more out of us."""


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
    if not _may_be_told(house, message.chat.id):
        return
    speech = Speech(closest(message.from_user.language_code if message.from_user else None))
    button = link(speech.plain("group-button-open"), f"https://t.me/{house.username}")
    # Where the bot may not write, it stays silent.
    with suppress(TelegramAPIError), hinting():
        await message.reply(speech("group-hint"), reply_markup=rows(button))


def _may_be_told(house: House, group: int) -> bool:
    """Says whether a group has heard nothing for an hour, and takes it that it does now."""
    now, told = house.clock(), house.pointed
    while told and now - told[oldest := next(iter(told))] >= SILENCE:
        del told[oldest]
    if group in told:
        return False
    told[group] = now
    return True


async def tapped(tap: CallbackQuery) -> None:
    """Answers a tap on a message that somebody brought into a group."""
    with suppress(TelegramAPIError), hinting():
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

"""While the clock is wrong: what people are answered, and the owner's word that it is right after all."""

from contextlib import suppress
from datetime import UTC, datetime

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.callbacks import ClockTap
from bot.house import House
from bot.keyboards import button, rows
from bot.wire.metrics import REFUSALS
from bot.wire.sender import delivering
from bot.words.speech import Speech
from locales import closest
from services import people
from services.people import Person


async def answer(house: House, event: TelegramObject, user: User, bot: Bot) -> None:
    """Says in a private chat that nothing can be done now; takes an owner's tap on the button of `tell`."""
    if not isinstance(event, Message | CallbackQuery):
        return
    with suppress(TelegramForbiddenError, TelegramBadRequest):  # they have blocked the bot, or tapped long ago
        await _answer(house, event, user, bot)


async def _answer(house: House, event: Message | CallbackQuery, user: User, bot: Bot) -> None:
    person = await house.db.read(people.by_telegram, user.id)
    speech = Speech(person.language if person else closest(user.language_code))
    if isinstance(event, CallbackQuery) and person is not None and await _vouched(house, event, person):
        await event.answer()
        await bot.send_message(user.id, speech("clock-vouched"))
        return
    REFUSALS.labels("clock_wrong").inc()
    words = speech.plain("refusal-clock-wrong")
    if isinstance(event, CallbackQuery):
        await event.answer(words, show_alert=True)
    else:
        await bot.send_message(user.id, words, parse_mode=None)


async def _vouched(house: House, tap: CallbackQuery, person: Person) -> bool:
    try:
        said = ClockTap.unpack(tap.data or "")
    except (TypeError, ValueError):
        return False
    return person.role == "owner" and await house.vouch(person, datetime.fromtimestamp(said.says, UTC))


async def tell(bot: Bot, owner: Person, says: datetime, likely: datetime, *, unproved: bool, may_vouch: bool) -> None:
    """Tells an owner that the clock `says` one thing and another is `likely`, with a button where their word counts.

    Of an `unproved` clock nothing is known but that the database was last written to when it was `likely`.
    """
    speech = Speech(owner.language)
    words = "clock-unproved" if unproved else "clock-wrong"
    text = speech(words, says=f"{speech.moment(says)} UTC", likely=f"{speech.moment(likely)} UTC")
    keyboard = None
    if may_vouch:
        text += "\n\n" + speech("clock-vouch")
        keyboard = rows(button(speech.plain("clock-button-right"), ClockTap(says=int(says.timestamp()))))
    with delivering():
        await bot.send_message(owner.telegram_id, text, reply_markup=keyboard)

"""The one error exit: refusals become words that say what to do instead; anything else gets an id."""

from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.visit import Visit
from bot.wire.metrics import REFUSALS
from bot.wire.polling import RawUpdate, chat_of
from bot.words.speech import Speech
from locales import closest
from loyalty import errors
from loyalty.errors import Refusal
from services import people, team
from services.database import Database

BLOCKED = (
    errors.DailyLimitReached,
    errors.AdjustmentLimitReached,
    errors.TooManyAttempts,
    errors.OwnCard,
    errors.AccountFrozen,
)
"""What the owner may want to look into: somebody came to a limit (mechanics.md §2, Limits)."""

log = structlog.get_logger(__name__)

_MONEY = frozenset({"minimum", "remaining"})


def refusal_key(name: str) -> str:
    """Returns the key of the words for a refusal's wire name: `own_card` → `refusal-own-card`."""
    return "refusal-" + name.replace("_", "-")


def words_of(refusal: Refusal, speech: Speech) -> str:
    """Returns the refusal in the person's words, plain text."""
    return speech.plain(refusal_key(refusal.name), **_arguments(refusal, speech))


def _arguments(refusal: Refusal, speech: Speech) -> dict[str, str | int]:
    """Returns the refusal's fields as the words need them: money and times written out, counts as numbers."""
    written: dict[str, str | int] = {}
    for name, value in refusal.arguments.items():
        if name in _MONEY or isinstance(refusal, errors.AmountTooLarge):
            written[name] = speech.money(int(str(value)))
        elif isinstance(value, datetime):
            written[name] = speech.moment(value)
        elif isinstance(value, int | str):
            written[name] = value
    return written


async def refuse(visit: Visit, refusal: Refusal) -> None:
    """Tells the person why not: over the button they tapped, or as a message."""
    REFUSALS.labels(refusal.name).inc()
    log.info("refused", refusal=refusal.name, person=str(visit.person.id))
    if isinstance(refusal, BLOCKED):
        await visit.db.write(team.blocked, visit.person, refusal.name, visit.now)
    text = words_of(refusal, visit.speech)
    if visit.tap and not visit.answered:
        await visit.answer(text, alert=True)
    else:
        await visit.bot.send_message(visit.chat_id, text, parse_mode=None)


async def apologise(bot: Bot, db: Database, update: RawUpdate, error_id: str) -> None:
    """Tells whoever sent a raw update that it failed, with the id under which it is logged."""
    chat_id = chat_of(update)
    if chat_id <= 0:  # nobody, or a group
        return
    try:
        person = await db.read(people.by_telegram, chat_id)
        speech = Speech(person.language if person else closest(None))
        await bot.send_message(chat_id, speech("error-ours", id=error_id))
    except TelegramAPIError as error:
        log.warning("apology_failed", error_id=error_id, error=str(error))

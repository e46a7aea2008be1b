"""The one error exit: refusals become words that say what to do instead. Anything else is put aside by the workers."""

from datetime import datetime

import structlog

from bot.visit import Visit
from bot.wire.metrics import REFUSALS
from bot.words.speech import Speech
from loyalty import errors
from loyalty.errors import Refusal
from services import team

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

"""A long but believable value for every argument of the words, so that what does not fit is seen."""

from datetime import UTC, datetime

_TEXTS = {
    "name": "Александра",
    "shop": "Кофейня «Утро»",
    "money": "12 345,50 ₽",
    "payable": "12 345,50 ₽",
    "value": "1 240 ₽",
    "per": "100 ₽",
    "digits": "012 345 6789",
    "number": "AB12-CD34",
    "day": "23 нояб.",
    "what": "Покупка",
    "role": "менеджер",
    "source": "Instagram, сторис 5ю",
    "expired_at": "23.11.2026, 09:00",
    "link": "https://t.me/corner_loyalty_bot?start=i_0123456789012345678901234567890",
    "factor": "×1,5",
    "minimum": "500 ₽",
    "remaining": "500 ₽",
}
_COUNTS = frozenset(
    {
        *("points", "count", "days", "seconds", "limit", "available", "debt", "new", "participants", "step", "minutes"),
        *("units", "places"),
        *("parts", "megabytes"),
    }
)
_NUMBERS = _COUNTS | {"steps", "member", "balance"}
_TIMES = dict.fromkeys(("expired_at", "changes_from"), datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def sample(name: str, count: int | None = None) -> str | int | datetime:
    """Returns a value for the argument `name`; counts take `count`. Without one, a refusal's own field is meant."""
    if count is None:
        return _TIMES.get(name) or (300 if name in _NUMBERS | {"minimum", "remaining"} else "rules.earn.per")
    if name in _NUMBERS or name.endswith("-count"):
        return count
    return _TEXTS.get(name, "12 345 ₽")

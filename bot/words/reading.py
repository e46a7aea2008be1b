"""What an owner types for a setting, read by the setting's type and unit; and what to say was expected."""

import re
from datetime import date, time, timedelta
from typing import Any

from bot.words.speech import Speech
from bot.words.values import Setting, Teller, amount, find_key, hours, in_words
from loyalty.errors import AmountTooLarge, Refusal
from loyalty.money import parse_amount, typed_amount
from services.programme.drafts import in_currency
from services.typed import NAME_LIMIT, tidy

_LARGEST = 10**12
_ZERO = re.compile(r"0+(?:[.,]0+)?")
_UNIT_WORD = re.compile(r"(?<=\d)\s+[^\W\d]+\.?$")
_DATE = re.compile(r"(\d{1,2})[./ ](\d{1,2})(?:[./ ](\d{4}))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m)?")
EXAMPLE_HOURS = (time(15), time(17))


class NotUnderstoodError(Exception):
    """What was typed is not what the setting needs."""


def read(teller: Teller, setting: Setting, text: str, today: date) -> Any:
    """Returns what was typed as the JSON of the setting's value. Raises NotUnderstoodError."""
    try:
        match kind(setting):
            case "date":
                return read_date(teller.speech.typed_day(text), today).isoformat()
            case "hours":
                return _hours(text)
            case "texts":
                return _texts(text)
            case "text":
                return tidy(text, NAME_LIMIT)
            case _:
                return _within(setting, _number(teller, setting, text.strip()))
    except (Refusal, ValueError) as error:
        raise NotUnderstoodError from error


def kind(setting: Setting) -> str:
    """Returns what has to be typed: money, a date, an hour …; `form-expect-<kind>` are the words that ask for it."""
    if setting.hint is int:
        kinds = {"money": "money", "basis_points": "percent", "factor": "factor", "hour": "hour"}
        return kinds.get(setting.unit, "number")
    if setting.hint in {date, str}:
        return "date" if setting.hint is date else "text"
    return "texts" if str(setting.hint).startswith("frozenset") else "hours"


def _number(teller: Teller, setting: Setting, text: str) -> int:
    if _ZERO.fullmatch(text):
        return 0
    match kind(setting):
        case "hour":
            return _hour(text)
        case "money":
            return typed_amount(text, teller.speech.currency, _LARGEST)
        case "percent":
            return parse_amount(text.replace("%", "").strip(), 2, _LARGEST)
        case "factor":
            return parse_amount(text.lower().strip("×xх* "), 4, _LARGEST)
    return parse_amount(_UNIT_WORD.sub("", text), 0, _LARGEST)


def _within(setting: Setting, value: int) -> int:
    least, most = setting.field.metadata.get("minimum"), setting.field.metadata.get("maximum")
    if (least is not None and value < least) or (most is not None and value > most):
        raise AmountTooLarge(_LARGEST)
    return value


def read_date(text: str, today: date) -> date:
    """Returns the day that was typed: `31.12.2026`, `2026-12-31`, or `31.12` for the next such day.

    Raises NotUnderstoodError.
    """
    try:
        typed = _DATE.fullmatch(text.strip().rstrip("."))
        if typed is None:
            return date.fromisoformat(text.strip())
        day, month, year = typed.groups()
        if year:
            return date(int(year), int(month), int(day))
        found = date(today.year, int(month), int(day))
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError as error:
        raise NotUnderstoodError from error


def _hours(text: str) -> list[str]:
    times = [_clock(*found) for found in _CLOCK.findall(text.lower())]
    if len(times) != 2 or times[0] == times[1]:
        raise NotUnderstoodError
    return [at.isoformat() for at in times]


def _hour(text: str) -> int:
    typed = _CLOCK.fullmatch(text.lower())
    at = _clock(*typed.groups(default="")) if typed else None
    if at is None or at.minute:
        raise NotUnderstoodError
    return at.hour


def _clock(hour: str, minute: str, half: str) -> time:
    number = int(hour)
    if half:
        number = number % 12 + (12 if half == "p" else 0)
    return time(0 if number == 24 else number, int(minute or 0))


def _texts(text: str) -> list[str]:
    return sorted({tidy(part, NAME_LIMIT) for part in re.split(r"[,;\n]", text) if part.strip()})


# --- what is expected -------------------------------------------------------------------------------------------------


def expected(teller: Teller, setting: Setting, today: date) -> str:
    """Returns what to type, with limits and an example, as plain text."""
    speech = teller.speech
    said = [speech.plain(f"form-expect-{kind(setting)}"), _limits(speech, setting)]
    example = example_of(teller, setting, today)
    if example:
        said.append(speech.plain("form-example", example=example))
    return " ".join(text for text in said if text)


def _limits(speech: Speech, setting: Setting) -> str:
    least, most = setting.field.metadata.get("minimum"), setting.field.metadata.get("maximum")
    if setting.hint is not int or (not least and most is None) or (most is None and least == 1):
        return ""
    limits = {"least": least, "most": most}
    said = {name: _limit(speech, setting.unit, limit) for name, limit in limits.items() if limit is not None}
    if len(said) == 2:
        return speech.plain("form-between", **said)
    return speech.plain("form-least" if "least" in said else "form-most", **said)


def _limit(speech: Speech, unit: str, limit: int) -> str:
    # A count without its noun: "from 1 point to 5 points" would need cases that numbers alone do not.
    return amount(speech, unit if unit in {"money", "basis_points", "factor"} else "", limit)


def example_of(teller: Teller, setting: Setting, today: date) -> str:
    """Returns an example of what may be typed, empty when there is none."""
    key = find_key(teller.speech.language, setting.keys("example"))
    if key:
        return teller.speech.plain(key)
    match kind(setting):
        case "hours":
            return hours(teller.speech, EXAMPLE_HOURS)
        case "date":
            return teller.speech.as_typed(today + timedelta(days=30))
        case "texts" | "text":
            return ""
    example = setting.field.metadata.get("example", setting.field.default)
    if not isinstance(example, int) or not example:
        return ""  # "for example: any amount" would be no help
    if setting.unit == "money":
        example = in_currency(teller.speech.currency, example)
    return in_words(teller, setting, example)

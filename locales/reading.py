"""Reads dates as people type them: `12.04.1990`, `12 апреля`, `April 12`, `1990-04-12`."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names
from babel.numbers import get_currency_name

from locales.formatting import SIGNS
from locales.translator import LANGUAGES, Dialect
from loyalty.errors import Refusal
from loyalty.money import CURRENCIES, called

Day = tuple[int, int, int | None]
"""Day, month, and the year if it was said."""

_SHORT_YEAR = re.compile(r"(\d{1,2}[\s./-]+(?:\d{1,2}|[^\W\d_]{3,}\.?)[\s./-]+)['’]?(\d{2})((?:\s*г(?:\.|ода?)?)?)")
_USUAL = {
    called(name): code
    for name, code in (
        ("$", "USD"),
        ("dollar", "USD"),
        ("pound", "GBP"),
        ("rouble", "RUB"),
        ("franc", "CHF"),
        ("lira", "TRY"),
    )
}
"""What people call a currency when they mean that of their own country."""
_ENDINGS = re.compile(r"(?<=\w{3})(?:ами|ях|ов|ев|ей|ой|ый|ий|ые|ие|ых|их|ого|ия|ии|ата|ове|es|s|[аяыиоеуюьй])\b")
_AMERICAN = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/(\d{1,2})(?!\d)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_SHORTEST_NAME = 3
_ANY_LEAP_YEAR = 2000
_YEAR_DIGITS = 4


@dataclass(eq=False)
class CurrencySeveral(Refusal):
    """Several countries call their currency so; `codes` are theirs."""

    codes: str


@cache
def _months() -> dict[str, int]:
    """Returns the months' names in every language, standing alone and within a date."""
    return {
        name.lower(): month
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for month, name in get_month_names("wide", context, language).items()
    }


def day_first(dialect: Dialect, text: str) -> str:
    """Returns a typed text with the day first in its dates, as we read them: Americans begin `5/17/2028` otherwise.

    Only slashes are theirs; `17.5.2028` is read as everywhere.
    """
    return _AMERICAN.sub(r"\2/\1", text) if dialect == "en-US" else text


def read_day(text: str) -> Day | None:
    """Returns the day that a text means, None for anything that is no day of the calendar.

    Days come before months where both are numbers, as Europe writes them; a month's name is understood in every
    language, from three letters on. Without a year 29 February is a day too.
    """
    words = re.findall(r"\d+|[^\W\d_]+", _ORDINAL.sub("", text.lower()))
    if words and words[-1] in {"г", "год", "года"}:  # "12 апреля 1990 г."
        words.pop()
    if words and len(words[0]) == _YEAR_DIGITS and words[0].isdecimal():  # 1990-04-12
        words.reverse()
    if not 2 <= len(words) <= 3:
        return None
    first, second = words[:2]
    if not first.isdecimal():  # April 12
        first, second = second, first
    if not first.isdecimal() or len(first) > 2 or (second.isdecimal() and len(second) > 2):
        return None
    month = int(second) if second.isdecimal() else _month(second)
    year = _year(words[2]) if len(words) == 3 else None
    if len(words) == 3 and year is None:
        return None
    return (int(first), month, year) if _exists(int(first), month, year) else None


def read_currency(text: str, own: str = "") -> str | None:
    """Returns the ISO 4217 code of a currency by its code, its sign or its name in any language; None for none.

    `own` is that of the country where the reader probably is: several have dollars, and crowns. Raises CurrencySeveral
    for a name that does not tell which one is meant.
    """
    name = " ".join(text.replace(".", " ").casefold().split())
    meant = called(name)
    if own in meant:
        return own
    found = _USUAL.get(meant) or _currencies().get(name) or _stems().get(_ENDINGS.sub("", name))
    if len(meant) < 2 or found:
        return found or next(iter(meant), None)
    raise CurrencySeveral(", ".join(meant))


@cache
def _currencies() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in reversed(CURRENCIES):  # the usual ones win
        for language in LANGUAGES:
            names = (get_currency_name(code, count, language) for count in (None, 1, 2, 5))
            found |= {" ".join(name.casefold().split()): code for name in names}
    signs = {sign: code for code, sign in SIGNS.items() if code in CURRENCIES}
    return {**found, **signs, **{code.casefold(): code for code in CURRENCIES}}


@cache
def _stems() -> dict[str, str]:
    """Returns the currencies by their names without endings: nobody lists how `доллары США` are counted."""
    return {_ENDINGS.sub("", name): code for name, code in _currencies().items()}


def with_century(text: str, today: date) -> str:
    """Returns a date with all four digits of its year: up to today's year it is of this century, else of the last."""
    short = _SHORT_YEAR.fullmatch(text.strip())
    if short is None:
        return text
    century = today.year // 100 - (int(short[2]) > today.year % 100)
    return f"{short[1]}{century:02}{short[2]}"


def _month(word: str) -> int:
    """Returns the month whose name begins like this, 0 for none."""
    if len(word) < _SHORTEST_NAME:
        return 0
    found = {month for name, month in _months().items() if name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


def _year(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) == _YEAR_DIGITS else None


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(_ANY_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True

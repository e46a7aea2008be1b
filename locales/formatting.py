"""Writes numbers, money and dates as each language does (CLDR, through Babel)."""

import re
from collections.abc import Iterable
from copy import copy
from datetime import date as calendar_date
from datetime import datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import (
    format_date,
    format_datetime,
    format_skeleton,
    format_time,
    get_day_names,
)
from babel.numbers import NumberPattern, format_currency, format_decimal, get_currency_symbol, get_group_symbol

from locales.translator import BABEL, Dialect
from loyalty.money import exponent

_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")

SIGNS = {
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "RUB": "₽",
    "UAH": "₴",
    "KZT": "₸",
    "TRY": "₺",
    "ILS": "₪",
    "INR": "₹",
    "VND": "₫",
}
"""CLDR's narrow symbols, which Babel does not carry, where one stands for no other currency in `loyalty.money`.

The dollar is the exception that people expect: all other dollars keep their letters. Currencies that are not here show
what the language calls them: `KGS`, in Bulgarian `лв.`
"""

_MOMENTS: dict[Dialect, str] = {"bg": "d.MM.y 'г'., H:mm"}
"""Where the short form of CLDR is not how people write it: in Bulgarian it would be `1.06.26 г.`"""

_THOUSANDS = 3
"""Digits between two group marks. A currency with as many decimals shows them: KWD 1,234 could be a dinar and a bit."""

_REMEMBERED = 4096
"""Of each kind: the same balances, prices and dates come again and again, and Babel works hard for each."""


def number(dialect: Dialect, value: int) -> str:
    """Returns an integer with the language's grouping: `1 240`."""
    # What Babel gives, for a hundredth of its work: all our languages group digits by three.
    return f"{value:,}".replace(",", _between_groups(dialect))


@cache
def _between_groups(dialect: Dialect) -> str:
    return get_group_symbol(BABEL[dialect])


def percent(dialect: Dialect, basis_points: int) -> str:
    """Returns basis points as a percentage: 2 000 → `20%`, and in the other languages `20 %`."""
    sign = "%" if dialect.startswith("en") else "\u00a0%"
    return str(format_decimal(Decimal(basis_points) / 100, "#,##0.##", locale=BABEL[dialect])) + sign


def money(dialect: Dialect, minor: int, currency: str) -> str:
    """Returns `minor` units of an ISO 4217 `currency` as text: `1 240,50 ₽`; whole amounts lose their zeros.

    The digits are those of ISO 4217 (`loyalty.money`), never CLDR's, which Babel would take.
    """
    return _money(dialect, minor, currency)


@lru_cache(_REMEMBERED)
def _money(dialect: Dialect, minor: int, currency: str) -> str:
    digits = exponent(currency)
    amount = Decimal(minor).scaleb(-digits)
    whole = amount == amount.to_integral_value() and not (digits == _THOUSANDS and abs(amount) >= 10**_THOUSANDS)
    pattern = _pattern(dialect, 0 if whole else digits)
    written = format_currency(amount, currency, pattern, locale=BABEL[dialect], currency_digits=False)
    sign = SIGNS.get(currency)
    if sign:
        written = written.replace(get_currency_symbol(currency, locale=BABEL[dialect]), sign)
    # CLDR keeps a currency's letters apart from the number (currencySpacing); Babel leaves that to us.
    return _LETTER_BEFORE_DIGIT.sub("\u00a0", written)


@cache
def _pattern(dialect: Dialect, digits: int) -> NumberPattern:
    """Returns how the language writes a sum, with so many decimal digits whatever the currency."""
    pattern: NumberPattern = copy(Locale.parse(BABEL[dialect]).currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    return pattern


def date(dialect: Dialect, at: datetime, zone: str) -> str:
    """Returns the local calendar date of the UTC time `at` in the IANA `zone`: `22 ноября 2026 г.`."""
    return day(dialect, at.astimezone(ZoneInfo(zone)).date())


@lru_cache(_REMEMBERED)
def day(dialect: Dialect, on: calendar_date) -> str:
    """Returns a calendar date: `22 ноября 2026 г.`."""
    return format_date(on, format="long", locale=BABEL[dialect])


def moment(dialect: Dialect, at: datetime, zone: str) -> str:
    """Returns the local date and time of the UTC time `at` in the IANA `zone`, short."""
    pattern = _MOMENTS.get(dialect, "short")
    return format_datetime(at.astimezone(ZoneInfo(zone)), format=pattern, tzinfo=ZoneInfo(zone), locale=BABEL[dialect])


def month(dialect: Dialect, at: datetime, zone: str) -> str:
    """Returns the local month of the UTC time `at` in the IANA `zone`, as a title: `Ноябрь 2026 г.`."""
    said = str(format_skeleton("yMMMM", at.astimezone(ZoneInfo(zone)), locale=BABEL[dialect]))
    return said[:1].upper() + said[1:]


def short_day(dialect: Dialect, on: calendar_date) -> str:
    """Returns a day and its month, short enough for a button: `4 Jul`."""
    return str(format_skeleton("MMMd", on, locale=BABEL[dialect]))


def decimal(dialect: Dialect, value: Decimal, places: str = "#,##0.###") -> str:
    """Returns a number that need not be whole, by a pattern of CLDR: `17.5`."""
    return str(format_decimal(value, places, locale=BABEL[dialect]))


def birthday(dialect: Dialect, day: int, month: int, year: int | None) -> str:
    """Returns a day of the calendar, without its year when that is None: `12 апреля`."""
    if year is None:
        leap_year = 2000  # any will do: 29 February is a birthday too
        return str(format_skeleton("MMMMd", calendar_date(leap_year, month, day), locale=BABEL[dialect]))
    return format_date(calendar_date(year, month, day), format="long", locale=BABEL[dialect])


def country(dialect: Dialect, code: str) -> str:
    """Returns what a language calls the country with this ISO 3166 code."""
    return str(Locale.parse(BABEL[dialect]).territories.get(code, code))


def clock(dialect: Dialect, at: time) -> str:
    """Returns a time of the day: `15:00`."""
    return str(format_time(at, "short", locale=BABEL[dialect]))


def city(dialect: Dialect, zone: str) -> str:
    """Returns the city that an IANA zone is called after: `Europe/Sofia` → `София`."""
    # CLDR knows a zone by its first name, and Babel asks it by the latest: Kyiv would be Latin in every language.
    latest = latest_name(zone)
    known = Locale.parse(BABEL[dialect]).time_zones
    named = (known[name]["city"] for name in (zone, latest, *_former_names(latest)) if "city" in known.get(name, ()))
    return str(next(named, latest.rsplit("/", 1)[-1].replace("_", " ")))


def latest_name(zone: str) -> str:
    """Returns what an IANA zone is called today: `Europe/Kiev` → `Europe/Kyiv`."""
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def _former_names(zone: str) -> tuple[str, ...]:
    return tuple(former for former, latest in get_global("zone_aliases").items() if latest == zone)


def weekdays(dialect: Dialect, days: Iterable[int]) -> str:
    """Returns days of the week (0 is Monday), shortened where they follow one another: `Mon–Fri`."""
    ordered, names = sorted(days), get_day_names("abbreviated", locale=BABEL[dialect])
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{names[ordered[0]]}–{names[ordered[-1]]}"
    return ", ".join(str(names[day]) for day in ordered)


def factor(dialect: Dialect, basis_points: int) -> str:
    """Returns basis points as a factor: 15 000 → `×1.5`."""
    return "×" + format_decimal(Decimal(basis_points) / 10_000, "#,##0.###", locale=BABEL[dialect])

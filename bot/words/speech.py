"""One person's language: words, money, numbers and dates as they read them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date as calendar_date
from datetime import datetime, timedelta
from decimal import Decimal
from html import escape
from typing import Self
from zoneinfo import ZoneInfo

from locales import (
    Dialect,
    Language,
    Voice,
    birthday,
    city,
    clock,
    date,
    day_first,
    decimal,
    factor,
    keys,
    moment,
    money,
    month,
    number,
    percent,
    short_day,
    visible,
)
from loyalty.cashback import Value, minor_units, shown_value, worth
from loyalty.errors import AmountNotPositive
from loyalty.headline import gives_points
from loyalty.ledger import MILLION
from loyalty.money import exponent, parse_amount, typed_amount
from loyalty.programme import Programme
from services.people import Person
from services.programme.drafts import in_currency

CASHBACK = "cashback-"
"""What stands before the key of words in which points are money."""
POINTLESS = "pointless-"
"""What stands before the key of words for a programme that gives no points."""
COUNTED = ("points", "available", "debt", "limit", "count", "balance")
"""Arguments of such words that are numbers of points."""
USUAL = 35_000
"""What a purchase often comes to, in kopecks."""


@dataclass(frozen=True)
class Speech:
    """Speaks `language`; money is in the programme's `currency`, times in its `zone`.

    Where `point` is not 0, points are said as money, so many minor units each (see `loyalty.cashback`): words whose key
    also stands under `cashback-` are said as they stand there. A `pointless` programme gives none: words that also
    stand under `pointless-` promise none, and where there are none either, nothing is said of them.
    """

    language: Language
    currency: str = "EUR"
    zone: str = "UTC"
    point: Value = 0
    pointless: bool = False
    voice: Voice = field(default_factory=Voice)

    @classmethod
    def of(cls, language: Language, programme: Programme) -> Self:
        """Returns who speaks of a programme in a language."""
        return cls(
            language,
            programme.currency,
            programme.zone,
            shown_value(programme),
            pointless=not gives_points(programme),
            voice=Voice.of(programme),
        )

    @property
    def dialect(self) -> Dialect:
        """How the language is spoken here."""
        return self.voice.dialect(self.language)

    def __call__(self, key: str, /, **arguments: str | int) -> str:
        """Returns the words of `key` for a message: HTML, with every text argument escaped."""
        safe = {name: escape(a, quote=False) if isinstance(a, str) else a for name, a in arguments.items()}
        return self.plain(key, **safe)

    def plain(self, key: str, /, **arguments: str | int) -> str:
        """Returns the words of `key` for a button, a command or a callback answer, where HTML would be shown raw.

        Somebody whose `name` shows nothing is a guest.
        """
        name = arguments.get("name")
        if isinstance(name, str) and not visible(name):
            arguments["name"] = self.voice.say(self.language, "common-guest")
        if self.point and CASHBACK + key in keys(self.language):
            units = next((arguments[name] for name in COUNTED if name in arguments), 0)
            sums = {name: self.points(a) for name, a in arguments.items() if name in COUNTED and isinstance(a, int)}
            return self.voice.say(self.language, CASHBACK + key, **arguments | sums, units=units)
        if self.pointless and POINTLESS + key in keys(self.language):
            return self.voice.say(self.language, POINTLESS + key, **arguments)
        return self.voice.say(self.language, key, **arguments)

    def in_currency(self, currency: str) -> Self:
        """Returns who speaks of sums in another currency, or in the same where that is empty."""
        return replace(self, currency=currency or self.currency)

    def in_zone(self, zone: str) -> Self:
        """Returns who speaks by the clock of another time zone, or by the same where that is empty."""
        return replace(self, zone=zone or self.zone)

    def money(self, minor: int) -> str:
        """Returns minor units as money."""
        return money(self.dialect, minor, self.currency)

    def points(self, points: int) -> str:
        """Returns a number of points as it is shown: a grouped integer, or money."""
        return self.money(worth(points, self.point)) if self.point else number(self.dialect, points)

    def typed_points(self, text: str, most: int) -> int:
        """Returns the points that somebody typed: as a whole number, or as the money that they are shown as.

        Raises AmountUnreadable, AmountNotPositive, or AmountTooLarge above `most` points.
        """
        if not self.point:
            return parse_amount(text, 0, most)
        points = int(typed_amount(text, self.currency, worth(most, self.point)) // self.point)
        if not points:
            raise AmountNotPositive
        return points

    def example(self) -> str:
        """Returns a sum as people may type it, one that a purchase often comes to in the currency."""
        places = exponent(self.currency)
        whole, minor = divmod(in_currency(self.currency, USUAL), 10**places)
        return (
            str(whole)
            if not minor
            else decimal(self.dialect, Decimal(f"{whole}.{minor:0{places}}"), f"0.{'0' * places}")
        )

    def number(self, value: int) -> str:
        """Returns a grouped integer."""
        return number(self.dialect, value)

    def signed(self, points: int) -> str:
        """Returns points, or their money, with their sign: `+17`, `−70`."""
        sign = "+" if points > 0 else "−" if points < 0 else ""
        return sign + self.points(abs(points))

    def exact(self, millionths: int) -> str:
        """Returns millionths of a point as signed points with up to three decimals, `+17.5`, or as money."""
        sign = "+" if millionths >= 0 else "−"
        if self.point:
            return sign + self.money(minor_units(self.point, abs(millionths)))
        return sign + decimal(self.dialect, Decimal(abs(millionths)) / MILLION)

    def shows(self, millionths: int) -> bool:
        """Says whether so little of a point can be seen: less than the smallest coin cannot, where points are money."""
        return not self.point or minor_units(self.point, abs(millionths)) > 0

    def factor(self, basis_points: int) -> str:
        """Returns basis points as a factor: 15 000 → `×1.5`."""
        return factor(self.dialect, basis_points)

    def percent(self, basis_points: int) -> str:
        """Returns basis points as a percentage: 2 000 → `20 %`."""
        return percent(self.dialect, basis_points)

    def tier(self, key: str) -> str:
        """Returns the name of a tier: in words for the usual ones, else as the owner has named it."""
        return self.voice.tier(self.language, key)

    def name(self, name: str) -> str:
        """Returns what the owner has named, in this person's language if it was given in it."""
        return self.voice.name(self.language, name)

    def names(self, names: Iterable[str]) -> str:
        """Returns several such names in their order."""
        return ", ".join(sorted(map(self.name, names)))

    def typed_day(self, text: str) -> str:
        """Returns a typed date, or a text with one, as it is read: with the day first."""
        return day_first(self.dialect, text)

    def as_typed(self, day: calendar_date) -> str:
        """Returns a day as people may type it: `31.12.2026`."""
        return f"{day:%m/%d/%Y}" if self.dialect == "en-US" else f"{day:%d.%m.%Y}"

    def city(self, zone: str) -> str:
        """Returns the city that a time zone is called after."""
        return city(self.dialect, zone)

    def date(self, at: datetime) -> str:
        """Returns the local date of a UTC time."""
        return date(self.dialect, at, self.zone)

    def last_day(self, until: datetime) -> str:
        """Returns the local date of the last day before `until`, as points that end at midnight are good through it."""
        return date(self.dialect, until - timedelta(microseconds=1), self.zone)

    def day(self, at: datetime) -> str:
        """Returns the local day and month of a UTC time, short enough for a button."""
        return short_day(self.dialect, at.astimezone(ZoneInfo(self.zone)).date())

    def time(self, at: datetime) -> str:
        """Returns the local time of the day of a UTC time: `09:00`."""
        return clock(self.dialect, at.astimezone(ZoneInfo(self.zone)).time())

    def lately(self, at: datetime, now: datetime) -> str:
        """Returns the local time of a UTC time, after its day unless that is today."""
        local, today = (each.astimezone(ZoneInfo(self.zone)) for each in (at, now))
        said = clock(self.dialect, local.time())
        return said if local.date() == today.date() else f"{self.day(at)}, {said}"

    def month(self, at: datetime) -> str:
        """Returns the local month and year of a UTC time, as they stand by themselves: `June 2026`."""
        return month(self.dialect, at, self.zone)

    def last(self, until: datetime) -> str:
        """Returns the local day and month of the last day before `until`, short enough for a button."""
        return self.day(until - timedelta(microseconds=1))

    def moment(self, at: datetime) -> str:
        """Returns the local date and time of a UTC time."""
        return moment(self.dialect, at, self.zone)

    def birthday(self, day: int, month: int, year: int | None) -> str:
        """Returns a day of the calendar, without its year when that is None."""
        return birthday(self.dialect, day, month, year)


def speech_for(person: Person, programme: Programme | None) -> Speech:
    """Returns the person's language with the programme's currency and time zone."""
    if programme is None:
        return Speech(person.language)
    return Speech.of(person.language, programme)

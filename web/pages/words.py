"""One visitor's words, money and dates, ready to stand in a page."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from locales import Dialect, Language, Voice, date, keys, moment, money, month, number, percent
from loyalty.cashback import Value, worth


@dataclass(frozen=True, slots=True)
class Words:
    """Speaks `language`; money is in `currency`, times in `zone`. A point is shown as `value` minor units, if any.

    What the shop has named itself is said by its `voice`.
    """

    language: Language
    currency: str = "EUR"
    zone: str = "UTC"
    value: Value = 0
    voice: Voice = field(default_factory=Voice)

    @property
    def dialect(self) -> Dialect:
        """How the language is spoken here."""
        return self.voice.dialect(self.language)

    def __call__(self, key: str, /, **arguments: str | int) -> str:
        """Returns the words of `key` as HTML."""
        return escape(self.voice.say(self.language, key, **arguments))

    def marked(self, key: str, /, **arguments: str | int) -> str:
        """Returns words that have HTML of their own, with every text argument escaped."""
        safe = {name: escape(each) if isinstance(each, str) else each for name, each in arguments.items()}
        return self.plain(key, **safe)

    def plain(self, key: str, /, **arguments: str | int) -> str:
        """Returns the words of `key` as they are, for a script that sets them as text."""
        return self.voice.say(self.language, key, **arguments)

    def money(self, minor: int) -> str:
        """Returns minor units as money."""
        return money(self.dialect, minor, self.currency)

    def money_in(self, minor: int, currency: str) -> str:
        """Returns minor units of the currency in which it was done."""
        return money(self.dialect, minor, currency or self.currency)

    def percent(self, basis_points: int) -> str:
        """Returns basis points as a percentage."""
        return percent(self.dialect, basis_points)

    def points(self, points: int) -> str:
        """Returns points as this programme shows them: their number, or what they pay for."""
        return self.money(worth(points, self.value)) if self.value else number(self.dialect, points)

    def some(self, points: int) -> str:
        """Returns points with their noun as plain text, or what they pay for."""
        return self.points(points) if self.value else self.voice.say(self.language, "web-points", points=points)

    def signed(self, points: int) -> str:
        """Returns a change of points with its sign."""
        return ("+" if points > 0 else "−" if points < 0 else "") + self.points(abs(points))

    def date(self, at: datetime) -> str:
        """Returns the local date of a UTC time."""
        return date(self.dialect, at, self.zone)

    def moment(self, at: datetime) -> str:
        """Returns the local date and time of a UTC time."""
        return moment(self.dialect, at, self.zone)

    def month(self, at: datetime) -> str:
        """Returns the local month of a UTC time, as a title."""
        return month(self.dialect, at, self.zone)

    def last_day(self, until: datetime) -> str:
        """Returns the local date of the last day before `until`: a coupon that ends at midnight is good through it."""
        return self.date(until - timedelta(microseconds=1))

    def left(self, unit: str, count: int) -> str:
        """Returns how many purchases, points or friends are missing, as plain text."""
        return self.voice.say(self.language, f"rewards-{unit}", count=count)

    def kind(self, kind: str) -> str:
        """Returns what a line of the history is called, "" for what is none."""
        word = f"history-kind-{kind}"
        return self.voice.say(self.language, word) if word in keys(self.language) else ""

    def tier(self, key: str) -> str:
        """Returns the name of a tier as plain text: in words for the usual ones, else as the owner has named it."""
        return self.voice.tier(self.language, key)

    def name(self, name: str) -> str:
        """Returns what the owner has named, as plain text, in this language if it was given in it."""
        return self.voice.name(self.language, name)

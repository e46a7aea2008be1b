"""What a person typed and nobody can take."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.errors.refusal import Refusal


@dataclass(eq=False)
class AmountUnreadable(Refusal):
    """The text is no amount of money."""


@dataclass(eq=False)
class AmountNotPositive(Refusal):
    """Zero or less was typed where a sum is needed."""


@dataclass(eq=False)
class AmountTooLarge(Refusal):
    """More than one cheque may hold; `limit` in minor units."""

    limit: int


@dataclass(eq=False)
class TooManyPoints(Refusal):
    """A cheque would earn more points than `limit`: a rate or a boost of the programme cannot be meant so."""

    limit: int


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text is longer than the `limit` of characters."""

    limit: int


@dataclass(eq=False)
class TextEmpty(Refusal):
    """Nothing readable was typed."""


@dataclass(eq=False)
class BirthdayUnreadable(Refusal):
    """The text is no day of the calendar, or one that is still to come."""


@dataclass(eq=False)
class BirthdayTooSoon(Refusal):
    """The birthday was changed within the last year; `changes_from` (UTC) is when it may be again."""

    changes_from: datetime


@dataclass(eq=False)
class EmailUnreadable(Refusal):
    """The text is no e-mail address."""

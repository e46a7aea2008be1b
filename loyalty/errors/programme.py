"""What a programme's settings and limits forbid."""

from dataclasses import dataclass

from loyalty.errors.refusal import Refusal


@dataclass(eq=False)
class ProgrammeMissing(Refusal):
    """The owner has not set the programme up yet."""


@dataclass(eq=False)
class SettingInvalid(Refusal):
    """A programme setting is not acceptable; `field` is its path, `problem` a key of words."""

    field: str
    problem: str


@dataclass(eq=False)
class DailyLimitReached(Refusal):
    """The member has as many cheques today as the programme allows; `limit` is that many."""

    limit: int


@dataclass(eq=False)
class AdjustmentTooLarge(Refusal):
    """More points are to be taken by hand than the member has; `available` is the most."""

    available: int


@dataclass(eq=False)
class AdjustmentLimitReached(Refusal):
    """One person has moved as many points by hand today as the programme allows; `limit` is that many."""

    limit: int


@dataclass(eq=False)
class PresetUnknown(Refusal):
    """No preset has this name."""


@dataclass(eq=False)
class ZoneUnknown(Refusal):
    """No IANA time zone has this name."""


@dataclass(eq=False)
class CurrencyUnknown(Refusal):
    """No ISO 4217 currency has this code."""


@dataclass(eq=False)
class AccountFrozen(Refusal):
    """The audit found a difference on this account; nothing moves until a person has looked."""

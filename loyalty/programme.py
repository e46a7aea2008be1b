"""The programme: a version of the rules that hold from a date."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import IntEnum
from typing import Any
from uuid import UUID

from loyalty.setting import setting
from loyalty.wording import Wording


class Phase(IntEnum):
    """The order in which rules look at an event (mechanics.md §2). Inside a phase, order never matters."""

    LINE_DISCOUNT = 10
    CART_PERCENT = 20
    CART_FIXED = 30
    COUPON = 40
    POINTS = 50
    CERTIFICATE = 60
    EARNING = 70
    PROGRESS = 80
    STATUS = 90


DISCOUNTS = (Phase.LINE_DISCOUNT, Phase.CART_PERCENT, Phase.CART_FIXED, Phase.COUPON)


@dataclass(frozen=True, slots=True)
class When:
    """The conditions of a rule; an empty one asks nothing. Dates and hours are local to the outlet.

    `since` and `until` are the first and the last day. `hours` is [from, until); when it ends before it starts it
    runs over midnight, and the hours after midnight belong to the day before. `weekdays`: 0 is Monday. `minimum` is
    the cheque's gross in minor units. `participants`: only the first N registrations. `birthday`: at most so many days
    before or after the member's birthday.
    """

    since: date | None = None
    until: date | None = None
    weekdays: frozenset[int] = setting(frozenset(), minimum=0, maximum=6)
    hours: tuple[time, time] | None = None
    outlets: frozenset[str] = frozenset()
    tiers: frozenset[str] = setting(frozenset(), unit="tier")
    minimum: int = setting(0, unit="money", minimum=0, example=50_000)
    first_purchase: bool | None = None
    participants: int | None = setting(None, minimum=1)
    birthday: int | None = setting(None, unit="days", minimum=0, maximum=31, example=3)


@dataclass(frozen=True, slots=True)
class Rule:
    """One mechanic as one shop uses it. `config` is the mechanic's own frozen Config; `id` is stable over versions.

    An `exclusive` rule stands alone among the proposals of its kind, unless one of a larger `priority` applies. Of the
    discounts of one phase the best is given, and beside it every `stackable` one. It `carries` what the rule of that id
    has counted in the currency before, see `loyalty.changeover`.
    """

    id: str
    mechanic: str
    config: Any
    when: When = field(default_factory=When)
    priority: int = 0
    exclusive: bool = False
    paused: bool = False
    stackable: bool = False
    carries: str = ""


@dataclass(frozen=True, slots=True)
class Reminders:
    """What members are reminded of, each kind from its hour of the programme's day on, but never in `quiet` hours.

    `coupon_days` before a coupon ends, `certificate_days` before a gift certificate does; `stamp_days` after the last
    purchase when one stamp is missing. Those who stay away get a coupon of the rule `inactive_coupon`, if one is named.
    """

    quiet: tuple[time, time] | None = (time(21), time(9))
    expiry: bool = True
    expiry_hour: int = setting(10, unit="hour", minimum=0, maximum=23)
    birthday: bool = True
    birthday_hour: int = setting(10, unit="hour", minimum=0, maximum=23)
    tier: bool = True
    tier_hour: int = setting(11, unit="hour", minimum=0, maximum=23)
    coupons: bool = True
    coupons_hour: int = setting(11, unit="hour", minimum=0, maximum=23)
    coupon_days: int = setting(3, unit="days", minimum=1, maximum=30)
    certificates: bool = True
    certificates_hour: int = setting(11, unit="hour", minimum=0, maximum=23)
    certificate_days: int = setting(30, unit="days", minimum=1, maximum=90)
    stamps: bool = True
    stamps_hour: int = setting(12, unit="hour", minimum=0, maximum=23)
    stamp_days: int = setting(3, unit="days", minimum=1, maximum=30)
    inactive: bool = False
    inactive_hour: int = setting(12, unit="hour", minimum=0, maximum=23)
    inactive_coupon: str | None = setting(None, unit="coupon")


@dataclass(frozen=True, slots=True)
class Face:
    """A value that gift certificates are sold for."""

    value: int = setting(100_000, unit="money", minimum=1)


@dataclass(frozen=True, slots=True)
class Certificates:
    """The gift certificates that are sold: of these `values`, and of any from `least` to `most` (0: no others).

    They end `months` after they were sold, or never. A return gives back to them `first` or `last`. They may be given
    back for money `untouched` or for what is `left`.
    """

    values: tuple[Face, ...] = ()
    least: int = setting(0, unit="money", minimum=0, example=50_000)
    most: int = setting(0, unit="money", minimum=0, example=1_000_000)
    months: int | None = setting(None, unit="months", minimum=1, maximum=240, example=12)
    returns: str = setting("first", choices=("first", "last"))
    payback: str = setting("untouched", choices=("untouched", "left"))

    @property
    def sold(self) -> bool:
        """Whether there are any."""
        return bool(self.values or self.most)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole programme rather than for one rule."""

    confirm_seconds: int = setting(60, unit="seconds", minimum=10, maximum=600)
    hold_minutes: int = setting(15, unit="minutes", minimum=1, maximum=1440)
    grace_days: int = setting(14, unit="days", minimum=1, maximum=365)
    undo_minutes: int = setting(15, unit="minutes", minimum=0, maximum=1440)
    max_cheque: int = setting(100_000_000, unit="money", minimum=1, maximum=10**12)
    """The largest cheque in minor units; a slip of the finger above it is refused."""
    receipts_per_day: int = setting(20, minimum=1, maximum=1000)
    """More cheques of one member on one local day are refused (a limit of mechanics.md §2)."""
    adjust_per_day: int = setting(10_000, unit="points", minimum=1, maximum=1_000_000)
    """More points than one person gives and takes by hand on one local day are refused."""
    static_points_per_day: int = setting(0, unit="points", minimum=0, maximum=1_000_000, example=50)
    """As many points one member may spend on one local day by a code that does not change, without being asked."""
    in_money: bool = False
    """Points are called and shown as the money that they pay for (see `loyalty.cashback`)."""
    reminders: Reminders = field(default_factory=Reminders)
    wording: Wording = field(default_factory=Wording)
    certificates: Certificates = field(default_factory=Certificates)


@dataclass(frozen=True, slots=True)
class Programme:
    """A version of the programme. `currency` is ISO 4217, `zone` IANA, `valid_from` UTC."""

    version: int
    name: str
    currency: str
    zone: str
    language: str
    rules: tuple[Rule, ...]
    settings: Settings = field(default_factory=Settings)
    valid_from: datetime | None = None
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Redeemable:
    """How many points may pay on a cheque, worth `value` minor units.

    When `points` is 0, `reason` is the name of the refusal that redeeming would meet; with `below_minimum_order`
    `minimum` is the order (minor units) from which points may pay.
    """

    points: int
    value: int
    reason: str = ""
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A line of a decided cheque with what was allocated to it, in minor units. Sums equal the cheque's.

    `eligible` says whether some rate applied to it, so that what was paid in money earned. `free` is how many of its
    quantity were given away whole: they are not counted.
    """

    line: int
    gross: int
    discount: int
    points_paid: int
    category: str = ""
    eligible: bool = True
    free: int = 0

    @property
    def net(self) -> int:
        """What the line costs after discounts, in minor units."""
        return self.gross - self.discount

    @property
    def money(self) -> int:
        """What of the line is paid in money, in minor units: the base that earns."""
        return self.net - self.points_paid


@dataclass(frozen=True, slots=True)
class Taken:
    """Points that a cheque took from a lot."""

    lot: UUID
    amount: int
    expires_at: datetime | None = None

"""What passes say beside points, as values: stamp cards, coupons held, what expires when, places, the latest news."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StampCard:
    """`have` of `goal` stamps; `title` is the reward's, empty for one without a name; `gifts` are places on the way."""

    rule_id: str
    title: str
    have: int
    goal: int
    gifts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldCoupon:
    """A coupon that its member may still use; `title` is empty for one that the owner gave no name."""

    title: str
    code: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Climb:
    """What the next tier needs: `have` of `need` in `unit`: `money` (minor units), `visits`, `points` or `friends`.

    `tier` is the key of that next tier.
    """

    tier: str
    have: int
    need: int
    unit: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One of the last operations: its `kind`, when it happened, and the signed change of the member's points.

    None: there is no word to lose about points.
    """

    kind: str
    at: datetime
    points: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """An outlet; latitude and longitude are millionths of a degree."""

    name: str
    latitude: int
    longitude: int


@dataclass(frozen=True, slots=True)
class News:
    """What happened last that a member would like to hear of, all of it at the moment `at`; what is empty did not.

    `points` is the change of what may be spent and `balance` what that led to; `later` points wait for their day.
    `stamps` is (have, goal) of the card that got one; `tier` the key of a tier that was reached or given; `coupons` are
    titles of those that were issued; `expiring` is (points, the last moment at which they are good) of a reminder.
    """

    at: datetime
    points: int = 0
    balance: int = 0
    later: int = 0
    stamps: tuple[int, int] | None = None
    tier: str = ""
    coupons: tuple[str, ...] = ()
    expiring: tuple[int, datetime] | None = None

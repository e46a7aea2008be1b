"""What the second reading of the mechanics writes down: the plan of a shop, lines, points, purchases, and its sums."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

SOFIA = ZoneInfo("Europe/Sofia")
MILLION = 1_000_000

RATE, MONDAY, GOLD_RATE = Fraction(3, 100), 2, Fraction(3, 2)
"""Three points for a hundred, twice as many on Mondays, half as many again for gold members."""
POINT_VALUE, MINIMUM_ORDER = 10, 500
GOAL, MILESTONE, CARDS = 3, 2, 20
"""Stamps of a card, the one that brings a cookie, and how many full cards one purchase pays out."""
LADDER = ((3, 500), (5, 1_000))
"""5 % from the third purchase and 10 % from the fifth."""
SPENDING = ((2_000, 500), (5_000, 1_500))
LEVELS = (("bronze", 0), ("silver", 2_000), ("gold", 6_000))
WINDOW_DAYS, GRACE_DAYS, EARNED_DAYS, BONUS_DAYS, COUPON_DAYS = 30, 14, 20, 40, 365
BONUS, BONUS_FROM, COUPON_POINTS = 5, 1_000, 11
OFF, OFF_FROM = 50, 1_000
FREE_ITEM = 200
PERCENT = {"next": 1_000, "public": 500}


@dataclass(frozen=True)
class Plan:
    """Which offers the shop has. `pending` are the days until earned points can be spent."""

    points: bool = True
    pending: int = 0
    monday: bool = False
    gold: bool = False
    bonus: bool = False
    coffee_off: bool = False
    third_free: bool = False
    plain: int = 0
    birthday: bool = False
    on_top: bool = False
    wednesday_only: bool = False
    ladder: bool = False
    spending: str = ""
    money_off: bool = False
    stamps: bool = False
    tiers: bool = False
    next_time: bool = False


@dataclass
class Item:
    """A line: what it cost before and after discounts, what of it was paid in money, and how many were a gift."""

    gross: int
    category: str
    quantity: int
    net: int = 0
    money: int = 0
    free: int = 0

    @property
    def bought(self) -> int:
        """How many of the line were not given away."""
        return self.quantity - self.free

    def left(self, back: int) -> "Item":
        """The line after `back` of its gross came back; what is left of a share is rounded down."""
        if not back:
            return self
        gross = self.gross - back
        share = Fraction(gross, self.gross)
        quantity, bought = ceil(self.quantity * share), ceil(self.bought * share)
        return Item(gross, self.category, quantity, int(self.net * share), int(self.money * share), quantity - bought)


@dataclass
class Voucher:
    """A coupon in somebody's hands; `cheque` is the purchase that brought it, `ends` None when it lasts for ever."""

    name: str
    cheque: int | None
    number: int
    ends: datetime | None = None
    most: int | None = 1
    uses: int = 0
    void: bool = False

    def is_good(self, now: datetime) -> bool:
        lasts = self.ends is None or self.ends > now
        return lasts and not self.void and (self.most is None or self.uses < self.most)


@dataclass
class Points:
    """Points credited together. `starts` None: active already."""

    left: int
    starts: datetime | None
    ends: datetime
    cheque: int | None
    number: int


@dataclass
class Bought:
    """A purchase in the notebook, as it is after what came back."""

    number: int
    at: datetime
    tier: str
    items: list[Item]
    coupons: tuple[str, ...]
    paid_by: list[tuple[Points, int]]
    back: list[int] = field(default_factory=list)
    restored: int = 0
    money_back: int = 0
    raw: int = 0
    bonus: int = 0
    stamps: int = 0
    stamps_before: int = 0
    spent: int = 0
    brought: dict[str, int] = field(default_factory=dict)
    used: list[Voucher] = field(default_factory=list)

    @property
    def gross(self) -> int:
        return sum(item.gross for item in self.items)


@dataclass
class Told:
    """What the shop says about a sale or a return."""

    figures: tuple[int, ...]


@dataclass
class Held:
    """What a sale that waits for the member's word was shown as, and the points set aside for it."""

    at: datetime
    visits: int
    spent: int
    tier: str
    paid_by: list[tuple[Points, int]]


# --- arithmetic ----------------------------------------------------------------------------------------------------


def nearest(amount: int, basis_points: int) -> int:
    """So many basis points of an amount, to the nearest minor unit; a half goes up."""
    return int(Fraction(amount * basis_points, 10_000) + Fraction(1, 2))


def spread(amount: int, weights: list[int]) -> list[int]:
    """An amount spread in proportion to the weights: whole parts, then the rest by largest remainder, then in order."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    exact = [Fraction(amount * weight, total) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda n: (parts[n] - exact[n], n))
    for number in by_remainder[: amount - sum(parts)]:
        parts[number] += 1
    return parts


def spread_up_to(amount: int, items: list[Item]) -> list[int]:
    weights = [item.net for item in items]
    return spread(min(amount, sum(weights)), weights)


def midnight(at: datetime, days: int) -> datetime:
    """The moment at which the local day so many days later begins."""
    day = at.astimezone(SOFIA).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=SOFIA).astimezone(UTC)


def month_end(at: datetime) -> datetime:
    today = at.astimezone(SOFIA).date()
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    return datetime(year, month, 1, tzinfo=SOFIA).astimezone(UTC)


def near(born: tuple[int, int], today: date, days: int) -> bool:
    """Is a birthday at most so many days away? 29 February is celebrated on the 28th of other years."""
    for ahead in range(-days, days + 1):
        day = today + timedelta(days=ahead)
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        celebrated = (2, 28) if born == (2, 29) and not leap else born
        if (day.month, day.day) == celebrated:
            return True
    return False

"""What rules propose about an event; the engine decides which proposals stand."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Terms:
    """When points become active and when they end, in local days; `expiry_days` None means never."""

    activation_days: int = 0
    expiry_days: int | None = 365


@dataclass(frozen=True, slots=True)
class Discount:
    """Minor units off as (line, amount), never more than the line costs; `free` whole items of it as (line, items)."""

    off: tuple[tuple[int, int], ...]
    free: tuple[tuple[int, int], ...] = ()

    @property
    def amount(self) -> int:
        """The whole of it in minor units."""
        return sum(amount for _, amount in self.off)

    @property
    def lines(self) -> frozenset[int]:
        """The lines that become cheaper."""
        return frozenset(line for line, _ in self.off)


@dataclass(frozen=True, slots=True)
class Tender:
    """Points may pay for `lines`: at most `limit` of them, each worth `value` minor units, rounded when they pay.

    `below` is the minimum order (minor units) when the cheque does not reach it, else 0.
    """

    lines: frozenset[int]
    value: int | Fraction
    limit: int
    below: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """Each of `lines` earns `points` for every `per` minor units."""

    lines: frozenset[int]
    points: int
    per: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Boost:
    """What `lines` earn is multiplied by `factor` basis points."""

    lines: frozenset[int]
    factor: int


@dataclass(frozen=True, slots=True)
class Bonus:
    """Whole points for a cheque, added after what its money earns."""

    points: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Gift:
    """Whole points for an event that is no cheque."""

    points: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Window:
    """How long something counts: `lifetime`, `rolling` (so many `days`), or to the end of the `month` or `year`."""

    kind: str = "lifetime"
    days: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """`amount` is counted for the rule. Each time the sum passes an `at` of `rewards`, that coupon is promised.

    With a `goal` the sum starts anew when it is reached, what is over carries on, and rewards come round again.
    """

    amount: int
    window: Window = Window()
    goal: int = 0
    rewards: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """The member gets a coupon of the rule `coupon`."""

    coupon: str


@dataclass(frozen=True, slots=True)
class Climb:
    """The member reaches `tier`; the higher `rank` is the better tier."""

    tier: str
    rank: int


Proposal = Discount | Tender | Rate | Boost | Bonus | Gift | Count | Promise | Climb

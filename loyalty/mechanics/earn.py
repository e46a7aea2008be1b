"""Earn: points for what is paid in money, at a rate that may climb with the cheque and differ by category."""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from loyalty.cart import Cart, select, total
from loyalty.errors import SettingInvalid
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Rate, Terms
from loyalty.setting import setting

PHASES = frozenset({Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Rung:
    """A better rate for cheques from `minimum` minor units (after discounts)."""

    minimum: int = setting(100_000, unit="money", minimum=1)
    points: int = setting(2, unit="points", minimum=1, maximum=1_000_000)
    per: int = setting(10_000, unit="money", minimum=1)


@dataclass(frozen=True, slots=True)
class Config:
    """`points` for every `per` minor units of lines in `categories` (empty: all), without the excluded ones.

    The `ladder` replaces the rate for larger cheques, so its rungs rise. Points activate after `activation_days` and
    end `expiry_days` after that (None: never).
    """

    points: int = setting(1, unit="points", minimum=1, maximum=1_000_000)
    per: int = setting(10_000, unit="money", minimum=1)
    ladder: tuple[Rung, ...] = field(default=(), metadata={"unit": "ladder"})
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")
    excluded: frozenset[str] = setting(frozenset(), unit="category", example="tobacco", rare=True)
    excluded_skus: frozenset[str] = setting(frozenset(), unit="sku", example="gift-card", rare=True)
    activation_days: int = setting(0, unit="days", minimum=0, maximum=365, rare=True)
    expiry_days: int | None = setting(365, unit="days", minimum=1, maximum=3650)

    def __post_init__(self) -> None:
        """Raises SettingInvalid unless minimum and rate rise from rung to rung."""
        rungs = [(0, Fraction(self.points, self.per)), *((r.minimum, Fraction(r.points, r.per)) for r in self.ladder)]
        for (low, slow), (high, fast) in pairwise(rungs):
            if high <= low or fast <= slow:
                raise SettingInvalid("ladder", "not-rising")


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Rate, ...]:
    """Returns the rate that this cheque reaches, for the lines that earn."""
    if not isinstance(event, Purchase):
        return ()
    lines = select(cart, config.categories, config.excluded)
    earning = frozenset(number for number in lines if event.lines[number].sku not in config.excluded_skus)
    points, per = config.points, config.per
    for rung in config.ladder:
        if total(cart) >= rung.minimum:
            points, per = rung.points, rung.per
    return (Rate(earning, points, per, Terms(config.activation_days, config.expiry_days)),)

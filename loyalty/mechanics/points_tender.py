"""Points tender: points pay a part of a cheque."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from loyalty.cart import WHOLE, Cart, select, total
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase, Rule
from loyalty.proposals import Tender
from loyalty.setting import setting

PHASES = frozenset({Phase.POINTS})


@dataclass(frozen=True, slots=True)
class Config:
    """A point, or so many `points` together, pay `value` minor units on orders from `minimum` (after discounts).

    Points pay at most `cap` basis points of the lines whose category is not `excluded`, and at most `most` points.
    """

    value: int = setting(100, unit="money", minimum=1)
    minimum: int = setting(0, unit="money", example=50_000, minimum=0)
    cap: int = setting(2_000, unit="basis_points", minimum=1, maximum=WHOLE)
    most: int | None = setting(None, unit="points", example=1_000, minimum=1, rare=True)
    excluded: frozenset[str] = setting(frozenset(), unit="category", example="tobacco", rare=True)
    points: int = setting(1, unit="points", minimum=1, maximum=1_000_000, rare=True)

    @property
    def worth(self) -> int | Fraction:
        """What one point pays, in minor units."""
        return self.value if self.points == 1 else Fraction(self.value, self.points)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Tender, ...]:
    """Returns how many points may pay for which lines."""
    if not isinstance(event, Purchase):
        return ()
    lines = select(cart, but=config.excluded)
    eligible = sum(share.net for share in cart if share.line in lines)
    limit = eligible * config.cap * config.points // (WHOLE * config.value)
    if config.most is not None:
        limit = min(limit, config.most)
    below = config.minimum if total(cart) < config.minimum else 0
    return (Tender(lines, config.worth, limit, below),)


def value_in(rules: Iterable[Rule]) -> int | Fraction:
    """Returns the minor units that a point pays at most under these rules, 0 when it pays nothing."""
    return max((rule.config.worth for rule in rules if isinstance(rule.config, Config) and not rule.paused), default=0)

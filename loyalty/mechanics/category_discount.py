"""Category discount: a percentage off the lines of some categories."""

from dataclasses import dataclass

from loyalty.cart import Cart, part_of, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Discount
from loyalty.setting import setting

PHASES = frozenset({Phase.LINE_DISCOUNT})


@dataclass(frozen=True, slots=True)
class Config:
    """`percent` basis points off each line in `categories` (empty: all)."""

    percent: int = setting(1_000, unit="basis_points", minimum=1, maximum=10_000)
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount, ...]:
    """Returns what comes off each line, rounded line by line."""
    if not isinstance(event, Purchase):
        return ()
    lines = select(cart, config.categories)
    off = ((share.line, part_of(share.net, config.percent)) for share in cart if share.line in lines)
    return (Discount(tuple((line, amount) for line, amount in off if amount)),)

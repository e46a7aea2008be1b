"""Discount: a percentage off the whole cheque; for whom and when is said by the rule's conditions."""

from dataclasses import dataclass

from loyalty.cart import Cart, percent_off, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Discount
from loyalty.setting import setting

PHASES = frozenset({Phase.CART_PERCENT})


@dataclass(frozen=True, slots=True)
class Config:
    """`percent` basis points off, but for the `excluded` categories, at most `most` minor units (None: no limit)."""

    percent: int = setting(500, unit="basis_points", minimum=1, maximum=10_000)
    most: int | None = setting(None, unit="money", example=100_000, minimum=1, rare=True)
    excluded: frozenset[str] = setting(frozenset(), unit="category", example="tobacco", rare=True)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount, ...]:
    """Returns what comes off the lines."""
    if not isinstance(event, Purchase):
        return ()
    return (Discount(percent_off(cart, select(cart, but=config.excluded), config.percent, config.most)),)

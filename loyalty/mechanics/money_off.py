"""Money off: a fixed sum off the whole cheque, such as for an order from a minimum."""

from dataclasses import dataclass

from loyalty.cart import Cart, amount_off, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Discount
from loyalty.setting import setting

PHASES = frozenset({Phase.CART_FIXED})


@dataclass(frozen=True, slots=True)
class Config:
    """`amount` minor units off all lines but the `excluded` categories, never below zero."""

    amount: int = setting(10_000, unit="money", minimum=1)
    excluded: frozenset[str] = setting(frozenset(), unit="category", example="tobacco", rare=True)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount, ...]:
    """Returns what comes off the lines."""
    if not isinstance(event, Purchase):
        return ()
    return (Discount(amount_off(cart, select(cart, but=config.excluded), config.amount)),)

"""Boost: what a cheque earns, multiplied; when and where is said by the rule's conditions."""

from dataclasses import dataclass

from loyalty.cart import Cart, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Boost
from loyalty.setting import setting

PHASES = frozenset({Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Config:
    """`factor` in basis points (20 000 doubles), for lines in `categories` (empty: all)."""

    factor: int = setting(20_000, unit="basis_points", minimum=10_001, maximum=1_000_000)
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Boost, ...]:
    """Returns the factor for the lines that it raises."""
    if not isinstance(event, Purchase):
        return ()
    return (Boost(select(cart, config.categories), config.factor),)

"""Bonus: a fixed number of points for a cheque that meets the rule's conditions."""

from dataclasses import dataclass

from loyalty.cart import Cart, total
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Bonus, Terms
from loyalty.setting import setting

PHASES = frozenset({Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Config:
    """`points` for a cheque; they activate after `activation_days` and end `expiry_days` later (None: never)."""

    points: int = setting(10, unit="points", minimum=1, maximum=1_000_000)
    activation_days: int = setting(0, unit="days", minimum=0, maximum=365, rare=True)
    expiry_days: int | None = setting(365, unit="days", minimum=1, maximum=3650)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Bonus, ...]:
    """Returns the points, unless nothing is left of the cheque."""
    if not isinstance(event, Purchase) or not total(cart):
        return ()
    return (Bonus(config.points, Terms(config.activation_days, config.expiry_days)),)

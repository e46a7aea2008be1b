"""Grant: points for becoming a member; a launch offer is a grant whose rule names the first N or a last day."""

from dataclasses import dataclass

from loyalty.cart import Cart
from loyalty.events import Event, Registered
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Gift, Terms
from loyalty.setting import setting

PHASES = frozenset({Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Config:
    """`points` on registration; they activate after `activation_days` and end `expiry_days` later (None: never)."""

    points: int = setting(50, unit="points", minimum=1, maximum=1_000_000)
    activation_days: int = setting(0, unit="days", minimum=0, maximum=365, rare=True)
    expiry_days: int | None = setting(90, unit="days", minimum=1, maximum=3650)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Gift, ...]:
    """Returns the gift for a registration."""
    if not isinstance(event, Registered):
        return ()
    return (Gift(config.points, Terms(config.activation_days, config.expiry_days)),)

"""Birthday: points as the birthday comes near."""

from dataclasses import dataclass

from loyalty.cart import Cart
from loyalty.events import Birthday, Event
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Gift, Terms
from loyalty.setting import setting

PHASES = frozenset({Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Config:
    """`points` so many `days_before` the birthday; they end after `expiry_days` (None: never)."""

    points: int = setting(200, unit="points", minimum=1, maximum=1_000_000)
    days_before: int = setting(3, unit="days", minimum=0, maximum=31)
    expiry_days: int | None = setting(14, unit="days", minimum=1, maximum=3650)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Gift, ...]:
    """Returns the points for a birthday."""
    return (Gift(config.points, Terms(0, config.expiry_days)),) if isinstance(event, Birthday) else ()

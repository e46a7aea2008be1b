"""Gift coupon: an event gives the member a coupon, such as a discount on the next purchase."""

from dataclasses import dataclass

from loyalty.cart import Cart, total
from loyalty.events import Birthday, Event, Purchase, Registered
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Promise
from loyalty.setting import setting

PHASES = frozenset({Phase.PROGRESS})
_EVENTS = {"registration": Registered, "purchase": Purchase, "birthday": Birthday}


@dataclass(frozen=True, slots=True)
class Config:
    """A coupon of the rule `coupon` on `registration`, on every `purchase` or on the `birthday`."""

    coupon: str = setting("", unit="coupon", example="next-time")
    on: str = setting("purchase", unit="choice", choices=tuple(_EVENTS))


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Promise, ...]:
    """Returns the coupon that this event gives, none when nothing is left of a cheque."""
    given = config.coupon and isinstance(event, _EVENTS[config.on])
    if not given or (isinstance(event, Purchase) and not total(cart)):
        return ()
    return (Promise(config.coupon),)

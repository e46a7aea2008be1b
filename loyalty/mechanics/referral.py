"""Referral: points for who invited and who came, paid after the friend's first sufficient purchase."""

from dataclasses import dataclass

from loyalty.cart import Cart
from loyalty.events import Event, Referred
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Gift, Terms
from loyalty.setting import setting

PHASES = frozenset({Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Config:
    """`inviter` and `friend` points once the friend has paid a cheque from `minimum` minor units in money.

    More than `monthly_cap` friends of one inviter in a month wait for the owner's word.
    """

    inviter: int = setting(50, unit="points", minimum=0, maximum=1_000_000)
    friend: int = setting(50, unit="points", minimum=0, maximum=1_000_000)
    minimum: int = setting(0, unit="money", example=50_000, minimum=0)
    monthly_cap: int = setting(10, unit="friends", minimum=1, maximum=1_000)
    expiry_days: int | None = setting(90, unit="days", minimum=1, maximum=3650)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Gift, ...]:
    """Returns the points of one side."""
    if not isinstance(event, Referred):
        return ()
    points = config.friend if event.invited else config.inviter
    return (Gift(points, Terms(0, config.expiry_days)),) if points else ()

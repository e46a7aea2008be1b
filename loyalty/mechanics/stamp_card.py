"""Stamp card: a stamp per item, purchase or sum; a full card gives a coupon, and what is over carries on."""

from dataclasses import dataclass
from itertools import pairwise

from loyalty.cart import Cart, in_the_sum, select
from loyalty.errors import SettingInvalid
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.progress import Progress
from loyalty.proposals import Count
from loyalty.setting import setting

PHASES = frozenset({Phase.PROGRESS})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A coupon of the rule `coupon` already at stamp `at`."""

    at: int = setting(3, unit="stamps", minimum=1, maximum=1_000)
    coupon: str = setting("", unit="coupon", example="cookie")


@dataclass(frozen=True, slots=True)
class Config:
    """`goal` stamps fill the card and give a coupon of the rule `reward`: "every 6th coffee free" has a goal of 5.

    One stamp per `item` of `categories` (empty: all), per `purchase` that has some, or per `amount` minor units. What
    costs nothing, such as the free coffee, gives none.
    """

    goal: int = setting(5, unit="stamps", minimum=2, maximum=1_000)
    per: str = setting("item", unit="choice", choices=("item", "purchase", "amount"))
    amount: int = setting(30_000, unit="money", minimum=1, only=("per", "amount"))
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")
    reward: str = setting("", unit="coupon", example="free-coffee")
    milestones: tuple[Milestone, ...] = setting((), unit="ladder", rare=True)

    def __post_init__(self) -> None:
        """Raises SettingInvalid unless the milestones rise and stand before the goal."""
        places = [0, *(milestone.at for milestone in self.milestones), self.goal]
        if any(later <= sooner for sooner, later in pairwise(places)):
            raise SettingInvalid("milestones", "not-rising")


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Count, ...]:
    """Returns the stamps of this cheque."""
    if not isinstance(event, Purchase):
        return ()
    rewards = [*((milestone.at, milestone.coupon) for milestone in config.milestones), (config.goal, config.reward)]
    named = tuple((at, coupon) for at, coupon in rewards if coupon)
    return (Count(_stamps(config, event, cart), goal=config.goal, rewards=named),)


def _stamps(config: Config, event: Purchase, cart: Cart) -> int:
    said = in_the_sum(cart) if config.categories else frozenset()  # where any item counts, the sum itself is one
    chosen = select(cart, config.categories)
    lines = [share for share in cart if share.line in chosen and (share.net or share.line in said)]
    if config.per == "amount":
        return sum(share.money for share in lines) // config.amount
    items = sum(max(0, event.lines[share.line].quantity - share.free) for share in lines)
    return items if config.per == "item" else int(any(share.net for share in lines) or items > 0)


def progress(config: Config, facts: Facts) -> Progress:
    """Returns how full the card is."""
    at = tuple(milestone.at for milestone in config.milestones)
    return Progress(facts.count, config.goal, "stamps", config.reward, at)

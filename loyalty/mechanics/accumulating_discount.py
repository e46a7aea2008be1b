"""Accumulating discount: a percentage that grows with what the member bought before, in a window or ever."""

from dataclasses import dataclass
from itertools import pairwise

from loyalty.cart import Cart, percent_off, select
from loyalty.errors import SettingInvalid
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.progress import Progress
from loyalty.proposals import Count, Discount, Window
from loyalty.setting import setting

PHASES = frozenset({Phase.CART_PERCENT, Phase.PROGRESS})


@dataclass(frozen=True, slots=True)
class Step:
    """`percent` basis points from the `threshold`: that purchase itself, or what was spent before (minor units)."""

    threshold: int = setting(5, unit="metric", minimum=1)
    percent: int = setting(500, unit="basis_points", minimum=1, maximum=10_000)


@dataclass(frozen=True, slots=True)
class Config:
    """`steps` by number of purchases (`visits`) or money paid (`spend`), counted for ever or in a window.

    A `rolling` window has so many `days`; `month` and `year` are those of the calendar.
    """

    metric: str = setting("visits", unit="choice", choices=("visits", "spend"))
    window: str = setting("lifetime", unit="choice", choices=("lifetime", "rolling", "month", "year"))
    days: int = setting(30, unit="days", minimum=1, maximum=3650, only=("window", "rolling"))
    steps: tuple[Step, ...] = setting((Step(), Step(10, 1_000)), unit="ladder")
    excluded: frozenset[str] = setting(frozenset(), unit="category", example="tobacco", rare=True)

    def __post_init__(self) -> None:
        """Raises SettingInvalid unless there are steps and both threshold and percentage rise."""
        if not self.steps:
            raise SettingInvalid("steps", "missing")
        for low, high in pairwise(self.steps):
            if high.threshold <= low.threshold or high.percent <= low.percent:
                raise SettingInvalid("steps", "not-rising")


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount | Count, ...]:
    """Returns the discount of the step that the member is on, and what this cheque adds."""
    if not isinstance(event, Purchase):
        return ()
    reached = [step for step in config.steps if _position(config, facts) >= step.threshold]
    percent = reached[-1].percent if reached else 0
    off = percent_off(cart, select(cart, but=config.excluded), percent)
    spent = sum(share.money for share in cart)
    added = 1 if config.metric == "visits" and any(share.gross for share in cart) else 0
    return Discount(off), Count(spent if config.metric == "spend" else added, Window(config.window, config.days))


def progress(config: Config, facts: Facts) -> Progress:
    """Returns how far the member is and what the next percentage needs."""
    unit = "money" if config.metric == "spend" else "visits"
    coming = next((step for step in config.steps if step.threshold > _position(config, facts)), None)
    if coming is None:
        return Progress(facts.count, 0, unit, str(config.steps[-1].percent))
    # The purchase with that number has the discount already, so one less has to come before it.
    need = coming.threshold if config.metric == "spend" else coming.threshold - 1
    return Progress(facts.count, need, unit, str(coming.percent))


def _position(config: Config, facts: Facts) -> int:
    return facts.count if config.metric == "spend" else facts.count + 1

"""Tiers: levels by what the member spent, visited, earned or brought; perks are other rules with a tier condition."""

from dataclasses import dataclass
from itertools import pairwise

from loyalty.cart import Cart
from loyalty.errors import SettingInvalid
from loyalty.events import Event, Purchase, Referred
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.progress import Progress
from loyalty.proposals import Climb, Count, Window
from loyalty.setting import setting

PHASES = frozenset({Phase.PROGRESS, Phase.STATUS})


@dataclass(frozen=True, slots=True)
class Level:
    """The tier `key` from `threshold`: minor units, purchases, points or friends, as the metric says."""

    key: str = setting("silver", unit="tier", example="silver")
    threshold: int = setting(100_000, unit="metric", minimum=1)


@dataclass(frozen=True, slots=True)
class Config:
    """`levels` above the `base`, where everybody begins, by `spend`, `visits`, `points` earned or `friends` invited.

    A new level holds from the next cheque. What was counted ends with the window; at the review, `days` after the rise
    (or at the end of the year), who no longer reaches a level goes down one step. A warning comes `warn_days` before.
    """

    metric: str = setting("spend", unit="choice", choices=("spend", "visits", "points", "friends"))
    window: str = setting("rolling", unit="choice", choices=("rolling", "year", "lifetime"))
    days: int = setting(365, unit="days", minimum=7, maximum=3650)
    base: str = setting("bronze", unit="tier", example="bronze")
    levels: tuple[Level, ...] = setting((Level(), Level("gold", 500_000)), unit="ladder")
    warn_days: int = setting(30, unit="days", minimum=1, maximum=180, rare=True)

    def __post_init__(self) -> None:
        """Raises SettingInvalid unless there are levels, each with a name of its own and a higher threshold."""
        if not self.levels:
            raise SettingInvalid("levels", "missing")
        keys = [level.key for level in self.levels]
        if not all(0 < len(key) <= LONGEST_KEY for key in keys):
            raise SettingInvalid("levels", "missing")
        if len(set(keys)) < len(keys):
            raise SettingInvalid("levels", "duplicate")
        if not 0 < len(self.base) <= LONGEST_KEY or self.base in keys:
            raise SettingInvalid("base", "duplicate" if self.base else "missing")
        for low, high in pairwise(self.levels):
            if high.threshold <= low.threshold:
                raise SettingInvalid("levels", "not-rising")


LONGEST_KEY = 32


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Count | Climb, ...]:
    """Returns what this event counts, and the level that the member has then."""
    if isinstance(event, Referred) and config.metric == "friends" and not event.invited:
        amount = 1
    elif isinstance(event, Purchase) and config.metric != "friends":
        amount = _amount(config, facts, cart)
    else:
        return ()
    level = level_at(config, facts.count)
    climb = (Climb(level, rank_of(config, level)),) if rank_of(config, level) > rank_of(config, facts.tier) else ()
    return Count(amount, Window(config.window, config.days)), *climb


def level_at(config: Config, count: int) -> str:
    """Returns the key of the highest level that `count` reaches."""
    return next((level.key for level in reversed(config.levels) if count >= level.threshold), config.base)


def rank_of(config: Config, tier: str) -> int:
    """Returns 0 for the base and for a tier that is no more, else which level above it."""
    return next((number for number, level in enumerate(config.levels, 1) if level.key == tier), 0)


def progress(config: Config, facts: Facts) -> Progress:
    """Returns how far the member is from the level above their own."""
    unit = {"spend": "money"}.get(config.metric, config.metric)
    above = config.levels[rank_of(config, facts.tier) :]
    if not above:
        return Progress(facts.count, 0, unit, config.levels[-1].key)
    return Progress(facts.count, above[0].threshold, unit, above[0].key)


def _amount(config: Config, facts: Facts, cart: Cart) -> int:
    if config.metric == "points":
        return facts.earned
    if config.metric == "spend":
        return sum(share.money for share in cart)
    return 1 if any(share.gross for share in cart) else 0

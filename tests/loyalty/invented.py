"""Lucky day: a percentage off, points on top and a count of visits; a mechanic that only a test knows."""

from dataclasses import dataclass

from loyalty.cart import Cart, percent_off, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.progress import Progress
from loyalty.proposals import Bonus, Count, Discount, Terms, Window
from loyalty.setting import setting

PHASES = frozenset({Phase.CART_PERCENT, Phase.EARNING, Phase.PROGRESS})


@dataclass(frozen=True, slots=True)
class Config:
    """`percent` basis points off `categories` and `points` on top, on orders from `least` minor units."""

    percent: int = setting(700, unit="basis_points", minimum=1, maximum=10_000)
    points: int = setting(7, unit="points", minimum=1, maximum=1_000)
    least: int = setting(0, unit="money", minimum=0, example=50_000)
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")
    days: int = setting(7, unit="days", minimum=1, maximum=365)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount | Bonus | Count, ...]:
    """Returns what a lucky day gives."""
    lines = select(cart, config.categories)
    bought = sum(cart[line].gross for line in lines)
    if not isinstance(event, Purchase) or not bought or bought < config.least:
        return ()
    return (
        Discount(percent_off(cart, lines, config.percent)),
        Bonus(config.points, Terms()),
        Count(1, Window("rolling", config.days)),
    )


def progress(config: Config, facts: Facts) -> Progress:
    """Returns how many lucky days there were."""
    return Progress(facts.count, 0, "visits")

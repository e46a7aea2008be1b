"""Coupon: what one is worth on the cheque where it is presented; who has one, and how often used, storage knows."""

from dataclasses import dataclass

from loyalty.cart import Cart, amount_off, percent_off, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Bonus, Discount, Terms
from loyalty.setting import setting

PHASES = frozenset({Phase.COUPON, Phase.EARNING})


@dataclass(frozen=True, slots=True)
class Config:
    """`title` is what it is called. `kind` says which of `percent`, `amount`, `points` it gives, or one free item.

    A free item is the dearest one of `categories` (empty: any), up to `amount` minor units; a sum alone has none, so
    the till asks for its price. A member's coupon lasts `valid_days` (None: for ever). Limits: `uses` of one coupon,
    `total` of all, `per_member` within `period_days` (None: ever). `beside` says which other coupons the cheque may
    have.
    """

    title: str = setting("", unit="text", example="Free coffee")
    kind: str = setting("percent", unit="choice", choices=("percent", "amount", "item", "points"))
    percent: int = setting(1_000, unit="basis_points", minimum=1, maximum=10_000, only=("kind", "percent"))
    amount: int = setting(30_000, unit="money", minimum=1, only=("kind", "amount", "item"))
    points: int = setting(100, unit="points", minimum=1, maximum=1_000_000, only=("kind", "points"))
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")
    beside: str = setting("stackable", unit="choice", choices=("exclusive", "stackable", "always"), rare=True)
    valid_days: int | None = setting(30, unit="days", minimum=1, maximum=3650)
    uses: int | None = setting(1, unit="times", minimum=1, maximum=1_000_000, rare=True)
    total: int | None = setting(None, unit="times", example=1_000, minimum=1, maximum=10_000_000, rare=True)
    per_member: int | None = setting(None, unit="times", example=1, minimum=1, maximum=1_000, rare=True)
    period_days: int | None = setting(None, unit="days", example=30, minimum=1, maximum=3650, rare=True)


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount | Bonus, ...]:
    """Returns what the coupon gives on this cheque."""
    if not isinstance(event, Purchase):
        return ()
    lines = select(cart, config.categories)
    if config.kind == "points":
        return (Bonus(config.points, Terms()),) if any(cart[line].gross for line in lines) else ()
    if config.kind == "percent":
        return (Discount(percent_off(cart, lines, config.percent)),)
    if config.kind == "amount":
        return (Discount(amount_off(cart, lines, config.amount)),)
    # A sum of which nobody has said what it is for is no item.
    items = frozenset(line for line in lines if cart[line].category or event.lines[line].quantity > 1)
    return (_free_item(config, event, cart, items),)


def _free_item(config: Config, event: Purchase, cart: Cart, lines: frozenset[int]) -> Discount:
    """Returns the price of the dearest item that is not free already; whole only when the coupon is worth as much."""
    prices = [(cart[line].net // max(1, event.lines[line].quantity - cart[line].free), -line) for line in lines]
    price, line = max(prices, default=(0, 0))
    if not price:
        return Discount(())
    off = amount_off(cart, frozenset({-line}), min(price, config.amount))
    return Discount(off, ((-line, 1),) if price <= config.amount else ())

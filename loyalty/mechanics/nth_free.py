"""N-th free: within one cheque every N-th item, or a gift for every N items, costs nothing."""

from dataclasses import dataclass

from loyalty.cart import Cart, select
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase
from loyalty.proposals import Discount
from loyalty.setting import setting

PHASES = frozenset({Phase.LINE_DISCOUNT})


@dataclass(frozen=True, slots=True)
class Config:
    """For every `every` items of `categories` (empty: all) one is free: of `gifts`, or the cheapest of the items."""

    every: int = setting(3, unit="items", minimum=2, maximum=100)
    categories: frozenset[str] = setting(frozenset(), unit="category", example="coffee")
    gifts: frozenset[str] = setting(frozenset(), unit="category", example="cookie")


def propose(config: Config, event: Event, facts: Facts, cart: Cart) -> tuple[Discount, ...]:
    """Returns the price of the free items, the cheapest ones there are."""
    if not isinstance(event, Purchase):
        return ()
    priced = frozenset(share.line for share in cart if share.gross)  # of the others nobody knows what they would save
    bought = select(cart, config.categories, config.gifts) & priced
    free = sum(event.lines[line].quantity for line in bought) // config.every
    given = select(cart, config.gifts) & priced if config.gifts else bought
    off: list[tuple[int, int]] = []
    whole: list[tuple[int, int]] = []
    for price, line, quantity in sorted(_item(event, cart, line) for line in given):
        items = min(free, quantity)
        free -= items
        if items and price:
            off.append((line, price * items))
            whole.append((line, items))
    return (Discount(tuple(off), tuple(whole)),)


def _item(event: Purchase, cart: Cart, line: int) -> tuple[int, int, int]:
    quantity = event.lines[line].quantity
    return cart[line].net // max(1, quantity), line, quantity

"""What a sum leaves unsaid: rules that would count on a cheque if somebody said what of it is theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loyalty import counting
from loyalty.cart import Cart
from loyalty.counting import Counted
from loyalty.events import Line, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase, Programme, Rule, Share
from loyalty.registry import MECHANICS

P = TypeVar("P", Line, Share)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A rule that counted nothing, as no line is of its `categories`; where `number`, how many there are is enough."""

    rule_id: str
    categories: tuple[str, ...]
    number: bool


def unsaid(
    purchase: Purchase, facts: Facts, cart: Cart, counted: Iterable[Counted], programme: Programme
) -> tuple[Unsaid, ...]:
    """Returns the rules that counted nothing on a cart but might, for a part of it is a sum alone, sorted by id."""
    if not any(share.net for share in cart if not share.category):
        return ()
    done, there = {each.rule_id for each in counted}, {line.category for line in purchase.lines}
    found = []
    for rule in sorted(programme.rules, key=lambda rule: rule.id):
        categories = tuple(sorted(getattr(rule.config, "categories", ()), key=str.casefold))
        if rule.id in done or not categories or there.intersection(categories):
            continue
        if rule.paused or Phase.PROGRESS not in MECHANICS[rule.mechanic].phases:
            continue
        number = _counts(rule, *_with_items(purchase, cart, categories[0]), facts, programme)
        if number or _counts(rule, *_all_of(purchase, cart, categories[0]), facts, programme):
            found.append(Unsaid(rule.id, categories, number))
    return tuple(found)


def _counts(rule: Rule, purchase: Purchase, cart: Cart, facts: Facts, programme: Programme) -> bool:
    alone = replace(programme, rules=tuple(each for each in programme.rules if each.id == rule.id))
    return bool(counting.count(purchase, facts, cart, alone).counted)


def _with_items(purchase: Purchase, cart: Cart, category: str) -> tuple[Purchase, Cart]:
    """Returns the cheque as it is when one item of a category was said to be in the sum."""
    share = Share(len(cart), 0, 0, 0, category)
    return replace(purchase, lines=(*purchase.lines, Line(0, category))), (*cart, share)


def _all_of(purchase: Purchase, cart: Cart, category: str) -> tuple[Purchase, Cart]:
    """Returns the cheque as it is when the whole sum is of a category."""
    return replace(purchase, lines=_named(purchase.lines, category)), _named(cart, category)


def _named(parts: Sequence[P], category: str) -> tuple[P, ...]:
    return tuple(part if part.category else replace(part, category=category) for part in parts)

"""The second reading of what a purchase costs: offers on lines, percentages, money off, coupons."""

from collections.abc import Iterable
from datetime import datetime

from tests.loyalty.notebook import (
    FREE_ITEM,
    LADDER,
    OFF,
    OFF_FROM,
    PERCENT,
    SOFIA,
    SPENDING,
    Item,
    Plan,
    near,
    nearest,
    spread_up_to,
)


class Refused(Exception):  # noqa: N818 - the shop says no; nothing went wrong
    """The shop refuses."""


def priced(
    plan: Plan,
    born: tuple[int, int],
    lines: Iterable[tuple[int, str, int]],
    coupons: tuple[str, ...],
    at: datetime,
    visits: int,
    spent: int,
) -> list[Item]:
    items = [Item(amount, category, quantity, amount) for amount, category, quantity in lines]
    _line_offers(plan, items)
    _percent_offers(plan, born, items, at, visits, spent)
    if plan.money_off and sum(item.gross for item in items) >= OFF_FROM:
        _off(items, spread_up_to(OFF, items))
    offs = [_coupon(items, coupon) for coupon in coupons if coupon != "points"]
    if any(not sum(off) for off in offs) or len(set(coupons)) < len(coupons):
        raise Refused
    for coupon, off in zip((coupon for coupon in coupons if coupon != "points"), offs, strict=True):
        for item, amount in zip(items, off, strict=True):
            # A gift is a gift when the whole price came off: what is paid for in part is bought.
            item.free += coupon not in PERCENT and 0 < amount <= item.net and amount == _price(item)
        _off(items, off)
    return items


def _price(item: Item) -> int:
    """What one of those costs that are not a gift already."""
    return item.net // (item.bought or 1)


def _line_offers(plan: Plan, items: list[Item]) -> None:
    coffee_off, free = [0] * len(items), [0] * len(items)
    for number, item in enumerate(items):
        if plan.coffee_off and item.category == "coffee":
            coffee_off[number] = nearest(item.net, 1_000)
    if plan.third_free:
        coffees = sorted(
            (item.net // item.quantity, number)
            for number, item in enumerate(items)
            if item.category == "coffee"
            for _ in range(item.quantity)
        )
        gifts = coffees[: len(coffees) // 3]
        for price, number in gifts:
            free[number] += price
        for number, item in enumerate(items):
            if free[number] > coffee_off[number]:
                item.free = sum(where == number for _, where in gifts)
    _off(items, [max(pair) for pair in zip(coffee_off, free, strict=True)])


def _percent_offers(
    plan: Plan, born: tuple[int, int], items: list[Item], at: datetime, visits: int, spent: int
) -> None:
    today = at.astimezone(SOFIA).date()
    total = sum(item.net for item in items)
    if plan.wednesday_only and today.weekday() == 2 and nearest(total, 200):
        _off(items, spread_up_to(nearest(total, 200), items))
        return
    percents = [plan.plain]
    if plan.birthday and near(born, today, 3):
        percents.append(2_000)
    if plan.ladder:
        percents += [percent for step, percent in LADDER if visits + 1 >= step]
    if plan.spending:
        percents += [percent for step, percent in SPENDING if spent >= step]
    best, top = nearest(total, max(percents)), nearest(total, 100 if plan.on_top else 0)
    offs = (spread_up_to(best, items), spread_up_to(top, items))
    for off in offs:
        _off(items, off)


def _coupon(items: list[Item], coupon: str) -> list[int]:
    if coupon in PERCENT:
        return spread_up_to(nearest(sum(item.net for item in items), PERCENT[coupon]), items)
    off = [0] * len(items)
    kind = {"free": "coffee", "cookie": "cake"}[coupon]
    fitting = [(_price(i), -n) for n, i in enumerate(items) if i.category == kind]
    if fitting:
        price, number = max(fitting)
        off[-number] = min(price, FREE_ITEM)
    return off


def _off(items: list[Item], off: list[int]) -> None:
    for item, amount in zip(items, off, strict=True):
        item.net = max(0, item.net - amount)

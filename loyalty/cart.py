"""The cart: the lines of a cheque as they stand between two phases."""

from collections.abc import Sequence

from loyalty.allocation import allocate
from loyalty.events import Purchase
from loyalty.programme import Share

Cart = tuple[Share, ...]
Off = tuple[tuple[int, int], ...]
"""Minor units that come off, as (line, amount)."""

WHOLE = 10_000
"""Basis points in a whole."""


def opened(purchase: Purchase) -> Cart:
    """Returns the lines of `purchase` with nothing taken off them yet."""
    return tuple(Share(number, line.amount, 0, 0, line.category) for number, line in enumerate(purchase.lines))


def left(cart: Cart, returned: Sequence[int]) -> Cart:
    """Returns the cart after `returned` minor units of gross by line came back; the line's shares shrink with it."""
    return tuple(_shrunk(share, share.gross - back) for share, back in zip(cart, returned, strict=True))


def total(cart: Cart) -> int:
    """Returns what the cart costs after discounts, in minor units."""
    return sum(share.net for share in cart)


def select(cart: Cart, only: frozenset[str] = frozenset(), but: frozenset[str] = frozenset()) -> frozenset[int]:
    """Returns the numbers of the lines whose category is among `only` (empty: any) and not among `but`."""
    return frozenset(s.line for s in cart if (not only or s.category in only) and s.category not in but)


def in_the_sum(cart: Cart) -> frozenset[int]:
    """Returns the numbers of the lines that say what is in a sum, as long as some of the sum is paid."""
    paid = any(share.net for share in cart if not share.category)
    return frozenset(share.line for share in cart if paid and share.category and not share.gross)


def part_of(amount: int, percent: int) -> int:
    """Returns `percent` basis points of an amount, to the nearest minor unit."""
    return (2 * amount * percent + WHOLE) // (2 * WHOLE)


def percent_off(cart: Cart, lines: frozenset[int], percent: int, most: int | None = None) -> Off:
    """Returns `percent` basis points of what the lines cost together, to the nearest minor unit and at most `most`."""
    amount = part_of(sum(share.net for share in cart if share.line in lines), percent)
    return amount_off(cart, lines, amount if most is None else min(amount, most))


def amount_off(cart: Cart, lines: frozenset[int], amount: int) -> Off:
    """Returns `amount` minor units off the lines, at most what they cost together, spread by largest remainder."""
    weights = [share.net if share.line in lines else 0 for share in cart]
    parts = allocate(min(amount, sum(weights)), weights)
    return tuple((share.line, part) for share, part in zip(cart, parts, strict=True) if part)


def _shrunk(share: Share, gross: int) -> Share:
    if gross == share.gross:
        return share
    net, money = (amount * gross // share.gross for amount in (share.net, share.money))
    return Share(share.line, gross, gross - net, net - money, share.category, share.eligible, share.free)

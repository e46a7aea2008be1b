"""The cart: the lines of a cheque as they stand between two phases."""

from collections.abc import Sequence

from loyalty.events import Purchase
from loyalty.programme import Share

Cart = tuple[Share, ...]


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


def _shrunk(share: Share, gross: int) -> Share:
    if gross == share.gross:
        return share
    net, money = (amount * gross // share.gross for amount in (share.net, share.money))
    return Share(share.line, gross, gross - net, net - money, share.category, share.eligible)

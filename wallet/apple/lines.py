"""Lines of dates, figures and codes on the back of a card: every language reads them as they are.

In pass.strings each would stand three times, and be hashed three times for every pass that is built.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from wallet.apple.saying import Tongue, local_day
from wallet.contents import HeldCoupon, Moved
from wallet.text import tidy

_MOST_LINES = 10
_TITLE_LIMIT = 60
_REMEMBERED = 8192
"""Lines: when a card changes, all but one of its last operations are those of before."""
_MOMENT = timedelta(microseconds=1)


def schedule(ends: Sequence[tuple[datetime, int]], shop: Tongue, zone: str) -> str:
    """Returns a line for each day on which points end."""
    return "\n".join([_end(shop, local_day(at, zone), points) for at, points in ends[:_MOST_LINES]])


def operations(moved: Sequence[Moved], shop: Tongue, zone: str) -> list[tuple[str, str]]:
    """Returns the last operations: of which kind, and the line that says when and how many points."""
    return [(each.kind, _operation(shop, local_day(each.at, zone), each.points)) for each in moved]


def coupons(held: Sequence[HeldCoupon], zone: str) -> str:
    """Returns a line for each coupon: what, its code, until when."""
    return "\n".join([_coupon(coupon, zone) for coupon in held[:_MOST_LINES]])


@lru_cache(maxsize=_REMEMBERED)
def _end(shop: Tongue, on: date, points: int) -> str:
    return f"{on:%d.%m.%Y}: {shop.points(points)}"


@lru_cache(maxsize=_REMEMBERED)
def _operation(shop: Tongue, on: date, points: int | None) -> str:
    if points is None:
        return f"{on:%d.%m.%Y}"
    return f"{shop.signed(points)} · {on:%d.%m.%Y}"


@lru_cache(maxsize=_REMEMBERED)
def _coupon(coupon: HeldCoupon, zone: str) -> str:
    title = tidy(coupon.title, _TITLE_LIMIT)
    # It ends with a midnight; what people read is the last day on which it is good.
    last = f"{local_day(coupon.expires_at - _MOMENT, zone):%d.%m.%Y}" if coupon.expires_at else ""
    return " · ".join([part for part in (title, coupon.code, last) if part])

"""Lots: in which order points are spent, and which lots a number of points comes from."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from loyalty.ledger import POINTS, Account, Lot
from loyalty.member import Member

NEVER = datetime.max.replace(tzinfo=UTC)


def spending_order(lot: Lot) -> tuple[datetime, UUID]:
    """Returns the sort key of a lot: soonest expiry first, never last, then id."""
    return lot.expires_at or NEVER, lot.id


def open_lots(member: Member, account: Account) -> list[Lot]:
    """Returns the member's lots of points on `account` with something left, in spending order."""
    lots = (lot for lot in member.lots if lot.unit == POINTS and lot.account == account and lot.remaining > 0)
    return sorted(lots, key=spending_order)


def take(lots: Iterable[Lot], points: int) -> tuple[tuple[Lot, int], ...]:
    """Returns how much of which lot makes up `points`, in the order given; less if the lots hold less."""
    taken: list[tuple[Lot, int]] = []
    for lot in lots:
        if points <= 0:
            break
        part = min(points, lot.remaining)
        taken.append((lot, part))
        points -= part
    return tuple(taken)

"""Holds: points set aside while the member is asked, and given back to the very same lots."""

from collections.abc import Iterable
from uuid import UUID

from loyalty.errors import AmountNotPositive, InsufficientPoints, PointsInDebt
from loyalty.ledger import POINTS, Account, Posting
from loyalty.lots import open_lots, take
from loyalty.member import Member

Held = tuple[tuple[UUID, int], ...]


def place(member: Member, points: int) -> tuple[tuple[Posting, ...], Held]:
    """Returns the postings that set `points` aside, and from which lots.

    Raises AmountNotPositive, PointsInDebt, or InsufficientPoints when the member cannot spend that many.
    """
    if points <= 0:
        raise AmountNotPositive
    if member.balance(Account.DEBT) < 0:
        raise PointsInDebt(-member.balance(Account.DEBT))
    if points > member.spendable:
        raise InsufficientPoints(member.spendable)
    held = tuple((lot.id, part) for lot, part in take(open_lots(member, Account.ACTIVE), points))
    return _moved(held, Account.ACTIVE, Account.HELD), held


def release(held: Iterable[tuple[UUID, int]]) -> tuple[Posting, ...]:
    """Returns the postings that put held points back into their lots; what is past its time then expires as usual."""
    return _moved(held, Account.HELD, Account.ACTIVE)


def _moved(held: Iterable[tuple[UUID, int]], source: Account, target: Account) -> tuple[Posting, ...]:
    return tuple(
        posting
        for lot, points in held
        for posting in (Posting(source, POINTS, -points, lot), Posting(target, POINTS, points, lot))
    )

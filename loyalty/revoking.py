"""Revoking: what an event that was no cheque gave is taken back whole, because what it was given for is no more."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from loyalty.ledger import MEMBER_ACCOUNTS, POINTS, Account, Lot, Posting, in_lots
from loyalty.lots import open_lots, take
from loyalty.member import Member


@dataclass(frozen=True, slots=True)
class Revoked:
    """What goes: `points` in all, `debt` of them are points that the member no longer had."""

    points: int
    debt: int
    postings: tuple[Posting, ...]


def revoke(given: Iterable[Posting], member: Member) -> Revoked:
    """Decides how the member gives back what an operation gave them, as its postings say.

    Points come from the lots that it opened, then from others in spending order, and the rest becomes debt. Of what a
    rule counted in a window goes what has not lapsed; of what counts for ever, all of it.
    """
    mine = [posting for posting in given if posting.account in MEMBER_ACCOUNTS]
    own = {posting.lot for posting in mine if isinstance(posting.lot, UUID)}
    sums: dict[str, int] = {}
    for posting in mine:
        sums[posting.unit] = sums.get(posting.unit, 0) + posting.amount
    points = sums.pop(POINTS, 0)
    taken = take(_order(member, own), points)
    short = points - sum(amount for _, amount in taken)
    postings = [Posting(lot.account, POINTS, -amount, lot.id) for lot, amount in taken]
    postings += _nonzero(Account.DEBT, POINTS, -short)
    postings += _nonzero(Account.ISSUED, POINTS, points)
    for unit, amount in sorted(sums.items()):
        postings += _from_lots(unit, own, member) if in_lots(unit) else _from_balance(unit, amount, member)
    return Revoked(points, short, tuple(postings))


def _order(member: Member, own: Collection[UUID]) -> Iterable[Lot]:
    """Yields the lots that the operation opened, then other active ones; other pending points stay."""
    active = open_lots(member, Account.ACTIVE)
    yield from (lot for lot in open_lots(member, Account.PENDING) if lot.id in own)
    yield from (lot for lot in active if lot.id in own)
    yield from (lot for lot in active if lot.id not in own)


def _from_lots(unit: str, own: Collection[UUID], member: Member) -> list[Posting]:
    lots = [lot for lot in member.lots if lot.unit == unit and lot.id in own and lot.remaining > 0]
    left = sum(lot.remaining for lot in lots)
    taken = [Posting(lot.account, unit, -lot.remaining, lot.id) for lot in lots]
    return [*taken, *_nonzero(Account.ISSUED, unit, left)]


def _from_balance(unit: str, amount: int, member: Member) -> list[Posting]:
    part = min(amount, member.balance(Account.ACTIVE, unit))
    return [
        *_nonzero(Account.ACTIVE, unit, -part),
        *_nonzero(Account.DEBT, unit, part - amount),
        *_nonzero(Account.ISSUED, unit, amount),
    ]


def _nonzero(account: Account, unit: str, amount: int) -> list[Posting]:
    return [Posting(account, unit, amount)] if amount else []

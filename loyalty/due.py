"""What is due by itself: pending points that activate, active points that expire, counts whose window ends."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from loyalty.decision import Movement
from loyalty.ledger import MILLION, POINTS, Account, Lot, Posting, Step
from loyalty.member import Member

ACTIVATION = "activation"
EXPIRY = "expiry"
LAPSE = "lapse"
"""The end of a count's window: nothing that the member could have spent."""


def movements(member: Member, now: datetime) -> tuple[Movement, ...]:
    """Returns what fell due until `now` (UTC), in time order, one movement per lot and kind.

    A pending lot that activated and expired meanwhile does both. Points that activate repay a debt first: the lot
    keeps the rest.
    """
    remaining = {lot.id: lot.remaining for lot in member.lots}
    debt = -member.balance(Account.DEBT)
    moved: list[Movement] = []
    for at, kind, lot in sorted(_due(member, now), key=lambda due: (due[0], due[1], due[2].id)):
        points = remaining[lot.id]
        if kind == ACTIVATION:
            repaid = min(points, debt)
            debt -= repaid
            remaining[lot.id] = points - repaid
            moved.append(Movement(kind, _activated(lot, points, repaid), at))
        elif points:
            moved.append(Movement(EXPIRY if lot.unit == POINTS else LAPSE, _expired(lot, points), at))
    return tuple(moved)


def schedule(member: Member) -> tuple[tuple[datetime, int], ...]:
    """Returns how many points, active or pending, end at which moment (UTC), soonest first."""
    ends: Counter[datetime] = Counter()
    for lot in member.lots:
        if lot.unit == POINTS and lot.remaining and lot.expires_at is not None:
            ends[lot.expires_at] += lot.remaining
    return tuple(sorted(ends.items()))


def _due(member: Member, now: datetime) -> Iterator[tuple[datetime, str, Lot]]:
    for lot in member.lots:
        if not lot.remaining:
            continue
        active = lot.account == Account.ACTIVE
        if not active and lot.unit == POINTS and lot.active_from <= now:
            active = True
            yield lot.active_from, ACTIVATION, lot
        if active and lot.expires_at is not None and lot.expires_at <= now:
            yield lot.expires_at, EXPIRY, lot


def _activated(lot: Lot, points: int, repaid: int) -> tuple[Posting, ...]:
    postings = [Posting(Account.PENDING, POINTS, -points, lot.id)]
    if points > repaid:
        postings.append(Posting(Account.ACTIVE, POINTS, points - repaid, lot.id))
    if repaid:
        postings.append(Posting(Account.DEBT, POINTS, repaid, why=(Step("debt", repaid * MILLION),)))
    return tuple(postings)


def _expired(lot: Lot, points: int) -> tuple[Posting, ...]:
    return (Posting(Account.ACTIVE, lot.unit, -points, lot.id), Posting(Account.EXPIRED, lot.unit, points))

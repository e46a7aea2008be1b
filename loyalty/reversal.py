"""Reversal: goods come back, and with them what the cheque gave and took."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from loyalty import counting, tiering
from loyalty.allocation import allocate
from loyalty.cart import Cart, left, total
from loyalty.counting import Counting
from loyalty.decision import Cheque, Reversal
from loyalty.earning import Earning, earn
from loyalty.errors import AlreadyReturned, AmountNotPositive, ReturnTooLarge
from loyalty.events import Line, Return
from loyalty.ledger import CARRY, MILLION, POINTS, Account, Lot, NewLot, Posting
from loyalty.localtime import end_of_day
from loyalty.lots import NEVER, open_lots, take
from loyalty.member import Member
from loyalty.programme import Programme, Share, Taken


def refund(cheque: Cheque, returned: Return, member: Member, programme: Programme, now: datetime) -> Reversal:
    """Decides a return: money to hand over, points restored, points taken back.

    `programme` is the version that decided the cheque; what remains of the cheque is judged again under its rules,
    facts and time, and the difference goes: from the carry, then from the cheque's own pending lots, its own lots,
    other active lots in spending order, and the rest becomes debt. Points that paid go back to their lots, last spent
    first; those that repay a debt, or whose lot is dead, do not (a grace lot takes the dead ones' place).
    Raises AmountNotPositive, ReturnTooLarge or AlreadyReturned.
    """
    back = _added(cheque, returned)
    part = _part(cheque, back)
    restored = int(cheque.points_redeemed * part) - cheque.restored
    money_back = int(cheque.payable * part) - cheque.money_back
    rest = _remaining_cheque(cheque, back, programme)
    raw, bonus = min(cheque.raw, rest.earning.raw), min(cheque.bonus, rest.earning.bonus)
    points, carry = _whole(cheque.raw - raw, member.carry)
    points += cheque.bonus - bonus
    uncounted = counting.take_back(cheque.counting, rest.counting, cheque.unused, member, cheque.purchase.id)
    moved = _moved(points, restored, cheque, member, now)
    return Reversal(
        gross=returned.gross,
        money_back=money_back,
        restored=restored,
        taken=points,
        debt=max(0, moved.short - moved.repaid),
        raw=raw,
        bonus=bonus,
        returned=back,
        postings=(
            *_postings(moved, cheque, programme, now),
            *_nonzero(Account.ACTIVE, CARRY, carry - member.carry),
            *_nonzero(Account.ISSUED, CARRY, member.carry - carry),
            *uncounted.postings,
        ),
        counting=rest.counting,
        voided=uncounted.voided,
    )


def amount_only(cheque: Cheque, amount: int, at: datetime) -> Return:
    """Spreads a return of `amount` minor units of gross over what is left of the lines, in proportion.

    Raises AmountNotPositive, AlreadyReturned or ReturnTooLarge.
    """
    remaining = _remaining(cheque)
    _require(amount, sum(remaining))
    parts = allocate(amount, remaining)
    return Return(at, {line: part for line, part in enumerate(parts) if part})


def items_left(cheque: Cheque) -> tuple[int, ...]:
    """Returns how many items of each line have not come back; one that came back in part is still there."""
    return tuple(
        -(-line.quantity * rest // line.amount) if line.amount else 0
        for line, rest in zip(cheque.purchase.lines, _remaining(cheque), strict=True)
    )


def items_back(cheque: Cheque, items: Mapping[int, int]) -> dict[int, int]:
    """Returns what so many items, by line, come to in minor units of gross; the last one of a line is all that is left.

    Raises AmountNotPositive for fewer than none, ReturnTooLarge for more than there are.
    """
    remaining, there, amounts = _remaining(cheque), items_left(cheque), {}
    for number, count in items.items():
        most = there[number] if 0 <= number < len(there) else 0
        if count < 0:
            raise AmountNotPositive
        if count > most:
            raise ReturnTooLarge(sum(remaining))
        if count:
            line = cheque.purchase.lines[number]
            amounts[number] = remaining[number] - line.amount * (most - count) // line.quantity
    return amounts


def everything(cheque: Cheque, at: datetime) -> Return:
    """Returns the return of all that is left of the cheque, as an undo needs it. Raises AlreadyReturned."""
    remaining = _remaining(cheque)
    if not any(remaining):
        raise AlreadyReturned
    return Return(at, {line: amount for line, amount in enumerate(remaining) if amount})


# --- what comes back -----------------------------------------------------------------------------------------------


def _remaining(cheque: Cheque) -> tuple[int, ...]:
    returned = cheque.returned or (0,) * len(cheque.shares)
    return tuple(share.gross - back for share, back in zip(cheque.shares, returned, strict=True))


def _require(amount: int, remaining: int) -> None:
    if amount <= 0:
        raise AmountNotPositive
    if remaining == 0:
        raise AlreadyReturned
    if amount > remaining:
        raise ReturnTooLarge(remaining)


def _added(cheque: Cheque, returned: Return) -> tuple[int, ...]:
    """Returns what came back by line with this return; refuses what the cheque cannot give."""
    remaining = _remaining(cheque)
    if any(amount < 0 for amount in returned.amounts.values()):
        raise AmountNotPositive
    _require(returned.gross, sum(remaining))
    for line, amount in returned.amounts.items():
        most = remaining[line] if 0 <= line < len(remaining) else 0
        if amount > most:
            raise ReturnTooLarge(most)
    return tuple(
        share.gross - rest + returned.amounts.get(share.line, 0)
        for share, rest in zip(cheque.shares, remaining, strict=True)
    )


def _part(cheque: Cheque, back: Sequence[int]) -> Fraction:
    """Returns which part of what the cheque cost has come back, 1 with the last return."""
    cost = total(cheque.shares)
    if not cost or all(share.gross == amount for share, amount in zip(cheque.shares, back, strict=True)):
        return Fraction(1)
    come = sum(
        Fraction(share.net * amount, share.gross)
        for share, amount in zip(cheque.shares, back, strict=True)
        if share.gross
    )
    return Fraction(come) / cost


# --- points that are taken back ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rest:
    """What the remaining cheque earns and counts."""

    earning: Earning
    counting: Counting


def _remaining_cheque(cheque: Cheque, back: Sequence[int], programme: Programme) -> _Rest:
    """Judges what is left of the cheque under its rules, facts and time; it never counts more than before."""
    lines, cart = _left_of(cheque.purchase.lines, left(cheque.shares, back))
    remaining = replace(cheque.purchase, lines=lines)
    facts = tiering.placed(cheque.facts, programme)
    earning = earn(remaining, facts, cart, programme)
    counts = {**facts.counts, **{each.rule_id: each.before for each in cheque.counting.counted}}
    facts = replace(facts, counts=counts, earned=earning.whole)
    made = counting.count(remaining, facts, cart, programme)
    return _Rest(earning, counting.no_more_than(made, cheque.counting))


def _left_of(lines: Sequence[Line], cart: Cart) -> tuple[tuple[Line, ...], Cart]:
    """Returns what is left; of several items, bought ones first, those that the rest of the money still makes up.

    Of those that were said to be in a sum it is the rest of that sum which does.
    """
    sums = sum(line.amount for line in lines if not line.category), sum(s.gross for s in cart if not s.category)
    rest = [
        _rest_of(line, share, *((line.amount, share.gross) if line.amount else sums))
        for line, share in zip(lines, cart, strict=True)
    ]
    return tuple(line for line, _ in rest), tuple(share for _, share in rest)


def _rest_of(line: Line, share: Share, whole: int, rest: int) -> tuple[Line, Share]:
    if not whole:
        return line, share
    quantity, bought = (-(-items * rest // whole) for items in (line.quantity, line.quantity - share.free))
    return replace(line, amount=share.gross, quantity=quantity), replace(share, free=quantity - bought)


def _whole(millionths: int, carry: int) -> tuple[int, int]:
    """Returns how many whole points make up `millionths` beyond the carry, and the new carry."""
    points = -((carry - millionths) // MILLION)
    return points, carry - millionths + points * MILLION


def _clawback_order(member: Member, purchase_id: UUID) -> Iterable[Lot]:
    """Yields the cheque's pending lots, its active ones, then other active ones; other pending points stay."""
    active = open_lots(member, Account.ACTIVE)
    yield from (lot for lot in open_lots(member, Account.PENDING) if lot.purchase_id == purchase_id)
    yield from (lot for lot in active if lot.purchase_id == purchase_id)
    yield from (lot for lot in active if lot.purchase_id != purchase_id)


# --- where points go --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Moved:
    """Which way points go. Those taken back are `taken` from lots, and `short` what no lot has and becomes debt.

    Of those restored `repaid` go against the debt, `revived` into the lots they were spent from, and `graced` into a
    new lot, as their own is dead.
    """

    taken: Sequence[tuple[Lot, int]]
    short: int
    repaid: int
    revived: Sequence[tuple[Taken, int]]
    graced: int


def _moved(points: int, restored: int, cheque: Cheque, member: Member, now: datetime) -> _Moved:
    """Decides where `points` are taken from and where `restored` go; what is owed is paid first."""
    taken = take(_clawback_order(member, cheque.purchase.id), points)
    short = points - _sum(taken)
    owed = short - member.balance(Account.DEBT)
    repaid = min(restored, owed)
    back = _window(cheque, restored - repaid)
    revived = [(lot, amount) for lot, amount in back if lot.expires_at is None or lot.expires_at > now]
    return _Moved(taken, short, repaid, revived, graced=_sum(back) - _sum(revived))


def _postings(moved: _Moved, cheque: Cheque, programme: Programme, now: datetime) -> tuple[Posting, ...]:
    """Returns the postings of what moved: what members lose is issued back, what they regain is redeemed back."""
    lots = {lot.id: (lot.account, -amount) for lot, amount in moved.taken}
    for spent, amount in moved.revived:
        _, so_far = lots.get(spent.lot, (Account.ACTIVE, 0))
        lots[spent.lot] = (Account.ACTIVE, so_far + amount)
    return (
        *(Posting(account, POINTS, amount, lot) for lot, (account, amount) in lots.items() if amount),
        *_grace(moved.graced, cheque, programme, now),
        *_nonzero(Account.DEBT, POINTS, moved.repaid - moved.short),
        *_nonzero(Account.REDEEMED, POINTS, -(moved.repaid + _sum(moved.revived) + moved.graced)),
        *_nonzero(Account.ISSUED, POINTS, _sum(moved.taken) + moved.short),
    )


def _sum(parts: Iterable[tuple[object, int]]) -> int:
    return sum(amount for _, amount in parts)


def _window(cheque: Cheque, points: int) -> tuple[tuple[Taken, int], ...]:
    """Returns what goes back to which lot when `points` do, after what earlier returns gave back.

    The points spent last go back first; so those that end soonest are the ones that stay with a debt.
    """
    order = sorted(cheque.redeemed_from, key=lambda t: (t.expires_at or NEVER, t.lot), reverse=True)
    skip, window = cheque.restored, []
    for taken in order:
        skipped = min(skip, taken.amount)
        skip -= skipped
        part = min(points, taken.amount - skipped)
        points -= part
        if part:
            window.append((taken, part))
    return tuple(window)


def _grace(points: int, cheque: Cheque, programme: Programme, now: datetime) -> tuple[Posting, ...]:
    if not points:
        return ()
    ends = end_of_day(now, programme.settings.grace_days, cheque.purchase.zone)
    lot = NewLot(POINTS, Account.ACTIVE, points, now, ends)
    return (Posting(Account.ACTIVE, POINTS, points, lot),)


def _nonzero(account: Account, unit: str, amount: int) -> tuple[Posting, ...]:
    return (Posting(account, unit, amount),) if amount else ()

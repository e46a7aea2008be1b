"""Changing over to another currency at an official rate, with the books kept: what rules ask for, what they counted.

Cheques stay what they were, in the currency of their version. A rule that counts money goes on under an id of its own
and `carries` what the one before it counted, converted when the account is next opened.
"""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from loyalty import recounting
from loyalty.counting import Counting
from loyalty.ledger import COUNT, WINDOW, Account, NewLot, Posting
from loyalty.mechanics import earn, points_tender
from loyalty.member import Member
from loyalty.programme import Programme, Rule

KIND = "changeover"
RATES = {("BGN", "EUR"): Fraction(100_000, 195_583)}
"""By EU law: 1.95583 lev are a euro, and what is converted is rounded to the nearest cent, a half up."""
_CLOSE, _MOST_POINTS = Fraction(1, 1000), 1_000_000
"""What a point pays, or costs, may be off by so much through rounding; else it is told of ten, a hundred … points."""


def is_official(before: str, after: str) -> bool:
    """Says whether books kept in the one currency may go on in the other."""
    return (before, after) in RATES


def targets(currency: str) -> tuple[str, ...]:
    """Returns the currencies that books in this one may change over to."""
    return tuple(after for before, after in RATES if before == currency)


def converted(before: str, after: str, minor: int) -> int:
    """Returns minor units of the one currency in the other."""
    exact = abs(minor) * RATES[before, after]
    rounded = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return rounded if minor >= 0 else -rounded


def converted_to(currency: str, minor: int) -> int:
    """Returns minor units of the currency that this one has taken the place of."""
    return converted(next(before for before, after in RATES if after == currency), currency, minor)


def fair(given: Any, made: Any, before: str, after: str) -> Any:
    """Returns the config `made` of `given` in another currency, with its points worth and costing what they did."""
    if isinstance(given, points_tender.Config):
        points, value = _told(given.points, given.value, before, after)
        return replace(made, points=points, value=value)
    if isinstance(given, earn.Config):
        points, per = _told(given.points, given.per, before, after)
        rungs = [(rung, *_told(rung.points, rung.per, before, after)) for rung in given.ladder]
        ladder = tuple(
            replace(rung, minimum=max(1, converted(before, after, rung.minimum)), points=points, per=per)
            for rung, points, per in rungs
        )
        return replace(made, points=points, per=per, ladder=ladder)
    return made


def _told(points: int, minor: int, before: str, after: str) -> tuple[int, int]:
    """Returns as many points with a sum in the other currency that is close enough, by tens if need be."""
    while True:
        exact, rounded = minor * RATES[before, after], converted(before, after, minor)
        if rounded and (abs(rounded - exact) <= exact * _CLOSE or points * 10 > _MOST_POINTS):
            return points, rounded
        points, minor = points * 10, minor * 10


def carried(before: Programme, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Returns the rules of the version after `before`, which sells in another currency: what counts money moves on."""
    known, made = {rule.id for rule in before.rules}, list[Rule]()
    for rule in (wanted := tuple(rules)):
        if rule.id in known and getattr(rule.config, "metric", "") == "spend":
            taken = {*known, *(each.id for each in (*wanted, *made))}
            moved = recounting.new_id(before, recounting.stem(rule.id), taken)
            made.append(replace(rule, id=moved, carries=rule.id))
        else:
            made.append(rule)
    return tuple(made)


def postings(member: Member, programme: Programme) -> tuple[Posting, ...]:
    """Returns what takes counts of the lev over into those of the euro; none when that was done, or never to be."""
    return tuple(
        posting
        for rule in programme.rules
        if rule.carries
        for posting in (*_for_ever(member, rule, programme.currency), *_in_windows(member, rule, programme.currency))
    )


def _for_ever(member: Member, rule: Rule, currency: str) -> tuple[Posting, ...]:
    old, new = COUNT + rule.carries, COUNT + rule.id
    active, debt = member.balance(Account.ACTIVE, old), member.balance(Account.DEBT, old)
    if not active and not debt:
        return ()
    amount = converted_to(currency, active + debt)
    there, owed = member.balance(Account.ACTIVE, new), member.balance(Account.DEBT, new)
    worth = there + owed + amount
    moved = (
        (Account.ACTIVE, old, -active),
        (Account.DEBT, old, -debt),
        (Account.ISSUED, old, active + debt),
        (Account.ACTIVE, new, max(0, worth) - there),
        (Account.DEBT, new, min(0, worth) - owed),
        (Account.ISSUED, new, -amount),
    )
    return tuple(Posting(account, unit, units) for account, unit, units in moved if units)


def _in_windows(member: Member, rule: Rule, currency: str) -> tuple[Posting, ...]:
    old, new = WINDOW + rule.carries, WINDOW + rule.id
    made: list[Posting] = []
    for number, lot in enumerate(lot for lot in member.lots if lot.unit == old and lot.remaining):
        amount = converted_to(currency, lot.remaining)
        made += [
            Posting(Account.ACTIVE, old, -lot.remaining, lot.id),
            Posting(Account.ISSUED, old, lot.remaining),
        ]
        if amount:
            opened = NewLot(
                new, Account.ACTIVE, amount, lot.active_from, lot.expires_at, lot.purchase_id, label=str(number)
            )
            made += [Posting(Account.ACTIVE, new, amount, opened), Posting(Account.ISSUED, new, -amount)]
    return tuple(made)


def taken_back(
    cheque: Counting, rest: Counting, member: Member, programme: Programme, purchase_id: UUID
) -> list[Posting]:
    """Returns what a return takes out of windows into which the count of its cheque was carried over meanwhile."""
    left = {each.rule_id: each.amount for each in rest.counted}
    gone = {each.rule_id: each.amount - left.get(each.rule_id, 0) for each in cheque.counted if each.expires_at}
    made: list[Posting] = []
    for rule in programme.rules:
        if not rule.carries or not gone.get(rule.carries):
            continue
        amount = converted_to(programme.currency, gone[rule.carries])
        for lot in member.lots:
            if lot.unit == WINDOW + rule.id and lot.purchase_id == purchase_id and (part := min(amount, lot.remaining)):
                made += [Posting(Account.ACTIVE, lot.unit, -part, lot.id), Posting(Account.ISSUED, lot.unit, part)]
    return made

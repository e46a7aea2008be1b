"""Points by hand: credited like others, taken from what is active, soonest to expire first, and never below none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from loyalty.adjusting import adjust
from loyalty.errors import AdjustmentTooLarge
from loyalty.ledger import MILLION, POINTS, Account, Lot, NewLot
from loyalty.localtime import end_of_day
from loyalty.mechanics import earn
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Rule

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOBODY = UUID(int=9)
BARE = Programme(1, "Corner", "EUR", "Europe/Sofia", "en", ())


def lot(number: int, remaining: int, account: Account = Account.ACTIVE, days: int | None = None) -> Lot:
    ends = None if days is None else NOW + timedelta(days=days)
    return Lot(UUID(int=number), POINTS, account, remaining, remaining, NOW, ends)


def member(*lots: Lot, debt: int = 0) -> Member:
    balances = {(Account.DEBT, POINTS): -debt} if debt else {}
    for each in lots:
        key = (each.account, POINTS)
        balances[key] = balances.get(key, 0) + each.remaining
    return Member(NOBODY, Facts(NOW), balances, lots)


@pytest.mark.parametrize(("expiry_days", "expected"), [(30, 30), (None, None), (..., 365)])
def test_given_points_are_active_at_once_and_expire_as_earned_ones_do(expiry_days, expected) -> None:
    rules = (
        () if expiry_days is ... else (Rule("earn", "earn", earn.Config(activation_days=3, expiry_days=expiry_days)),)
    )
    credited, issued = adjust(member(), 50, replace(BARE, rules=rules), NOW)
    assert isinstance(credited.lot, NewLot)
    assert (credited.account, credited.amount, credited.lot.active_from) == (Account.ACTIVE, 50, NOW)
    assert credited.lot.expires_at == (None if expected is None else end_of_day(NOW, expected, BARE.zone))
    assert [(step.kind, step.millionths) for step in credited.why] == [("adjustment", 50 * MILLION)]
    assert (issued.account, issued.amount) == (Account.ISSUED, -50)


def test_given_points_repay_a_debt_first() -> None:
    postings = adjust(member(debt=30), 50, BARE, NOW)
    moved = [(line.account, line.amount) for line in postings]
    assert moved == [(Account.DEBT, 30), (Account.ACTIVE, 20), (Account.ISSUED, -50)]


def test_points_are_taken_from_those_that_expire_first() -> None:
    lots = (lot(1, 40), lot(2, 30, days=60), lot(3, 20, days=5), lot(4, 99, Account.PENDING, 1))
    postings = adjust(member(*lots), -55, BARE, NOW)
    assert [(line.account, line.amount, line.lot) for line in postings] == [
        (Account.ACTIVE, -20, UUID(int=3)),
        (Account.ACTIVE, -30, UUID(int=2)),
        (Account.ACTIVE, -5, UUID(int=1)),
        (Account.ISSUED, 55, None),
    ]


@pytest.mark.parametrize("points", [-91, -1_000_000])
def test_no_more_is_taken_than_is_active(points: int) -> None:
    whose = member(lot(1, 40), lot(2, 50, days=5), lot(3, 7, Account.PENDING))
    with pytest.raises(AdjustmentTooLarge) as refused:
        adjust(whose, points, BARE, NOW)
    assert refused.value.available == 90
    assert whose.after(adjust(whose, -90, BARE, NOW)).balance(Account.ACTIVE) == 0

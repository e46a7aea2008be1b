"""Points that are set aside: out of their lots, into a cheque or back."""

from uuid import UUID

import pytest

from loyalty import holds
from loyalty.engine import evaluate, redeemable
from loyalty.errors import (
    AmountNotPositive,
    InsufficientPoints,
    PointsInDebt,
)
from loyalty.ledger import POINTS, Account, Posting
from loyalty.programme import Redeemable
from tests.loyalty.worlds import Book, lot, member, programme, purchase, rule

EARN = rule("earn", points=1, per=10_000)
TENDER = rule("points_tender", value=100, minimum=50_000, cap=2_000)


def test_held_points_pay_from_their_lots_whatever_the_limits_say_by_then():
    book = Book(member(lot(2, 30, days=5), lot(3, 30)))
    postings, held = holds.place(book.member, 50)
    book.post(postings)
    assert held == ((UUID(int=2), 30), (UUID(int=3), 20))
    assert book.state == {(Account.ACTIVE, POINTS): 10, (Account.HELD, POINTS): 50}
    strict = programme(rule("points_tender", value=100, minimum=10**9, cap=1))
    decision = evaluate(purchase(60_000, redeem=50, held=held), book.member, strict)
    book.post(decision.postings)
    assert (decision.points_redeemed, decision.payable) == (50, 55_000)
    assert decision.redeemable == Redeemable(50, 5_000)
    assert decision.postings == (
        Posting(Account.HELD, POINTS, -30, UUID(int=2)),
        Posting(Account.HELD, POINTS, -20, UUID(int=3)),
        Posting(Account.REDEEMED, POINTS, 50),
    )
    assert book.state == {(Account.ACTIVE, POINTS): 10}


def test_released_points_are_back_in_their_lots():
    start = member(lot(2, 30, days=5), lot(3, 30))
    book = Book(start)
    postings, held = holds.place(start, 50)
    book.post(postings)
    book.post(holds.release(held))
    assert book.member.lots == start.lots
    assert book.state == {(Account.ACTIVE, POINTS): 60}


def test_two_open_cheques_cannot_drain_one_account():
    book = Book(member(lot(2, 100)))
    book.post(holds.place(book.member, 100)[0])
    with pytest.raises(InsufficientPoints):
        holds.place(book.member, 1)
    assert redeemable(purchase(100_000), book.member, programme(TENDER)).points == 0


@pytest.mark.parametrize(
    ("who", "points", "refusal"),
    [
        (member(), 0, AmountNotPositive()),
        (member(debt=3), 1, PointsInDebt(3)),
        (member(lot(2, 5)), 6, InsufficientPoints(5)),
    ],
)
def test_a_hold_is_refused(who, points, refusal):
    with pytest.raises(type(refusal)) as refused:
        holds.place(who, points)
    assert refused.value.arguments == refusal.arguments


def test_a_hold_for_another_cheque_is_refused():
    with pytest.raises(InsufficientPoints) as refused:
        evaluate(purchase(599, held=((UUID(int=2), 6),)), member(), programme(TENDER))
    assert refused.value.available == 5  # a point is worth one rouble: the 99 kopecks are paid in money
    cents = programme(rule("points_tender", value=1))
    assert evaluate(purchase(500, held=((UUID(int=2), 500),)), member(), cents).payable == 0
    with pytest.raises(InsufficientPoints):
        evaluate(purchase(500, held=((UUID(int=2), 501),)), member(), cents)

"""Refunds in figures that a person can check by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from loyalty.cart import left
from loyalty.decision import Reversal
from loyalty.engine import evaluate
from loyalty.errors import AlreadyReturned, AmountNotPositive, ReturnTooLarge
from loyalty.events import Line, Return
from loyalty.ledger import CARRY, POINTS, Account, NewLot, Posting
from loyalty.mechanics.earn import Rung
from loyalty.programme import Share, When
from loyalty.reversal import amount_only, everything, refund
from tests.loyalty import worlds
from tests.loyalty.worlds import NOON, PURCHASE, Book, lot, member, programme, purchase, rule

EARN = rule("earn", points=1, per=10_000)
TENDER = rule("points_tender", value=100, cap=10_000)


class Till:
    """A sale and its returns, one after the other."""

    def __init__(self, start, event, *rules):
        self.rules = programme(*rules)
        self.book = Book(start)
        decision = evaluate(event, start, self.rules)
        self.book.post(decision.postings)
        self.cheque = worlds.cheque(event, start.facts, decision, self.book)

    def back(self, amounts, now=NOON):
        returned = Return(now, amounts) if isinstance(amounts, dict) else amount_only(self.cheque, amounts, now)
        reversal = refund(self.cheque, returned, self.book.member, self.rules, now)
        self.book.post(reversal.postings)
        self.cheque = worlds.after(self.cheque, reversal)
        return reversal

    @property
    def active(self):
        return self.book.balances[Account.ACTIVE, POINTS]

    @property
    def debt(self):
        return -self.book.balances[Account.DEBT, POINTS]


def test_a_refund_takes_the_earned_points_and_gives_back_the_spent_ones():
    till = Till(member(lot(2, 100)), purchase(100_000, redeem=100), EARN, TENDER)
    assert till.active == 9
    reversal = till.back(100_000)
    assert (reversal.money_back, reversal.restored, reversal.taken, reversal.debt) == (90_000, 100, 9, 0)
    assert till.book.member.lots == (lot(2, 100),)


def test_a_refund_in_full():
    till = Till(member(lot(2, 100), carry=250_000), purchase(60_000, 40_000, redeem=60), EARN, TENDER)
    mine = next(x for x in till.book.member.lots if x.purchase_id == PURCHASE)
    assert (mine.remaining, till.book.member.carry) == (9, 650_000)
    assert till.back({1: 40_000}) == Reversal(
        gross=40_000,
        money_back=37_600,
        restored=24,
        taken=4,
        debt=0,
        raw=5_640_000,
        bonus=0,
        returned=(0, 40_000),
        postings=(
            Posting(Account.ACTIVE, POINTS, -4, mine.id),
            Posting(Account.ACTIVE, POINTS, 24, UUID(int=2)),
            Posting(Account.REDEEMED, POINTS, -24),
            Posting(Account.ISSUED, POINTS, 4),
            Posting(Account.ACTIVE, CARRY, 240_000),  # 3.76 points, four of them taken whole
            Posting(Account.ISSUED, CARRY, -240_000),
        ),
    )


def test_a_partial_refund_gives_back_its_share():
    till = Till(member(lot(2, 100)), purchase(60_000, 40_000, redeem=100), EARN, TENDER)
    reversal = till.back({1: 40_000})
    assert (reversal.money_back, reversal.restored) == (36_000, 40)
    assert reversal.raw == 5_400_000
    # 9 points for 900 ₽ before, 5.4 for 540 ₽ now
    assert (reversal.taken, till.book.member.carry) == (4, 400_000)


def test_a_part_of_a_line_takes_its_part_of_the_points_with_it():
    till = Till(member(lot(2, 100)), purchase(100_000, redeem=100), EARN, TENDER)
    assert till.back(30_000).raw == 6_300_000  # of 900 ₽ in money 630 ₽ are left


def test_what_is_left_of_a_line_is_still_of_its_category():
    coffee = rule("earn", points=1, per=100, categories=frozenset({"coffee"}))
    till = Till(member(), replace(purchase(1), lines=(Line(600, "coffee"), Line(400, "cake"))), coffee)
    till.back({0: 200, 1: 200})
    assert till.active == 4
    line = Share(0, 600, 60, 40, "coffee", eligible=False)
    assert left((line,), (300,)) == (Share(0, 300, 30, 20, "coffee", eligible=False),)


def test_a_return_never_makes_the_rest_earn_more():
    slow = rule("earn", "slow", When(minimum=50_000), points=1, per=50_000, exclusive=True)
    till = Till(member(), purchase(50_000), EARN, slow)
    assert till.active == 1
    reversal = till.back(10_000)
    assert (reversal.raw, reversal.taken, till.active) == (1_000_000, 0, 1)


def test_restored_points_are_floored_and_the_last_return_gives_the_rest():
    till = Till(member(lot(2, 10)), purchase(30_000, redeem=10), TENDER)
    assert [till.back(10_000).restored for _ in range(3)] == [3, 3, 4]
    assert till.cheque.money_back == 29_000


def test_money_back_adds_up_however_small_the_parts():
    till = Till(member(lot(2, 1)), purchase(101, 33, redeem=1), TENDER)
    parts = [till.back(1).money_back for _ in range(134)]
    assert sum(parts) == 34
    assert min(parts) >= 0


def test_partial_refunds_cannot_add_up_to_more_than_the_cheque():
    till = Till(member(), purchase(600, 400), EARN)
    till.back({0: 500})
    with pytest.raises(ReturnTooLarge) as refused:
        till.back({0: 101})
    assert refused.value.remaining == 100
    with pytest.raises(ReturnTooLarge) as refused:
        till.back(501)
    assert refused.value.remaining == 500
    with pytest.raises(ReturnTooLarge):
        till.back({2: 1})
    till.back(500)
    with pytest.raises(AlreadyReturned):
        till.back(1)
    with pytest.raises(AlreadyReturned):
        till.back({0: 1})
    with pytest.raises(AlreadyReturned):
        everything(till.cheque, NOON)


@pytest.mark.parametrize("amounts", [{}, {0: 0}, {0: -1}, {0: 5, 1: -5}, {0: 600, 1: -1}])
def test_a_return_needs_a_positive_sum(amounts):
    with pytest.raises(AmountNotPositive):
        Till(member(), purchase(600, 400), EARN).back(amounts)


def test_a_line_may_stay_in_a_return_of_others():
    assert Till(member(), purchase(600, 400), EARN).back({0: 600, 1: 0}).returned == (600, 0)


def test_an_amount_needs_to_be_positive():
    with pytest.raises(AmountNotPositive):
        amount_only(Till(member(), purchase(600), EARN).cheque, 0, NOON)


def test_an_amount_is_spread_over_what_is_left():
    till = Till(member(), purchase(600, 400), EARN)
    till.back({1: 300})
    assert amount_only(till.cheque, 70, NOON) == Return(NOON, {0: 60, 1: 10})


def test_the_rest_is_judged_again_under_the_rules_and_facts_of_the_sale():
    ladder = rule("earn", points=1, per=10_000, ladder=(Rung(50_000, 2, 10_000),))
    first = rule("boost", when=When(first_purchase=True), factor=20_000)
    till = Till(member(purchases=0), purchase(50_000), ladder, first)
    assert till.active == 20
    till.book.facts = replace(till.book.facts, purchases=1)
    assert till.back(10_000).taken == 12  # 4 × 1 point × 2 are left: the smaller rate, the same boost
    assert till.active == 8


def test_what_a_condition_needs_must_be_there_after_the_return_too():
    till = Till(member(), purchase(50_000), EARN, rule("boost", when=When(minimum=50_000), factor=30_000))
    assert till.active == 15
    till.back(10_000)
    assert till.active == 4


def test_points_are_taken_from_the_carry_then_from_the_cheques_own_lots():
    till = Till(member(lot(2, 50, days=1), carry=900_000), purchase(25_000), EARN)
    assert (till.active, till.book.member.carry) == (53, 400_000)
    till.back(4_000)  # 0.4 of a point: the carry is enough
    assert (till.active, till.book.member.carry) == (53, 0)
    till.back(1_000)
    assert (till.active, till.book.member.carry) == (52, 900_000)
    assert next(x for x in till.book.member.lots if x.id == UUID(int=2)).remaining == 50


def test_the_cheques_own_pending_points_go_first_and_those_of_others_stay():
    rules = (rule("earn", points=1, per=100, activation_days=5),)
    till = Till(member(lot(2, 30, pending=True), lot(3, 5)), purchase(1_000), *rules)
    till.back(1_000)
    assert till.book.member.lots == (lot(2, 30, pending=True), lot(3, 5))


def test_what_was_spent_meanwhile_comes_from_other_lots_then_becomes_debt():
    till = Till(member(lot(2, 4)), purchase(100_000), EARN)
    mine = next(x for x in till.book.member.lots if x.purchase_id == PURCHASE)
    till.book.lots[mine.id] = replace(mine, remaining=0)  # its ten points were spent elsewhere
    till.book.balances[Account.ACTIVE, POINTS] -= 10
    reversal = till.back(100_000)
    assert (reversal.taken, reversal.debt) == (10, 6)
    assert (till.active, till.debt) == (0, 6)


def test_restored_points_repay_a_debt_first_those_that_end_soonest():
    till = Till(member(lot(2, 30, days=5), lot(3, 30, days=50)), purchase(6_000, redeem=60), TENDER)
    till.book.balances[Account.DEBT, POINTS] = -20
    reversal = till.back(6_000)
    assert (reversal.restored, till.debt, till.active) == (60, 0, 40)
    assert {x.id.int: x.remaining for x in till.book.member.lots} == {2: 10, 3: 30}


def test_restored_points_pay_for_the_points_taken_in_the_same_return():
    till = Till(member(lot(2, 100)), purchase(100_000, redeem=100), rule("earn", points=1, per=1_000), TENDER)
    mine = next(x for x in till.book.member.lots if x.purchase_id == PURCHASE)
    till.book.lots[mine.id] = replace(mine, remaining=0)
    till.book.balances[Account.ACTIVE, POINTS] -= 90
    reversal = till.back(100_000)
    assert (reversal.restored, reversal.taken, reversal.debt) == (100, 90, 0)
    assert (till.active, till.debt) == (10, 0)


def test_a_lot_that_gives_and_gets_in_one_return_moves_by_the_difference():
    till = Till(member(lot(2, 100)), purchase(100_000, redeem=50), rule("earn", points=1, per=1_000), TENDER)
    mine = next(x for x in till.book.member.lots if x.purchase_id == PURCHASE)
    till.book.lots[mine.id] = replace(mine, remaining=0)  # its 95 points were spent elsewhere
    till.book.balances[Account.ACTIVE, POINTS] -= 95
    reversal = till.back(100_000)
    # 95 are due: 50 come out of the lot, 45 of the 50 restored ones pay the rest, 5 are back in the lot
    assert (reversal.restored, reversal.taken, reversal.debt) == (50, 95, 0)
    assert {x.id.int: x.remaining for x in till.book.member.lots} == {2: 5}


def test_the_points_spent_last_go_back_first():
    till = Till(member(lot(2, 30, days=5), lot(3, 30, days=50)), purchase(6_000, redeem=60), TENDER)
    till.back(4_000)
    assert {x.id.int: x.remaining for x in till.book.member.lots} == {2: 10, 3: 30}
    till.back(2_000)
    assert {x.id.int: x.remaining for x in till.book.member.lots} == {2: 30, 3: 30}


def test_points_that_never_end_were_spent_last_and_go_back_first():
    till = Till(member(lot(2, 30, days=None), lot(3, 30, days=5)), purchase(6_000, redeem=60), TENDER)
    till.back(4_000)
    assert {x.id.int: x.remaining for x in till.book.member.lots} == {2: 30, 3: 10}


def test_a_dead_lot_becomes_a_grace_lot():
    till = Till(member(lot(2, 30, days=5), lot(3, 30, days=50)), purchase(6_000, redeem=60), TENDER)
    now = NOON + timedelta(days=5)
    reversal = till.back(6_000, now)
    grace = [p.lot for p in reversal.postings if isinstance(p.lot, NewLot)]
    assert grace == [NewLot(POINTS, Account.ACTIVE, 30, now, datetime(2026, 3, 21, 21, tzinfo=UTC))]
    assert till.active == 60


def test_all_that_found_their_lot_dead_share_one_grace_lot():
    till = Till(member(lot(2, 30, days=5), lot(3, 30, days=6)), purchase(6_000, redeem=60), TENDER)
    reversal = till.back(6_000, NOON + timedelta(days=6))
    assert [p.amount for p in reversal.postings if isinstance(p.lot, NewLot)] == [60]


def test_a_discounted_line_gives_back_what_it_cost():
    till = Till(member(), purchase(1_000, 1_000), EARN)
    cheap, full = till.cheque.shares
    till.cheque = replace(till.cheque, shares=(replace(cheap, discount=500), full), payable=1_500)
    assert till.back({0: 1_000}).money_back == 500
    assert till.back({1: 1_000}).money_back == 1_000


def test_a_line_that_cost_nothing_comes_back_for_nothing():
    till = Till(member(), replace(purchase(1), lines=(Line(0), Line(500))), EARN)
    assert till.back({1: 500}).money_back == 500


def test_a_cheque_that_cost_nothing_comes_back_for_nothing():
    till = Till(member(), purchase(600, 400), EARN)
    shares = tuple(replace(share, discount=share.gross) for share in till.cheque.shares)
    till.cheque = replace(till.cheque, shares=shares, payable=0)
    reversal = till.back({0: 600})
    assert (reversal.money_back, reversal.restored) == (0, 0)


def test_an_undo_is_a_refund_of_everything_left():
    till = Till(member(lot(2, 5)), purchase(600, 400, redeem=5), EARN, TENDER)
    till.back({0: 100})
    assert everything(till.cheque, NOON) == Return(NOON, {0: 500, 1: 400})
    till.back(dict(everything(till.cheque, NOON).amounts))
    assert till.book.member.lots == (lot(2, 5),)

"""Cheques in figures that a person can check by hand."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from loyalty.allocation import allocate
from loyalty.decision import Decision
from loyalty.engine import MOST_POINTS, evaluate, redeemable
from loyalty.errors import (
    AmountNotPositive,
    AmountTooLarge,
    BelowMinimumOrder,
    InsufficientPoints,
    PointsInDebt,
    RedeemNotPossible,
    TooManyPoints,
)
from loyalty.events import Line
from loyalty.ledger import CARRY, POINTS, Account, NewLot, Posting, Step
from loyalty.mechanics.earn import Rung
from loyalty.programme import Redeemable, Share, When
from tests.loyalty.worlds import NOON, PURCHASE, Book, lot, member, programme, purchase, rule

EARN = rule("earn", points=1, per=10_000)
TENDER = rule("points_tender", value=100, minimum=50_000, cap=2_000)


def lines(*pairs, **rest):
    return replace(purchase(1, **rest), lines=tuple(Line(amount, category) for amount, category in pairs))


def balances(start, decision):
    book = Book(start)
    book.post(decision.postings)
    return book


def opened(given):
    """The lots that a decision or a gift opens."""
    return [posting.lot for posting in given.postings if isinstance(posting.lot, NewLot)]


def test_a_decision_in_full():
    start = member(lot(2, 30), carry=250_000, debt=0)
    rules = programme(rule("earn", points=1, per=10_000, expiry_days=30), rule("boost", factor=14_000), TENDER)
    decision = evaluate(purchase(60_000, 40_000, redeem=30, company="bakery"), start, rules)
    steps = (
        Step("carry", 250_000),
        Step("rate", 9_700_000, "earn", 1, base=97_000, points=1, per=10_000),
        Step("boost", 3_880_000, "boost", 1, base=97_000, factor=14_000),
        Step("remainder", -830_000),
    )
    ends = datetime(2026, 4, 1, 21, tzinfo=UTC)  # 1 April ends in Moscow
    new = NewLot(POINTS, Account.ACTIVE, 13, NOON, ends, PURCHASE, "bakery", "0")
    assert decision == Decision(
        shares=(Share(0, 60_000, 0, 1_800), Share(1, 40_000, 0, 1_200)),
        gross=100_000,
        discount=0,
        points_redeemed=30,
        points_value=3_000,
        payable=97_000,
        raw=13_580_000,
        bonus=0,
        earned=13,
        pending=0,
        debt_repaid=0,
        redeemable=Redeemable(30, 3_000),
        postings=(
            Posting(Account.ACTIVE, POINTS, -30, UUID(int=2)),
            Posting(Account.REDEEMED, POINTS, 30),
            Posting(Account.ACTIVE, POINTS, 13, new, steps),
            Posting(Account.ISSUED, POINTS, -13),
            Posting(Account.ACTIVE, CARRY, 580_000),  # the credit explains it already
            Posting(Account.ISSUED, CARRY, -580_000),
        ),
        steps=steps,
    )


# --- earning ---------------------------------------------------------------------------------------------------------


def test_30_and_20_make_the_50_that_a_star_needs():
    stars = programme(rule("earn", points=1, per=5_000))
    book = Book(member())
    first = evaluate(purchase(3_000), book.member, stars)
    book.post(first.postings)
    assert (first.earned, book.member.carry) == (0, 600_000)
    second = evaluate(purchase(2_000), book.member, stars)
    book.post(second.postings)
    assert (second.earned, book.member.carry) == (1, 0)


def test_a_cheque_that_gives_no_whole_point_still_explains_its_carry():
    decision = evaluate(purchase(3_000), member(), programme(rule("earn", points=1, per=5_000)))
    carried = next(p for p in decision.postings if p.unit == CARRY and p.account is Account.ACTIVE)
    assert [(step.kind, step.millionths) for step in carried.why] == [("rate", 600_000)]


def test_why_17_points():
    decision = evaluate(purchase(123_400), member(carry=250_000), programme(EARN, rule("boost", factor=14_000)))
    assert decision.earned == 17
    assert [(s.kind, s.rule_id, s.millionths, s.base) for s in decision.steps] == [
        ("carry", "", 250_000, 0),
        ("rate", "earn", 12_340_000, 123_400),
        ("boost", "boost", 4_936_000, 123_400),
        ("remainder", "", -526_000, 0),
    ]


def test_the_best_rate_counts_on_each_line():
    rules = programme(EARN, rule("earn", "coffee", points=1, per=1_000, categories=frozenset({"coffee"})))
    decision = evaluate(lines((10_000, "coffee"), (10_000, "cake")), member(), rules)
    assert {s.rule_id: s.millionths for s in decision.steps} == {"coffee": 10_000_000, "earn": 1_000_000}


def test_excluded_categories_and_lines_never_earn():
    rules = programme(
        rule("earn", points=1, per=100, excluded=frozenset({"tobacco"}), excluded_skus=frozenset({"gift"}))
    )
    event = replace(purchase(1), lines=(Line(500, "tobacco"), Line(300, sku="gift"), Line(200)))
    decision = evaluate(event, member(), rules)
    assert decision.earned == 2
    assert [share.eligible for share in decision.shares] == [False, False, True]


def test_the_rate_climbs_with_the_cheque():
    rules = programme(rule("earn", points=1, per=100, ladder=(Rung(10_000, 2, 100), Rung(20_000, 3, 100))))
    assert [evaluate(purchase(sum_), member(), rules).earned for sum_ in (9_900, 10_000, 20_000)] == [99, 200, 600]


def test_multipliers_multiply_and_round_once():
    rules = programme(rule("earn", points=1, per=3), rule("boost", factor=15_000), rule("boost", "b", factor=20_000))
    decision = evaluate(purchase(100), member(), rules)
    assert decision.raw == 100_000_000
    assert [s.millionths for s in decision.steps] == [33_333_333, 33_333_333, 33_333_334]


def test_a_boost_for_a_category_leaves_the_other_lines_alone():
    rules = programme(rule("earn", points=1, per=100), rule("boost", categories=frozenset({"coffee"}), factor=30_000))
    decision = evaluate(lines((1_000, "cake"), (500, "coffee")), member(), rules)
    assert [(s.rule_id, s.base, s.millionths) for s in decision.steps] == [
        ("earn", 1_500, 15_000_000),
        ("boost", 500, 10_000_000),
    ]


def test_an_exclusive_boost_stands_alone_and_a_larger_priority_stands_above_it():
    both = (rule("boost", "twice", factor=20_000), rule("boost", "alone", factor=15_000, exclusive=True))
    earn = rule("earn", points=1, per=100)
    assert evaluate(purchase(1_000), member(), programme(earn, *both)).earned == 15
    first = replace(both[0], priority=1)
    assert evaluate(purchase(1_000), member(), programme(earn, first, both[1])).earned == 20
    third = rule("boost", "thrice", factor=30_000)
    assert evaluate(purchase(1_000), member(), programme(earn, first, both[1], third)).earned == 60


def test_of_two_exclusive_boosts_the_better_one_stands():
    boosts = (rule("boost", "a", factor=15_000, exclusive=True), rule("boost", "b", factor=20_000, exclusive=True))
    assert evaluate(purchase(1_000), member(), programme(rule("earn", points=1, per=100), *boosts)).earned == 20


def test_equal_rates_go_by_larger_priority_then_rule_id():
    rates = [rule("earn", id_, points=1, per=100, priority=high) for id_, high in (("a", 0), ("c", 1), ("b", 1))]
    assert evaluate(purchase(1_000), member(), programme(*rates)).steps[0].rule_id == "b"


def test_an_exclusive_rate_counts_even_if_another_is_better():
    rules = programme(rule("earn", points=1, per=100), rule("earn", "sale", points=1, per=1_000, exclusive=True))
    assert evaluate(purchase(1_000), member(), rules).earned == 1


def test_a_paused_rule_says_nothing():
    assert evaluate(purchase(10_000), member(), programme(replace(EARN, paused=True))).earned == 0


def test_points_wait_until_they_activate_and_expiry_counts_from_then():
    rules = programme(rule("earn", points=1, per=100, activation_days=14, expiry_days=30))
    decision = evaluate(purchase(1_000), member(), rules)
    new = next(p.lot for p in decision.postings if isinstance(p.lot, NewLot))
    assert (decision.earned, decision.pending, new.account) == (10, 10, Account.PENDING)
    assert new.active_from == datetime(2026, 3, 15, 21, tzinfo=UTC)  # 16 March begins in Moscow
    assert new.expires_at == datetime(2026, 4, 15, 21, tzinfo=UTC)  # 15 April ends


def test_points_carry_the_company_that_gave_them_and_the_cheque_they_came_from():
    decision = evaluate(purchase(10_000, company="bakery"), member(), programme(EARN))
    new = next(p.lot for p in decision.postings if isinstance(p.lot, NewLot))
    assert (new.company, new.purchase_id) == ("bakery", PURCHASE)


def test_two_terms_make_two_lots_and_no_point_is_lost_between_them():
    rules = programme(
        rule("earn", points=1, per=1_000),
        rule("earn", "later", points=1, per=400, categories=frozenset({"cake"}), activation_days=1),
    )
    decision = evaluate(lines((1_600, "coffee"), (1_000, "cake")), member(carry=400_000), rules)
    book = balances(member(carry=400_000), decision)
    assert [p.amount for p in decision.postings if isinstance(p.lot, NewLot)] == [2, 2]
    assert book.member.carry == 500_000


def test_what_ends_sooner_is_credited_first_and_what_never_ends_last():
    terms = {"a": 0, "b": 30, "c": 5}
    rules = programme(
        *(rule("earn", id_, points=1, per=100, categories=frozenset({id_}), expiry_days=days or None)
          for id_, days in terms.items())
    )  # fmt: skip
    decision = evaluate(lines((1_050, "a"), (2_000, "b"), (3_000, "c")), member(), rules)
    assert [new.amount for new in opened(decision)] == [30, 20, 10]
    assert len({new.label for new in opened(decision)}) == 3


# --- spending --------------------------------------------------------------------------------------------------------


def test_redemption_is_limited_by_cap_points_and_rule():
    rich = member(lot(2, 1_000))
    assert redeemable(purchase(99_999), rich, programme(TENDER)).points == 199
    assert redeemable(purchase(100_000), member(lot(2, 30)), programme(TENDER)).points == 30
    most = programme(rule("points_tender", value=100, cap=2_000, most=7))
    assert redeemable(purchase(100_000), rich, most).points == 7
    excluded = programme(rule("points_tender", value=100, cap=10_000, excluded=frozenset({"tobacco"})))
    assert redeemable(lines((1_000, "tobacco"), (500, "")), rich, excluded).points == 5


def test_what_may_be_redeemed_does_not_depend_on_what_is_asked_for_or_held():
    rich = member(lot(2, 1_000))
    greedy = purchase(100_000, redeem=5_000)
    assert redeemable(greedy, rich, programme(TENDER)) == Redeemable(200, 20_000)
    assert redeemable(replace(greedy, held=((UUID(int=2), 7),)), rich, programme(TENDER)) == Redeemable(200, 20_000)


def test_where_no_rule_lets_points_pay_nothing_may_be_redeemed():
    assert redeemable(purchase(100_000), member(lot(2, 5)), programme(EARN)) == Redeemable(0, 0, "redeem_not_possible")


def test_who_has_no_points_may_redeem_nothing_and_is_told_so():
    assert redeemable(purchase(100_000), member(), programme(TENDER)) == Redeemable(0, 0, "insufficient_points")
    with pytest.raises(InsufficientPoints) as refused:
        evaluate(purchase(100_000, redeem=1), member(), programme(TENDER))
    assert refused.value.available == 0


def test_points_pay_for_the_lines_that_they_may_pay_for_and_no_other():
    rules = programme(rule("points_tender", value=100, cap=10_000, excluded=frozenset({"tobacco"})))
    for redeem, parts in ((4, [0, 200, 200]), (10, [0, 500, 500])):
        event = lines((1_000, "tobacco"), (500, ""), (500, ""), redeem=redeem)
        decision = evaluate(event, member(lot(2, 1_000)), rules)
        assert [share.points_paid for share in decision.shares] == parts


def test_what_points_pay_does_not_earn():
    decision = evaluate(purchase(100_000, redeem=200), member(lot(2, 200)), programme(EARN, TENDER))
    assert (decision.payable, decision.points_value, decision.earned) == (80_000, 20_000, 8)


def test_the_lot_that_ends_soonest_is_spent_first_and_one_that_never_ends_last():
    lots = (lot(2, 50, days=None), lot(3, 50, days=20), lot(4, 50, days=10), lot(5, 50, days=10))
    decision = evaluate(purchase(100_000, redeem=160), member(*lots), programme(TENDER))
    taken = [(p.lot.int, -p.amount) for p in decision.postings if p.account is Account.ACTIVE]
    assert taken == [(4, 50), (5, 50), (3, 50), (2, 10)]


def test_pending_points_are_never_redeemable():
    waiting = member(lot(2, 500, pending=True))
    assert redeemable(purchase(100_000), waiting, programme(TENDER)).reason == "insufficient_points"


@pytest.mark.parametrize(
    ("who", "rules", "sum_", "refusal", "reason"),
    [
        (member(lot(2, 10)), programme(TENDER), 100_000, InsufficientPoints(10), ""),
        (member(lot(2, 500)), programme(EARN), 100_000, RedeemNotPossible(), "redeem_not_possible"),
        (member(lot(2, 500)), programme(TENDER), 49_999, BelowMinimumOrder(50_000), "below_minimum_order"),
        (member(debt=5), programme(TENDER), 100_000, PointsInDebt(5), "points_in_debt"),
    ],
)
def test_a_refused_redemption_says_why(who, rules, sum_, refusal, reason):
    with pytest.raises(type(refusal)) as refused:
        evaluate(purchase(sum_, redeem=11), who, rules)
    assert refused.value.arguments == refusal.arguments
    assert redeemable(purchase(sum_), who, rules).reason == reason


def test_the_smallest_minimum_order_is_the_one_to_reach():
    rules = programme(TENDER, rule("points_tender", "a", minimum=80_000), rule("points_tender", "z", minimum=90_000))
    possible = redeemable(purchase(40_000), member(lot(2, 500)), rules)
    assert (possible.reason, possible.minimum) == ("below_minimum_order", 50_000)


def test_the_best_tender_wins():
    rules = programme(TENDER, rule("points_tender", "monday", When(weekdays=frozenset({0})), value=100, cap=5_000))
    assert redeemable(purchase(100_000), member(lot(2, 9_999)), rules).points == 500


def test_the_best_tender_is_the_one_that_pays_more_money_whatever_its_name_and_points():
    rules = programme(
        rule("points_tender", "a", value=1, cap=2_000),  # 20 000 points worth 200 ₽
        rule("points_tender", "b", value=100, cap=5_000),  # 500 points worth 500 ₽
    )
    assert redeemable(purchase(100_000), member(lot(2, 99_999)), rules) == Redeemable(500, 50_000)


@pytest.mark.parametrize("amounts", [(0,), (-5,), (100, -1), ()])
def test_a_cheque_needs_a_positive_sum(amounts):
    with pytest.raises(AmountNotPositive):
        evaluate(purchase(*amounts), member(), programme(EARN))


def test_negative_points_cannot_be_asked_for():
    with pytest.raises(AmountNotPositive):
        evaluate(purchase(100, redeem=-1), member(), programme(TENDER))


def test_a_slip_of_the_finger_is_refused():
    with pytest.raises(AmountTooLarge) as refused:
        evaluate(purchase(10**12), member(), programme(EARN, max_cheque=5_000))
    assert refused.value.limit == 5_000
    assert evaluate(purchase(5_000), member(), programme(EARN, max_cheque=5_000)).gross == 5_000


# --- allocation ------------------------------------------------------------------------------------------------------


def test_parts_add_up_and_the_largest_remainder_comes_first():
    assert allocate(100, [1, 1, 1]) == (34, 33, 33)
    assert allocate(4, [6, 4]) == (2, 2)  # 2.4 and 1.6
    assert allocate(10, [1, 5, 0, 3]) == (1, 6, 0, 3)
    assert allocate(0, [0, 0]) == (0, 0)


def test_happy_hour_boosts_only_then():
    happy = When(hours=(time(12), time(13)))
    rules = programme(rule("earn", per=100), rule("boost", when=happy, factor=20_000))
    at = [NOON - timedelta(seconds=1), NOON, NOON + timedelta(minutes=59), NOON + timedelta(hours=1)]
    assert [evaluate(purchase(1_000, at=moment), member(), rules).earned for moment in at] == [10, 20, 20, 10]


def test_a_cheque_that_would_earn_beyond_measure_is_refused_and_the_next_smaller_one_fits_the_ledger():
    boosts = [rule("boost", f"b{number}", factor=1_000_000) for number in range(3)]  # a hundredfold, three times
    mad = programme(rule("earn", points=1_000_000, per=1), *boosts, max_cheque=10**12)
    with pytest.raises(TooManyPoints) as refusal:
        evaluate(purchase(10**12), member(), mad)
    assert refusal.value.limit == MOST_POINTS
    most = evaluate(purchase(MOST_POINTS), member(), programme(rule("earn", points=1, per=1), max_cheque=10**12))
    assert (most.earned, most.raw < 2**63 // 9_000) == (MOST_POINTS, True)

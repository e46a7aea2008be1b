"""Discounts in figures that a shop owner would check by hand."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from loyalty.discounts import Off
from loyalty.engine import evaluate, redeemable
from loyalty.errors import BelowMinimumOrder, InsufficientPoints
from loyalty.events import Purchase
from loyalty.programme import Redeemable, When
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import NOON, PURCHASE, ZONE, lot, member, programme, purchase, rule

COFFEE, TEA = frozenset({"coffee"}), frozenset({"tea"})


def off(event, *rules, start=None):
    """What comes off, by rule."""
    decision = evaluate(event, start or member(), programme(*rules))
    assert decision.payable == event.gross - decision.discount - decision.points_value
    return {each.rule_id: each.amount for each in decision.offs}


def bought(*lines, at=NOON, **rest):
    return Purchase(PURCHASE, at, ZONE, "1", lines, **rest)


# --- one discount --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [
        (100_000, 500, 5_000),
        (100_000, 10_000, 100_000),
        (999, 1_000, 100),  # 99.9 is nearer to 100
        (994, 1_000, 99),
        (50, 100, 1),  # half a kopeck goes to the customer
        (49, 100, 0),
        (33_333, 333, 1_110),
    ],
)
def test_a_percentage_is_rounded_to_the_nearest_minor_unit(amount, percent, expected):
    assert off(purchase(amount), rule("discount", percent=percent)) == ({"discount": expected} if expected else {})


def test_a_discount_is_spread_over_the_lines_by_largest_remainder():
    decision = evaluate(purchase(100, 100, 100), member(), programme(rule("discount", percent=1_000)))
    assert [share.discount for share in decision.shares] == [10, 10, 10]
    decision = evaluate(purchase(333, 333, 334), member(), programme(rule("money_off", amount=100)))
    assert [share.discount for share in decision.shares] == [33, 33, 34]
    assert decision.offs == (Off("money_off", 1, 100),)


def test_a_discount_has_a_most_and_leaves_out_what_is_excluded():
    rules = rule("discount", percent=1_000, most=5_000, excluded=frozenset({"tobacco"}))
    assert off(bought(line(40_000), line(60_000, "tobacco")), rules) == {"discount": 4_000}
    assert off(bought(line(80_000), line(60_000, "tobacco")), rules) == {"discount": 5_000}
    assert off(bought(line(80_000, "tobacco")), rules) == {}


def test_money_off_is_never_more_than_the_lines_cost():
    assert off(purchase(7_000), rule("money_off", amount=10_000)) == {"money_off": 7_000}
    tobacco = rule("money_off", amount=10_000, excluded=frozenset({"tobacco"}))
    assert off(bought(line(6_000), line(9_000, "tobacco")), tobacco) == {"money_off": 6_000}


def test_a_category_discount_is_rounded_line_by_line():
    event = bought(line(105, "coffee"), line(105, "coffee"), line(1_000, "tea"))
    assert off(event, rule("category_discount", percent=1_000, categories=COFFEE)) == {"category_discount": 22}
    assert off(event, rule("category_discount", percent=1_000)) == {"category_discount": 122}


def test_conditions_say_when_a_discount_holds():
    happy = rule("discount", "happy", When(hours=(time(15), time(17)), weekdays=frozenset({0})), percent=2_000)
    large = rule("discount", "large", When(minimum=100_000), percent=1_000)
    at_three = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # 15:00 in Moscow on a Monday
    assert off(purchase(50_000), happy, large) == {}
    assert off(purchase(50_000, at=at_three), happy, large) == {"happy": 10_000}
    assert off(purchase(100_000), happy, large) == {"large": 10_000}
    assert off(purchase(100_000, at=at_three), happy, large) == {"happy": 20_000}


def test_the_first_purchase_alone_is_cheaper():
    welcome = rule("discount", "welcome", When(first_purchase=True), percent=1_500)
    till = Till(welcome)
    assert [till.sell(10_000).payable for _ in range(2)] == [8_500, 10_000]


# --- several at once -----------------------------------------------------------------------------------------------


def test_the_best_of_a_phase_is_given_not_the_sum():
    rules = (rule("discount", "five", percent=500), rule("discount", "seven", percent=700))
    assert off(purchase(100_000), *rules) == {"seven": 7_000}


def test_of_equal_ones_priority_decides_then_the_id():
    same = [rule("discount", name, percent=500) for name in ("b", "a")]
    assert off(purchase(100_000), *same) == {"a": 5_000}
    assert off(purchase(100_000), *same, rule("discount", "z", percent=500, priority=1)) == {"z": 5_000}


def test_every_line_gets_its_own_best_line_discount():
    rules = (
        rule("category_discount", "coffee", percent=2_000, categories=COFFEE),
        rule("category_discount", "all", percent=1_000),
    )
    event = bought(line(10_000, "coffee"), line(10_000, "tea"))
    assert off(event, *rules) == {"coffee": 2_000, "all": 1_000}


def test_a_stackable_one_comes_on_top_of_the_best():
    rules = (
        rule("discount", "five", percent=500),
        rule("discount", "seven", percent=700),
        rule("discount", "ten", percent=1_000, stackable=True),
        rule("discount", "one", percent=100, stackable=True),
    )
    assert off(purchase(100_000), *rules) == {"seven": 7_000, "ten": 10_000, "one": 1_000}


def test_together_they_take_no_more_than_there_is():
    rules = (rule("discount", "most", percent=9_000), rule("discount", "top", percent=9_000, stackable=True))
    assert off(purchase(10_000), *rules) == {"most": 9_000, "top": 1_000}


def test_an_exclusive_one_stands_alone_even_when_it_gives_less():
    only = rule("discount", "only", percent=300, exclusive=True, priority=1)
    rules = (rule("discount", "seven", percent=700), rule("discount", "top", percent=100, stackable=True))
    assert off(purchase(100_000), only, *rules) == {"only": 3_000}


def test_an_exclusive_one_of_less_priority_stands_back():
    only = rule("discount", "only", percent=3_000, exclusive=True)
    assert off(purchase(100_000), only, rule("discount", "seven", percent=700, priority=1)) == {"seven": 7_000}


def test_an_exclusive_one_that_finds_nothing_keeps_nobody_away():
    coffee = rule("category_discount", "coffee", percent=3_000, categories=COFFEE, exclusive=True, priority=9)
    tea = rule("category_discount", "tea", percent=1_000, categories=TEA)
    assert off(bought(line(10_000, "tea")), coffee, tea) == {"tea": 1_000}
    ladder = rule("accumulating_discount", "ladder", exclusive=True, priority=9)
    assert off(purchase(10_000), ladder, rule("discount", percent=500)) == {"discount": 500}


def test_an_exclusive_one_rules_its_own_phase_only():
    only = rule("discount", "only", percent=1_000, exclusive=True)
    assert off(purchase(10_000), only, rule("money_off", amount=500)) == {"only": 1_000, "money_off": 500}


def test_each_phase_begins_where_the_one_before_ended():
    rules = (
        rule("category_discount", "line", percent=1_000),
        rule("discount", "cart", percent=1_000),
        rule("money_off", "fixed", amount=1_000),
    )
    assert off(purchase(100_000), *rules) == {"line": 10_000, "cart": 9_000, "fixed": 1_000}


def test_a_paused_one_gives_nothing():
    assert off(purchase(10_000), rule("discount", percent=500, paused=True)) == {}


# --- N-th free and gifts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("quantity", "expected"), [(1, 0), (2, 0), (3, 200), (5, 200), (6, 400)])
def test_every_third_coffee_is_free(quantity, expected):
    event = bought(line(200 * quantity, "coffee", quantity), line(900, "tea"))
    given = off(event, rule("nth_free", every=3, categories=COFFEE))
    assert given == ({"nth_free": expected} if expected else {})


def test_the_cheapest_ones_are_free():
    event = bought(line(600, "coffee", 2), line(500, "coffee", 2), line(150, "coffee"), line(450, "coffee"))
    assert off(event, rule("nth_free", every=3, categories=COFFEE)) == {"nth_free": 150 + 250}


def test_a_gift_is_free_for_every_so_many_items():
    gift = rule("nth_free", "gift", every=2, categories=COFFEE, gifts=frozenset({"cookie"}))
    cookies = line(300, "cookie", 3)
    assert off(bought(line(400, "coffee", 1), cookies), gift) == {}
    assert off(bought(line(800, "coffee", 2), cookies), gift) == {"gift": 100}
    assert off(bought(line(2_400, "coffee", 6), cookies), gift) == {"gift": 300}
    assert off(bought(line(4_000, "coffee", 10), cookies), gift) == {"gift": 300}
    assert off(bought(line(800, "coffee", 2)), gift) == {}


# --- beside points -------------------------------------------------------------------------------------------------

TENDER = rule("points_tender", value=100, minimum=50_000, cap=2_000)
EARN = rule("earn", points=1, per=10_000)


def test_points_pay_a_share_of_what_is_left_after_discounts():
    rules = programme(rule("discount", percent=1_000), EARN, TENDER)
    start = member(lot(2, 1_000))
    assert redeemable(purchase(100_000), start, rules) == Redeemable(180, 18_000)
    decision = evaluate(purchase(100_000, redeem=180), start, rules)
    assert (decision.discount, decision.points_value, decision.payable) == (10_000, 18_000, 72_000)
    assert (decision.earned, decision.raw) == (7, 7_200_000)
    with pytest.raises(InsufficientPoints):
        evaluate(purchase(100_000, redeem=181), start, rules)


def test_the_minimum_order_is_taken_after_discounts():
    rules, start = programme(rule("discount", percent=1_000), TENDER), member(lot(2, 1_000))
    assert redeemable(purchase(55_500), start, rules).reason == "below_minimum_order"
    assert redeemable(purchase(55_600), start, rules).points == 100
    with pytest.raises(BelowMinimumOrder):
        evaluate(purchase(55_500, redeem=1), start, rules)


def test_a_condition_on_the_sum_looks_at_the_cheque_before_discounts():
    rules = (rule("discount", "five", When(minimum=10_000), percent=500), rule("category_discount", percent=1_000))
    assert off(purchase(10_000), *rules) == {"category_discount": 1_000, "five": 450}


# --- birthdays -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birthday", "day", "holds"),
    [
        ((6, 15), "2026-06-12", True),
        ((6, 15), "2026-06-18", True),
        ((6, 15), "2026-06-11", False),
        ((6, 15), "2026-06-19", False),
        ((1, 2), "2026-12-30", True),  # the turn of the year
        ((12, 30), "2027-01-02", True),
        ((12, 30), "2027-01-03", False),
        ((2, 29), "2026-02-25", True),  # on 28 February in a common year
        ((2, 29), "2026-03-03", True),
        ((2, 29), "2026-03-04", False),
        ((2, 29), "2028-02-25", False),  # on its own day in a leap year
        ((2, 29), "2028-03-03", True),
        (None, "2026-06-15", False),
    ],
)
def test_the_birthday_discount_holds_three_days_around_it(birthday, day, holds):
    start = _born(birthday)
    noon = datetime.fromisoformat(f"{day}T09:00+00:00")
    given = off(purchase(10_000, at=noon), rule("discount", when=When(birthday=3), percent=1_000), start=start)
    assert given == ({"discount": 1_000} if holds else {})


def test_the_birthday_is_a_day_where_the_outlet_stands():
    rules = rule("discount", when=When(birthday=0), percent=1_000)
    evening = datetime(2026, 6, 14, 21, 30, tzinfo=UTC)  # half past midnight in Moscow
    assert off(purchase(10_000, at=evening), rules, start=_born((6, 15))) == {"discount": 1_000}


def _born(birthday):
    start = member()
    return replace(start, facts=replace(start.facts, birthday=birthday))


# --- refunds -------------------------------------------------------------------------------------------------------


def test_a_return_gives_back_what_the_line_cost():
    till = Till(rule("discount", percent=1_000), EARN)
    till.sell(line(10_000, "coffee"), line(30_000, "tea"))
    assert till.back({0: 10_000}).money_back == 9_000
    assert till.back({1: 15_000}).money_back == 13_500
    assert till.back().money_back == 13_500
    assert till.points == 0


def test_the_free_item_comes_back_for_nothing_but_its_share():
    till = Till(rule("nth_free", every=3))
    till.sell(line(100, "coffee"), line(200, "coffee"), line(300, "coffee"))
    assert [till.back({number: 100 * (number + 1)}).money_back for number in range(3)] == [0, 200, 300]

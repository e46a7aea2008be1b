"""Stamp cards: a stamp per item, purchase or sum, and what a full card and a return do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.counting import MOST_CARDS, Promised
from loyalty.mechanics.stamp_card import Milestone
from loyalty.progress import Progress
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import NOON, programme, rule

FREE = rule("coupon", "free-coffee", kind="item", amount=30_000, categories=frozenset({"coffee"}))
CARD = rule("stamp_card", "card", categories=frozenset({"coffee"}), reward="free-coffee")  # five stamps


def coffees(number, price=200):
    return line(number * price, "coffee", number)


def test_every_sixth_coffee_is_free():
    till = Till(CARD, FREE)
    for bought in range(1, 6):
        till.sell(coffees(1))
        assert (till.count("card"), till.held("free-coffee")) == ((bought, 0) if bought < 5 else (0, 1))
    sixth = till.sell(coffees(1), coupons=("free-coffee",))
    assert sixth.payable == 0
    assert till.count("card") == 0  # the free one earns no stamp, so that it is every sixth again
    for _ in range(5):
        till.sell(coffees(1))
    assert till.held("free-coffee") == 1


@pytest.mark.parametrize(
    ("bought", "stamps", "coupons"), [((3, 3), 1, 1), ((5,), 0, 1), ((12,), 2, 2), ((4, 12), 1, 3), ((4, 1, 5), 0, 2)]
)
def test_what_is_over_carries_on(bought, stamps, coupons):
    till = Till(CARD, FREE)
    for number in bought:
        till.sell(coffees(number))
    assert (till.count("card"), till.held("free-coffee")) == (stamps, coupons)


def test_only_items_of_the_category_count():
    till = Till(CARD, FREE)
    till.sell(line(300, "tea", 3), coffees(2))
    till.sell(9_000)
    assert till.count("card") == 2


@pytest.mark.parametrize(("per", "expected"), [("item", [5, 5, 6]), ("purchase", [1, 1, 2]), ("amount", [3, 3, 5])])
def test_a_stamp_per_item_purchase_or_sum(per, expected):
    till = Till(rule("stamp_card", "card", per=per, amount=1_000, goal=9))
    counts = []
    for lines in ([line(2_000, "a", 2), line(1_999, "b", 3)], [line(0)], [line(2_500)]):
        if sum(each.amount for each in lines):
            till.sell(*lines)
        counts.append(till.count("card"))
    assert counts == expected


def test_several_cards_count_at_once():
    tea = rule("stamp_card", "tea", categories=frozenset({"tea"}), goal=2, reward="free-coffee")
    till = Till(CARD, tea, FREE)
    decision = till.sell(coffees(5), line(300, "tea", 3))
    assert (till.count("card"), till.count("tea"), till.held("free-coffee")) == (0, 1, 2)
    assert decision.counting.promised == (
        Promised("free-coffee", "card", 1, full=True),
        Promised("free-coffee", "tea", 1, full=True),
    )


COOKIE, CAKE = rule("coupon", "cookie"), rule("coupon", "cake")
STEPS = rule("stamp_card", "steps", goal=9, milestones=(Milestone(3, "cookie"), Milestone(6, "cookie")), reward="cake")


def test_milestones_give_their_coupons_on_the_way():
    till = Till(STEPS, COOKIE, CAKE)
    held = []
    for _ in range(12):
        till.sell(coffees(1))
        held.append((till.held("cookie"), till.held("cake")))
    assert held == [(0, 0)] * 2 + [(1, 0)] * 3 + [(2, 0)] * 3 + [(2, 1)] * 3 + [(3, 1)]


def test_milestones_that_are_passed_at_once_all_count():
    till = Till(STEPS, COOKIE, CAKE)
    till.sell(coffees(13))
    assert (till.count("steps"), till.held("cookie"), till.held("cake")) == (4, 3, 1)


def test_the_card_shows_how_full_it_is():
    till = Till(STEPS, COOKIE, CAKE)
    till.sell(coffees(4))
    assert till.progress("steps") == Progress(4, 9, "stamps", "cake", (3, 6))


def test_a_card_without_a_reward_just_begins_anew():
    till = Till(rule("stamp_card", "card", goal=3))
    till.sell(coffees(4))
    assert (till.count("card"), till.coupons) == (1, [])
    till.back()
    assert till.count("card") == 0


def test_a_smaller_goal_rewards_the_stamps_that_stand_beyond_it():
    till = Till(rule("stamp_card", "card", goal=10, reward="free-coffee"), FREE)
    till.sell(coffees(7))
    till.rules = programme(rule("stamp_card", "card", goal=5, reward="free-coffee"), FREE)
    till.sell(coffees(1))
    assert (till.count("card"), till.held("free-coffee")) == (3, 1)


# --- more than one cheque may give ----------------------------------------------------------------------------------


def test_what_one_cheque_may_not_give_waits_for_the_next_stamps():
    """A stamp for every unit of money would be a thousand coupons at once."""
    till = Till(rule("stamp_card", "card", per="amount", amount=1, goal=5, reward="free-coffee"), FREE)
    (large,) = till.sell(5 * MOST_CARDS * 2 + 7).counting.counted
    assert (large.waiting, large.begun, till.held("free-coffee")) == (MOST_CARDS + 1, 2, MOST_CARDS)
    (next_,) = till.sell(1).counting.counted
    assert (next_.waiting, next_.begun, till.held("free-coffee")) == (1, 3, 2 * MOST_CARDS)
    till.sell(1)
    assert (till.count("card"), till.held("free-coffee")) == (4, 2 * MOST_CARDS + 1)


def test_returns_take_back_what_waited_and_what_was_given():
    till = Till(rule("stamp_card", "card", per="amount", amount=1, goal=5, reward="free-coffee"), FREE)
    till.sell(5 * MOST_CARDS * 3)
    large = till.last
    till.sell(1)
    small = till.last
    till.back(5 * MOST_CARDS, large)  # of forty cards that waited twenty were given meanwhile, and twenty are left
    assert (till.count("card"), till.held("free-coffee")) == (1, 2 * MOST_CARDS)
    till.back(cheque=large)
    assert (till.count("card"), till.held("free-coffee")) == (1 - 5 * MOST_CARDS, MOST_CARDS)
    till.back(cheque=small)
    assert (till.count("card"), till.held("free-coffee")) == (0, 0)


def test_milestones_are_given_once_each_however_many_cards_wait():
    card = rule(
        "stamp_card", "card", per="amount", amount=1, goal=5, milestones=(Milestone(3, "cookie"),), reward="cake"
    )
    till = Till(card, COOKIE, CAKE)
    for amount in (5 * MOST_CARDS + 4, 5 * MOST_CARDS + 5, 1, 1):
        till.sell(amount)
    assert (till.held("cookie"), till.held("cake"), till.count("card")) == (2 * MOST_CARDS + 2, 2 * MOST_CARDS + 2, 1)


# --- a reward that is gone ------------------------------------------------------------------------------------------


def test_a_card_whose_reward_was_removed_fills_up_and_waits_for_another():
    till = Till(CARD, FREE)
    till.sell(coffees(4))
    till.rules = programme(CARD)
    assert till.sell(coffees(3)).counting.promised == ()
    lost = till.last
    assert (till.count("card"), till.coupons) == (7, [])
    till.back(cheque=lost)
    till.sell(coffees(3))
    till.rules = programme(rule("stamp_card", "card", categories=frozenset({"coffee"}), reward="cake"), CAKE)
    till.sell(coffees(1))
    assert (till.count("card"), till.held("cake")) == (3, 1)


def test_a_paused_reward_is_paid_all_the_same():
    till = Till(CARD, replace(FREE, paused=True))
    till.sell(coffees(5))
    assert (till.count("card"), till.held("free-coffee")) == (0, 1)


# --- what was given away --------------------------------------------------------------------------------------------

THIRD_FREE = rule("nth_free", every=3, categories=frozenset({"coffee"}))


def test_a_line_of_three_with_one_free_gives_two_stamps_and_a_return_takes_bought_ones():
    till = Till(rule("stamp_card", "card", goal=9), THIRD_FREE)
    assert till.sell(coffees(3)).payable == 400
    assert till.count("card") == 2
    stamps = []
    for _ in range(3):
        till.back(200)
        stamps.append(till.count("card"))
    assert stamps == [2, 1, 0]


def test_a_free_coffee_among_others_on_its_line_gives_no_stamp():
    till = Till(rule("stamp_card", "card", goal=9), FREE, rule("gift_coupon", coupon="free-coffee"), THIRD_FREE)
    till.sell(line(100, "tea"))
    sale = till.sell(coffees(4), line(100, "tea"), coupons=("free-coffee",))
    assert sale.discount == 400  # one of three by the offer, and another whole one by the coupon
    assert till.count("card") == 1 + 2 + 1


def test_an_item_that_is_paid_for_in_part_is_bought():
    dear = rule("coupon", "free-coffee", kind="item", amount=150)
    till = Till(rule("stamp_card", "card", goal=9), dear, rule("gift_coupon", coupon="free-coffee"))
    till.sell(coffees(1))
    assert till.sell(coffees(2), coupons=("free-coffee",)).payable == 250
    assert till.count("card") == 3


def test_a_better_discount_than_the_free_item_leaves_all_of_them_bought():
    half = rule("category_discount", percent=5_000)
    till = Till(rule("stamp_card", "card", goal=9), THIRD_FREE, half)
    assert till.sell(coffees(3)).payable == 300
    assert till.count("card") == 3


# --- returns -------------------------------------------------------------------------------------------------------


def test_a_return_takes_the_stamps_back():
    till = Till(CARD, FREE)
    till.sell(coffees(3))
    till.back(200)
    assert till.count("card") == 2
    till.back(100)  # half a coffee is still a coffee
    assert till.count("card") == 2
    till.back()
    assert till.count("card") == 0


def test_an_unused_reward_is_voided_and_the_card_is_full_again_but_for_what_came_back():
    till = Till(CARD, FREE)
    till.sell(coffees(4))
    till.sell(coffees(3))
    assert (till.count("card"), till.held("free-coffee")) == (2, 1)
    reversal = till.back(200)  # 4 + 2 still fill it
    assert (reversal.voided, till.count("card"), till.held("free-coffee")) == ((), 1, 1)
    reversal = till.back()
    assert (reversal.voided, till.count("card"), till.held("free-coffee")) == ((("free-coffee", 1),), 4, 0)


def test_a_used_reward_leaves_stamps_owed_and_later_ones_repay_them():
    till = Till(CARD, FREE)
    till.sell(coffees(4))
    till.sell(coffees(1))
    last = till.last
    till.sell(coffees(1), coupons=("free-coffee",))
    reversal = till.back(cheque=last)
    assert (reversal.voided, till.count("card")) == ((), -1)
    till.sell(coffees(1))
    assert till.count("card") == 0
    till.sell(coffees(5))
    assert (till.count("card"), till.held("free-coffee")) == (0, 1)


def test_of_two_rewards_the_unused_one_is_voided_first():
    till = Till(CARD, FREE)
    till.sell(coffees(4))
    till.sell(coffees(6))
    sold = till.last
    till.sell(coffees(1), coupons=("free-coffee",))
    till.back(600, sold)  # 4 + 3 = one card and two stamps
    assert (till.count("card"), till.held("free-coffee")) == (2, 0)
    till.back(cheque=sold)
    assert till.count("card") == -1  # four stamps against a coffee that took five


def test_a_debt_of_stamps_gives_no_reward_until_it_is_repaid():
    till = Till(CARD, FREE)
    till.sell(coffees(10))
    sold = till.last
    for _ in range(2):
        till.sell(line(200, "coffee"), coupons=("free-coffee",))
    till.back(cheque=sold)
    assert till.count("card") == -10
    till.sell(coffees(12))
    assert (till.count("card"), till.held("free-coffee")) == (2, 0)
    till.back()
    assert till.count("card") == -10


def test_two_milestones_of_one_coupon_go_one_by_one():
    till = Till(STEPS, COOKIE, CAKE)
    till.sell(coffees(6))
    assert till.held("cookie") == 2
    till.back(600)
    assert (till.count("steps"), till.held("cookie")) == (3, 1)
    till.back()
    assert (till.count("steps"), till.held("cookie")) == (0, 0)


def test_returns_out_of_order_end_where_they_should():
    till = Till(CARD, FREE)
    for _ in range(3):
        till.sell(coffees(3))
    assert (till.count("card"), till.held("free-coffee")) == (4, 1)
    first, second, third = till.cheques
    till.back(cheque=first)
    assert (till.count("card"), till.held("free-coffee")) == (1, 1)
    till.back(cheque=second)  # its coupon is unused, so its card is refilled: 1 - 3 + 5
    assert (till.count("card"), till.held("free-coffee")) == (3, 0)
    till.back(cheque=third)
    assert till.count("card") == 0


def test_a_sale_that_was_held_counts_on_what_was_sold_meanwhile():
    till = Till(CARD, FREE)
    till.sell(coffees(3))
    held, facts = till.event(coffees(2)), till.member.facts
    till.sell(coffees(1))
    till.at(NOON + timedelta(minutes=10))
    till.record(held, facts)
    assert (till.count("card"), till.held("free-coffee")) == (1, 1)
    till.back(cheque=held.id)
    assert (till.count("card"), till.held("free-coffee")) == (4, 0)


def test_a_sum_alone_gives_no_stamp_and_says_so_until_somebody_says_how_many():
    till = Till(CARD, FREE, rule("category_discount", "tea", percent=1_000, categories=frozenset({"tea"})))
    (unsaid,) = till.sell(500).unsaid
    assert (unsaid.rule_id, unsaid.categories, unsaid.number) == ("card", ("coffee",), True)
    sold = till.sell(line(500), line(0, "coffee", 2))
    assert (sold.payable, sold.unsaid, till.count("card")) == (500, (), 2)
    assert till.sell(line(500), line(0, "coffee", 0)).unsaid == (), "there was none"
    assert till.sell(coffees(1), line(500)).unsaid == (), "what it is for was said"
    assert till.count("card") == 3


@pytest.mark.parametrize(("per", "number", "stamps"), [("purchase", True, 1), ("amount", False, 0)])
def test_whether_a_number_is_enough_depends_on_what_gives_a_stamp(per, number, stamps):
    till = Till(rule("stamp_card", "card", per=per, amount=300, categories=frozenset({"coffee"})))
    assert [each.number for each in till.sell(500).unsaid] == [number]
    assert len(till.sell(100).unsaid) == (0 if per == "amount" else 1), "too little for a stamp"
    till.sell(line(500), line(0, "coffee", 2))
    assert till.count("card") == stamps


def test_what_was_said_to_be_in_a_sum_goes_back_with_it():
    till = Till(CARD)
    till.sell(line(600), line(300, "cake"), line(0, "coffee", 4))
    for back, stamps in (({1: 300}, 4), ({0: 300}, 2), ({0: 300}, 0)):  # the cake was none of them
        till.back(back)
        assert till.count("card") == stamps


def test_what_nobody_pays_for_gives_no_stamp_even_if_it_was_counted():
    till = Till(CARD, rule("discount", "all", percent=10_000))
    till.sell(line(600), line(0, "coffee", 4))
    assert till.count("card") == 0

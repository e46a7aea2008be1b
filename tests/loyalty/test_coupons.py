"""Coupons: what each kind is worth, which go together, and why one is refused."""

from dataclasses import replace

import pytest

from loyalty.errors import CouponEnded, CouponNotBeside, CouponNotNow
from loyalty.programme import When
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import lot, member, programme, rule

COFFEE = frozenset({"coffee"})
CHEQUE = (line(20_000, "coffee", 2), line(30_000, "cake"))


def coupon(name, kind, **rest):
    return rule("coupon", name, rest.pop("when", None), kind=kind, **rest)


def used(*rules, cheque=CHEQUE, **rest):
    return Till(*rules).sell(*cheque, coupons=tuple(each.id for each in rules if each.mechanic == "coupon"), **rest)


@pytest.mark.parametrize(
    ("kind", "settings", "off", "bonus"),
    [
        ("percent", {"percent": 1_000}, 5_000, 0),
        ("percent", {"percent": 1_000, "categories": COFFEE}, 2_000, 0),
        ("amount", {"amount": 7_000}, 7_000, 0),
        ("amount", {"amount": 70_000}, 50_000, 0),
        ("amount", {"amount": 70_000, "categories": COFFEE}, 20_000, 0),
        ("item", {"amount": 50_000}, 30_000, 0),  # the dearest item
        ("item", {"amount": 25_000}, 25_000, 0),  # up to the sum
        ("item", {"amount": 50_000, "categories": COFFEE}, 10_000, 0),  # one of the two
        ("points", {"points": 70}, 0, 70),
        ("points", {"points": 70, "categories": COFFEE}, 0, 70),
    ],
)
def test_what_a_coupon_is_worth(kind, settings, off, bonus):
    decision = used(coupon("c", kind, **settings))
    assert (decision.discount, decision.bonus) == (off, bonus)
    assert [(each.rule_id, each.amount) for each in decision.offs] == ([("c", off)] if off else [])


@pytest.mark.parametrize("categories", [COFFEE, frozenset()])
def test_a_free_item_takes_nothing_off_a_sum_of_which_nobody_said_what_it_is_for(categories):
    free = coupon("c", "item", amount=30_000, categories=categories)
    for cheque in ((line(50_000),), (line(20_000),)):
        with pytest.raises(CouponNotNow):
            used(free, cheque=cheque)
    assert used(free, cheque=(line(30_000), line(20_000, "coffee"))).discount == 20_000


def test_a_free_item_of_any_kind_is_one_of_those_that_were_counted():
    assert used(coupon("c", "item", amount=30_000), cheque=(line(50_000, "", 5),)).discount == 10_000


def test_a_coupon_counts_only_where_it_is_presented():
    till = Till(coupon("c", "percent"), coupon("d", "points"))
    decision = till.sell(*CHEQUE)
    assert (decision.discount, decision.bonus) == (0, 0)


def test_a_coupon_comes_after_the_discounts_and_before_the_points():
    rules = (
        rule("discount", percent=1_000),
        coupon("c", "percent", percent=1_000),
        rule("points_tender", value=100, cap=2_000),
    )
    till = Till(*rules, start=member(lot(2, 1_000)))
    decision = till.sell(100_000, coupons=("c",), redeem=162)  # a fifth of 81 000
    assert (decision.discount, decision.payable, decision.redeemable.points) == (19_000, 64_800, 162)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("stackable", "stackable", True),
        ("stackable", "always", True),
        ("always", "always", True),
        ("exclusive", "always", True),
        ("exclusive", "stackable", False),
        ("exclusive", "exclusive", False),
    ],
)
def test_which_coupons_go_together(first, second, together):
    rules = (coupon("a", "amount", amount=1_000, beside=first), coupon("b", "amount", amount=2_000, beside=second))
    if together:
        assert used(*rules).discount == 3_000
    else:
        with pytest.raises(CouponNotBeside):
            used(*rules)
        with pytest.raises(CouponNotBeside):
            used(*reversed(rules))


def test_an_exclusive_coupon_leaves_the_discounts_of_the_shop_alone():
    exclusive = replace(coupon("a", "amount", amount=1_000, beside="exclusive"), exclusive=True)
    assert used(exclusive, rule("discount", percent=1_000)).discount == 6_000


def test_two_of_the_same_kind_do_not_go_together():
    till = Till(coupon("a", "amount", amount=1_000, beside="always"))
    with pytest.raises(CouponNotBeside):
        till.sell(*CHEQUE, coupons=("a", "a"))


def test_every_coupon_that_is_presented_counts_whatever_rules_are_exclusive():
    plain = coupon("a", "amount", amount=1_000)
    strong = replace(coupon("b", "amount", amount=2_000), exclusive=True, priority=9)
    assert used(plain, strong).discount == 3_000
    promotion = rule("bonus", "promotion", points=500, exclusive=True, priority=9)
    assert used(coupon("c", "points", points=70), promotion).bonus == 570


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "percent", "categories": frozenset({"tea"})},
        {"kind": "amount", "categories": frozenset({"tea"})},
        {"kind": "item", "categories": frozenset({"tea"})},
        {"kind": "points", "categories": frozenset({"tea"})},
        {"kind": "percent", "when": When(minimum=50_001)},
        {"kind": "points", "when": When(minimum=50_001)},
        {"kind": "percent", "when": When(weekdays=frozenset({1}))},
        {"kind": "percent", "when": When(outlets=frozenset({"2"}))},
        {"kind": "percent", "when": When(first_purchase=False)},
        {"kind": "percent", "when": When(tiers=frozenset({"gold"}))},
    ],
    ids=str,
)
def test_a_coupon_that_is_not_for_this_cheque_is_refused_and_not_used_up(settings):
    with pytest.raises(CouponNotNow):
        used(coupon("c", **settings))


def test_a_coupon_is_not_used_up_when_nothing_is_left_to_pay():
    with pytest.raises(CouponNotNow):
        used(rule("money_off", amount=50_000), coupon("c", "percent"))


def test_a_coupon_whose_rule_ended_or_was_paused_is_refused():
    with pytest.raises(CouponEnded):
        used(replace(coupon("c", "percent"), paused=True))
    till = Till()
    with pytest.raises(CouponEnded):
        till.sell(*CHEQUE, coupons=("gone",))
    with pytest.raises(CouponEnded):  # a rule, but not a coupon's
        Till(rule("discount", "d")).sell(*CHEQUE, coupons=("d",))


# --- gifts and returns ---------------------------------------------------------------------------------------------


def test_the_next_purchase_is_cheaper():
    next_time = (coupon("next", "percent", percent=1_000), rule("gift_coupon", coupon="next"))
    till = Till(*next_time)
    assert till.sell(10_000).discount == 0
    assert till.held("next") == 1
    assert till.sell(10_000, coupons=("next",)).discount == 1_000
    assert till.held("next") == 1


def test_coupons_are_given_on_joining_and_for_the_birthday():
    till = Till(
        rule("gift_coupon", "a", on="registration", coupon="welcome"),
        rule("gift_coupon", "b", on="birthday", coupon="cake"),
        coupon("welcome", "percent"),
        coupon("cake", "percent"),
    )
    till.join()
    assert [each.rule_id for each in till.coupons] == ["welcome"]
    till.celebrate()
    assert [each.rule_id for each in till.coupons] == ["welcome", "cake"]
    till.sell(10_000)
    assert len(till.coupons) == 2


def test_a_gift_without_a_coupon_gives_nothing():
    till = Till(rule("gift_coupon"))
    till.sell(10_000)
    assert till.coupons == []


def test_a_full_return_voids_the_coupon_that_it_brought_and_a_part_does_not():
    till = Till(coupon("next", "percent"), rule("gift_coupon", coupon="next"))
    till.sell(10_000)
    assert till.back(4_000).voided == ()
    assert till.back().voided == (("next", 1),)
    assert till.held("next") == 0


def test_a_used_coupon_is_no_longer_voided():
    till = Till(coupon("next", "percent"), rule("gift_coupon", coupon="next"))
    till.sell(10_000)
    first = till.last
    till.sell(10_000, coupons=("next",))
    assert till.back(cheque=first).voided == ()


def test_a_full_return_reopens_the_coupon_and_gives_back_what_was_paid():
    till = Till(coupon("c", "amount", amount=1_000), rule("gift_coupon", on="registration", coupon="c"))
    till.join()
    till.sell(4_000, 6_000, coupons=("c",))
    assert till.held("c") == 0
    assert till.back({0: 4_000}).money_back == 3_600
    assert till.held("c") == 0
    assert till.back().money_back == 5_400
    assert till.held("c") == 1


def test_points_of_a_coupon_go_back_with_what_they_were_for():
    till = Till(coupon("c", "points", points=70, categories=COFFEE))
    till.sell(*CHEQUE, coupons=("c",))
    assert till.points == 70
    till.back({1: 30_000})
    assert till.points == 70
    till.back({0: 20_000})
    assert till.points == 0


def test_bonus_points_go_when_their_condition_does():
    till = Till(rule("bonus", "large", When(minimum=50_000), points=30), rule("bonus", "any", points=5))
    till.sell(60_000)
    assert till.points == 35
    assert till.back(10_000).taken == 0
    assert till.back(1).taken == 30
    assert till.back().taken == 5
    assert till.points == 0


def test_a_programme_whose_coupon_rule_changed_gives_what_it_gives_now():
    till = Till(coupon("c", "amount", amount=1_000), rule("gift_coupon", on="registration", coupon="c"))
    till.join()
    till.rules = programme(coupon("c", "amount", amount=500))
    assert till.sell(4_000, coupons=("c",)).discount == 500

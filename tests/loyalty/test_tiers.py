"""Tiers: who reaches which one when, what it brings, and how one is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from loyalty import tiering
from loyalty.mechanics.tiers import Level
from loyalty.programme import When
from loyalty.progress import Progress
from tests.loyalty.till import Till
from tests.loyalty.worlds import NOON, lot, member, programme, rule


def tiers(metric="spend", silver=100_000, gold=500_000, **rest):
    return rule("tiers", metric=metric, levels=(Level("silver", silver), Level("gold", gold)), **rest)


EARN = rule("earn", points=1, per=10_000)
SILVER = rule("boost", "silver", When(tiers=frozenset({"silver"})), factor=15_000)
GOLD = rule("boost", "gold", When(tiers=frozenset({"gold"})), factor=20_000)


def test_the_first_purchase_is_made_at_the_base_and_the_new_rate_holds_from_the_next():
    bronze = rule("bonus", "bronze", When(tiers=frozenset({"bronze"})), points=1)
    till = Till(tiers(), EARN, SILVER, GOLD, bronze)
    assert till.tier == "bronze"
    first = till.sell(100_000)
    assert (first.earned, first.tier, till.tier) == (11, "silver", "silver")
    second = till.sell(400_000)
    assert (second.earned, second.tier, till.tier) == (60, "gold", "gold")
    third = till.sell(100_000)
    assert (third.earned, third.tier, till.tier) == (20, "", "gold")


def test_one_large_cheque_leads_to_the_top_at_once():
    till = Till(tiers())
    assert till.sell(500_000).tier == "gold"
    assert till.progress("tiers") == Progress(500_000, 0, "money", "gold")


def test_a_kopeck_less_is_not_enough():
    till = Till(tiers())
    assert till.sell(99_999).tier == ""
    assert till.progress("tiers") == Progress(99_999, 100_000, "money", "silver")
    assert till.sell(1).tier == "silver"
    assert till.progress("tiers") == Progress(100_000, 500_000, "money", "gold")


def test_spending_points_never_lowers_a_tier_and_is_not_money_spent():
    till = Till(tiers(), rule("points_tender", value=100, cap=10_000), start=member(lot(2, 5_000), purchases=0))
    till.sell(100_000)
    till.sell(100_000, redeem=900)
    assert (till.tier, till.count("tiers")) == ("silver", 110_000)


def test_discounts_are_not_money_spent():
    till = Till(tiers(), rule("discount", percent=1_000))
    assert till.sell(110_000).tier == ""
    assert till.count("tiers") == 99_000


@pytest.mark.parametrize(
    ("metric", "silver", "gold", "reached"),
    [("visits", 2, 3, ["", "silver", "gold", ""]), ("points", 20, 25, ["", "silver", "gold", ""])],
)
def test_visits_and_earned_points_count_too(metric, silver, gold, reached):
    till = Till(tiers(metric, silver, gold), EARN)
    assert [till.sell(100_000).tier for _ in range(4)] == reached


def test_points_that_come_as_gifts_are_not_earned():
    till = Till(tiers("points", 20, 30), rule("grant", points=50), rule("birthday", points=50), EARN)
    till.join()
    till.celebrate()
    till.sell(190_000)
    assert (till.tier, till.count("tiers")) == ("bronze", 19)


def test_friends_count_for_who_brought_them():
    till = Till(tiers("friends", 1, 2), rule("referral", inviter=50, friend=20))
    assert till.sell(1_000_000).tier == ""
    assert till.refer(invited=True).tier == ""
    assert [till.refer().tier for _ in range(2)] == ["silver", "gold"]
    assert till.points == 20 + 50 + 50


# --- windows and reviews -------------------------------------------------------------------------------------------


def test_a_rolling_metric_forgets_and_the_review_takes_one_step():
    till = Till(tiers(days=30))
    till.sell(500_000)
    till.at(NOON + timedelta(days=31))
    assert (till.count("tiers"), till.tier) == (0, "gold")  # nothing is lost before the review
    assert [till.review() for _ in range(3)] == ["silver", "bronze", "bronze"]


def test_a_review_keeps_who_still_reaches_the_level_and_raises_who_deserves_more():
    rule_ = tiers()
    assert tiering.reviewed(rule_, "silver", 100_000) == "silver"
    assert tiering.reviewed(rule_, "silver", 99_999) == "bronze"
    assert tiering.reviewed(rule_, "gold", 100_000) == "silver"
    assert tiering.reviewed(rule_, "gold", 0) == "silver"
    assert tiering.reviewed(rule_, "bronze", 0) == "bronze"
    assert tiering.reviewed(rule_, "bronze", 500_000) == "gold"
    assert tiering.reviewed(rule_, "a tier of old times", 100_000) == "silver"


def test_the_member_is_told_what_is_missing_to_stay():
    assert [tiering.missing(tiers(), "gold", count) for count in (0, 499_999, 500_000, 600_000)] == [500_000, 1, 0, 0]
    assert tiering.missing(tiers(), "bronze", 0) == 0


def test_the_year_of_a_tier_is_that_of_the_calendar():
    till = Till(tiers(window="year"), now=datetime(2028, 2, 29, 9, tzinfo=UTC))
    till.sell(100_000)
    assert till.at(datetime(2028, 12, 31, 20, 59, tzinfo=UTC)) == []
    assert till.at(datetime(2028, 12, 31, 21, 0, tzinfo=UTC)) == ["lapse"]  # midnight in Moscow
    assert till.count("tiers") == 0


def test_a_lifetime_is_never_forgotten():
    till = Till(tiers(window="lifetime"))
    till.sell(100_000)
    assert till.at(NOON + timedelta(days=9_999)) == []
    assert till.review() == "silver"


# --- returns -------------------------------------------------------------------------------------------------------


def test_a_return_takes_the_metric_back_and_is_judged_at_the_tier_of_the_sale():
    till = Till(tiers(), EARN, SILVER)
    till.sell(100_000)
    till.sell(100_000)
    assert till.points == 10 + 15
    till.back(50_000)
    assert (till.count("tiers"), till.points) == (150_000, 17)  # 7.5 of 15 are left, half a point is kept
    till.back()
    assert (till.count("tiers"), till.points) == (100_000, 10)


def test_a_cheque_of_the_base_tier_stays_one_whatever_the_member_is_now():
    till = Till(tiers(), EARN, SILVER)
    till.sell(100_000)
    till.back(50_000)
    assert (till.tier, till.points) == ("silver", 5)


def test_earned_points_that_go_back_are_not_earned():
    till = Till(tiers("points", 20, 30), EARN)
    till.sell(250_000)
    till.back(100_000)
    assert till.count("tiers") == 15


# --- odd programmes ------------------------------------------------------------------------------------------------


def test_without_tiers_there_is_none():
    till = Till(EARN)
    till.sell(1_000_000)
    assert till.tier == ""
    assert tiering.rule_of(till.rules) is None


def test_paused_tiers_count_and_raise_nothing():
    till = Till(replace(tiers(), paused=True))
    assert till.sell(500_000).tier == ""
    assert till.count("tiers") == 0


def test_which_of_two_rules_makes_the_tiers_does_not_depend_on_their_order():
    one, two = replace(tiers(), id="a"), rule("tiers", "b", base="guest")
    for rules in ((one, two), (two, one)):
        assert tiering.rule_of(programme(*rules)) == one
    assert tiering.rule_of(programme(replace(one, paused=True), two)) == two

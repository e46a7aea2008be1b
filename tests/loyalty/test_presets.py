"""Presets: working programmes whose amounts fit the currency, each shown by a member's first weeks."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from loyalty.config import programme_from, programme_to
from loyalty.engine import evaluate, grant, redeemable
from loyalty.events import Registered
from loyalty.money import CURRENCIES
from loyalty.presets import _MINOR_UNITS, PRESETS
from loyalty.registry import MECHANICS
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import NOON, ZONE, lot, member, purchase
from wallet.design import Look

LUNCH = NOON
EVENING = NOON + timedelta(hours=7)


def at_the(key: str, now: datetime = NOON, birthday: tuple[int, int] | None = None) -> Till:
    """A till of the preset in roubles, and a member who has just joined."""
    start = member(purchases=0)
    till = Till(start=replace(start, facts=replace(start.facts, birthday=birthday)), now=now)
    till.rules = PRESETS[key].programme("RUB")
    till.join()
    return till


def roubles(amount: int, category: str = "", quantity: int = 1):
    return line(amount * 100, category, quantity)


# --- every preset --------------------------------------------------------------------------------------------------

EARNED = {"coffee_shop": 200, "salon": 100, "restaurant": 100, "electronics": 100, "stars": 40, "perfumery": 0}
MOST = {
    "coffee_shop": (1_000, 1),
    "salon": (600, 1),
    "shop": (400, 1),
    "restaurant": (400, 1),
    "classic": (400, 1),
    "stars": (1_000, 2),
    "perfumery": (0, 1),
    "grocery": (600, 1),
    "electronics": (1_000, 1),
    "bank": (2_000, 1),
}


KINDS = ("RUB", "EUR", "KZT", "JPY", "KWD")
"""A currency for each way in which amounts are scaled and written."""


@pytest.mark.parametrize("currencies", [KINDS, pytest.param(CURRENCIES, marks=pytest.mark.long)], ids=["some", "all"])
@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_is_a_programme_in_every_currency(key, currencies):
    for currency in currencies:
        programme = PRESETS[key].programme(currency)
        assert (programme.currency, programme.preset, programme.version) == (currency, key, 0)
        assert programme_from(programme_to(programme)) == programme
        unit = _MINOR_UNITS[currency]
        decision = evaluate(purchase(2_000 * unit, at=EVENING), member(), programme)
        assert decision.earned == EARNED.get(key, 20)
        most = redeemable(purchase(2_000 * unit), member(lot(2, 10_000)), programme)
        points, value = MOST[key]
        assert (most.points, most.value) == (points, points * value * unit)


@pytest.mark.parametrize("key", PRESETS)
def test_everything_that_counts_money_is_in_the_currency(key):
    """One euro cent per rouble: what is an amount in roubles is a hundredth of it in euros, and nothing else is."""
    roubles_, euros = ([rule.config for rule in PRESETS[key].programme(c).rules] for c in ("RUB", "EUR"))
    for ours, theirs in zip(roubles_, euros, strict=True):
        for field, (one, other) in _numbers(ours, theirs):
            money = field.metadata["unit"] == "money"
            metric = field.metadata["unit"] == "metric" and ours.metric == "spend"
            assert one == other * (100 if money or metric else 1), (key, field.name)


def _numbers(one, other):
    for field in fields(one):
        pair = getattr(one, field.name), getattr(other, field.name)
        if isinstance(pair[0], int):
            yield field, pair
        elif isinstance(pair[0], tuple):
            for each in zip(*pair, strict=True):
                if is_dataclass(each[0]):
                    yield from _numbers(*each)


@pytest.mark.parametrize("key", PRESETS)
def test_what_a_preset_names_is_there(key):
    """Coupons that are promised are coupons of the preset; tiers that a condition asks for are reached in it."""
    rules = PRESETS[key].programme("EUR").rules
    coupons = {rule.id for rule in rules if MECHANICS[rule.mechanic].by_coupon}
    promised = {rule.config.coupon for rule in rules if rule.mechanic == "gift_coupon"}
    for card in (rule.config for rule in rules if rule.mechanic == "stamp_card"):
        promised |= {card.reward, *(milestone.coupon for milestone in card.milestones)}
    assert promised == coupons
    tiers = {level.key for rule in rules if rule.mechanic == "tiers" for level in rule.config.levels}
    assert {tier for rule in rules for tier in rule.when.tiers} <= tiers
    assert PRESETS[key].look in get_args(Look)


@pytest.mark.parametrize("key", PRESETS)
def test_names_are_said_in_the_customers_language(key):
    said = PRESETS[key].programme("EUR", lambda name: f"<{name}>")
    plain = str(programme_to(PRESETS[key].programme("EUR"))["rules"])
    for rule in said.rules:
        names = {*rule.when.tiers, *getattr(rule.config, "categories", ()), *getattr(rule.config, "excluded", ())}
        names |= {getattr(rule.config, "title", ""), getattr(rule.config, "base", "")} - {""}
        names |= {level.key for level in getattr(rule.config, "levels", ())}
        assert all(name == f"<{name[1:-1]}>" and name[1:-1] in plain for name in names)


def test_every_mechanic_is_used_by_a_preset():
    used = {rule.mechanic for preset in PRESETS.values() for rule in preset.programme("EUR").rules}
    assert used == set(MECHANICS)


@pytest.mark.parametrize(
    ("key", "first", "later"),
    [
        ("coffee_shop", 50, 50),
        ("salon", 200, 200),
        ("shop", 150, 50),
        ("restaurant", 300, 100),
        ("classic", 50, 50),
        ("electronics", 300, 300),
        ("bank", 0, 0),
    ],
)
def test_a_newcomer_is_welcome(key, first, later):
    programme = PRESETS[key].programme("RUB")
    given = [grant(Registered(NOON, ZONE, "1", number), member(), programme).points for number in (1, 101)]
    assert given == [first, later]


# --- the first weeks, preset by preset -----------------------------------------------------------------------------


def test_coffee_shop():
    till = at_the("coffee_shop")
    for _ in range(4):
        till.sell(roubles(200, "coffee"))
    assert (till.points, till.count("stamps")) == (50 + 80, 4)
    till.at(NOON + timedelta(hours=3))  # the quiet hour
    till.sell(roubles(200, "coffee"), roubles(150, "cake"))
    assert (till.points, till.count("stamps"), till.held("free-coffee")) == (130 + 70, 0, 1)
    till.at(NOON + timedelta(days=1))
    sixth = till.sell(roubles(250, "coffee"), roubles(150, "cake"), coupons=("free-coffee",))
    assert (sixth.payable, sixth.earned, till.count("stamps")) == (15_000, 15, 0)
    paid = till.sell(roubles(300), redeem=150)
    assert (paid.payable, paid.earned, till.points) == (15_000, 15, 200 + 15 - 150 + 15)


def test_the_quiet_hours_count_more():
    coffee, lunch = PRESETS["coffee_shop"].programme("EUR"), PRESETS["restaurant"].programme("EUR")
    three = NOON + timedelta(hours=3)
    assert [evaluate(purchase(1_000, at=at), member(), coffee).earned for at in (NOON, three)] == [100, 200]
    assert [evaluate(purchase(1_000, at=at), member(), lunch).earned for at in (LUNCH, EVENING)] == [75, 50]


def test_salon():
    till = at_the("salon", birthday=(3, 10))
    large = till.sell(roubles(5_000))
    assert (large.earned, large.pending, till.member.spendable) == (350, 350, 200)
    till.at(NOON + timedelta(days=1))
    assert till.member.spendable == 550
    till.at(NOON + timedelta(days=5))  # 7 March: the birthday is three days away
    cheaper = till.sell(roubles(2_000), redeem=540)
    assert (cheaper.discount, cheaper.payable) == (20_000, 126_000)
    assert till.refer().points == 200


def test_shop():
    till = at_the("shop")
    assert till.points == 150
    programme = till.rules
    assert evaluate(purchase(10_000), member(), programme).earned == 1
    assert redeemable(purchase(49_900), member(lot(2, 9)), programme).reason == "below_minimum_order"
    assert redeemable(purchase(50_000), member(lot(2, 999)), programme).value == 10_000
    assert till.celebrate().points == 100


def test_restaurant():
    till = at_the("restaurant")
    assert till.points == 300
    till.sell(roubles(1_000))  # at noon
    assert till.points == 375
    till.celebrate()
    dinner = till.sell(roubles(1_500), roubles(450, "dessert"), coupons=("dessert",))
    assert dinner.payable == 150_000


def test_classic():
    till = at_the("classic")
    assert till.points == 50
    assert [till.sell(roubles(amount)).earned for amount in (130, 250, 20)] == [1, 2, 1]  # 1.3 + 2.5 + 0.2
    assert till.points == 54
    assert redeemable(till.event(roubles(499)), till.member, till.rules).minimum == 50_000
    assert redeemable(till.event(roubles(500)), till.member, till.rules).value == 5_400
    assert till.celebrate().points == 200
    assert till.refer().points == 50
    assert till.points == 304
    order = till.sell(roubles(1_000), redeem=200)
    assert (order.payable, order.earned, order.redeemable.points) == (80_000, 8, 200)
    till.back()
    assert till.points == 304


def test_stars():
    till = at_the("stars", birthday=(3, 20))
    assert [till.sell(roubles(amount, "drinks")).earned for amount in (30, 20)] == [0, 1]  # together they make a star
    till.sell(roubles(1_500, "drinks", 3))
    assert (till.points, till.held("free-bite"), till.tier) == (31, 1, "green")
    meal = till.sell(roubles(200, "food"), roubles(300, "drinks"), coupons=("free-bite",))
    assert (meal.discount, till.count("drinks")) == (20_000, 6)
    till.sell(roubles(13_200, "food"))
    assert (till.tier, till.points) == ("gold", 31 + 6 + 264)
    assert till.sell(roubles(400, "food")).earned == 10  # a quarter more
    assert till.sell(roubles(500, "food"), redeem=250).payable == 0
    till.celebrate()
    assert till.sell(roubles(350, "drinks"), coupons=("free-drink",)).payable == 0
    till.sell(roubles(1_200, "drinks", 4))
    assert (till.count("drinks"), till.held("free-drink")) == (0, 1)


def test_perfumery():
    till = at_the("perfumery", birthday=(6, 1))
    assert till.sell(roubles(10_000), coupons=("first",)).payable == 950_000
    assert till.sell(roubles(600)).discount == 0  # 9 500 so far
    assert till.sell(roubles(20_000)).discount == 100_000  # 5 %
    assert till.progress("ladder").have == 2_910_000
    till.sell(roubles(2_000))
    assert till.sell(roubles(1_000)).discount == 10_000  # 10 %
    till.at(datetime(2026, 5, 30, 9, tzinfo=UTC))
    assert till.sell(roubles(1_000)).discount == 20_000  # the birthday is better
    till.at(datetime(2027, 3, 3, 9, tzinfo=UTC))  # a year later the first weeks are forgotten
    assert till.sell(roubles(1_000)).discount == 0


def test_grocery():
    till = at_the("grocery")
    basket = till.sell(roubles(1_000, "fruit"), roubles(300, "sweets", 3), roubles(2_000))
    assert (basket.discount, basket.earned) == (10_000, 50 + 2 + 20 + 30)
    assert till.held("vegetables") == 1
    till.at(datetime(2026, 3, 4, 18, tzinfo=UTC))  # 21:00
    evening = till.sell(roubles(100, "bread"), roubles(500, "vegetables"), coupons=("vegetables",))
    assert evening.payable == 7_000 + 40_000
    assert redeemable(till.event(roubles(100), roubles(900, "tobacco")), till.member, till.rules).points == 30


def test_electronics():
    till = at_the("electronics")
    phone = till.sell(roubles(30_000))
    assert (phone.pending, till.member.spendable) == (1_500, 300)
    till.at(NOON + timedelta(days=1))
    case = till.sell(roubles(2_000, "accessories"), redeem=1_000)
    assert (case.payable, case.earned) == (100_000, 100)  # a twentieth, twice
    assert till.sell(roubles(60_000)).discount == 150_000
    till.at(NOON + timedelta(days=92))
    assert till.points == 100 + 2_925  # the phone's are over, those of a day later not yet
    till.at(NOON + timedelta(days=93))
    assert till.points == 0


def test_bank():
    till = at_the("bank")
    assert till.sell(roubles(10_000)).earned == 100
    assert till.sell(roubles(1_000, "groceries")).earned == 50
    assert till.sell(roubles(90_000)).tier == "gold"
    assert till.sell(roubles(10_000)).earned == 150
    assert till.sell(roubles(1_000, "pharmacy")).earned == 75
    assert till.sell(roubles(500), redeem=500).payable == 0
    till.sell(roubles(200_000))
    assert (till.tier, till.sell(roubles(10_000)).earned) == ("platinum", 200)
    till.at(NOON + timedelta(days=366))
    assert till.review() == "gold"

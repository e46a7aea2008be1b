"""Presets: working programmes whose amounts fit the currency."""

from datetime import timedelta

import pytest

from loyalty.config import programme_from, programme_to
from loyalty.engine import evaluate, grant, redeemable
from loyalty.events import Registered
from loyalty.money import CURRENCIES
from loyalty.presets import _MINOR_UNITS, PRESETS
from tests.loyalty.worlds import NOON, ZONE, lot, member, purchase

LUNCH = NOON
EVENING = NOON + timedelta(hours=7)


def test_there_is_a_preset_per_kind_of_shop():
    assert {key: preset.look for key, preset in PRESETS.items()} == {
        "coffee_shop": "coffee",
        "salon": "salon",
        "shop": "shop",
        "restaurant": "restaurant",
    }


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_is_a_programme_in_every_currency(key):
    for currency in CURRENCIES:
        programme = PRESETS[key].programme(currency)
        assert (programme.currency, programme.preset, programme.version) == (currency, key, 0)
        assert programme_from(programme_to(programme)) == programme
        unit = _MINOR_UNITS[currency]
        decision = evaluate(purchase(2_000 * unit, at=EVENING), member(), programme)
        assert decision.earned == {"coffee_shop": 200, "salon": 100, "shop": 20, "restaurant": 100}[key]
        most = redeemable(purchase(2_000 * unit), member(lot(2, 10_000)), programme)
        assert most.points == {"coffee_shop": 1_000, "salon": 600, "shop": 400, "restaurant": 400}[key]
        assert most.value == most.points * unit


@pytest.mark.parametrize(
    ("key", "first", "later"),
    [("coffee_shop", 50, 50), ("salon", 200, 200), ("shop", 150, 50), ("restaurant", 300, 100)],
)
def test_a_newcomer_is_welcome(key, first, later):
    programme = PRESETS[key].programme("RUB")
    given = [grant(Registered(NOON, ZONE, "1", number), member(), programme).points for number in (1, 101)]
    assert given == [first, later]


def test_the_shop_is_the_classic_one():
    programme = PRESETS["shop"].programme("RUB")
    assert evaluate(purchase(10_000), member(), programme).earned == 1
    assert redeemable(purchase(49_900), member(lot(2, 9)), programme).reason == "below_minimum_order"
    assert redeemable(purchase(50_000), member(lot(2, 999)), programme).value == 10_000


def test_the_quiet_hours_count_more():
    coffee, lunch = PRESETS["coffee_shop"].programme("EUR"), PRESETS["restaurant"].programme("EUR")
    three = NOON + timedelta(hours=3)
    assert [evaluate(purchase(1_000, at=at), member(), coffee).earned for at in (NOON, three)] == [100, 200]
    assert [evaluate(purchase(1_000, at=at), member(), lunch).earned for at in (LUNCH, EVENING)] == [75, 50]


def test_a_large_bill_at_the_salon_earns_more_tomorrow():
    decision = evaluate(purchase(500_000), member(), PRESETS["salon"].programme("RUB"))
    assert (decision.earned, decision.pending) == (350, 350)

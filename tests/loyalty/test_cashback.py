"""Cashback: when points are read as money, and as how much."""

from dataclasses import replace

import pytest

from loyalty.cashback import minor_units, shown_value
from loyalty.config import programme_from, programme_to
from loyalty.presets import PRESETS
from tests.loyalty.worlds import programme, rule


def test_only_the_bank_shows_its_points_as_money():
    shown = {key: shown_value(preset.programme("KZT")) for key, preset in PRESETS.items()}
    assert {key: value for key, value in shown.items() if value} == {"bank": 500}
    bank = PRESETS["bank"].programme("KZT")
    assert shown_value(programme_from({**programme_to(bank), "version": 7})) == 500  # the setting is kept


@pytest.mark.parametrize(("values", "shown"), [([], 0), ([100], 100), ([100, 100], 100), ([100, 50], 0)])
def test_points_stay_points_where_none_or_several_values_could_be_meant(values, shown):
    rules = [rule("points_tender", f"t{number}", value=value) for number, value in enumerate(values)]
    assert shown_value(programme(*rules, in_money=True)) == shown
    assert shown_value(programme(*rules)) == 0


def test_a_paused_tender_changes_no_word():
    made = programme(rule("points_tender", value=100), in_money=True)
    paused = replace(made, rules=tuple(replace(each, paused=True) for each in made.rules))
    assert shown_value(paused) == 100


def test_parts_of_a_point_are_rounded_towards_nothing():
    assert [minor_units(100, part) for part in (17_500_000, 999_999, -17_509_000, 0)] == [1_750, 99, -1_750, 0]

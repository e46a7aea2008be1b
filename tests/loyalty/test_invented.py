"""A new mechanic is a module and a line in the registry: sale, explanation, refund and form come with it."""

import json
import sys
from dataclasses import fields
from datetime import timedelta
from types import MappingProxyType

import pytest

from loyalty import config, registry
from loyalty.assortment import assortment_of
from loyalty.counting import Counted
from loyalty.discounts import Off
from loyalty.errors import SettingInvalid
from loyalty.ledger import Step
from loyalty.registry import MECHANICS, Mechanic
from services.programme import drafts
from tests.loyalty import invented, test_registry, worlds
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import NOON, programme, rule


@pytest.fixture(autouse=True)
def lucky_day(monkeypatch):
    """The registry as it is with one line more, in every module that has read it."""
    line_ = Mechanic(invented.PHASES, invented.Config, invented.propose, invented.progress)
    more = MappingProxyType({**MECHANICS, "lucky_day": line_})
    for module in list(sys.modules.values()):
        if getattr(module, "MECHANICS", None) is MECHANICS and module.__name__ != __name__:
            monkeypatch.setattr(module, "MECHANICS", more)
    assert registry.MECHANICS is more


def till():
    return Till(rule("lucky_day", "lucky", categories=frozenset({"coffee"})), rule("earn", points=1, per=10_000))


CHEQUE = (line(20_000, "coffee"), line(10_000, "cake"))


def test_it_is_sold_and_explained():
    sold = till().sell(*CHEQUE)
    assert sold.offs == (Off("lucky", 1, 1_400),)
    assert (sold.payable, sold.earned) == (28_600, 2 + 7)
    assert sold.steps == (
        Step("rate", 2_860_000, "earn", 1, base=28_600, points=1, per=10_000),
        Step("remainder", -860_000),
        Step("bonus", 7_000_000, "lucky", 1, points=7),
    )
    ends = NOON + timedelta(days=7, hours=12)  # midnight in Moscow
    assert sold.counting.counted == (Counted("lucky", "window:lucky", 0, 1, expires_at=ends),)


def test_it_is_taken_back():
    at = till()
    at.sell(*CHEQUE)
    assert at.back({1: 10_000}).money_back == 10_000
    assert (at.points, at.count("lucky")) == (1 + 7, 1)
    assert at.back().money_back == 18_600
    assert (at.points, at.count("lucky")) == (0, 0)


def test_its_count_ends_and_is_shown():
    at = till()
    at.sell(*CHEQUE)
    assert at.progress("lucky").have == 1
    assert at.at(NOON + timedelta(days=8)) == ["lapse"]
    assert at.progress("lucky").have == 0


def test_it_is_stored_and_read_again():
    made = programme(rule("lucky_day", "lucky", percent=300, least=100))
    assert config.programme_from(json.loads(json.dumps(config.programme_to(made)))) == made


def test_the_owner_adds_and_changes_it_like_any_other():
    begun = drafts.add(programme(rule("earn")), "lucky-1", "lucky_day")
    assert begun.rules[-1].config == invented.Config()
    for field, value in (("percent", 1_500), ("points", 9), ("least", 5_000), ("categories", ["tea"]), ("days", 30)):
        begun = drafts.put(begun, "lucky-1", ["config", field], value)
    assert begun.rules[-1].config == invented.Config(1_500, 9, 5_000, frozenset({"tea"}), 30)
    assert assortment_of(begun).categories == ("tea",)
    for field in fields(invented.Config):
        with pytest.raises(SettingInvalid) as refused:
            drafts.put(begun, "lucky-1", ["config", field.name], -1)
        assert refused.value.field == f"rules.1.config.{field.name}"


@pytest.mark.parametrize(
    "proved",
    [
        test_registry.test_the_order_in_which_rules_are_stored_never_matters,
        test_registry.test_explained_is_posted_and_nothing_goes_below_zero,
        test_registry.test_any_sequence_of_returns_ends_where_the_sale_began,
        test_registry.test_programme_round_trip,
    ],
    ids=lambda proved: proved.__name__,
)
def test_what_holds_for_every_mechanic_holds_for_it(proved, monkeypatch):
    monkeypatch.setattr(worlds, "names", lambda: ["lucky_day"])
    proved(10)


def test_its_settings_are_refused_and_read_like_all_others():
    test_registry.test_config_round_trip("lucky_day", 20)
    test_registry.test_config_refuses_what_it_does_not_know("lucky_day")
    test_registry.test_config_refuses_floats_and_values_out_of_range("lucky_day")
    test_registry.test_a_mechanic_has_phases_and_a_frozen_config_that_documents_itself("lucky_day")

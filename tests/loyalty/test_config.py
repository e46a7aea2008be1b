"""A programme as JSON: what is wrong is named by its path and a problem."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import strategies as st

from loyalty.config import decode, programme_from, programme_to
from loyalty.errors import SettingInvalid
from loyalty.mechanics.earn import Config, Rung
from loyalty.programme import When
from loyalty.setting import setting
from tests.loyalty.worlds import depths, for_all, programme, rule


def json(**changes):
    return {**programme_to(programme(rule("earn"), rule("boost"))), **changes}


def earning(**config):
    return json(rules=[{"id": "e", "mechanic": "earn", "config": config}])


def conditions(**when):
    return json(rules=[{"id": "e", "mechanic": "earn", "config": {}, "when": when}])


def test_everything_that_can_be_said_comes_back():
    when = When(
        date(2026, 1, 1), date(2026, 2, 28), frozenset({0, 6}), (time(22), time(2, 30)), frozenset({"1"}),
        frozenset({"gold"}), 5, True, 100,
    )  # fmt: skip
    made = programme(rule("earn", "e", when, priority=3, exclusive=True, ladder=(Rung(),)))
    made = replace(made, valid_from=datetime(2026, 1, 1, 12, 30, 15, 42, tzinfo=UTC), preset="shop")
    assert programme_from(programme_to(made)) == made


def test_missing_fields_take_their_defaults():
    assert decode("earn", {}) == Config()


@pytest.mark.parametrize(
    ("wrong", "field", "problem"),
    [
        ([], "config", "not-an-object"),
        (json(surprise=1), "surprise", "unknown-field"),
        ({"name": "x"}, "version", "missing"),
        (json(version=-1), "version", "too-small"),
        (json(name=5), "name", "wrong-type"),
        (json(name="x" * 201), "name", "too-long"),
        (
            json(rules=[{"id": "a", "mechanic": "boost", "config": {"categories": ["x" * 65]}}]),
            "rules.0.config.categories.0",
            "too-long",
        ),
        (json(rules=[{"id": "a" * 33, "mechanic": "boost", "config": {}}]), "rules.0.id", "too-long"),
        (json(currency="rub"), "currency", "unknown-currency"),
        (json(currency="ABC"), "currency", "unknown-currency"),
        (json(currency="XAU"), "currency", "unknown-currency"),
        (json(language="Русский"), "language", "unknown-language"),
        (json(zone="Mars/Base"), "zone", "unknown-zone"),
        (json(zone="../../etc/passwd"), "zone", "unknown-zone"),
        (json(zone=""), "zone", "unknown-zone"),
        (json(valid_from="2026-01-01T00:00:00"), "valid_from", "not-a-moment"),
        (json(valid_from="0001-01-01T00:00:00+12:00"), "valid_from", "not-a-moment"),
        (json(valid_from="0002-01-01T11:59:59+12:00"), "valid_from", "not-a-moment"),
        (json(valid_from="9998-12-31T12:00:00-12:00"), "valid_from", "not-a-moment"),
        (json(valid_from="9999-06-01T00:00:00+00:00"), "valid_from", "not-a-moment"),
        (json(valid_from="9999-12-31T23:00:00-12:00"), "valid_from", "not-a-moment"),
        (json(valid_from="tomorrow"), "valid_from", "not-a-moment"),
        (json(valid_from=5), "valid_from", "wrong-type"),
        (json(settings={"hold_minutes": 0}), "settings.hold_minutes", "too-small"),
        (json(settings={"grace_days": 1.0}), "settings.grace_days", "wrong-type"),
        (json(settings=None), "settings", "not-an-object"),
        (json(rules={}), "rules", "wrong-type"),
        (json(rules=[{}] * 201), "rules", "too-many"),
        (json(rules=["earn"]), "rules.0", "not-an-object"),
        (json(rules=[{}]), "rules.0.id", "missing"),
        (json(rules=[{"id": "e", "mechanic": "magic", "config": {}}]), "rules.0.mechanic", "unknown-mechanic"),
        (json(rules=[{"id": "e", "mechanic": 5, "config": {}}]), "rules.0.mechanic", "wrong-type"),
        (json(rules=[{"id": "e", "mechanic": "", "config": {}}]), "rules.0.mechanic", "unknown-mechanic"),
        (json(rules=[{"id": "e", "config": {}}]), "rules.0.mechanic", "missing"),
        (json(rules=[{"id": "e", "mechanic": "earn"}]), "rules.0.config", "missing"),
        (json(rules=[{"id": "", "mechanic": "earn", "config": {}}]), "rules.0.id", "missing"),
        (json(rules=[{"id": "e", "mechanic": "earn", "config": {}}] * 2), "rules.1.id", "duplicate"),
        (json(rules=[{"id": "e", "mechanic": "earn", "config": {}, "paused": 1}]), "rules.0.paused", "wrong-type"),
        (earning(per=0), "rules.0.config.per", "too-small"),
        (earning(points=0.1), "rules.0.config.points", "wrong-type"),
        (earning(categories="coffee"), "rules.0.config.categories", "wrong-type"),
        (earning(categories=[5]), "rules.0.config.categories.0", "wrong-type"),
        (earning(ladder=[{"minimum": 5, "points": 1, "per": 10_000}]), "rules.0.config.ladder", "not-rising"),
        (
            earning(ladder=[{"minimum": 5, "points": points} for points in (2, 3)]),
            "rules.0.config.ladder",
            "not-rising",
        ),
        (earning(ladder=[{"min": 5}]), "rules.0.config.ladder.0.min", "unknown-field"),
        (conditions(weekdays=[7]), "rules.0.when.weekdays.0", "too-large"),
        (conditions(hours=["22:00"]), "rules.0.when.hours", "wrong-type"),
        (conditions(hours=["22:00", "25:00"]), "rules.0.when.hours.1", "not-a-time"),
        (conditions(hours=["22:00", "23:00+02:00"]), "rules.0.when.hours.1", "not-a-time"),
        (conditions(hours=["22:00", "22:00"]), "rules.0.when.hours", "empty-hours"),
        (conditions(since="2026-02-29"), "rules.0.when.since", "not-a-date"),
        (conditions(first_purchase="yes"), "rules.0.when.first_purchase", "wrong-type"),
    ],
)
def test_what_is_wrong_is_named(wrong, field, problem):
    with pytest.raises(SettingInvalid) as refused:
        programme_from(wrong)
    assert (refused.value.field, refused.value.problem) == (field, problem)


@pytest.mark.parametrize(
    "largest",
    [
        json(version=10**12),
        json(name="x" * 200),
        json(rules=[{"id": str(number), "mechanic": "earn", "config": {}} for number in range(200)]),
        json(settings={"hold_minutes": 1440}),
        json(settings={"hold_minutes": 1}),
        json(version=0),
        earning(ladder=[{"minimum": 1}]),
        json(valid_from="0002-01-01T12:00:00+12:00"),
        json(valid_from="9998-12-31T11:59:59-12:00"),
    ],
)
def test_the_limits_themselves_are_allowed(largest):
    assert programme_from(programme_to(programme_from(largest))) == programme_from(largest)


@pytest.mark.parametrize("settings", [{"hold_minutes": 1441}, {"max_cheque": 10**12 + 1}])
def test_what_is_above_a_limit_is_refused(settings):
    with pytest.raises(SettingInvalid) as refused:
        programme_from(json(settings=settings))
    assert refused.value.problem == "too-large"
    with pytest.raises(SettingInvalid) as refused:
        programme_from(json(version=10**12 + 1))
    assert (refused.value.field, refused.value.problem) == ("version", "too-large")


def test_a_moment_is_kept_in_utc_wherever_the_machine_stands(in_tokyo):
    read = programme_from(json(valid_from="2026-01-01T02:00:00+02:00"))
    assert str(read.valid_from) == "2026-01-01 00:00:00+00:00"


def test_a_setting_knows_its_unit_its_limits_and_an_example():
    known = setting(5, unit="money", minimum=1, maximum=9)
    assert known.default == 5
    rest = {"choices": (), "only": (), "rare": False}
    assert known.metadata == {"unit": "money", "example": 5, "minimum": 1, "maximum": 9, **rest}
    assert setting(5, example=7).metadata == {"unit": "", "example": 7, "minimum": None, "maximum": None, **rest}


def test_an_unknown_mechanic_is_refused():
    with pytest.raises(SettingInvalid) as refused:
        decode("magic", {})
    assert (refused.value.field, refused.value.problem) == ("mechanic", "unknown-mechanic")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["12:00", "earn"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "config", "per", "x"]), inner),
    max_leaves=4,
)


@depths
def test_whatever_the_json_is_it_is_read_or_refused(examples):
    def body(case):
        place, rule_place, value = case
        made = json(**{place: value})
        if rule_place:
            made["rules"] = [{"id": "e", "mechanic": "earn", "config": {}, rule_place: value}]
        with suppress(SettingInvalid):
            programme_from(made)

    places = st.sampled_from(sorted(json()))
    rule_places = st.sampled_from(["", "id", "mechanic", "config", "when", "priority"])
    for_all(st.tuples(places, rule_places, anything), examples, body)

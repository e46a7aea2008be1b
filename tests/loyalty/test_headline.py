"""What stands in the place of points where a programme has none."""

from dataclasses import replace

import pytest

from loyalty.headline import Headline, gives_points, headline
from loyalty.mechanics.accumulating_discount import Step
from loyalty.programme import When
from tests.loyalty.till import Till
from tests.loyalty.worlds import member, programme, rule

LADDER = rule("accumulating_discount", "ladder", steps=(Step(2, 500), Step(3, 1_000)))
STAMPS = rule("stamp_card", "stamps", goal=5)
PLAIN = rule("discount", "plain", percent=300)


@pytest.mark.parametrize(
    ("giving", "expected"),
    [
        (rule("earn"), True),
        (rule("coupon", kind="points"), True),
        (rule("coupon", kind="percent"), False),
        (replace(rule("earn"), paused=True), False),
        (rule("points_tender"), False),
    ],
)
def test_a_programme_has_points_when_some_rule_gives_any(giving, expected):
    assert gives_points(programme(LADDER, giving)) == expected
    assert (headline(member(), programme(LADDER, giving)) is None) == expected


def test_it_is_the_discount_that_holds_and_the_way_to_the_next():
    till = Till(LADDER, STAMPS)
    seen = []
    for _ in range(3):
        seen.append(headline(till.member, till.rules))
        till.sell(100)
    assert seen == [
        Headline(0, 0, 1, "visits", 500),
        Headline(500, 1, 2, "visits", 1_000),
        Headline(1_000, 2, 0, "visits", 0),
    ]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((), Headline()),
        ((STAMPS,), Headline(0, 0, 5, "stamps")),
        ((PLAIN, STAMPS), Headline(300, 0, 5, "stamps")),
        ((PLAIN, LADDER), Headline(300, 0, 1, "visits", 500)),
        ((replace(PLAIN, when=When(weekdays=frozenset({0}))),), Headline()),
        ((replace(PLAIN, when=When(tiers=frozenset({"gold"}))),), Headline()),
        ((replace(PLAIN, paused=True),), Headline()),
    ],
)
def test_of_everything_it_is_what_always_holds(rules, expected):
    assert headline(Till(*rules).member, programme(*rules)) == expected


def test_points_from_former_times_are_still_shown():
    assert headline(Till(rule("earn")).member, programme(LADDER)) is not None
    till = Till(rule("earn"))
    till.sell(100_000)
    assert headline(till.member, programme(LADDER)) is None

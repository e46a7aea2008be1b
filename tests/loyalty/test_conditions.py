"""Conditions hold by the outlet's wall clock, also at midnight, at DST and on 29 February."""

from datetime import UTC, date, datetime, time

import pytest

from loyalty.conditions import applies
from loyalty.events import Line, Purchase, Registered
from loyalty.localtime import days_on, end_of_day
from loyalty.member import Facts
from loyalty.programme import When
from tests.loyalty.worlds import NOON, PURCHASE

FACTS = Facts(NOON, purchases=2, tier="gold")


def at(text, zone="Europe/Sofia", amount=100, outlet="1"):
    return Purchase(PURCHASE, datetime.fromisoformat(text).astimezone(UTC), zone, outlet, (Line(amount),))


NIGHT = When(hours=(time(22), time(2)), weekdays=frozenset({4}))


@pytest.mark.parametrize(
    ("when", "event", "holds"),
    [
        (When(), at("2026-03-06T12:00+02:00"), True),
        (When(since=date(2026, 3, 6)), at("2026-03-06T00:00+02:00"), True),
        (When(since=date(2026, 3, 6)), at("2026-03-05T23:59+02:00"), False),
        (When(until=date(2026, 3, 6)), at("2026-03-06T23:59+02:00"), True),
        (When(until=date(2026, 3, 6)), at("2026-03-07T00:00+02:00"), False),
        (When(until=date(2024, 2, 29)), at("2024-02-29T23:59+02:00"), True),
        (When(until=date(2024, 2, 29)), at("2024-03-01T00:00+02:00"), False),
        # The same moment is another day elsewhere.
        (When(weekdays=frozenset({4})), at("2026-03-05T23:00+00:00"), True),
        (When(weekdays=frozenset({4})), at("2026-03-05T23:00+00:00", zone="Europe/London"), False),
        # Friday night lasts until two on Saturday.
        (NIGHT, at("2026-03-06T21:59+02:00"), False),
        (NIGHT, at("2026-03-06T22:00+02:00"), True),
        (NIGHT, at("2026-03-07T01:59+02:00"), True),
        (NIGHT, at("2026-03-07T02:00+02:00"), False),
        (NIGHT, at("2026-03-06T01:00+02:00"), False),
        (NIGHT, at("2026-03-07T22:30+02:00"), False),
        # 03:00–04:00 is skipped in spring and comes twice in autumn.
        (When(hours=(time(3), time(4))), at("2026-03-29T00:59+00:00"), False),
        (When(hours=(time(3), time(4))), at("2026-03-29T01:00+00:00"), False),
        (When(hours=(time(3), time(4))), at("2026-10-25T00:30+00:00"), True),
        (When(hours=(time(3), time(4))), at("2026-10-25T01:30+00:00"), True),
        (When(hours=(time(3), time(4))), at("2026-10-25T02:00+00:00"), False),
        (When(outlets=frozenset({"1", "2"})), at("2026-03-06T12:00+02:00"), True),
        (When(outlets=frozenset({"2"})), at("2026-03-06T12:00+02:00"), False),
        (When(tiers=frozenset({"gold"})), at("2026-03-06T12:00+02:00"), True),
        (When(tiers=frozenset({"silver"})), at("2026-03-06T12:00+02:00"), False),
        (When(minimum=100), at("2026-03-06T12:00+02:00"), True),
        (When(minimum=101), at("2026-03-06T12:00+02:00"), False),
        (When(first_purchase=True), at("2026-03-06T12:00+02:00"), False),
        (When(first_purchase=False), at("2026-03-06T12:00+02:00"), True),
        (When(participants=100), at("2026-03-06T12:00+02:00"), False),
        (When(participants=7), Registered(NOON, "UTC", "1", 7), True),
        (When(participants=6), Registered(NOON, "UTC", "1", 7), False),
        (When(minimum=1), Registered(NOON, "UTC", "1", 7), False),
    ],
)
def test_conditions(when, event, holds):
    assert applies(when, event, FACTS) is holds


@pytest.mark.parametrize(
    ("moment", "days", "zone", "end"),
    [
        ("2026-03-02T09:00+00:00", 0, "Europe/Moscow", "2026-03-02T21:00+00:00"),
        ("2026-03-02T21:00+00:00", 0, "Europe/Moscow", "2026-03-03T21:00+00:00"),
        # the day has 23 and 25 hours
        ("2026-03-28T12:00+00:00", 1, "Europe/Sofia", "2026-03-29T21:00+00:00"),
        ("2026-10-24T12:00+00:00", 1, "Europe/Sofia", "2026-10-25T22:00+00:00"),
        # 29 February is a day like any other
        ("2024-02-29T12:00+00:00", 365, "UTC", "2025-03-01T00:00+00:00"),
        ("2023-03-01T12:00+00:00", 365, "UTC", "2024-03-01T00:00+00:00"),
        # where midnight is skipped, the day begins at the jump
        ("2026-04-22T12:00+00:00", 1, "Africa/Cairo", "2026-04-23T22:00+00:00"),
        # where midnight comes twice, the day begins at the first
        ("2026-10-31T12:00+00:00", 0, "America/Havana", "2026-11-01T04:00+00:00"),
    ],
)
def test_a_day_ends_at_local_midnight(moment, days, zone, end):
    assert end_of_day(datetime.fromisoformat(moment), days, zone) == datetime.fromisoformat(end)


def test_a_day_begins_at_local_midnight():
    assert days_on(NOON, 1, "Asia/Almaty") == datetime(2026, 3, 2, 19, tzinfo=UTC)

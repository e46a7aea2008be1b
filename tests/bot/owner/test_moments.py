"""The day and time that an owner types, on the clock of the shop."""

from datetime import UTC, datetime

import pytest

from bot.owner.campaigns.moments import read_moment
from loyalty.errors import MomentPassed, MomentSkipped, MomentTooFar, MomentUnreadable, Refusal
from tests.people import NOON


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("24.12 18:30", "2026-12-24T16:30"),
        ("24/12/2026 18:30", "2026-12-24T16:30"),
        ("2026-12-24 18:30", "2026-12-24T16:30"),
        ("  18.30 ", "2026-06-01T15:30"),
        ("утре 9:05", "2026-06-02T06:05"),
        ("Сегодня, 13:00", "2026-06-01T10:00"),
        ("05.01 10:00", "2027-01-05T08:00"),
        ("25.10 03:30", "2026-10-25T00:30"),  # that night has it twice: the first
        ("05.05 10:00", MomentPassed),
        ("29.02.2027 10:00", MomentUnreadable),
        ("29.02 10:00", MomentUnreadable),
        ("10:60", MomentUnreadable),
        ("", MomentUnreadable),
        ("tomorrow", MomentUnreadable),
        ("28.03.2027 03:30", MomentSkipped),
        ("12:00", MomentPassed),
        ("31.12.9999 10:00", MomentTooFar),
    ],
)
def test_day_and_time_are_read_on_the_shops_clock(text: str, moment: str | type[Refusal]) -> None:
    if not isinstance(moment, str):
        with pytest.raises(moment):
            read_moment(text, NOON, "Europe/Sofia")
        return
    assert read_moment(text, NOON, "Europe/Sofia") == datetime.fromisoformat(moment).replace(tzinfo=UTC)

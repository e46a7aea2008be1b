"""Gift certificates by themselves: when they end, what their codes are, who pays and gets back how much."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from loyalty.certificates import LETTERS, Part, Tender, ends_at, gets_back, normal, pays, spelled, with_check_letter
from loyalty.errors import CodeMistyped

A, B = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("zone", "sold", "months", "ends"),
    [
        ("Europe/Sofia", "2026-09-24 21:30", 1, "2026-10-25 22:00"),  # sold on the 25th; its last day has 25 hours
        ("Europe/Sofia", "2026-02-28 10:00", 1, "2026-03-28 22:00"),  # the day before one of 23 hours
        ("Europe/Sofia", "2026-01-31 10:00", 1, "2026-02-28 22:00"),
        ("Europe/Sofia", "2027-12-31 22:30", 2, "2028-03-01 22:00"),  # sold on the first of January
        ("America/New_York", "2026-11-01 03:30", 12, "2027-11-01 04:00"),  # still October there
        ("Africa/Cairo", "2026-03-23 10:00", 1, "2026-04-23 22:00"),  # midnight is left out that night
    ],
)
def test_it_ends_with_its_last_local_day_across_a_clock_change(zone: str, sold: str, months: int, ends: str) -> None:
    at, wanted = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (sold, ends))
    assert ends_at(at, months, zone) == wanted
    assert ends_at(at, None, zone) is None


def test_one_slip_in_a_code_is_never_another_code() -> None:
    """Any one letter typed wrong, and any two neighbours that change places, but for the first and the last letter."""
    code = with_check_letter("K7QF2MZ9XTB3WCA")
    assert normal(spelled(code).lower()) == code
    slips = {code[:at] + letter + code[at + 1 :] for at in range(16) for letter in LETTERS} - {code}
    swaps = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(15)} - {code}
    for slip in slips | swaps:
        with pytest.raises(CodeMistyped):
            normal(slip)


def test_what_goes_back_in_any_steps_is_what_was_paid() -> None:
    """Of 10, A paid 4 and B 3, so 3 in money; every way to bring back 10 in three steps, first or last at each."""
    paid = (Part(A, 4), Part(B, 3))
    for first in range(1, 9):
        for second in range(1, 10 - first):
            for choice in range(8):
                given: list[Part] = []
                cash = 3
                for step, value in enumerate((first, second, 10 - first - second)):
                    parts = gets_back(value, paid, given, cash, "first" if choice >> step & 1 else "last")
                    handed = value - sum(part.amount for part in parts)
                    assert 0 <= handed <= cash
                    assert all(part.amount > 0 for part in parts)
                    given += parts
                    cash -= handed
                back = {who: sum(part.amount for part in given if part.id == who) for who in (A, B)}
                assert (back, cash) == ({A: 4, B: 3}, 0)


def test_a_certificate_shown_twice_pays_once() -> None:
    assert pays(100, [Tender(A, 60), Tender(B, 10), Tender(A, 60)]) == (Part(A, 60), Part(B, 10))

"""The discount that grows with purchases or with what was spent, for ever or in a window."""

from datetime import UTC, datetime, timedelta

import pytest

from loyalty.mechanics.accumulating_discount import Step
from loyalty.progress import Progress
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import NOON, lot, member, rule

VISITS = rule("accumulating_discount", "visits")  # 5 % from the 5th purchase, 10 % from the 10th


def spend(window="lifetime", days=30, steps=((1_000_000, 500), (2_000_000, 1_000)), **rest):
    made = tuple(Step(*step) for step in steps)
    return rule("accumulating_discount", "spend", metric="spend", window=window, days=days, steps=made, **rest)


def moscow(text):
    return datetime.fromisoformat(f"{text}+03:00").astimezone(UTC)


def test_five_percent_from_the_fifth_purchase_itself_and_ten_from_the_tenth():
    till = Till(VISITS)
    assert [till.sell(10_000).discount for _ in range(11)] == [0] * 4 + [500] * 5 + [1_000] * 2


def test_the_member_sees_what_the_next_step_needs():
    till = Till(VISITS)
    seen = []
    for _ in range(10):
        till.sell(10_000)
        seen.append(till.progress("visits"))
    assert seen[:4] == [Progress(number, 4, "visits", "500") for number in (1, 2, 3)] + [
        Progress(4, 9, "visits", "1000")
    ]
    assert seen[7:] == [Progress(8, 9, "visits", "1000"), *(Progress(n, 0, "visits", "1000") for n in (9, 10))]


def test_spending_counts_what_was_paid_in_money():
    till = Till(spend(), rule("points_tender", value=100, cap=10_000), start=member(lot(2, 5_000)))
    till.sell(600_000, redeem=1_000)
    assert till.count("spend") == 500_000
    assert till.sell(500_000).discount == 0  # reached by this purchase, given on the next
    assert till.sell(100_000).discount == 5_000
    assert till.count("spend") == 1_095_000
    assert till.progress("spend") == Progress(1_095_000, 2_000_000, "money", "1000")


def test_excluded_lines_are_not_made_cheaper():
    till = Till(spend(steps=((1, 1_000),), excluded=frozenset({"tobacco"})))
    till.sell(100)
    assert till.sell(line(1_000, "tobacco"), line(2_000, "tea")).discount == 200


def test_a_rolling_window_forgets_day_by_day():
    till = Till(spend("rolling", 30))
    till.sell(600_000)
    till.at(NOON + timedelta(days=10))
    till.sell(400_000)
    till.at(moscow("2026-04-01T23:59:59"))  # the first purchase was on 2 March
    assert till.count("spend") == 1_000_000
    assert till.sell(1_000).discount == 50
    assert till.at(moscow("2026-04-02T00:00:00")) == ["lapse"]
    assert till.count("spend") == 400_950
    assert till.sell(1_000).discount == 0


@pytest.mark.parametrize(
    ("window", "bought", "last", "gone"),
    [
        ("month", "2026-03-31T23:59", "2026-03-31T23:59:59", "2026-04-01T00:00"),
        ("month", "2026-12-05T12:00", "2026-12-31T23:59:59", "2027-01-01T00:00"),
        ("month", "2028-02-29T12:00", "2028-02-29T23:59:59", "2028-03-01T00:00"),
        ("month", "2026-02-28T12:00", "2026-02-28T23:59:59", "2026-03-01T00:00"),
        ("month", "2026-01-31T00:00", "2026-01-31T23:59:59", "2026-02-01T00:00"),
        ("year", "2028-02-29T12:00", "2028-12-31T23:59:59", "2029-01-01T00:00"),
        ("year", "2026-01-01T00:00", "2026-12-31T23:59:59", "2027-01-01T00:00"),
        ("rolling", "2028-02-29T12:00", "2028-03-30T23:59:59", "2028-03-31T00:00"),
    ],
)
def test_a_window_ends_at_local_midnight(window, bought, last, gone):
    till = Till(spend(window), now=moscow(bought))
    till.sell(1_000)
    assert till.at(moscow(last)) == []
    assert till.at(moscow(gone)) == ["lapse"]
    assert till.count("spend") == 0


@pytest.mark.parametrize(
    ("bought", "gone"),
    [
        # Sofia leaves winter time on 29 March 2026 and summer time on 25 October.
        ("2026-03-28T10:00", "2026-03-29T21:00"),
        ("2026-10-24T10:00", "2026-10-25T22:00"),
    ],
)
def test_a_rolling_day_is_a_local_day_also_when_the_clocks_change(bought, gone):
    till = Till(spend("rolling", 1), now=datetime.fromisoformat(bought).replace(tzinfo=UTC), zone="Europe/Sofia")
    till.sell(1_000)
    ends = datetime.fromisoformat(gone).replace(tzinfo=UTC)
    assert till.at(ends - timedelta(seconds=1)) == []
    assert till.at(ends) == ["lapse"]


def test_visits_in_a_month_begin_anew_with_the_month():
    monthly = rule("accumulating_discount", "visits", window="month")
    till = Till(monthly)
    assert [till.sell(1_000).discount for _ in range(5)] == [0, 0, 0, 0, 50]
    till.at(moscow("2026-04-01T09:00"))
    assert [till.sell(1_000).discount for _ in range(5)] == [0, 0, 0, 0, 50]


def test_a_return_takes_the_visit_back_once_everything_is_back():
    till = Till(VISITS)
    for _ in range(4):
        till.sell(10_000)
    till.back(4_000)
    assert till.count("visits") == 4
    till.back()
    assert till.count("visits") == 3
    assert [till.sell(10_000).discount for _ in range(2)] == [0, 500]


def test_a_return_takes_back_what_was_spent_out_of_its_own_window():
    till = Till(spend("month"))
    till.sell(600_000)
    first = till.last
    till.at(NOON + timedelta(days=1))
    till.sell(500_000)
    till.back(100_000, first)
    assert till.count("spend") == 1_000_000
    till.at(moscow("2026-04-01T00:00"))
    till.back(cheque=first)  # its window is over: nothing is left to take
    assert till.count("spend") == 0
    till.sell(500)
    assert till.count("spend") == 500


def test_a_hold_keeps_the_discount_that_was_shown():
    till = Till(VISITS)
    for _ in range(4):
        till.sell(10_000)
    quote, facts = till.event(10_000), till.member.facts
    till.sell(10_000)
    till.back()
    till.back(cheque=next(iter(till.cheques)))
    assert till.count("visits") == 3
    assert till.record(quote, facts).discount == 500
    assert till.count("visits") == 4  # counted on what the member has by now

"""What is said when: quiet hours, limits of expiry, birthdays over leap years, cards and those who stay away."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from loyalty import reminding
from loyalty.ledger import POINTS, WINDOW, Account, Lot
from loyalty.mechanics import birthday, discount, gift_coupon, stamp_card, tiers
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Reminders, Rule, Settings, When

ZONE = "Europe/Sofia"
TODAY = date(2026, 6, 1)
FACTS = Facts(datetime(2026, 1, 1, tzinfo=UTC))


def programme(*rules: Rule, **reminders: object) -> Programme:
    return Programme(1, "Corner", "EUR", ZONE, "en", rules, Settings(reminders=Reminders(**reminders)))


def lot(last_day: date, points: int = 10, lasts: int = 365, **more: object) -> Lot:
    """Points good through a local day, which came `lasts` days before it."""
    ends = datetime.combine(last_day + timedelta(days=1), time(), UTC) - timedelta(hours=3)  # midnight in Sofia
    values = {"unit": POINTS, "account": Account.ACTIVE, "amount": points, "remaining": points, **more}
    return Lot(UUID(int=1), active_from=ends - timedelta(days=lasts, hours=1), expires_at=ends, **values)


# --- when ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quiet", "clock", "expected"),
    [
        (None, time(3), False),
        ((time(21), time(9)), time(20, 59), False),
        ((time(21), time(9)), time(21), True),
        ((time(21), time(9)), time(0), True),
        ((time(21), time(9)), time(8, 59), True),
        ((time(21), time(9)), time(9), False),
        ((time(13), time(15)), time(12, 59), False),
        ((time(13), time(15)), time(13), True),
        ((time(13), time(15)), time(15), False),
        ((time(9), time(9)), time(9), False),
    ],
    ids=str,
)
def test_quiet_hours(quiet: tuple[time, time] | None, clock: time, expected: bool) -> None:
    assert reminding.is_quiet(Reminders(quiet=quiet), clock) is expected


def test_a_kind_is_due_from_its_hour_on_and_within_quiet_hours_from_their_end_on() -> None:
    reminders = Reminders(expiry_hour=7, birthday_hour=10, tier_hour=20, coupons_hour=22)
    assert reminding.time_of(reminders, "expiry") == time(9)
    assert reminding.time_of(reminders, "birthday") == time(10)
    assert reminding.due_kinds(reminders, time(8, 59)) == ()
    assert reminding.due_kinds(reminders, time(9)) == ("expiry", "coupons")
    assert reminding.due_kinds(reminders, time(20)) == reminding.KINDS
    assert reminding.due_kinds(reminders, time(21)) == ()


# --- what expires --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "limit"), [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)]
)
def test_the_nearest_limit_counts(ahead: int, limit: int | None) -> None:
    last = TODAY + timedelta(days=ahead)
    reason = reminding.expiring([lot(last)], ZONE, TODAY, {})
    assert (reason.key if reason else None) == (f"expiry:{limit}:{last}" if limit else None)
    assert reason is None or reason.details == {
        "limit": limit,
        "points": 10,
        "first": last.isoformat(),
        "last": last.isoformat(),
    }


def test_only_the_members_own_active_points_expire() -> None:
    last = TODAY + timedelta(days=5)
    others = [
        lot(last, unit=WINDOW + "levels"),
        lot(last, account=Account.PENDING),
        replace(lot(last), expires_at=None),
    ]
    assert reminding.expiring(others, ZONE, TODAY, {}) is None


def test_points_that_came_within_a_limit_are_told_of_at_the_next() -> None:
    last = TODAY + timedelta(days=14)
    assert reminding.expiring([lot(last, lasts=14)], ZONE, TODAY, {}) is None
    assert reminding.expiring([lot(last, lasts=30)], ZONE, TODAY, {}) is None
    assert reminding.expiring([lot(last, lasts=31)], ZONE, TODAY, {}) is not None
    soon = reminding.expiring([lot(last, lasts=14)], ZONE, last - timedelta(days=7), {})
    assert soon is not None
    assert soon.details["limit"] == 7


def test_points_of_one_time_are_told_of_together() -> None:
    lots = [lot(TODAY + timedelta(days=days), points) for days, points in ((9, 1), (20, 2), (30, 4), (31, 8))]
    reason = reminding.expiring(lots, ZONE, TODAY, {})
    assert reason is not None
    assert (reason.details["points"], reason.details["first"], reason.details["last"]) == (
        7,
        "2026-06-10",
        "2026-07-01",
    )


def test_who_buys_every_day_is_not_told_every_day() -> None:
    lots = [lot(TODAY + timedelta(days=days)) for days in range(-200, 400)]
    said: dict[int, date] = {}
    told = []
    for day in range(120):
        today = TODAY + timedelta(days=day)
        reason = reminding.expiring(lots, ZONE, today, said)
        if reason is not None:
            said[int(reason.details["limit"])] = today
            told.append(reason.details["limit"])
    assert len(told) < 45
    assert set(told) == {1, 7, 30}
    assert told.count(30) <= 4


def test_what_was_told_is_not_told_again_at_a_wider_limit() -> None:
    last = TODAY + timedelta(days=1)
    assert reminding.expiring([lot(last)], ZONE, last, {1: TODAY}) is None
    assert reminding.expiring([lot(last)], ZONE, last, {7: TODAY - timedelta(days=6)}) is not None


# --- birthdays -----------------------------------------------------------------------------------------------------


def test_a_birthday_is_greeted_on_its_day_with_the_longest_offer() -> None:
    facts = replace(FACTS, birthday=(2, 29))
    offers = [Rule(f"d{n}", "discount", discount.Config(), When(birthday=n), paused=n == 9) for n in (1, 3, 9)]
    assert reminding.birthday(FACTS, programme(), date(2027, 2, 28)) is None
    assert reminding.birthday(facts, programme(), date(2027, 3, 1)) is None
    plain = reminding.birthday(facts, programme(), date(2027, 2, 28))
    assert plain is not None
    assert (plain.key, plain.details) == ("birthday:2027", {"until": ""})
    assert reminding.birthday(facts, programme(), date(2028, 2, 28)) is None
    offer = reminding.birthday(facts, programme(*offers), date(2028, 2, 29))
    assert offer is not None
    assert offer.details == {"until": "2028-03-03"}


def test_gifts_come_as_early_as_the_earliest_rule_says() -> None:
    early, late = (Rule(f"b{days}", "birthday", birthday.Config(days_before=days)) for days in (7, 3))
    given = Rule("gift", "gift_coupon", gift_coupon.Config(coupon="x", on="birthday"))
    bought = Rule("gift", "gift_coupon", gift_coupon.Config(coupon="x", on="purchase"))
    assert reminding.gift_days(programme()) is None
    assert reminding.gift_days(programme(bought, replace(early, paused=True))) is None
    assert reminding.gift_days(programme(given)) == 0
    assert reminding.gift_days(programme(late, early, given)) == 7


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-12-28", None),
        ("2026-12-29", "2027-01-01"),
        ("2027-01-01", "2027-01-01"),
        ("2027-01-08", "2027-01-01"),
        ("2027-01-09", None),
    ],
)
def test_a_gift_is_for_the_birthday_that_is_near(today: str, expected: str | None) -> None:
    day = reminding.gift_day((1, 1), date.fromisoformat(today), 3)
    assert (day.isoformat() if day else None) == expected


def test_who_was_born_on_29_february_is_found_every_year() -> None:
    assert reminding.born_on([date(2027, 2, 28)]) == {(2, 28), (2, 29)}
    assert reminding.born_on([date(2028, 2, 28)]) == {(2, 28)}
    assert reminding.born_on([date(2028, 2, 29), date(2028, 3, 1)]) == {(2, 29), (3, 1)}


# --- levels, cards, absence ----------------------------------------------------------------------------------------


def test_a_level_is_warned_of_within_its_days_and_only_when_something_is_missing() -> None:
    rule = Rule("levels", "tiers", tiers.Config(warn_days=30))
    review = datetime(2026, 7, 1, 21, 0, tzinfo=UTC)  # 2 July begins in Sofia
    reason = reminding.tier(rule, "silver", 500, review, ZONE, TODAY)
    assert reason is not None
    assert reason.key == "tier:silver:2026-07-01"
    assert reason.details == {"tier": "silver", "missing": 500, "metric": "spend", "day": "2026-07-01"}
    assert reminding.tier(rule, "silver", 0, review, ZONE, TODAY) is None
    assert reminding.tier(rule, "silver", 500, review, ZONE, TODAY - timedelta(days=1)) is None
    assert reminding.tier(rule, "silver", 500, review, ZONE, date(2026, 7, 2)) is None


def test_what_lapses_before_a_review_does_not_count_at_it() -> None:
    rule = Rule("levels", "tiers", tiers.Config())
    at = datetime(2026, 7, 1, 21, 0, tzinfo=UTC)
    lots = (
        lot(date(2026, 7, 1), 100, unit=WINDOW + "levels"),
        lot(date(2026, 7, 2), 200, unit=WINDOW + "levels"),
        lot(date(2026, 6, 2), 400, unit=WINDOW + "others"),
    )
    member = Member(UUID(int=7), FACTS, lots=lots)
    assert reminding.counted_at(member, rule, 300, at) == 200
    assert reminding.counted_at(member, rule, 50, at) == 0


@pytest.mark.parametrize(("after", "said"), [(2, False), (3, True), (6, True), (7, False)])
@pytest.mark.parametrize(("have", "nearly"), [(3, False), (4, True)])
def test_one_missing_stamp_is_told_of_some_days_after_a_purchase(
    after: int, said: bool, have: int, nearly: bool
) -> None:
    card = Rule("coffee", "stamp_card", stamp_card.Config(goal=5, reward="free"))
    other = Rule("tea", "stamp_card", stamp_card.Config(goal=5), paused=True)
    counts = {(Account.ACTIVE, f"count:{name}"): have for name in ("coffee", "tea")}
    member = Member(UUID(int=7), replace(FACTS, counts={"coffee": have, "tea": have}), counts)
    last = TODAY - timedelta(days=after)
    found = list(reminding.full_cards(member, programme(card, other), last, TODAY))
    assert [reason.key for reason in found] == ([f"stamps:coffee:{last}"] if said and nearly else [])
    assert all(reason.details == {"have": 4, "need": 5, "reward": "free"} for reason in found)


@pytest.mark.parametrize(
    ("days", "limit"), [(29, None), (30, 30), (33, 30), (34, None), (60, 60), (63, 60), (90, 90), (94, None)]
)
def test_absence_is_told_of_thrice_and_soon_or_not_at_all(days: int, limit: int | None) -> None:
    last = TODAY - timedelta(days=days)
    reason = reminding.inactive(last, TODAY)
    assert (reason and reason.key) == (f"inactive:{limit}:{last}" if limit else None)

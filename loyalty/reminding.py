"""Reminding: what a member should hear of today, decided from facts alone; the most important thing comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from loyalty.conditions import birthday_in
from loyalty.ledger import POINTS, WINDOW, Account, Lot
from loyalty.localtime import local
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Reminders, Rule
from loyalty.registry import MECHANICS

KINDS = ("birthday", "certificates", "expiry", "tier", "coupons", "stamps", "inactive")
"""Most important first. A greeting is for one day; what expires is said again nearer the end."""

EXPIRY_DAYS = (1, 7, 30)
INACTIVE_DAYS = (30, 60, 90)
CATCH_UP = 3
"""Days for which what belongs to a day is still said after it, when nobody could say it then."""
LATE_GIFT = 7
"""Days after a birthday for which its gift is still given."""


Details = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to remind somebody: each `key` is said once. `details` are plain JSON values for the words."""

    kind: str
    key: str
    details: Details = field(default_factory=dict)


# --- when ----------------------------------------------------------------------------------------------------------


def is_quiet(reminders: Reminders, clock: time) -> bool:
    """Says whether nobody is to be disturbed at this local time."""
    if reminders.quiet is None:
        return False
    since, until = reminders.quiet
    return since <= clock < until if since <= until else clock >= since or clock < until


def quiet_until(reminders: Reminders, now: datetime, zone: str) -> datetime | None:
    """Returns the UTC moment at which the quiet hours that it is in end, None outside of them."""
    moment = local(now, zone)
    if reminders.quiet is None or not is_quiet(reminders, moment.time()):
        return None
    ends = reminders.quiet[1]
    day = moment.date() + timedelta(days=1 if ends <= moment.time() else 0)
    return datetime.combine(day, ends, moment.tzinfo).astimezone(UTC)


def time_of(reminders: Reminders, kind: str) -> time:
    """Returns the local time from which a kind is said; one within the quiet hours waits for their end."""
    at = time(getattr(reminders, f"{kind}_hour"))
    if reminders.quiet is not None and is_quiet(reminders, at):
        return reminders.quiet[1]
    return at


def due_kinds(reminders: Reminders, clock: time) -> tuple[str, ...]:
    """Returns the kinds whose time of the day has come; in quiet hours none, late ones wait for the morning."""
    if is_quiet(reminders, clock):
        return ()
    return tuple(kind for kind in KINDS if time_of(reminders, kind) <= clock)


# --- why -----------------------------------------------------------------------------------------------------------


def last_day(ends: datetime, zone: str) -> date:
    """Returns the last local day before the UTC moment `ends`."""
    return local(ends - timedelta(microseconds=1), zone).date()


def expiring(lots: Iterable[Lot], zone: str, today: date, said: Mapping[int, date]) -> Reason | None:
    """Returns what expires within 1, 7 or 30 days, the nearest limit first.

    `said` is the day on which each limit was said last. It is not said again before its days, or a week, have passed,
    nor for points that were told of then: those of many purchases are told of together. Points that last no longer
    than a limit were told of when they came.
    """
    known = [
        (last_day(lot.expires_at, zone), lot)
        for lot in lots
        if lot.unit == POINTS and lot.account is Account.ACTIVE and lot.expires_at is not None
    ]
    told = date.min
    for limit in EXPIRY_DAYS:
        soon = [
            (day, lot.remaining)
            for day, lot in known
            if 0 <= (day - today).days <= limit < (day - local(lot.active_from, zone).date()).days
        ]
        days = [day for day, _ in soon]
        rested = True
        if limit in said:
            told = max(told, said[limit] + timedelta(days=limit))
            rested = (today - said[limit]).days >= max(limit, 7)
        if rested and any(day > told for day in days):
            points, first, last = sum(points for _, points in soon), min(days), max(days)
            details: Details = {"limit": limit, "points": points, "first": _iso(first), "last": _iso(last)}
            return Reason("expiry", f"expiry:{limit}:{first}", details)
    return None


def birthday(facts: Facts, programme: Programme, today: date) -> Reason | None:
    """Returns the greeting for a birthday, on the day; `until` is the last day of an offer for it, if there is one."""
    if facts.birthday is None or birthday_in(today.year, facts.birthday) != today:
        return None
    offers = [rule.when.birthday for rule in programme.rules if not rule.paused and rule.when.birthday is not None]
    until = _iso(today + timedelta(days=max(offers))) if offers else ""
    return Reason("birthday", f"birthday:{today.year}", {"until": until})


def tier(rule: Rule, level: str, missing: int, review_at: datetime, zone: str, today: date) -> Reason | None:
    """Returns the warning that a level will be lost at its review when `missing` (in the metric's units) stays so."""
    day = last_day(review_at, zone)
    if not missing or not 0 <= (day - today).days <= rule.config.warn_days:
        return None
    details: Details = {"tier": level, "missing": missing, "metric": rule.config.metric, "day": _iso(day)}
    return Reason("tier", f"tier:{level}:{day}", details)


def full_cards(member: Member, programme: Programme, last_purchase: date, today: date) -> Iterable[Reason]:
    """Yields every stamp card that lacks one stamp, some days after the last purchase."""
    after = (today - last_purchase).days
    least = programme.settings.reminders.stamp_days
    if not least <= after <= least + CATCH_UP:
        return
    for rule in sorted(programme.rules, key=lambda rule: rule.id):
        progress = MECHANICS[rule.mechanic].progress
        if rule.paused or rule.mechanic != "stamp_card" or progress is None:
            continue
        card = progress(rule.config, replace(member.facts, count=member.counts.get(rule.id, 0)))
        if card.need - card.have == 1:
            details: Details = {"have": card.have, "need": card.need, "reward": card.step}
            yield Reason("stamps", f"stamps:{rule.id}:{last_purchase}", details)


def inactive(last_purchase: date, today: date) -> Reason | None:
    """Returns that somebody has not come for 30, 60 or 90 days; each is said within a few days or not at all."""
    away = (today - last_purchase).days
    for limit in INACTIVE_DAYS:
        if limit <= away <= limit + CATCH_UP:
            return Reason("inactive", f"inactive:{limit}:{last_purchase}", {"days": limit})
    return None


# --- birthdays -----------------------------------------------------------------------------------------------------


def gift_days(programme: Programme) -> int | None:
    """Returns how many days before a birthday its gift is given, None when there is none."""
    ahead = [
        getattr(rule.config, "days_before", 0)
        for rule in programme.rules
        if not rule.paused and (rule.mechanic == "birthday" or _gives_coupon(rule))
    ]
    return max(ahead, default=None)


def _gives_coupon(rule: Rule) -> bool:
    return rule.mechanic == "gift_coupon" and rule.config.on == "birthday"


def gift_day(birthday: tuple[int, int], today: date, ahead: int) -> date | None:
    """Returns the birthday whose gift is to be given today: one within `ahead` days, or a few days ago."""
    for day in (birthday_in(year, birthday) for year in (today.year - 1, today.year, today.year + 1)):
        if -LATE_GIFT <= (day - today).days <= ahead:
            return day
    return None


def born_on(days: Iterable[date]) -> frozenset[tuple[int, int]]:
    """Returns the birthdays (month, day) that are celebrated on these days."""
    found = set()
    for day in days:
        found.add((day.month, day.day))
        if (day.month, day.day) == (2, 28) and birthday_in(day.year, (2, 29)) == day:
            found.add((2, 29))
    return frozenset(found)


def counted_at(member: Member, rule: Rule, count: int, at: datetime) -> int:
    """Returns what of `count` is still there at `at`: what lapses before then is gone."""
    gone = sum(
        lot.remaining
        for lot in member.lots
        if lot.unit == WINDOW + rule.id and lot.expires_at is not None and lot.expires_at <= at
    )
    return max(0, count - gone)


def _iso(day: date) -> str:
    return day.isoformat()

"""The conditions of rules, checked once for all mechanics."""

from datetime import date, datetime, timedelta

from loyalty.events import Event, Purchase, Registered
from loyalty.localtime import local
from loyalty.member import Facts
from loyalty.programme import When


def applies(when: When, event: Event, facts: Facts) -> bool:
    """Says whether the conditions hold for this event and the member as frozen in `facts`."""
    day = _day(when, local(event.at, event.zone))
    return (
        day is not None
        and (when.since is None or when.since <= day)
        and (when.until is None or day <= when.until)
        and (not when.weekdays or day.weekday() in when.weekdays)
        and (not when.outlets or event.outlet in when.outlets)
        and (not when.tiers or facts.tier in when.tiers)
        and (when.first_purchase is None or when.first_purchase == (facts.purchases == 0))
        and (when.birthday is None or _near(facts.birthday, day, when.birthday))
        and _large_enough(when, event)
        and _early_enough(when, event)
    )


def _day(when: When, moment: datetime) -> date | None:
    """Returns the day that `moment` counts for, None outside the hours: 01:00 of a night counts for the evening."""
    if when.hours is None:
        return moment.date()
    start, end = when.hours
    clock = moment.time()
    if start < end:
        return moment.date() if start <= clock < end else None
    if clock >= start:
        return moment.date()
    return moment.date() - timedelta(days=1) if clock < end else None


def birthday_in(year: int, birthday: tuple[int, int]) -> date:
    """Returns the day on which (month, day) is celebrated in a year: 29 February on the 28th where there is none."""
    month, day = birthday
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def _near(birthday: tuple[int, int] | None, day: date, days: int) -> bool:
    if birthday is None:
        return False
    around = (birthday_in(year, birthday) for year in (day.year - 1, day.year, day.year + 1))
    return any(abs((day - celebrated).days) <= days for celebrated in around)


def _large_enough(when: When, event: Event) -> bool:
    return when.minimum == 0 or (isinstance(event, Purchase) and event.gross >= when.minimum)


def _early_enough(when: When, event: Event) -> bool:
    if when.participants is None:
        return True
    return isinstance(event, Registered) and event.participant <= when.participants

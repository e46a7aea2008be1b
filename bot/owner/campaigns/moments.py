"""Reads the day and time that an owner types, on the clock of the programme's zone."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from locales import LANGUAGES, translate
from loyalty.errors import MomentPassed, MomentSkipped, MomentTooFar, MomentUnreadable
from loyalty.localtime import local
from services.campaigns.broadcasts import PLAN_DAYS

_WRITTEN = re.compile(r"(?:(?P<day>.+?)[\s,]+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})")
_DATE = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}))?\.?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_JUST_NOW = timedelta(days=30)


def read_moment(text: str, now: datetime, zone: str) -> datetime:
    """Returns the UTC moment of `24.12 18:30`, `24.12.2026 18:30`, `2026-12-24 18:30`, `18:30` or `tomorrow 10:00`.

    Of an hour that an autumn night has twice it is the first. Raises MomentUnreadable, MomentSkipped, MomentPassed,
    MomentTooFar.
    """
    written = _WRITTEN.fullmatch(" ".join(text.split()))
    if written is None:
        raise MomentUnreadable
    today = local(now, zone).date()
    try:
        clock = time(int(written["hour"]), int(written["minute"]))
        wall = datetime.combine(_day(written["day"], today), clock, ZoneInfo(zone))
        moment = wall.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MomentUnreadable from None
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise MomentSkipped
    if moment <= now:
        raise MomentPassed
    if moment > now + timedelta(days=PLAN_DAYS):
        raise MomentTooFar(PLAN_DAYS)
    return moment


def _day(text: str | None, today: date) -> date:
    """Returns the day that is meant; raises ValueError for a day that is not in the calendar."""
    said = (text or "").casefold()
    if not said or said in _words("broadcast-word-today"):
        return today
    if said in _words("broadcast-word-tomorrow"):
        return today + timedelta(days=1)
    found = _ISO.fullmatch(said) or _DATE.fullmatch(said)
    if found is None:
        raise MomentUnreadable
    month, day = int(found["month"]), int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, day)
    # Without a year it is the coming one, but not a day that has just gone by: that is a slip.
    this_year = _existing(today.year, month, day)
    if this_year and this_year > today - _JUST_NOW:
        return this_year
    return date(today.year + 1, month, day)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _words(key: str) -> set[str]:
    return {translate(language, key).casefold() for language in LANGUAGES}

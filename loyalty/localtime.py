"""Local days: what a date and an hour mean where the outlet stands."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local(at: datetime, zone: str) -> datetime:
    """Returns the UTC moment `at` on the wall clock of `zone`."""
    return at.astimezone(ZoneInfo(zone))


def start_of(day: date, zone: str) -> datetime:
    """Returns the UTC moment at which `day` begins in `zone`; where midnight is skipped, the moment of the jump."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def days_on(at: datetime, days: int, zone: str) -> datetime:
    """Returns the UTC moment at which the local day `days` after that of `at` begins."""
    return start_of(local(at, zone).date() + timedelta(days=days), zone)


def end_of_day(at: datetime, days: int, zone: str) -> datetime:
    """Returns the UTC moment at which the local day `days` after that of `at` ends."""
    return days_on(at, days + 1, zone)

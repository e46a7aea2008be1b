"""Profiles: what a member chose to tell: birthday, sex, city, e-mail; each may be left out or taken back."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.conditions import birthday_in
from loyalty.errors import BirthdayTooSoon, BirthdayUnreadable, EmailUnreadable, NotRegistered, SettingInvalid
from loyalty.localtime import local, start_of
from services.programme.versions import current
from services.typed import tidy
from storage.members import people, profiles

SEXES = ("female", "male")
FIELDS = ("birthday", "sex", "city", "email")
CITY_LIMIT, EMAIL_LIMIT = 100, 254
EARLIEST_YEAR = 1900
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+")


@dataclass(frozen=True, slots=True)
class Birthdate:
    """A birthday; the year need not be told."""

    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the member told; None and `""` for what they did not. The birthday may be changed from `changes_from`."""

    birthday: Birthdate | None = None
    sex: str = ""
    city: str = ""
    email: str = ""
    changes_from: datetime | None = None


def of(connection: Connection, person_id: UUID, now: datetime) -> Profile:
    """Returns the person's profile; `changes_from` is None when the birthday may be changed now."""
    row = profiles.of(connection, person_id)
    if row is None:
        return Profile()
    birthday = Birthdate(row.birth_day, row.birth_month, row.birth_year) if row.birth_day else None
    again = None if row.birthday_set_at is None else _a_year_after(connection, row.birthday_set_at, now)
    waits = again is not None and again > now
    return Profile(birthday, row.sex, row.city, row.email, again if waits else None)


def set_birthday(connection: Connection, person_id: UUID, birthday: Birthdate, now: datetime) -> None:
    """Writes the birthday down. Raises NotRegistered, BirthdayUnreadable, BirthdayTooSoon.

    Within a year of that, in the programme's local days, no other birthday is taken, also after it was removed.
    """
    _check(connection, birthday, now)
    _lock(connection, person_id)
    known = of(connection, person_id, now)
    if known.birthday == birthday:
        return
    if known.changes_from is not None:
        raise BirthdayTooSoon(known.changes_from)
    profiles.change(
        connection,
        person_id,
        birth_day=birthday.day,
        birth_month=birthday.month,
        birth_year=birthday.year,
        birthday_set_at=now,
    )


def put(connection: Connection, person_id: UUID, field: str, value: str, now: datetime) -> None:
    """Writes down `sex` (one of SEXES), `city` or `email`.

    Raises NotRegistered, SettingInvalid, TextEmpty, TextTooLong, EmailUnreadable.
    """
    if field == "city":
        value = tidy(value, CITY_LIMIT)
    elif field == "email":
        value = tidy(value, EMAIL_LIMIT)
        if not _EMAIL.fullmatch(value):
            raise EmailUnreadable
    elif field != "sex" or value not in SEXES:
        raise SettingInvalid(field, "unknown-choice")
    _lock(connection, person_id)
    profiles.change(connection, person_id, **{field: value})


def remove(connection: Connection, person_id: UUID, field: str, now: datetime) -> None:
    """Forgets one of FIELDS; that the birthday was set, and when, is kept. Raises SettingInvalid, NotRegistered."""
    if field not in FIELDS:
        raise SettingInvalid(field, "unknown-field")
    _lock(connection, person_id)
    if field == "birthday":
        profiles.change(connection, person_id, birth_day=None, birth_month=None, birth_year=None)
    else:
        profiles.change(connection, person_id, **{field: ""})


def _lock(connection: Connection, person_id: UUID) -> None:
    if people.by_id(connection, person_id, lock=True).member_id is None:
        raise NotRegistered


def _check(connection: Connection, birthday: Birthdate, now: datetime) -> None:
    """Raises BirthdayUnreadable for a day that is none, lies ahead, or is too long ago for anybody alive."""
    today = local(now, current(connection, now).zone).date()
    # Without a year every day of a leap year will do, so one stands in for it.
    year = 2000 if birthday.year is None else birthday.year
    try:
        born = today.replace(year=year, month=birthday.month, day=birthday.day)
    except ValueError as error:
        raise BirthdayUnreadable from error
    if year < EARLIEST_YEAR or born > today:
        raise BirthdayUnreadable


def _a_year_after(connection: Connection, at: datetime, now: datetime) -> datetime:
    """Returns the beginning of the same local day a year later; 28 February for the 29th."""
    zone = current(connection, now).zone
    day = local(at, zone).date()
    return start_of(birthday_in(day.year + 1, (day.month, day.day)), zone)

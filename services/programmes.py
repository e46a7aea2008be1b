"""The programme: setting it up, and the version that holds now."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection

from locales import Language
from loyalty.config import programme_from, programme_to
from loyalty.errors import CurrencyUnknown, PresetUnknown, ProgrammeMissing, TextEmpty, TextTooLong, ZoneUnknown
from loyalty.money import CURRENCIES
from loyalty.presets import PRESETS
from loyalty.programme import Programme
from services.people import Person, owner
from storage import people, programmes

NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Setup:
    """The owner's answers to the first questions."""

    name: str
    currency: str
    zone: str
    language: Language
    preset: str


@lru_cache(maxsize=64)
def _parsed(body: str) -> Programme:
    return programme_from(json.loads(body))


def is_set_up(connection: Connection) -> bool:
    """Says whether the owner has answered the first questions."""
    return programmes.newest(connection) > 0


def current(connection: Connection, now: datetime) -> Programme:
    """Returns the version that holds at `now`. Raises ProgrammeMissing before the owner has set it up."""
    body = programmes.current(connection, now)
    if body is None:
        raise ProgrammeMissing
    return _parsed(body)


def version(connection: Connection, number: int) -> Programme:
    """Returns one version, as a cheque of its time needs it."""
    return _parsed(programmes.version(connection, number))


def set_up(connection: Connection, person: Person, setup: Setup, now: datetime) -> Programme:
    """Makes the first version from a preset, the first outlet and the look of the pass; once.

    Raises NotAllowed, PresetUnknown, CurrencyUnknown, ZoneUnknown, TextEmpty, TextTooLong.
    """
    by = owner(connection, person)
    if is_set_up(connection):
        return current(connection, now)
    name = tidy(setup.name, NAME_LIMIT)
    check_currency(setup.currency)
    check_zone(setup.zone)
    if setup.preset not in PRESETS:
        raise PresetUnknown
    preset = PRESETS[setup.preset]
    programme = replace(
        preset.programme(setup.currency),
        version=1,
        name=name,
        zone=setup.zone,
        language=setup.language,
        valid_from=now,
    )
    body = json.dumps(programme_to(programme), ensure_ascii=False, sort_keys=True)
    programmes.add_version(connection, 1, body, now, by.id, now)
    programmes.add_outlet(connection, name, setup.zone)
    programmes.add_design(connection, {"look": preset.look, "organisation": name}, None, now)
    people.note(connection, by.id, "set_up", now, preset=setup.preset, currency=setup.currency)
    return programme


def tidy(text: str, limit: int) -> str:
    """Returns one clean line of at most `limit` characters. Raises TextEmpty, TextTooLong."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not line:
        raise TextEmpty
    if len(line) > limit:
        raise TextTooLong(limit)
    return line


def check_currency(code: str) -> str:
    """Returns the code. Raises CurrencyUnknown unless it is an ISO 4217 code we know."""
    if code not in CURRENCIES:
        raise CurrencyUnknown
    return code


def check_zone(name: str) -> str:
    """Returns the name. Raises ZoneUnknown unless it is an IANA time zone."""
    if name not in available_timezones():
        raise ZoneUnknown
    return ZoneInfo(name).key

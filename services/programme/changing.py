"""Changing the programme by new versions: the list of them, the next one, and the way back."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from loyalty import changeover, recounting
from loyalty.config import programme_from, programme_to
from loyalty.errors import Refusal
from loyalty.programme import Programme, Rule, Settings
from services.design import designs
from services.people import Person, full_name, owner
from services.programme.versions import body_of, current, parsed, version
from services.typed import NAME_LIMIT, check_currency, check_zone, tidy
from storage import programmes
from storage.ledger import ledger
from storage.members import people
from storage.prepaid import certificates
from storage.tables import Record

VERSIONS_SHOWN = 20


@dataclass(eq=False)
class ProgrammeChanged(Refusal):
    """Somebody made another version meanwhile; `who` is their name, empty when they were erased."""

    who: str


@dataclass(eq=False)
class PlanWaiting(Refusal):
    """A version is to hold from `planned_from` (UTC); nothing may be put before it unless it is withdrawn."""

    planned_from: datetime


@dataclass(eq=False)
class NothingChanged(Refusal):
    """The new version would be equal to the newest."""


@dataclass(eq=False)
class CurrencyInUse(Refusal):
    """Amounts stand in the ledger already, and no law says what they would be in another currency."""


@dataclass(frozen=True, slots=True)
class Business:
    """What of a programme is the business itself: it changes at once, never from a later day on."""

    name: str
    currency: str
    zone: str


def business_of(programme: Programme) -> Business:
    """Returns the business that a version of the programme names."""
    return Business(programme.name, programme.currency, programme.zone)


@dataclass(frozen=True, slots=True)
class Overview:
    """`newest` is what the next change starts from; `held` is what holds now. They differ while a plan waits."""

    newest: Programme
    held: Programme

    @property
    def planned_from(self) -> datetime | None:
        """The UTC moment from which the newest version is to hold, None when it holds already."""
        return None if self.newest.version == self.held.version else self.newest.valid_from


@dataclass(frozen=True, slots=True)
class Version:
    """A version as the list shows it. `state` is `holds`, `planned`, `past`, or `withdrawn` if it never came to hold.

    Times are UTC; `by` is a name, empty for nobody who is known.
    """

    number: int
    by: str
    made_at: datetime
    valid_from: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A version that was made; `repeated` when the same change had made it before."""

    number: int
    valid_from: datetime
    repeated: bool


def overview(connection: Connection, person: Person, now: datetime) -> Overview:
    """Returns the newest version and the one that holds at `now`. Raises NotAllowed, ProgrammeMissing."""
    owner(connection, person)
    held = current(connection, now)
    return Overview(version(connection, programmes.newest(connection)), held)


def versions(connection: Connection, person: Person, now: datetime) -> tuple[Version, ...]:
    """Returns the newest versions, newest first. Raises NotAllowed."""
    owner(connection, person)
    found: list[Version] = []
    holds = False
    earliest: datetime | None = None  # from when on a newer version holds
    for row in programmes.versions(connection, VERSIONS_SHOWN):
        if row.valid_from > row.created_at and earliest is not None and earliest <= row.valid_from:
            state = "withdrawn"
        elif row.valid_from > now:
            state = "planned"
        else:
            state, holds = "past" if holds else "holds", True
        earliest = row.valid_from if earliest is None else min(earliest, row.valid_from)
        found.append(Version(row.version, full_name(row), row.created_at, row.valid_from, state))
    return tuple(found)


def one_version(connection: Connection, person: Person, number: int) -> Programme | None:
    """Returns one version, None when there is no such number. Raises NotAllowed."""
    owner(connection, person)
    row = programmes.version_row(connection, number)
    return None if row is None else parsed(row.body)


def change(
    connection: Connection,
    person: Person,
    base: int,
    rules: tuple[Rule, ...],
    settings: Settings,
    valid_from: datetime | None,
    now: datetime,
    business: Business | None = None,
) -> Changed:
    """Makes version `base` + 1 with these rules and settings, to hold from `valid_from` (UTC; None: from now).

    A rule that is to count something else gets an id of its own, so that it begins anew. `base` is the version that the
    change was made from, and makes it idempotent: the same person with the same change gets the same version again.
    Another `business` (None: as it is) has the version hold from now, whatever `valid_from` says. Books go on in
    another currency where an official rate leads there (`loyalty.changeover`). Raises NotAllowed, SettingInvalid,
    ProgrammeChanged, PlanWaiting, NothingChanged, CurrencyInUse.
    """
    by = owner(connection, person)
    newest, before = version(connection, programmes.newest(connection)), version(connection, base)
    rules = recounting.renewed(before, rules)
    wanted = replace(newest, rules=rules, settings=settings)
    if business is not None and business != business_of(newest):
        wanted, valid_from = _renamed(wanted, business), None
    official = changeover.is_official(before.currency, wanted.currency) and not may_change_currency(connection)
    if official:
        wanted = replace(wanted, rules=changeover.carried(before, wanted.rules))
    since = now if valid_from is None else max(valid_from, now)
    waits = newest.version == base and newest.valid_from is not None and newest.valid_from > since
    if waits and newest.valid_from is not None:
        raise PlanWaiting(newest.valid_from)
    return _make(connection, by, base, wanted, since, now, official=official)


def go_back(connection: Connection, person: Person, base: int, to: int, now: datetime) -> Changed:
    """Makes version `base` + 1 equal to version `to`, from now, or from when `to` itself was still to hold.

    Going back to the version before the newest undoes that one; going back to the version that holds now withdraws
    every planned one. Raises NotAllowed, ProgrammeChanged, NothingChanged, CurrencyInUse.
    """
    by = owner(connection, person)
    wanted = version(connection, to)
    since = now if wanted.valid_from is None else max(wanted.valid_from, now)
    return _make(connection, by, base, wanted, since, now)


def may_change_currency(connection: Connection) -> bool:
    """Says whether no points stand in the ledger yet, and nobody has paid for a certificate."""
    return ledger.is_empty(connection) and certificates.is_empty(connection)


def currencies(connection: Connection, programme: Programme) -> tuple[str, ...] | None:
    """Returns the currencies that the programme may change over to, None for any."""
    return None if may_change_currency(connection) else changeover.targets(programme.currency)


def _make(
    connection: Connection,
    by: Person,
    base: int,
    wanted: Programme,
    since: datetime,
    now: datetime,
    *,
    official: bool = False,
) -> Changed:
    made = replace(wanted, version=base + 1, valid_from=since)
    body = body_of(programme_from(programme_to(made)))
    row = programmes.version_row(connection, base + 1)
    if row is None:
        before = version(connection, base)
        if _content(made) == _content(before):
            raise NothingChanged
        if made.currency != before.currency and not official and not may_change_currency(connection):
            raise CurrencyInUse
        if programmes.add_version(connection, made.version, body, since, by.id, now):
            detail = {"version": made.version, "valid_from": since.isoformat(), "like": wanted.version}
            people.note(connection, by.id, "programme_changed", now, **detail)
            _move(connection, before, made, now)
            return Changed(made.version, since, repeated=False)
        row = programmes.version_row(connection, base + 1)
    assert row is not None, "somebody else has just written it"
    return _again(row, by, made)


def _move(connection: Connection, before: Programme, made: Programme, now: datetime) -> None:
    """Takes the cards and the outlets along when the business is called otherwise or lives by another time."""
    if made.name != before.name:
        designs.rename(connection, made.name, now)
    elif made.currency != before.currency or made.settings.wording != before.settings.wording:
        designs.repaint(connection, now)
    if made.zone != before.zone:
        programmes.move_outlets(connection, before.zone, made.zone)


def _renamed(programme: Programme, business: Business) -> Programme:
    return replace(
        programme,
        name=tidy(business.name, NAME_LIMIT),
        currency=check_currency(business.currency),
        zone=check_zone(business.zone),
    )


def _again(row: Record, by: Person, made: Programme) -> Changed:
    """Returns the version that this very change has made before. Raises ProgrammeChanged when another one did."""
    if row.created_by != by.id or _content(parsed(row.body)) != _content(made):
        raise ProgrammeChanged(full_name(row))
    return Changed(row.version, row.valid_from, repeated=True)


def _content(programme: Programme) -> tuple[object, ...]:
    return programme.rules, programme.settings, business_of(programme)

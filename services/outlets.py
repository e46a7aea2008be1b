"""Outlets, and the join links that lead new members to them."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services.people import Person, owner
from services.programmes import NAME_LIMIT, current, tidy
from storage import people, programmes
from storage.tables import Record


@dataclass(frozen=True, slots=True)
class Outlet:
    """A place where the programme runs; `zone` is an IANA time zone."""

    id: int
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class JoinLink:
    """A link that says where a new member came from; `joined` counts those who did."""

    payload: str
    source: str
    outlet: str
    joined: int


def all_open(connection: Connection) -> tuple[Outlet, ...]:
    """Returns the open outlets, oldest first."""
    return tuple(Outlet(row.id, row.name, row.zone) for row in programmes.outlets(connection))


def add(connection: Connection, person: Person, name: str, now: datetime) -> Outlet:
    """Adds an outlet in the programme's time zone; the same name gives the same one. Raises NotAllowed, TextTooLong."""
    by = owner(connection, person)
    zone, name = current(connection, now).zone, tidy(name, NAME_LIMIT)
    outlet_id = programmes.add_outlet(connection, name, zone)
    people.note(connection, by.id, "outlet_added", now, outlet=outlet_id)
    return Outlet(outlet_id, name, zone)


def join_link(connection: Connection, person: Person, source: str, outlet_id: int | None, now: datetime) -> JoinLink:
    """Returns the link for a source and outlet, making it the first time. Raises NotAllowed, TextTooLong."""
    owner(connection, person)
    source = tidy(source, NAME_LIMIT)
    found = _link(connection, source, outlet_id)
    if found is None:
        programmes.add_join_link(connection, secrets.token_urlsafe(6), source, outlet_id, now)
        found = _link(connection, source, outlet_id)
    assert found is not None, "the link has just been written"
    return found


def _link(connection: Connection, source: str, outlet_id: int | None) -> JoinLink | None:
    rows = programmes.join_links(connection)
    return next((_of(row) for row in rows if row.source == source and row.outlet_id == outlet_id), None)


def _of(row: Record) -> JoinLink:
    return JoinLink(row.payload, row.source, row.outlet or "", row.joined)


def join_links(connection: Connection, person: Person) -> tuple[JoinLink, ...]:
    """Returns all join links, oldest first. Raises NotAllowed."""
    owner(connection, person)
    return tuple(_of(row) for row in programmes.join_links(connection))

"""Outlets, and the join links that lead new members to them."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import Connection

from loyalty.errors import LinkUnusable, Refusal, SettingInvalid
from loyalty.ledger import MILLION
from services.design import designing
from services.design.repainting import repaint
from services.people import Person, owner
from services.programme.versions import current
from services.typed import NAME_LIMIT, tidy
from storage import programmes
from storage.members import people
from storage.tables import Record

FACTS = {"hours": 300, "address": 200, "phone": 40}
"""What owners say of an outlet beside its name and its place on the map, with how many characters it may have."""


@dataclass(eq=False)
class PhoneUnreadable(Refusal):
    """The text is no phone number."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A place where the programme runs; `zone` is an IANA time zone.

    `place` is latitude and longitude in millionths of a degree, None while nobody has said where it is. `hours`,
    `address` and `phone` are the owner's words, empty when nobody has said them.
    """

    id: int
    name: str
    zone: str
    place: tuple[int, int] | None = None
    hours: str = ""
    address: str = ""
    phone: str = ""

    @property
    def described(self) -> bool:
        """Says whether customers can be told anything of it but its name."""
        return bool(self.place or self.hours or self.address or self.phone)

    @property
    def map_url(self) -> str:
        """The address that opens it in a phone's own app for maps; empty where nobody knows where it is."""
        if self.place is not None:
            query = ",".join(f"{degrees / MILLION:.6f}" for degrees in self.place)
        else:
            query = " ".join(self.address.split())
        return f"https://www.google.com/maps/search/?{urlencode({'api': 1, 'query': query})}" if query else ""

    @property
    def phone_url(self) -> str:
        """The address that dials its phone number, empty without one."""
        return designing.address(self.phone) if self.phone else ""


@dataclass(frozen=True, slots=True)
class JoinLink:
    """A link that says where a new member came from; `joined` counts those who did."""

    payload: str
    source: str
    outlet: str
    joined: int


def all_open(connection: Connection) -> tuple[Outlet, ...]:
    """Returns the open outlets, oldest first."""
    return tuple(_outlet(row) for row in programmes.outlets(connection))


def _outlet(row: Record) -> Outlet:
    place = None if row.latitude is None else (row.latitude, row.longitude)
    return Outlet(row.id, row.name, row.zone, place, row.hours, row.address, row.phone)


def add(connection: Connection, person: Person, name: str, now: datetime) -> Outlet:
    """Adds an outlet in the programme's time zone; the same name gives the same one. Raises NotAllowed, TextTooLong."""
    by = owner(connection, person)
    zone, name = current(connection, now).zone, tidy(name, NAME_LIMIT)
    outlet_id = programmes.add_outlet(connection, name, zone)
    people.note(connection, by.id, "outlet_added", now, outlet=outlet_id)
    return Outlet(outlet_id, name, zone)


def put_on_map(
    connection: Connection, person: Person, outlet_id: int, place: tuple[int, int] | None, now: datetime
) -> Outlet:
    """Says where an outlet is, so that phones near it show the card; None takes it off the map. Every card is told.

    Raises NotAllowed, SettingInvalid (no such outlet, no place on Earth).
    """
    by = owner(connection, person)
    found = one(connection, outlet_id)
    if place is not None and not (abs(place[0]) <= 90 * MILLION and abs(place[1]) <= 180 * MILLION):
        raise SettingInvalid("place", "too-large")
    if found.place != place:
        programmes.set_place(connection, outlet_id, place)
        people.note(connection, by.id, "outlet_placed", now, outlet=outlet_id)
        repaint(connection, now)
    return replace(found, place=place)


def one(connection: Connection, outlet_id: int) -> Outlet:
    """Returns an open outlet. Raises SettingInvalid when there is no such one."""
    found = next((each for each in all_open(connection) if each.id == outlet_id), None)
    if found is None:
        raise SettingInvalid("outlet", "unknown-choice")
    return found


def describe(connection: Connection, person: Person, outlet_id: int, fact: str, said: str, now: datetime) -> Outlet:
    """Says one of FACTS of an outlet in the owner's own words; "" takes it away.

    Raises NotAllowed, SettingInvalid (no such outlet or fact), TextEmpty, TextTooLong, PhoneUnreadable.
    """
    by, found = owner(connection, person), one(connection, outlet_id)
    if fact not in FACTS:
        raise SettingInvalid(fact, "unknown-choice")
    words = designing.text(said, FACTS[fact]) if said else ""
    if fact == "phone" and words:
        _require_phone(words)
    if getattr(found, fact) != words:
        programmes.describe_outlet(connection, outlet_id, **{fact: words})
        people.note(connection, by.id, "outlet_described", now, outlet=outlet_id, fact=fact)
    return one(connection, outlet_id)


def _require_phone(words: str) -> None:
    try:
        dialled = designing.address(words)
    except LinkUnusable:
        raise PhoneUnreadable from None
    if not dialled.startswith("tel:"):
        raise PhoneUnreadable


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

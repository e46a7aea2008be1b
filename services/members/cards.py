"""A member's card: number, codes, and the page that shows it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.codes import with_check_digit
from loyalty.errors import CodeUnknown
from storage import programmes
from storage.engine.ids import uuid7
from storage.members import members
from storage.passes import passes
from storage.tables import Record

IMPORTED = "import"
"""The source of members who came here on a list of former customers."""


@dataclass(frozen=True, slots=True)
class Card:
    """The member's codes: `code` is the opaque part of the link, `digits` are for typing, `page_token` for `/p/`."""

    code: str
    digits: str
    page_token: str


def enrol(
    connection: Connection, person_id: UUID, source: str, outlet_id: int | None, since: datetime, now: datetime
) -> tuple[UUID, int]:
    """Makes a person a member since a time, with number, codes and pass; returns the member's id and number."""
    number, member_id = programmes.next_number(connection, "member"), uuid7()
    new = members.NewMember(
        id=member_id,
        person_id=person_id,
        number=number,
        code=secrets.token_urlsafe(12),
        digits=free_digits(connection),
        page_token=secrets.token_urlsafe(24),
        source=source,
        outlet_id=outlet_id,
        registered_at=since,
    )
    members.insert(connection, new)
    passes.insert(connection, secrets.token_hex(16), member_id, now)
    return member_id, number


def free_digits(connection: Connection) -> str:
    """Returns ten random digits that nobody has; the unique column would refuse the rest."""
    while True:
        digits = with_check_digit(f"{secrets.randbelow(10**9):09d}")
        if members.by_code(connection, digits=digits) is None:
            return digits


def card(connection: Connection, member_id: UUID) -> Card:
    """Returns the member's codes. Raises CodeUnknown."""
    return card_of(row_of(connection, member_id))


def card_of(row: Record) -> Card:
    """Returns the codes of a member's row."""
    return Card(row.code, row.digits, row.page_token)


def row_of(connection: Connection, member_id: UUID) -> Record:
    """Returns the member's row with their person's. Raises CodeUnknown."""
    row = members.row_of(connection, member_id)
    if row is None:
        raise CodeUnknown
    return row

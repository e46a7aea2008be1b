"""Imports: files of former customers, their rows, and the people that rows became."""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, exists, func, or_, select, update
from sqlalchemy import delete as delete_from

from storage.engine.dialect import insert_once
from storage.engine.ids import uuid7
from storage.tables import (
    Record,
    google_pass,
    lot,
    member,
    member_import,
    member_import_row,
    operation,
    pass_registration,
    person,
    profile,
    wallet_pass,
    winback_recipient,
)

ASKED_AT_ONCE = 500
"""Values of one IN: databases take some thousands."""


# --- the file ---------------------------------------------------------------------------------------------------------


def put(connection: Connection, import_id: UUID, by: UUID, now: datetime, **columns: object) -> bool:
    """Writes a draft unless one with this id is there; says whether it did."""
    row = {"id": import_id, "state": "draft", "created_by": by, "created_at": now, **columns}
    return insert_once(connection, member_import, "id", row)


def add_rows(connection: Connection, import_id: UUID, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Writes the rows of a file down: their number in it, and their cells."""
    values = [{"import_id": import_id, "line": line, "body": list(cells), "state": "waiting"} for line, cells in rows]
    connection.execute(member_import_row.insert(), values)


def replace_rows(connection: Connection, import_id: UUID, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Writes other rows in place of those that a draft has."""
    connection.execute(delete_from(member_import_row).where(member_import_row.c.import_id == import_id))
    add_rows(connection, import_id, rows)


def row_of(connection: Connection, import_id: UUID, *, lock: bool = False) -> Record | None:
    """Returns the import, locking it when asked to, or None."""
    query = select(member_import).where(member_import.c.id == import_id)
    return connection.execute(query.with_for_update() if lock else query).one_or_none()


def change(connection: Connection, import_id: UUID, **columns: object) -> None:
    """Sets columns of an import."""
    connection.execute(update(member_import).where(member_import.c.id == import_id).values(**columns))


def delete(connection: Connection, import_id: UUID) -> None:
    """Deletes a draft with its rows."""
    connection.execute(delete_from(member_import_row).where(member_import_row.c.import_id == import_id))
    connection.execute(delete_from(member_import).where(member_import.c.id == import_id))


def newest(connection: Connection, limit: int) -> Sequence[Record]:
    """Returns the newest imports, newest first."""
    query = select(member_import).order_by(member_import.c.created_at.desc(), member_import.c.id.desc()).limit(limit)
    return connection.execute(query).all()


def under_way(connection: Connection) -> Record | None:
    """Returns the import that is being run or undone, the oldest of several, or None."""
    moving = member_import.c.state.in_(("running", "undoing"))
    query = select(member_import).where(moving).order_by(member_import.c.created_at, member_import.c.id).limit(1)
    return connection.execute(query).one_or_none()


# --- its rows ---------------------------------------------------------------------------------------------------------


def rows(
    connection: Connection, import_id: UUID, states: Collection[str], limit: int | None = None
) -> Sequence[Record]:
    """Returns rows in these states, in the order of the file: `line`, `body`, `state`, `problem`, `member_id`."""
    whose = and_(member_import_row.c.import_id == import_id, member_import_row.c.state.in_(states))
    query = select(member_import_row).where(whose).order_by(member_import_row.c.line).limit(limit)
    return connection.execute(query).all()


def drop_first(connection: Connection, import_id: UUID) -> None:
    """Deletes the first row, which was the header."""
    whose = member_import_row.c.import_id == import_id
    first = select(func.min(member_import_row.c.line)).where(whose).scalar_subquery()
    connection.execute(delete_from(member_import_row).where(whose, member_import_row.c.line == first))


def mark(connection: Connection, import_id: UUID, line: int, state: str, **columns: object) -> None:
    """Writes down what became of a row."""
    one = and_(member_import_row.c.import_id == import_id, member_import_row.c.line == line)
    connection.execute(update(member_import_row).where(one).values(state=state, **columns))


def counts(connection: Connection, import_id: UUID) -> Mapping[tuple[str, str], int]:
    """Returns how many rows there are by (state, problem)."""
    kinds = (member_import_row.c.state, member_import_row.c.problem)
    query = (
        select(*kinds, func.count().label("rows")).where(member_import_row.c.import_id == import_id).group_by(*kinds)
    )
    return {(row.state, row.problem): row.rows for row in connection.execute(query)}


def is_of(connection: Connection, import_id: UUID, member_id: UUID) -> bool:
    """Says whether an earlier row of the import is this member."""
    one = and_(member_import_row.c.import_id == import_id, member_import_row.c.member_id == member_id)
    return connection.execute(select(exists().where(one))).scalar_one()


def forget(connection: Connection, import_id: UUID, states: Collection[str], but: Collection[str] = ()) -> None:
    """Empties the cells of rows in these states: what they said of people stands with the people.

    Those of rows with one of the problems `but` stay.
    """
    whose = and_(
        member_import_row.c.import_id == import_id,
        member_import_row.c.state.in_(states),
        member_import_row.c.problem.not_in(but),
    )
    connection.execute(update(member_import_row).where(whose).values(body=[]))


# --- people -----------------------------------------------------------------------------------------------------------


def by_phones(connection: Connection, phones: Collection[str]) -> Mapping[str, UUID]:
    """Returns the members who have one of these phone numbers."""
    whose = func.coalesce(member.c.merged_into, member.c.id)
    query = select(person.c.phone, whose).join(member, member.c.person_id == person.c.id)
    found = (row for some in _some(phones) for row in connection.execute(query.where(person.c.phone.in_(some))))
    return {row[0]: row[1] for row in found}


def by_emails(connection: Connection, emails: Collection[str]) -> Sequence[tuple[str, UUID, str, bool]]:
    """Returns (address in small letters, member, name, whether they have neither a phone number nor Telegram)."""
    told, address = member.alias(), func.lower(profile.c.email)
    alone = person.c.phone.is_(None) & person.c.telegram_id.is_(None)
    query = (
        select(address, member.c.id, person.c.first_name, person.c.last_name, alone)
        .select_from(profile)
        .join(told, told.c.person_id == profile.c.person_id)
        .join(member, member.c.id == func.coalesce(told.c.merged_into, told.c.id))
        .join(person, person.c.id == member.c.person_id)
        .order_by(member.c.id)
        .distinct()
    )
    found = (row for some in _some(emails) for row in connection.execute(query.where(address.in_(some))))
    return [(email, member_id, f"{first} {last}".strip(), bool(only)) for email, member_id, first, last, only in found]


def _some(values: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(values)
    return (ordered[start : start + ASKED_AT_ONCE] for start in range(0, len(ordered), ASKED_AT_ONCE))


def tell_number(connection: Connection, member_id: UUID, phone: str) -> None:
    """Gives a member's person a phone number that nobody has, unless they have one."""
    whose = select(member.c.person_id).where(member.c.id == member_id).scalar_subquery()
    alone = and_(person.c.id == whose, person.c.phone.is_(None))
    connection.execute(update(person).where(alone).values(phone=phone))


def told_numbers(connection: Connection, after: UUID | None, limit: int) -> Sequence[Record]:
    """Returns people without Telegram who have a phone number, as lists tell it: `id`, `phone`, `digits` of the card.

    They come in the order of their ids, from behind `after` on.
    """
    query = (
        select(person.c.id, person.c.phone, member.c.digits)
        .join(member, member.c.person_id == person.c.id, isouter=True)
        .where(person.c.telegram_id.is_(None), person.c.phone.is_not(None))
        .order_by(person.c.id)
        .limit(limit)
    )
    return connection.execute(query if after is None else query.where(person.c.id > after)).all()


def digits_of(connection: Connection, person_id: UUID) -> str:
    """Returns the digits of a person's card, empty without one."""
    query = select(member.c.digits).where(member.c.person_id == person_id)
    return connection.execute(query).scalar_one_or_none() or ""


def add_person(connection: Connection, now: datetime, **columns: Any) -> UUID | None:
    """Writes a person without Telegram; None when somebody has just taken their phone number."""
    row = {"id": uuid7(), "created_at": now, "reachable": 0, **columns}
    if columns.get("phone") is None:
        connection.execute(person.insert().values(row))
    elif not insert_once(connection, person, "phone", row):
        return None
    return UUID(str(row["id"]))


def keep_number(connection: Connection, member_id: UUID, number: str) -> None:
    """Notes the number of the card that a member had before."""
    connection.execute(update(member).where(member.c.id == member_id).values(former_number=number))


def by_former_number(connection: Connection, number: str) -> UUID | None:
    """Returns the only member whose former card had this number; None when nobody or several had it."""
    ids = select(func.coalesce(member.c.merged_into, member.c.id)).where(
        member.c.former_number == number, member.c.former_number != "", member.c.person_id.is_not(None)
    )
    found = connection.execute(ids.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def was_active(connection: Connection, member_id: UUID, own_keys: Collection[str]) -> bool:
    """Says whether anything has happened with a member beside operations whose keys begin with one of `own_keys`."""
    own = or_(operation.c.kind == "expiry", *(operation.c.key.startswith(key) for key in own_keys))
    moved = exists().where(operation.c.member_id == member.c.id, ~own)
    opened = exists().where(winback_recipient.c.member_id == member.c.id, winback_recipient.c.opened_at.is_not(None))
    card = wallet_pass.c.member_id == member.c.id
    on_apple = exists().where(card, pass_registration.c.serial == wallet_pass.c.serial)
    on_google = exists().where(card, google_pass.c.serial == wallet_pass.c.serial)
    joined = or_(member.c.merged_into.is_not(None), member.c.purchases > 0, person.c.telegram_id.is_not(None))
    query = (
        select(or_(joined, moved, opened, on_apple, on_google))
        .select_from(member.join(person, person.c.id == member.c.person_id))
        .where(member.c.id == member_id)
    )
    return bool(connection.execute(query).scalar_one_or_none())


def left_of(connection: Connection, operation_id: UUID) -> Sequence[Record]:
    """Returns the lots that an operation opened: `id`, `amount`, `remaining`, `account`."""
    return connection.execute(select(lot).where(lot.c.operation_id == operation_id).order_by(lot.c.id)).all()


def withdraw(connection: Connection, member_id: UUID, digits: str) -> None:
    """Wipes the person of a member, and gives the card codes that nobody has seen; `digits` are its new ones."""
    person_id = connection.execute(select(member.c.person_id).where(member.c.id == member_id)).scalar_one()
    codes = {"code": secrets.token_urlsafe(12), "page_token": secrets.token_urlsafe(24), "digits": digits}
    gone = {"person_id": None, "former_number": "", **codes}
    connection.execute(update(member).where(member.c.id == member_id).values(gone))
    connection.execute(delete_from(profile).where(profile.c.person_id == person_id))
    empty = {"first_name": "", "last_name": "", "phone": None}
    connection.execute(update(person).where(person.c.id == person_id).values(empty))

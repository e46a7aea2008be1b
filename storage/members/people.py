"""People: Telegram accounts, their roles and consents; personal data stands here and nowhere else."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update

from storage.engine.dialect import insert_once
from storage.engine.ids import uuid7
from storage.engine.prepared import Prepared
from storage.tables import Record, audit_log, consent, invitation, member, outlet, person, staff

_PERSON = (
    select(person, member.c.id.label("member_id"), staff.c.role, staff.c.outlet_id)
    .join(member, member.c.person_id == person.c.id, isouter=True)
    .join(staff, (staff.c.person_id == person.c.id) & staff.c.removed_at.is_(None), isouter=True)
)


_BY_TELEGRAM = Prepared(_PERSON.where(person.c.telegram_id == bindparam("telegram_id")))
_BY_ID = Prepared(_PERSON.where(person.c.id == bindparam("id")))


def by_telegram(connection: Connection, telegram_id: int) -> Record | None:
    """Returns the person's row with `member_id`, `role` and `outlet_id`, or None."""
    return _BY_TELEGRAM.row(connection, {"telegram_id": telegram_id})


def by_id(connection: Connection, person_id: UUID, *, lock: bool = False) -> Record:
    """Returns the person's row with `member_id`, `role` and `outlet_id`, locking it when asked to."""
    if lock:
        connection.execute(select(person.c.id).where(person.c.id == person_id).with_for_update())
    row = _BY_ID.row(connection, {"id": person_id})
    assert row is not None, "people are never deleted"
    return row


def by_phone(connection: Connection, phone: str) -> Record | None:
    """Returns the person whose own contact had this phone number, or None."""
    return connection.execute(_PERSON.where(person.c.phone == phone)).one_or_none()


def put(connection: Connection, telegram_id: int, now: datetime, **columns: object) -> None:
    """Inserts the person once; parallel first messages make one row."""
    row = {"id": uuid7(), "telegram_id": telegram_id, "created_at": now, **columns}
    insert_once(connection, person, "telegram_id", row)


def change(connection: Connection, person_id: UUID, **columns: object) -> None:
    """Sets columns of a person."""
    connection.execute(update(person).where(person.c.id == person_id).values(**columns))


def owners(connection: Connection) -> Sequence[UUID]:
    """Returns the ids of all owners."""
    query = select(staff.c.person_id).where(staff.c.role == "owner", staff.c.removed_at.is_(None))
    return connection.execute(query).scalars().all()


# --- consents ---------------------------------------------------------------------------------------------------------


def consents(connection: Connection, person_id: UUID) -> dict[str, bool]:
    """Returns the last word on each topic."""
    rows = connection.execute(select(consent).where(consent.c.person_id == person_id).order_by(consent.c.id)).all()
    return {row.topic: bool(row.granted) for row in rows}


def consents_given(connection: Connection, person_id: UUID) -> Sequence[Record]:
    """Returns every consent and withdrawal of a person, oldest first."""
    return connection.execute(select(consent).where(consent.c.person_id == person_id).order_by(consent.c.id)).all()


def add_consent(connection: Connection, person_id: UUID, topic: str, now: datetime, **columns: object) -> None:
    """Appends a consent or its withdrawal."""
    connection.execute(consent.insert().values(id=uuid7(), person_id=person_id, topic=topic, at=now, **columns))


# --- staff ------------------------------------------------------------------------------------------------------------


def employ(connection: Connection, person_id: UUID, role: str, outlet_id: int | None, now: datetime) -> None:
    """Gives the person a role, or another one."""
    values = {"role": role, "outlet_id": outlet_id, "since": now, "removed_at": None}
    if not connection.execute(update(staff).where(staff.c.person_id == person_id).values(**values)).rowcount:
        connection.execute(staff.insert().values(id=uuid7(), person_id=person_id, **values))


def dismiss(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Takes the role away."""
    connection.execute(update(staff).where(staff.c.person_id == person_id).values(removed_at=now))


def team(connection: Connection) -> Sequence[Record]:
    """Returns everybody with a role: person_id, names, role and the outlet's name."""
    query = (
        select(staff.c.person_id, staff.c.role, person.c.first_name, person.c.last_name, outlet.c.name.label("outlet"))
        .join(person, person.c.id == staff.c.person_id)
        .join(outlet, outlet.c.id == staff.c.outlet_id, isouter=True)
        .where(staff.c.removed_at.is_(None))
        .order_by(staff.c.since, staff.c.id)
    )
    return connection.execute(query).all()


def invite(connection: Connection, token_hash: str, now: datetime, **columns: object) -> None:
    """Writes an invitation; only the token's hash is kept."""
    connection.execute(invitation.insert().values(token_hash=token_hash, created_at=now, **columns))


def invitation_of(connection: Connection, token_hash: str) -> Record | None:
    """Returns the invitation under lock, or None."""
    return connection.execute(
        select(invitation).where(invitation.c.token_hash == token_hash).with_for_update()
    ).one_or_none()


def use_invitation(connection: Connection, token_hash: str, person_id: UUID, now: datetime) -> None:
    """Marks the invitation as used."""
    connection.execute(
        update(invitation).where(invitation.c.token_hash == token_hash).values(used_by=person_id, used_at=now)
    )


def note(connection: Connection, person_id: UUID | None, action: str, now: datetime, **detail: object) -> None:
    """Appends to the audit log: who did what when."""
    connection.execute(audit_log.insert().values(id=uuid7(), at=now, person_id=person_id, action=action, detail=detail))


def noted_after(connection: Connection, id_: UUID, action: str, at: datetime) -> Mapping[str, Any]:
    """Returns the detail that the transaction of `at` noted of this action soon after it made the id, or nothing.

    Ids grow, so the first entry after it is found by the key.
    """
    query = (
        select(audit_log.c.detail)
        .where(audit_log.c.id > id_, audit_log.c.action == action, audit_log.c.at == at)
        .order_by(audit_log.c.id)
        .limit(1)
    )
    found: Mapping[str, Any] | None = connection.execute(query).scalar_one_or_none()
    return found or {}


def noted(connection: Connection, person_id: UUID, action: str) -> int:
    """Returns how often the person did this."""
    query = select(func.count()).where(audit_log.c.person_id == person_id, audit_log.c.action == action)
    return connection.execute(query).scalar_one()

"""Disputes: what members said was not theirs, and whether they took that back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, update

from storage.tables import Record, dispute


def of(connection: Connection, operation_id: UUID) -> Record | None:
    """Returns what was last said of an operation, or None."""
    return connection.execute(select(dispute).where(dispute.c.operation_id == operation_id)).one_or_none()


def of_person(connection: Connection, person_id: UUID) -> Sequence[Record]:
    """Returns what a person said was not theirs, oldest first."""
    query = select(dispute).where(dispute.c.person_id == person_id).order_by(dispute.c.at, dispute.c.operation_id)
    return connection.execute(query).all()


def report(connection: Connection, operation_id: UUID, person_id: UUID, now: datetime) -> int:
    """Notes that an operation was not the member's; returns for which time, 0 when that is said already.

    The member is locked.
    """
    row = of(connection, operation_id)
    if row is None:
        said = {"operation_id": operation_id, "person_id": person_id, "at": now, "times": 1}
        connection.execute(dispute.insert().values(said))
        return 1
    if row.withdrawn_at is None:
        return 0
    again = {"person_id": person_id, "at": now, "withdrawn_at": None, "times": row.times + 1}
    connection.execute(update(dispute).where(dispute.c.operation_id == operation_id).values(again))
    return int(row.times) + 1


def withdraw(connection: Connection, operation_id: UUID, now: datetime) -> int:
    """Notes that it was the member's after all; returns for which time, 0 when nothing says otherwise."""
    row = of(connection, operation_id)
    if row is None or row.withdrawn_at is not None:
        return 0
    connection.execute(update(dispute).where(dispute.c.operation_id == operation_id).values(withdrawn_at=now))
    return int(row.times)

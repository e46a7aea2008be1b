"""Profiles: what members told about themselves beside their name; personal data."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select, update

from storage.engine.dialect import insert_once
from storage.tables import Record, member, profile, reminder, topic_choice


def of(connection: Connection, person_id: UUID) -> Record | None:
    """Returns the person's profile, None when they never told anything."""
    return connection.execute(select(profile).where(profile.c.person_id == person_id)).one_or_none()


def change(connection: Connection, person_id: UUID, **columns: object) -> None:
    """Sets columns of a person's profile."""
    insert_once(connection, profile, "person_id", {"person_id": person_id})
    connection.execute(update(profile).where(profile.c.person_id == person_id).values(**columns))


def move(connection: Connection, person_id: UUID, to: UUID) -> None:
    """Gives all that a person told, chose and was reminded of to another account of the same human, which has none."""
    for table in (profile, topic_choice, reminder):
        connection.execute(update(table).where(table.c.person_id == person_id).values(person_id=to))


def born_on(connection: Connection, day: tuple[int, int], after: UUID, limit: int) -> Sequence[UUID]:
    """Returns up to `limit` members after one of them whose birthday is (month, day), by id; none frozen or merged."""
    query = (
        select(member.c.id)
        .join(profile, profile.c.person_id == member.c.person_id)
        .where(profile.c.birth_month == day[0], profile.c.birth_day == day[1], member.c.id > after)
        .where(member.c.frozen_at.is_(None), member.c.suspended_at.is_(None), member.c.merged_into.is_(None))
        .order_by(member.c.id)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()

"""Tiers: which one a member has, since when, and when it is looked at again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, or_, select, update

from storage.engine.dialect import insert
from storage.tables import Record, member, operation, posting, tier_standing


def place(
    connection: Connection,
    member_id: UUID,
    tier: str,
    now: datetime,
    *,
    raised_by: UUID | None = None,
    review_at: datetime | None = None,
    pinned_until: datetime | None = None,
) -> None:
    """Gives the member a tier, and says when it is looked at again."""
    connection.execute(update(member).where(member.c.id == member_id).values(tier=tier))
    values = {
        "tier": tier,
        "since": now,
        "raised_by": raised_by,
        "review_at": review_at,
        "pinned_until": pinned_until,
        "warned_at": None,
    }
    statement = insert(connection, tier_standing).values(member_id=member_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_=values))


def standing(connection: Connection, member_id: UUID) -> Record | None:
    """Returns the member's row, or None when they never left the base."""
    return connection.execute(select(tier_standing).where(tier_standing.c.member_id == member_id)).one_or_none()


def due(connection: Connection, now: datetime, limit: int) -> Sequence[UUID]:
    """Returns members whose tier is to be looked at; no frozen or merged accounts."""
    query = (
        select(tier_standing.c.member_id)
        .join(member, member.c.id == tier_standing.c.member_id)
        .where(tier_standing.c.review_at <= now, member.c.frozen_at.is_(None), member.c.merged_into.is_(None))
        .where(or_(tier_standing.c.pinned_until.is_(None), tier_standing.c.pinned_until <= now))
        .order_by(tier_standing.c.review_at)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def counted_between(connection: Connection, member_id: UUID, unit: str, since: datetime, until: datetime) -> int:
    """Returns what a member's unit grew by in a time, less what returns took back in it, whether it lapsed or not."""
    query = (
        select(func.coalesce(func.sum(posting.c.amount), 0))
        .join(operation, operation.c.id == posting.c.operation_id)
        .where(
            posting.c.member_id == member_id, posting.c.unit == unit, operation.c.kind.not_in(("lapse", "changeover"))
        )
        .where(operation.c.happened_at >= since, operation.c.happened_at < until)
    )
    return int(connection.execute(query).scalar_one())

"""What codes have paid for: steps of those that change, and points by local day of those that do not."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from storage.engine.dialect import insert
from storage.tables import code_use, static_use


def use(connection: Connection, member_id: UUID, step: int, draft_id: UUID, at: datetime) -> bool:
    """Notes that a step of the member's code pays for a cheque; False when it has paid for one before."""
    row = {"member_id": member_id, "step": step, "draft_id": draft_id, "at": at}
    statement = insert(connection, code_use).values(row).on_conflict_do_nothing(index_elements=["member_id", "step"])
    return connection.execute(statement).rowcount == 1


def paid_on(connection: Connection, member_id: UUID, day: date) -> int:
    """Returns how many points the member has paid on a local day with a code that does not change."""
    query = select(func.coalesce(func.sum(static_use.c.points), 0))
    return int(
        connection.execute(query.where(static_use.c.member_id == member_id, static_use.c.day == day)).scalar_one()
    )


def pay(connection: Connection, member_id: UUID, day: date, draft_id: UUID, points: int) -> None:
    """Counts the points of a cheque towards the day's; lock the member first."""
    row = {"member_id": member_id, "day": day, "draft_id": draft_id, "points": points}
    connection.execute(static_use.insert().values(row))


def give_back(connection: Connection, member_id: UUID, day: date, draft_id: UUID, points: int) -> None:
    """Takes points that came back off the day's, if the cheque was paid with a code that does not change."""
    paid = (static_use.c.member_id == member_id, static_use.c.day == day, static_use.c.draft_id == draft_id)
    connection.execute(update(static_use).where(*paid).values(points=static_use.c.points - points))


def purge(connection: Connection, before: datetime) -> int:
    """Deletes what no code can be refused for any more; returns how much."""
    used = connection.execute(delete(code_use).where(code_use.c.at < before)).rowcount
    paid = connection.execute(delete(static_use).where(static_use.c.day < before.date())).rowcount
    return used + paid

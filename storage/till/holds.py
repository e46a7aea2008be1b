"""Holds: points set aside until the member confirms."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from storage.engine.prepared import Prepared
from storage.tables import Record, hold

_OPEN = Prepared(select(hold).where(hold.c.member_id == bindparam("member_id"), hold.c.state == "open"))


def insert(connection: Connection, **columns: object) -> None:
    """Writes an open hold."""
    connection.execute(hold.insert().values(state="open", **columns))


def row_of(connection: Connection, hold_id: UUID) -> Record | None:
    """Returns one hold, or None; lock its member first."""
    return connection.execute(select(hold).where(hold.c.id == hold_id)).one_or_none()


def open_of(connection: Connection, member_id: UUID) -> Sequence[Record]:
    """Returns the member's open holds, oldest first."""
    # Nearly always none, for which SQLite would set up its sorter all the same.
    return sorted(_OPEN.rows(connection, {"member_id": member_id}), key=lambda row: row.id)


def close(connection: Connection, hold_id: UUID, state: str, purchase_id: UUID | None = None) -> None:
    """Closes an open hold as `committed`, `released` or `expired`."""
    connection.execute(
        update(hold).where(hold.c.id == hold_id, hold.c.state == "open").values(state=state, purchase_id=purchase_id)
    )


def extend(connection: Connection, hold_id: UUID, until: datetime) -> None:
    """Lets an open hold last until then."""
    connection.execute(update(hold).where(hold.c.id == hold_id, hold.c.state == "open").values(expires_at=until))


def remember(connection: Connection, hold_id: UUID, **more: object) -> None:
    """Adds to what is kept of the sale that waits for the hold."""
    # Locked, for the member's and the cashier's messages are remembered at the same moment.
    kept = connection.execute(select(hold.c.sale).where(hold.c.id == hold_id).with_for_update()).scalar_one()
    connection.execute(update(hold).where(hold.c.id == hold_id).values(sale={**kept, **more}))

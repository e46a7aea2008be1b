"""Wallet passes: serials, and the version that tells a phone that something changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, update

from storage.tables import Record, wallet_pass


def insert(connection: Connection, serial: str, member_id: UUID, now: datetime) -> None:
    """Writes the pass of a member, version 1."""
    connection.execute(wallet_pass.insert().values(serial=serial, member_id=member_id, version=1, changed_at=now))


def changed(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Counts a change of what the member's pass shows."""
    connection.execute(
        update(wallet_pass)
        .where(wallet_pass.c.member_id == member_id)
        .values(version=wallet_pass.c.version + 1, changed_at=now)
    )


def row_of(connection: Connection, *, serial: str = "", member_id: UUID | None = None) -> Record | None:
    """Returns the pass with this serial, or of this member, or None."""
    where = wallet_pass.c.serial == serial if serial else wallet_pass.c.member_id == member_id
    return connection.execute(select(wallet_pass).where(where)).one_or_none()

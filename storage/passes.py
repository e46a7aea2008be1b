"""Wallet passes: serials, and the version that tells a phone that something changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Connection, bindparam, case, select, type_coerce, update

from storage.prepared import Prepared
from storage.tables import Moment, Record, wallet_pass

_SECOND = 1_000_000  # a Moment counts microseconds
# Phones compare whole seconds (Last-Modified): two changes within one must still lie a second apart.
_EARLIEST = type_coerce(type_coerce(wallet_pass.c.changed_at, BigInteger) + _SECOND, Moment())
_NOW = bindparam("now", type_=Moment())
_CHANGED = Prepared(
    update(wallet_pass)
    .where(wallet_pass.c.member_id == bindparam("whose"))
    .values(version=wallet_pass.c.version + 1, changed_at=case((_EARLIEST > _NOW, _EARLIEST), else_=_NOW))
)


def insert(connection: Connection, serial: str, member_id: UUID, now: datetime) -> None:
    """Writes the pass of a member, version 1."""
    connection.execute(wallet_pass.insert().values(serial=serial, member_id=member_id, version=1, changed_at=now))


def changed(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Counts a change of what the member's pass shows."""
    _CHANGED.run(connection, {"whose": member_id, "now": now})


def row_of(connection: Connection, *, serial: str = "", member_id: UUID | None = None) -> Record | None:
    """Returns the pass with this serial, or of this member, or None."""
    where = wallet_pass.c.serial == serial if serial else wallet_pass.c.member_id == member_id
    return connection.execute(select(wallet_pass).where(where)).one_or_none()

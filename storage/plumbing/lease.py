"""Leases: what only one of several processes may do, and a takeover when it dies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, delete, or_, select, update

from storage.engine.dialect import insert_once
from storage.tables import lease


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has a lease, and until when by the holder's own clock; it changes whenever the holder prolongs it."""

    holder: UUID
    until: datetime


def take(connection: Connection, name: str, mine: Lease, dead: Lease | None = None) -> Lease:
    """Takes the lease, or prolongs it, and returns it as it stands then: `mine`, or another holder's.

    Another's is taken only if it is exactly `dead` still: whoever has seen it unchanged for long enough says so. So
    the clocks of different machines need not agree.
    """
    if insert_once(connection, lease, "name", {"name": name, "holder": mine.holder, "until": mine.until}):
        return mine
    free = lease.c.holder == mine.holder
    if dead is not None:
        free = or_(free, and_(lease.c.holder == dead.holder, lease.c.until == dead.until))
    statement = update(lease).where(lease.c.name == name, free).values(holder=mine.holder, until=mine.until)
    if connection.execute(statement).rowcount == 1:
        return mine
    row = connection.execute(select(lease.c.holder, lease.c.until).where(lease.c.name == name)).one_or_none()
    return Lease(row.holder, row.until) if row else take(connection, name, mine)  # given back in between


def give_back(connection: Connection, name: str, holder: UUID) -> None:
    """Frees the lease at once, if it is still this holder's."""
    connection.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder))

"""Leases: what only one of several processes may do, and a takeover when it dies."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, or_, update

from storage.engine.dialect import insert_once
from storage.tables import lease


def take(connection: Connection, name: str, holder: UUID, now: datetime, until: datetime) -> bool:
    """Takes the lease, or prolongs it, until `until`; False while another holder's has not run out."""
    if insert_once(connection, lease, "name", {"name": name, "holder": holder, "until": until}):
        return True
    free = or_(lease.c.holder == holder, lease.c.until <= now)
    statement = update(lease).where(lease.c.name == name, free).values(holder=holder, until=until)
    return connection.execute(statement).rowcount == 1


def give_back(connection: Connection, name: str, holder: UUID) -> None:
    """Frees the lease at once, if it is still this holder's."""
    connection.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder))

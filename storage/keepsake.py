"""Small facts by name that are worth keeping over a restart."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage.dialect import insert
from storage.tables import keepsake


def get(connection: Connection, name: str) -> str | None:
    """Returns the value, or None when nothing is kept under this name."""
    return connection.execute(select(keepsake.c.value).where(keepsake.c.name == name)).scalar_one_or_none()


def put(connection: Connection, name: str, value: str, now: datetime) -> None:
    """Keeps a value, in place of an earlier one."""
    statement = insert(connection, keepsake).values(name=name, value=value, changed_at=now)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value, "changed_at": now})
    )

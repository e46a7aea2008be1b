"""Small facts by name that are worth keeping over a restart."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from storage.engine.dialect import insert
from storage.engine.prepared import Prepared
from storage.tables import keepsake

_BY_NAME = Prepared(select(keepsake.c.value).where(keepsake.c.name == bindparam("name")))


def get(connection: Connection, name: str) -> str | None:
    """Returns the value, or None when nothing is kept under this name."""
    row = _BY_NAME.row(connection, {"name": name})
    return None if row is None else row.value


def put(connection: Connection, name: str, value: str, now: datetime) -> None:
    """Keeps a value, in place of an earlier one."""
    statement = insert(connection, keepsake).values(name=name, value=value, changed_at=now)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value, "changed_at": now})
    )

"""The one place where the two databases need different words for the same thing."""

from typing import TypeVar

from sqlalchemy import BindParameter, Connection, Table, literal
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T", int, str)


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Returns an INSERT that can say ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def exactly(value: T) -> BindParameter[T]:
    """Returns a constant that is spelled out in the SQL: SQLite takes a partial index for no bound one."""
    return literal(value, literal_execute=True)

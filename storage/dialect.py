"""The one place where the two databases need different words for the same thing."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Table, literal
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T", int, str)


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Returns an INSERT that can say ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


@cache
def _insert_once(dialect: str, table: Table, key: str) -> postgresql.Insert | sqlite.Insert:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return made.on_conflict_do_nothing(index_elements=[key])


def insert_once(connection: Connection, table: Table, key: str, row: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same unique `key` column is there; says whether it did."""
    return connection.execute(_insert_once(connection.dialect.name, table, key), row).rowcount == 1


def exactly(value: T) -> BindParameter[T]:
    """Returns a constant that is spelled out in the SQL: SQLite takes a partial index for no bound one."""
    return literal(value, literal_execute=True)

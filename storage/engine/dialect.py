"""The one place where the two databases need different words for the same thing."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnClause, Connection, Table, literal, literal_column
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine.prepared import Prepared

T = TypeVar("T", int, str)


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Returns an INSERT that can say ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


@cache
def _insert_once(dialect: str, table: Table, key: str) -> Prepared:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return Prepared(made.on_conflict_do_nothing(index_elements=[key]))


def insert_once(connection: Connection, table: Table, key: str, row: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same unique `key` column is there; says whether it did."""
    return _insert_once(connection.dialect.name, table, key).run(connection, row) == 1


def insert_or_update(
    connection: Connection, table: Table, key: str, row: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Inserts a row; where one with the same unique `key` is, sets `values` in it instead.

    `values` are constant expressions over the row that is there; `excluded` is the one that was to be inserted.
    """
    _insert_or_update(connection.dialect.name, table, key, tuple(values.items())).run(connection, row)


@cache
def _insert_or_update(dialect: str, table: Table, key: str, values: tuple[tuple[str, Any], ...]) -> Prepared:
    made = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return Prepared(made.on_conflict_do_update(index_elements=[key], set_=dict(values)))


def exactly(value: T) -> ColumnClause[T]:
    """Returns a constant that is spelled out in the SQL: SQLite takes a partial index for no bound one."""
    constant = literal(value)
    return literal_column(str(constant.compile(compile_kwargs={"literal_binds": True})), constant.type)

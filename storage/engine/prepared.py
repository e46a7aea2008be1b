"""Statements of the hot path: on SQLite compiled once and handed to the driver, elsewhere left to SQLAlchemy.

SQLAlchemy's own share of an `execute` is five to ten times what SQLite needs for the statement itself, see
docs/decisions/0006.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from storage.tables import Record

Values = Mapping[str, Any]
_Convert = Callable[[Any], Any]


class Prepared:
    """A Core statement with named parameters that every sale sends."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._for_sqlite: dict[tuple[str, ...], _Compiled] = {}

    def rows(self, connection: Connection, values: Values) -> Sequence[Record]:
        """Returns all rows of a SELECT; their columns are read by name."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).all()
        compiled = self._compiled(connection, values)
        cursor = _sent(connection, compiled.sql, compiled.bound(values))
        return [compiled.record(row) for row in cursor.fetchall()]

    def row(self, connection: Connection, values: Values) -> Record | None:
        """Returns the only row of a SELECT, or None."""
        rows = self.rows(connection, values)
        assert len(rows) < 2, "asked for by a unique key"
        return rows[0] if rows else None

    def run(self, connection: Connection, values: Values) -> int:
        """Returns how many rows an INSERT, UPDATE or DELETE changed."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).rowcount
        compiled = self._compiled(connection, values)
        return int(_sent(connection, compiled.sql, compiled.bound(values)).rowcount)

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Runs the statement once for every row of values, all with the same names."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, rows)
            return
        compiled = self._compiled(connection, rows[0])
        _sent(connection, compiled.sql, [compiled.bound(row) for row in rows], many=True)

    def _compiled(self, connection: Connection, values: Values) -> "_Compiled":
        names = tuple(values)  # an INSERT has the columns that it gets values for
        found = self._for_sqlite.get(names)
        if found is None:
            found = self._for_sqlite[names] = _Compiled(self._statement, connection.dialect, names)
        return found


class _Compiled:
    """The SQL for the driver, and how its parameters and columns are converted."""

    def __init__(self, statement: Any, dialect: Dialect, names: Sequence[str]) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=names)
        self.sql = str(compiled)
        self._constants = {
            name: bind.effective_value
            for name, bind in compiled.binds.items()
            if name not in names and not bind.required  # a required one that is not given is a KeyError later
        }
        self._binds = [(name, _bind(compiled.binds[name].type, dialect)) for name in compiled.positiontup]
        columns = statement.selected_columns.items() if isinstance(statement, Select) else ()
        self._record: Any = namedtuple("Row", [name for name, _ in columns])  # type: ignore[misc]  # noqa: PYI024 - its columns are known when it runs
        converts = [(number, _result(column.type, dialect)) for number, (_, column) in enumerate(columns)]
        self._converts = [(number, convert) for number, convert in converts if convert is not None]

    def bound(self, values: Values) -> tuple[Any, ...]:
        """Returns the parameters as the driver takes them."""
        if self._constants:
            values = {**self._constants, **values}
        return tuple([values[name] if bind is None else bind(values[name]) for name, bind in self._binds])

    def record(self, row: tuple[Any, ...]) -> Record:
        """Returns a row of the driver as one of ours."""
        cells = list(row)
        for number, convert in self._converts:
            cells[number] = convert(cells[number])
        return cast("Record", self._record._make(cells))


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _result(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _sent(connection: Connection, sql: str, parameters: Any, *, many: bool = False) -> Any:
    """Sends what SQLAlchemy would send, to the same listeners and with the same errors."""
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    for listener in connection.dispatch.before_cursor_execute:
        listener(connection, cursor, sql, parameters, None, many)
    try:
        if many:
            cursor.executemany(sql, parameters)
        else:
            cursor.execute(sql, parameters)
    except sqlite3.Error as error:
        hidden = connection.engine.hide_parameters
        raise DBAPIError.instance(sql, parameters, error, sqlite3.Error, hidden) from error
    return cursor

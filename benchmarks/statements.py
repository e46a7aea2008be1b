"""Writes down the SQL that a use case sends, parameters included, so that a floor can send the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

_FRAMING = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the driver got it; `rows` has one tuple of parameters per execution."""

    sql: str
    rows: tuple[tuple[Any, ...], ...]


@contextmanager
def written_down() -> Iterator[list[Statement]]:
    """Collects every statement of every engine while the block runs, transactions' framing left out."""
    said: list[Statement] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        if not sql.lstrip().upper().startswith(_FRAMING):
            rows = parameters if many else [parameters]
            said.append(Statement(sql, tuple(tuple(row) for row in rows)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)

"""Where each conversation stands: the question asked last, and what was answered so far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from storage.dialect import insert
from storage.tables import conversation


def get(connection: Connection, key: str) -> tuple[str | None, dict[str, Any]]:
    """Returns (state, data); (None, {}) for a conversation that is not known."""
    row = connection.execute(
        select(conversation.c.state, conversation.c.data).where(conversation.c.key == key)
    ).one_or_none()
    return (None, {}) if row is None else (row.state, row.data)


def set_state(connection: Connection, key: str, state: str | None, now: datetime) -> None:
    """Remembers the question asked last; None when there is none."""
    if state is None and get(connection, key) == (None, {}):
        return
    statement = insert(connection, conversation).values(key=key, state=state, data={}, changed_at=now)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"state": state, "changed_at": now})
    )
    _forget_if_empty(connection, key)


def set_data(connection: Connection, key: str, data: Mapping[str, Any], now: datetime) -> None:
    """Replaces what was answered so far; `data` must be JSON."""
    statement = insert(connection, conversation).values(key=key, state=None, data=dict(data), changed_at=now)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"data": dict(data), "changed_at": now})
    )
    _forget_if_empty(connection, key)


def _forget_if_empty(connection: Connection, key: str) -> None:
    if get(connection, key) == (None, {}):
        connection.execute(delete(conversation).where(conversation.c.key == key))


def purge(connection: Connection, before: datetime) -> int:
    """Deletes conversations in which nothing was said since `before`; returns how many."""
    return connection.execute(delete(conversation).where(conversation.c.changed_at < before)).rowcount

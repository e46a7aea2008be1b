"""Where each conversation stands: the question asked last, and what was answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage.engine.dialect import insert
from storage.engine.prepared import Prepared
from storage.tables import conversation

_BY_KEY = Prepared(select(conversation.c.state, conversation.c.data).where(conversation.c.key == bindparam("key")))


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's conversation: `state` is the question asked last, None for none; `data` must be JSON."""

    key: str
    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def get(connection: Connection, key: str) -> Conversation:
    """Returns where the conversation stands; nothing was asked or answered in one that is not known."""
    row = _BY_KEY.row(connection, {"key": key})
    return Conversation(key) if row is None else Conversation(key, row.state, row.data)


def put(connection: Connection, talk: Conversation, now: datetime) -> None:
    """Keeps where the conversation stands; one without question and answers leaves no row."""
    if talk.state is None and not talk.data:
        connection.execute(delete(conversation).where(conversation.c.key == talk.key))
        return
    values = {"state": talk.state, "data": dict(talk.data), "changed_at": now}
    statement = insert(connection, conversation).values(key=talk.key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


def purge(connection: Connection, before: datetime) -> int:
    """Deletes conversations in which nothing was said since `before`; returns how many."""
    return connection.execute(delete(conversation).where(conversation.c.changed_at < before)).rowcount

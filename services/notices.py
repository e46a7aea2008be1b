"""What a person must be told: a line in the outbox, written in the transaction that gives the reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from storage import outbox, people
from storage.outbox import Priority

__all__ = ["Priority", "tell"]


def tell(
    connection: Connection,
    person_id: UUID | None,
    notice: str,
    arguments: Mapping[str, Any],
    *,
    key: str,
    now: datetime,
    priority: Priority = Priority.RECEIPT,
    edit: Mapping[str, int] | None = None,
) -> None:
    """Puts a notice for a person into the outbox, once per `key`; nothing for a person without Telegram.

    `notice` names the words, `arguments` are plain JSON values, `edit` a message to change instead of sending anew.
    """
    if person_id is None:
        return
    person = people.by_id(connection, person_id)
    if person.telegram_id is None:
        return
    payload = {
        "person_id": str(person_id),
        "telegram_id": person.telegram_id,
        "notice": notice,
        "arguments": dict(arguments),
        "edit": dict(edit) if edit else None,
    }
    outbox.put(connection, "telegram", f"{notice}:{key}:{person_id}", payload, priority=priority, run_at=now)

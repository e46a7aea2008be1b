"""What a person must be told: a line in the outbox, written in the transaction that gives the reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from storage.members import people
from storage.plumbing import outbox
from storage.plumbing.outbox import Priority
from storage.tables import Record

__all__ = ["Priority", "tell", "tell_holder", "whose"]


def whose(**named: UUID | None) -> dict[str, dict[str, str]]:
    """Returns what goes beside arguments that call somebody else by name: which of them names which person.

    By it, and not by the name, which others have too, what an erased person was called is found again.
    """
    return {"whose": {argument: str(person_id) for argument, person_id in named.items() if person_id}}


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
    person = people.by_id(connection, person_id) if person_id else None
    if person is not None and person.telegram_id is not None:
        payload = _payload(person, notice, arguments, edit)
        outbox.put(connection, "telegram", f"{notice}:{key}:{person.id}", payload, priority=priority, run_at=now)


def tell_holder(
    connection: Connection, holder: Record | None, notice: str, arguments: Mapping[str, Any], *, key: str, now: datetime
) -> None:
    """Puts a receipt for a card's holder, as `members.holder` found them, into the outbox, as `tell` does."""
    if holder is not None and holder.telegram_id is not None:
        payload, dedupe = _payload(holder, notice, arguments, None), f"{notice}:{key}:{holder.id}"
        outbox.put(connection, "telegram", dedupe, payload, priority=Priority.RECEIPT, run_at=now)


def _payload(
    person: Record, notice: str, arguments: Mapping[str, Any], edit: Mapping[str, int] | None
) -> Mapping[str, Any]:
    return {
        "person_id": str(person.id),
        "telegram_id": person.telegram_id,
        "notice": notice,
        "arguments": dict(arguments),
        "edit": dict(edit) if edit else None,
    }

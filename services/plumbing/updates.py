"""The inbox of Telegram updates: written before they are acknowledged, taken one per chat."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.members import erasing, people
from storage.plumbing import conversation, inbox, outbox
from storage.plumbing.conversation import Conversation
from storage.plumbing.inbox import Backlog, Parked, Waiting, backlog, drop, parked, purge, put, spare, take, unpark
from storage.plumbing.outbox import Priority

__all__ = [
    "Backlog",
    "Ended",
    "Parked",
    "Waiting",
    "arrive",
    "backlog",
    "drop",
    "end",
    "park",
    "parked",
    "purge",
    "put",
    "spare",
    "take",
    "unpark",
]


@dataclass(frozen=True, slots=True)
class Ended:
    """What an update leaves to be done: the chat's `following` one, if asked for; `due` when somebody must be told."""

    following: Waiting | None
    due: bool


def arrive(
    connection: Connection, updates: Sequence[tuple[int, int, str]], free_chats: Collection[int], now: datetime
) -> Sequence[Waiting]:
    """Keeps updates, each (update_id, chat_id, JSON text); returns the oldest of each of `free_chats`, its try counted.

    A chat that has none after all, because what came had been done before, is absent.
    """
    put(connection, updates, now)
    taken = (inbox.take_next(connection, chat_id) for chat_id in free_chats)
    return [waiting for waiting in taken if waiting is not None]


def end(
    connection: Connection, update_id: int, talk: Conversation | None, next_in_chat: int | None, now: datetime
) -> Ended:
    """Marks an update as done together with where it left the conversation (None: where it was), or does neither.

    A conversation about somebody who was erased meanwhile ends. `next_in_chat` asks for the chat's next update, its try
    counted. A second call changes nothing.
    """
    if inbox.done(connection, update_id) and talk is not None:
        is_over = erasing.speaks_of_erased(connection, talk.data)
        conversation.put(connection, Conversation(talk.key) if is_over else talk, now)
    following = None if next_in_chat is None else inbox.take_next(connection, next_in_chat)
    return Ended(following, outbox.is_due(connection, "telegram", now))


def park(connection: Connection, waiting: Waiting, error_id: str, error: str, now: datetime) -> None:
    """Puts an update aside for a person to look at, and has whoever sent it told under which number.

    `error` says what happened without a word of theirs. Groups are told nothing. A second call changes nothing.
    """
    if inbox.park(connection, waiting.update_id, error_id, error) and waiting.chat_id > 0:
        # Not `notices.tell`: whoever sent it need not be known to us yet.
        person = people.by_telegram(connection, waiting.chat_id)
        told = {"notice": "broken", "arguments": {"id": error_id}, "edit": None}
        payload = {"person_id": str(person.id) if person else None, "telegram_id": waiting.chat_id, **told}
        outbox.put(connection, "telegram", f"broken:{error_id}", payload, priority=Priority.ANSWER, run_at=now)

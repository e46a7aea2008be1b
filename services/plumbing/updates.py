"""The inbox of Telegram updates: written before they are acknowledged, taken one per chat."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.plumbing import conversation, inbox, outbox
from storage.plumbing.conversation import Conversation
from storage.plumbing.inbox import Backlog, Waiting, backlog, park, purge, put, take

__all__ = ["Backlog", "Ended", "Waiting", "arrive", "backlog", "end", "park", "purge", "put", "take"]


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

    `next_in_chat` asks for the chat's next update, its try counted. A second call changes nothing.
    """
    if inbox.done(connection, update_id) and talk is not None:
        conversation.put(connection, talk, now)
    following = None if next_in_chat is None else inbox.take_next(connection, next_in_chat)
    return Ended(following, outbox.is_due(connection, "telegram", now))

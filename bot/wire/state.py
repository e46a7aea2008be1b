"""The conversation of one update: read before its handler, kept in memory, written together with the update's end."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from services.plumbing.conversations import Conversation


def key_of(chat_id: int, user_id: int) -> str:
    """Returns the name under which a conversation is kept."""
    return f"{chat_id}:{user_id}"


class Talk(BaseStorage):
    """aiogram's storage for one update. Nothing is written here, so a handler that fails leaves all as it was."""

    def __init__(self) -> None:
        self._found = Conversation("")
        self._state: str | None = None
        self._data: dict[str, Any] = {}

    def opened(self, found: Conversation, key: StorageKey) -> FSMContext:
        """Begins where `found` ended; returns what handlers know as `state`."""
        self._found = found
        self._state, self._data = found.state, dict(found.data)
        return FSMContext(self, key)

    def changed(self) -> Conversation | None:
        """Returns where the conversation stands now if that is elsewhere than before."""
        now = Conversation(self._found.key, self._state, self._data)
        return None if now == self._found else now

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Remembers which question the person is answering."""
        self._state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        """Returns the question the person is answering."""
        return self._state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Remembers what was answered so far; `data` must be JSON."""
        self._data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Returns what was answered so far."""
        return dict(self._data)

    async def close(self) -> None:
        """Nothing to close."""

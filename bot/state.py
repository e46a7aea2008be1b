"""Keeps conversations in the project's own database, as JSON, so that a restart forgets nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from services import conversations
from services.database import Database


def _name(key: StorageKey) -> str:
    return f"{key.chat_id}:{key.user_id}"


class Conversations(BaseStorage):
    """aiogram's storage over `services.conversations`."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Remembers which question the person is answering."""
        value = state.state if isinstance(state, State) else state
        await self._db.write(conversations.set_state, _name(key), value, self._clock())

    async def get_state(self, key: StorageKey) -> str | None:
        """Returns the question the person is answering."""
        state, _ = await self._db.read(conversations.get, _name(key))
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Remembers what was answered so far; `data` must be JSON."""
        await self._db.write(conversations.set_data, _name(key), dict(data), self._clock())

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Returns what was answered so far."""
        _, data = await self._db.read(conversations.get, _name(key))
        return data

    async def close(self) -> None:
        """Nothing to close: the database belongs to the composition root."""

"""Keeps what is costly to make: each thing is made once, in a thread, however many ask at the same time."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Shelf:
    """The last `room` things, by a key that changes when the thing does."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._things: OrderedDict[Hashable, asyncio.Task[bytes]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Returns the thing under `key`, made by `make()` when nobody asked for it before."""
        task = self._things.get(key)
        if task is None:
            task = self._things[key] = asyncio.create_task(asyncio.to_thread(make))
            if len(self._things) > self._room:
                self._things.popitem(last=False)
        else:
            self._things.move_to_end(key)
        try:
            # Shielded: a visitor who leaves does not spoil it for the others who wait.
            return await asyncio.shield(task)
        except Exception:
            self._things.pop(key, None)
            raise

"""Ways through aiogram's routers that cost little: taps go where their buttons are known, filters need no threads."""

from collections import defaultdict
from functools import lru_cache
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import FilterObject
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject


class Door(Router):
    """Stands before a router and keeps away the taps on buttons of which none of its handlers has heard.

    Every filter would find that out by itself, but there are dozens, and a tap meets them all. Only a router whose
    handlers for taps all have a `CallbackData` filter may stand behind a door.
    """

    def __init__(self, room: Router) -> None:
        super().__init__(name=f"door of {room.name}")
        self._room = self.include_router(room)
        self._known: dict[str, list[CallbackQueryFilter]] = defaultdict(list)
        for router in room.chain_tail:
            for handler in router.callback_query.handlers:
                named = [
                    each.callback for each in handler.filters or () if isinstance(each.callback, CallbackQueryFilter)
                ]
                assert named, f"{router.name} takes taps on anything"
                self._known[named[0].callback_data.__prefix__].append(named[0])

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Lets a tap in if one of the filters takes it, and everything that is no tap."""
        if isinstance(event, CallbackQuery) and not self._takes(event.data or ""):
            return UNHANDLED
        # Past what aiogram does for a router with handlers of its own: there are none here.
        return await self._room.propagate_event(update_type, event, **kwargs)

    def _takes(self, data: str) -> bool:
        filters = self._known.get(data.partition(":")[0])
        if not filters:
            return False
        for each in filters:
            found = _read(each.callback_data, data)
            if found is not None and (each.rule is None or each.rule.resolve(found)):
                return True
        return False


@lru_cache(maxsize=64)
def _read(kind: type[CallbackData], data: str) -> CallbackData | None:
    # A dozen doors ask about the same tap.
    try:
        return kind.unpack(data)
    except (TypeError, ValueError):
        return None


def without_threads(root: Router) -> Router:
    """Returns `root` with all its filters made coroutines: aiogram hands others, `F` among them, to a thread each."""
    for router in root.chain_tail:
        for observer in router.observers.values():
            for handler in observer.handlers:
                for each in handler.filters or ():
                    if not each.awaitable:
                        _at_once(each)
    return root


def _at_once(plain: FilterObject) -> None:
    check = plain.callback

    async def checked(*args: Any, **kwargs: Any) -> Any:
        return check(*args, **kwargs)

    plain.callback, plain.awaitable = checked, True

"""A bot's queue of updates: numbered, kept until confirmed, read by long polling or by a webhook."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.errors import conflict

_ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "pre_checkout_query",
        "shipping_query",
        "my_chat_member",
        "message_reaction",
    }
)


@dataclass
class Webhook:
    """Where updates are delivered to, and how that went."""

    url: str
    secret: str = ""
    max_connections: int = 40
    since: float = field(default_factory=time.monotonic)
    last_error: str = ""
    last_error_date: int = 0


class Updates:
    """The queue; `kinds` are the update types the bot asked for, None means Telegram's default.

    `asked` is set once somebody has polled or set a webhook: until then nobody hears what is sent to the bot.
    """

    def __init__(self, first: int) -> None:
        self.pending: OrderedDict[int, tuple[int, dict[str, Any]]] = OrderedDict()
        self.kinds: list[str] | None = None
        self.webhook: Webhook | None = None
        self.arrived = asyncio.Event()
        self.closed = False
        self.asked = asyncio.Event()
        self._next = first
        self._poll: asyncio.Future[str] | None = None

    def put(self, chat_id: int, kind: str, body: dict[str, Any]) -> None:
        """Appends an update of a chat, unless the bot did not ask for its kind."""
        wanted = kind in self.kinds if self.kinds else kind not in _ON_REQUEST_ONLY
        if wanted:
            self.pending[self._next] = (chat_id, {"update_id": self._next, kind: body})
            self._next += 1
            self.arrived.set()

    def drop(self) -> None:
        """Forgets every update that waits."""
        self.pending.clear()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """Confirms updates before `offset` and returns the next ones, waiting up to `timeout` seconds for the first.

        A negative offset keeps only that many last updates. Raises a 409 Refusal when a webhook is set, and in the
        poller that waits when another begins or a webhook is set.
        """
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self.asked.set()
        self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._confirm(offset)
        if not self.pending and timeout > 0 and not self.closed:
            await self._wait(timeout)
        waiting = [update for number, (_, update) in self.pending.items() if offset < 0 or number >= offset]
        return waiting[:limit]

    def interrupt(self, reason: str) -> None:
        """Ends the poll that waits now with a 409 Refusal for this reason."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    def close(self) -> None:
        """Answers the poll that waits now: the server is going down."""
        self.closed = True
        self.arrived.set()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            for number in list(self.pending)[:offset]:
                del self.pending[number]
        for number in [number for number in self.pending if number < offset]:
            del self.pending[number]

    async def _wait(self, timeout: float) -> None:
        self.arrived.clear()
        interrupted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = interrupted
        arrival = asyncio.create_task(self.arrived.wait())
        ends: set[asyncio.Future[Any]] = {arrival, interrupted}
        try:
            await asyncio.wait(ends, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()
        if interrupted.done():
            raise conflict(interrupted.result())
        self._poll = None

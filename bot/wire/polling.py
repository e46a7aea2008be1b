"""Fetches updates as raw JSON, writes them to the inbox and only then tells Telegram that they arrived."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from services.database import DatabaseUnavailable

ALLOWED = ("message", "callback_query", "inline_query", "my_chat_member", "pre_checkout_query")
HOLD_SECONDS = 25
LONGEST_BACKOFF = 30.0
"""Seconds between two tries, also where Telegram asks for more: until then every till stands still."""
LONGEST_WORDS = 200
"""What the log keeps of the words in which the Bot API refuses."""
LARGEST = 2**63 - 1
"""The largest number that the inbox has room for."""

log = structlog.get_logger(__name__)

RawUpdate = dict[str, Any]


class PollingError(Exception):
    """The Bot API answered getUpdates with a refusal; `retry_after` in seconds when it named one."""

    def __init__(self, description: str, retry_after: float = 0.0) -> None:
        super().__init__(description)
        self.retry_after = retry_after


class Poller:
    """Asks for updates until cancelled; `receive` must return only when the inbox has committed them."""

    def __init__(self, bot: Bot, receive: Callable[[Sequence[RawUpdate]], Awaitable[None]]) -> None:
        self._bot = bot
        self._receive = receive
        self._offset = 0

    async def run(self) -> None:
        """Polls for ever; trouble of the network, the Bot API or the database is waited out with growing pauses."""
        failures = 0
        while True:
            try:
                updates = await self._fetch()
                if updates:
                    await self._receive(updates)
                    self._offset = max(update["update_id"] for update in updates) + 1
                failures = 0
            except (aiohttp.ClientError, TimeoutError, PollingError, ValueError, DatabaseUnavailable) as error:
                failures += 1
                pause = min(getattr(error, "retry_after", 0.0) or 0.25 * 2 ** min(failures, 9), LONGEST_BACKOFF)
                log.warning("polling_failed", error=str(error) or type(error).__name__, pause=pause)
                await asyncio.sleep(pause)

    async def _fetch(self) -> list[RawUpdate]:
        session = self._bot.session
        if not isinstance(session, AiohttpSession):
            raise TypeError("polling needs aiogram's aiohttp session")
        client = await session.create_session()
        url = session.api.api_url(token=self._bot.token, method="getUpdates")
        body = {"offset": self._offset, "timeout": HOLD_SECONDS, "limit": 100, "allowed_updates": list(ALLOWED)}
        timeout = aiohttp.ClientTimeout(total=HOLD_SECONDS + 15)
        async with client.post(url, json=body, timeout=timeout) as response:
            return updates_in(await response.read())


def updates_in(body: bytes) -> list[RawUpdate]:
    """Returns the updates of an answer to getUpdates; raises PollingError for whatever else it is."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise PollingError("the answer is no JSON") from None
    if not isinstance(answer, dict):
        raise PollingError("the answer is no JSON object")
    if not answer.get("ok"):
        raise PollingError(str(answer.get("description"))[:LONGEST_WORDS], _retry_after(answer.get("parameters")))
    result = answer.get("result")
    if not isinstance(result, list):
        raise PollingError("the answer brings no list of updates")
    found = [update for update in result if isinstance(update, dict) and _is_number(update.get("update_id"))]
    if result and not found:  # it cannot be confirmed, so that it would come again at once
        raise PollingError("the answer brings no update with a number")
    return found


def _retry_after(parameters: object) -> float:
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return min(seconds, LONGEST_BACKOFF) if isinstance(seconds, int | float) and seconds > 0 else 0.0


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST


def chat_of(update: RawUpdate) -> int:
    """Returns the chat in whose order a raw update must be handled; 0 when it names none."""
    for kind, value in update.items():
        if not isinstance(value, dict):
            continue
        sender = value.get("from")
        if kind == "pre_checkout_query" and isinstance(sender, dict) and _is_number(sender.get("id")):
            return -int(sender["id"])  # in a line of its own: a payment that waits for ten seconds is lost
        for place in (value, value.get("message")):
            chat = place.get("chat") if isinstance(place, dict) else None
            if isinstance(chat, dict) and _is_number(chat.get("id")):
                return int(chat["id"])
        sender = value.get("from")
        if isinstance(sender, dict) and _is_number(sender.get("id")):
            return int(sender["id"])
    return 0

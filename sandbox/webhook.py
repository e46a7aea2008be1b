"""Delivers updates to a bot's webhook: in order within a chat, again after a failure, never lost."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from sandbox.telegram.arguments import Arguments
from sandbox.telegram.model import Bot
from sandbox.telegram.updates import Webhook

_LONGEST_PAUSE = 60.0
_IDLE = 0.5
_OK = range(200, 300)

Answer = Callable[[Bot, str, Arguments], Awaitable[Any]]


class Courier:
    """Carries one bot's updates to its webhook while it has one.

    `answer` runs the method a webhook may give as its response; `pause` is the first wait after a failure in seconds,
    doubled with each further one.
    """

    def __init__(self, bot: Bot, answer: Answer, *, pause: float) -> None:
        self.bot = bot
        self._answer = answer
        self._pause = pause
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._resume: dict[int, tuple[float, float]] = {}

    async def run(self) -> None:
        """Works until cancelled."""
        while self.bot.updates.webhook is None:
            await self._arrival(_IDLE)
        # Telegram gives a webhook about a minute to answer.
        async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
            try:
                while True:
                    await self._round(client)
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _round(self, client: httpx.AsyncClient) -> None:
        updates = self.bot.updates
        webhook = updates.webhook
        wait = _IDLE
        if webhook is not None:
            now = time.monotonic()
            for number, (chat_id, update) in list(updates.pending.items()):
                at, _ = self._resume.get(chat_id, (0.0, 0.0))
                if at > now:
                    wait = min(wait, at - now)
                elif chat_id not in self._busy and len(self._busy) < webhook.max_connections:
                    work = self._deliver(client, webhook, chat_id, number, update)
                    self._busy[chat_id] = asyncio.create_task(work)
        await self._arrival(wait)

    async def _arrival(self, seconds: float) -> None:
        """Waits for an update, a webhook or the end of a delivery, `seconds` at most."""
        self.bot.updates.arrived.clear()
        # Not wait_for: Python 3.11's swallows a cancellation that comes together with the event.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.bot.updates.arrived.wait()

    async def _deliver(
        self, client: httpx.AsyncClient, webhook: Webhook, chat_id: int, number: int, update: dict[str, Any]
    ) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        trouble = ""
        try:
            response = await client.post(webhook.url, json=update, headers=headers)
            if response.status_code not in _OK:
                trouble = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
        except httpx.TimeoutException:
            trouble = "Read timeout expired"
        except httpx.HTTPError:
            trouble = "Connection refused"
        if trouble:
            webhook.last_error, webhook.last_error_date = trouble, int(time.time())
            _, pause = self._resume.get(chat_id, (0.0, self._pause))
            self._resume[chat_id] = (time.monotonic() + pause, min(pause * 2, _LONGEST_PAUSE))
        else:
            self._resume.pop(chat_id, None)
            self.bot.updates.pending.pop(number, None)
            await self._reply(response)
        del self._busy[chat_id]
        self.bot.updates.arrived.set()

    async def _reply(self, response: httpx.Response) -> None:
        with contextlib.suppress(ValueError):
            body = json.loads(response.content or b"{}")
            if isinstance(body, dict) and isinstance(body.get("method"), str):
                await self._answer(self.bot, body.pop("method"), Arguments(body))

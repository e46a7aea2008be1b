"""The sandbox: Telegram's Bot API, Apple's push server and Google Wallet on loopback, and a page to see people."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette

from sandbox.api import BotApi
from sandbox.control import Control
from sandbox.google_http import GoogleHttp
from sandbox.stage import Stage
from sandbox.webhook import Courier
from sandbox.window_http import Window

TOKEN = "7000000001:AAtessera-sandbox-token-for-loopback"  # noqa: S105 - opens nothing but this sandbox
_GRACE = 1
_CARD_SECONDS = 2.0


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.stop = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        # uvicorn's own looks ten times a second whether to stop; tests start and stop a sandbox each.
        # Its tick keeps the Date header right.
        while not self.stop.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self.stop.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # The loop belongs to whoever runs the sandbox, and so do its signals.
        yield


class Sandbox(Stage):
    """A Telegram of one's own: `async with Sandbox() as sandbox`, then `sandbox.phone("Anna")`.

    `port` 0 takes a free one; `enforce_limits` turns 429 on; `webhook_pause` is the first wait in seconds after a
    webhook failed.
    """

    def __init__(
        self,
        token: str = TOKEN,
        bot_username: str = "tessera_bot",
        *,
        enforce_limits: bool = False,
        port: int = 0,
        webhook_pause: float = 0.1,
    ) -> None:
        super().__init__(token, bot_username, enforce_limits=enforce_limits, port=port)
        self._google = GoogleHttp(self.google, lambda: {key: phone.android for key, phone in self.phones.items()})
        self._window = Window(self)
        self._control = Control(self, self._window)
        self._api = BotApi(self.telegram, self.journal)
        self._courier = Courier(self.bot, self._api.answer, pause=webhook_pause)
        self._fetched = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._server: _Server | None = None

    async def __aenter__(self) -> Self:
        """Begins to serve in the running event loop."""
        # Without the protocol's number asyncio leaves Nagle's algorithm on: 40 ms for every answer.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        rooms = (self._google, self._api, self.sms, self._window, self._control)
        app = Starlette(routes=[route for room in rooms for route in room.routes()])
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=_GRACE
        )
        self._server = _Server(config)
        self._tasks = [
            asyncio.create_task(self._server.serve(sockets=[listener])),
            asyncio.create_task(self._courier.run()),
            asyncio.create_task(self._keep_cards()),
        ]
        await self.apns.start()
        await self._server.ready.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops serving and ends what waits."""
        self.closing = True
        self.journal.heal()
        self._window.close()
        self.bot.updates.close()
        self.telegram.bell.ring()
        await self.apns.stop()
        await self.google.stop()
        serving, *helpers = self._tasks
        for task in (*helpers, *self._fetching):
            task.cancel()
        if self._server is not None:
            self._server.stop.set()
        await asyncio.gather(serving, *helpers, *self._fetching, return_exceptions=True)

    async def _keep_cards(self) -> None:
        """Fetches passes again that nobody pushes for, when the bot has written to their phone or somebody watches."""
        known: dict[str, int] = {}
        while True:
            await self.telegram.bell.wait(_CARD_SECONDS)
            watched = self._control.watchers > 0 and time.monotonic() - self._fetched > _CARD_SECONDS
            for phone in [phone for phone in self.phones.values() if phone.wallet]:
                newest = phone.newest_revision
                if watched or known.get(phone.key) != newest:
                    known[phone.key] = newest
                    self._fetched = time.monotonic()
                    # Where pushes come, they alone change the cards, so that the sandbox shows what a phone would.
                    await phone.refresh_wallet(unregistered_only=self.apns.connections > 0)

"""The window's HTTP, under `/_sandbox/window`: its state, one language for all, posters, and a month of sales."""

import asyncio
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.api import read_arguments
from sandbox.stage import Stage

_PAUSE = 0.3
"""Seconds between two looks into the shop, however much the bot says."""


class Window:
    """What the page shows around the phones; without a `Shop` only the language."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._asked = -1
        self._asked_at = 0.0
        self._looking: asyncio.Task[None] | None = None
        self._filling = False

    def routes(self) -> list[Route]:
        """Returns the routes of the window."""
        base = "/_sandbox/window"
        return [
            Route(base, self.show),
            Route(f"{base}/language", self.speak, methods=["POST"]),
            Route(f"{base}/fill", self.fill, methods=["POST"]),
            Route(f"{base}/posters/{{id}}.png", self.poster),
        ]

    def glance(self) -> dict[str, Any]:
        """Returns what the page is told of the window; where the shop has moved, the bell rings when that is known."""
        idle = self._looking is None or self._looking.done()
        if idle and self._has_news() and time.monotonic() - self._asked_at > _PAUSE:
            self._looking = asyncio.create_task(self._look())
        return self._told()

    async def state(self) -> dict[str, Any]:
        """Returns what the page is told of the window as it is now."""
        if self._has_news():
            await self._look()
        return self._told()

    def close(self) -> None:
        """Looks no more."""
        if self._looking is not None:
            self._looking.cancel()

    def _has_news(self) -> bool:
        # Whatever has happened in the shop, the bot has said something of it.
        return self._stage.shop is not None and self._asked != self._stage.journal.count

    async def _look(self) -> None:
        stage = self._stage
        if stage.shop is None:
            return
        self._asked, self._asked_at = stage.journal.count, time.monotonic()
        seen = await stage.shop.view([phone.user.id for phone in stage.phones.values()])
        if seen != stage.seen:
            stage.seen = seen
            stage.telegram.bell.ring()

    def _told(self) -> dict[str, Any]:
        stage, seen = self._stage, self._stage.seen
        return {
            "language": stage.language,
            "open": stage.shop is not None,
            "done": sorted(seen.done),
            "filled": seen.filled,
            "filling": self._filling,
            "posters": [{"id": poster.id, "title": poster.title} for poster in seen.posters],
        }

    async def show(self, http: Request) -> Response:
        """Answers with the state of the window."""
        return JSONResponse(await self.state())

    async def speak(self, http: Request) -> Response:
        """Sets the `language` of the page and of every phone; `first` only where nobody has chosen one yet."""
        arguments = await read_arguments(http)
        if not (arguments.flag("first") and self._stage.language):
            self._stage.language = arguments.text("language", "en")
            for phone in self._stage.phones.values():
                await self._stage.speak(phone, self._stage.language)
        self._stage.telegram.bell.ring()
        return JSONResponse(await self.state())

    async def fill(self, http: Request) -> Response:
        """Fills the shop with a month of sales."""
        if self._stage.shop is None:
            return JSONResponse({"ok": False, "error": "There is no shop behind this bot"}, 409)
        self._filling = True
        self._stage.telegram.bell.ring()
        try:
            await self._stage.shop.fill(self._stage.language or "en")
        finally:
            self._filling = False
            self._asked, self._asked_at = -1, 0.0
            self._stage.telegram.bell.ring()
        return JSONResponse(await self.state())

    async def poster(self, http: Request) -> Response:
        """Sends the picture of a poster."""
        found = self._stage.poster(http.path_params["id"])
        if found is None:
            return JSONResponse({"ok": False, "error": "no such poster"}, 404)
        return Response(found.picture, media_type="image/png")

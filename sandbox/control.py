"""The sandbox's own HTTP: phones to drive, events for the page, calls, faults; all under `/_sandbox`."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import font_roboto
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.acts import ACTS
from sandbox.api import read_arguments
from sandbox.stage import Stage
from sandbox.telegram.errors import Refusal
from sandbox.view import phone_view
from sandbox.wallet import NotAPassError
from sandbox.window_http import Window

_PAGE = Path(__file__).parent / "page"
_FONTS = Path(font_roboto.Roboto).parent
_HEARTBEAT = 2.0
_GATHER = 0.02
_CALLS_SHOWN = 200
_SHOWN = {
    *("image/jpeg", "image/png", "image/webp", "image/gif"),
    *("audio/ogg", "audio/webm", "audio/mp4", "video/webm", "video/mp4", "video/quicktime"),
}


class Control:
    """Serves the page and lets it, or a test in another process, drive the phones."""

    def __init__(self, stage: Stage, window: Window) -> None:
        self._stage = stage
        self._window = window
        self.watchers = 0

    def routes(self) -> list[BaseRoute]:
        """Returns the routes of the page and of its calls."""
        base = "/_sandbox"
        return [
            Route("/", self.page),
            Mount("/page/fonts", StaticFiles(directory=_FONTS)),
            Mount("/page", StaticFiles(directory=_PAGE)),
            Route(f"{base}/state", self.state),
            Route(f"{base}/events", self.events),
            Route(f"{base}/calls", self.calls),
            Route(f"{base}/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route(f"{base}/phones", self.add_phone, methods=["POST"]),
            Route(f"{base}/crowd", self.crowd, methods=["POST"]),
            Route(f"{base}/phones/{{key}}", self.phone),
            Route(f"{base}/phones/{{key}}/wallet/{{serial}}.png", self.card),
            Route(f"{base}/phones/{{key}}/app.png", self.app),
            Route(f"{base}/phones/{{key}}/google/{{id}}.png", self.google_card),
            Route(f"{base}/phones/{{key}}/{{act}}", self.act, methods=["POST"]),
            Route(f"{base}/files/{{file_id}}", self.file),
        ]

    async def page(self, http: Request) -> Response:
        """Sends the page."""
        return FileResponse(_PAGE / "index.html")

    def _state(self) -> dict[str, Any]:
        user = self._stage.bot.user
        return {
            "bot": {"name": user.first_name, "username": user.username},
            "faults": [asdict(fault) for fault in self._stage.journal.faults],
            "limits": self._stage.telegram.limits.enforced,
            "webhook": getattr(self._stage.bot.updates.webhook, "url", ""),
            "listening": self._stage.bot.updates.asked.is_set(),
            "pending": len(self._stage.bot.updates.pending),
        }

    async def state(self, http: Request) -> Response:
        """Answers with the bot, the faults and every phone."""
        phones = [phone_view(phone) for phone in self._stage.phones.values()]
        return JSONResponse({**self._state(), "phones": phones})

    async def phone(self, http: Request) -> Response:
        """Answers with what one phone shows."""
        phone = self._stage.phones.get(http.path_params["key"])
        return JSONResponse(phone_view(phone)) if phone else _refused(f"no phone {http.path_params['key']}", 404)

    async def add_phone(self, http: Request) -> Response:
        """Gives a new person a phone: `name`, and optionally `language`, `phone_number`, `username`, `key`."""
        arguments = await read_arguments(http)
        name = arguments.text("name").strip()
        if not name:
            return _refused("a person needs a name", 400)
        optional = {field: arguments.text(field) or None for field in ("phone_number", "username", "last_name", "key")}
        phone = self._stage.phone(name, language=arguments.text("language", "en"), **optional)
        self._stage.telegram.bell.ring()
        return JSONResponse(phone_view(phone))

    async def crowd(self, http: Request) -> Response:
        """Has `count` people meet the bot who have no phone on the page; answers with their ids."""
        telegram, bot = self._stage.telegram, self._stage.bot
        ids = []
        for number in range((await read_arguments(http)).integer("count")):
            name, nothing = f"Guest {number + 1}", {"last_name": None, "username": None, "phone_number": None}
            ids.append(telegram.open_chat(bot, telegram.add_user(name, language="en", **nothing)).user.id)
        return JSONResponse({"ids": ids})

    async def calls(self, http: Request) -> Response:
        """Answers with what the bot has called, oldest first."""
        return JSONResponse([asdict(call) for call in self._stage.calls])

    async def faults(self, http: Request) -> Response:
        """Shows, adds (the fields of `Fault`) or clears faults; `limits` switches the rate limits."""
        arguments = await read_arguments(http)
        if http.method == "DELETE":
            self._stage.journal.faults.clear()
        elif "limits" in arguments:
            self._stage.telegram.limits.enforced = arguments.flag("limits")
        elif http.method == "POST":
            how = arguments.text("how", "refuse")
            if how not in {"refuse", "hang", "garbage", "cut"}:
                return _refused(f"no fault is called {how}", 400)
            self._stage.fail(
                arguments.text("method", "*"),
                arguments.integer("times", 1),
                how=how,
                status=arguments.integer("status", 500),
                retry_after=arguments.integer("retry_after") or None,
                description=arguments.text("description"),
                seconds=float(arguments.text("seconds", "30")),
                done=arguments.flag("done"),
            )
        self._stage.telegram.bell.ring()
        return JSONResponse(self._state())

    async def file(self, http: Request) -> Response:
        """Sends a file of a message."""
        file = self._stage.telegram.files.get(http.path_params["file_id"])
        if file is None:
            return _refused("no such file", 404)
        # Whatever a person uploads is shown, played or saved, never run as a page.
        shown = file.mime.partition(";")[0] in _SHOWN
        return Response(
            file.data,
            media_type=file.mime if shown else "application/octet-stream",
            headers={"cache-control": "max-age=86400"},
        )

    async def card(self, http: Request) -> Response:
        """Sends the picture of a wallet card."""
        phone = self._stage.phones.get(http.path_params["key"])
        for item in phone.wallet if phone else ():
            if item.serial == http.path_params["serial"]:
                return Response(await item.picture(), media_type="image/png")
        return _refused("no such card", 404)

    async def app(self, http: Request) -> Response:
        """Sends the picture of the code that the open Mini App shows."""
        phone = self._stage.phones.get(http.path_params["key"])
        try:
            return Response(await phone.apps.photograph(), media_type="image/png") if phone else _refused("", 404)
        except ValueError as error:
            return _refused(str(error), 404)

    async def google_card(self, http: Request) -> Response:
        """Sends the picture of a card in Google Wallet."""
        phone = self._stage.phones.get(http.path_params["key"])
        if phone is None or not phone.android.holds(http.path_params["id"]):
            return _refused("no such card", 404)
        return Response(await phone.android.picture(http.path_params["id"]), media_type="image/png")

    async def act(self, http: Request) -> Response:
        """Does one thing on a phone; `ACTS` has them all. Answers `{"ok": true, "result": …}` or says why not."""
        phone = self._stage.phones.get(http.path_params["key"])
        act = ACTS.get(http.path_params["act"])
        if phone is None or act is None:
            return _refused("no such phone or act", 404)
        try:
            result = await act(self._stage, phone, await read_arguments(http))
        except Refusal as refusal:
            return _refused(refusal.description, 400)
        except (AssertionError, ValueError, NotAPassError) as error:
            return _refused(str(error), 409)
        return JSONResponse({"ok": True, "result": result})

    async def events(self, http: Request) -> Response:
        """Streams what changes: `phone` (one phone's view), `calls` (new ones), `state` (bot, faults), `window`."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        sent: dict[str, str] = {}
        shown = max(0, self._stage.journal.count - _CALLS_SHOWN)
        self.watchers += 1
        try:
            while not self._stage.closing:
                for phone in list(self._stage.phones.values()):
                    view = json.dumps(phone_view(phone), ensure_ascii=False)
                    if sent.get(phone.key) != view:
                        sent[phone.key] = view
                        yield f"event: phone\ndata: {view}\n\n"
                new = self._stage.journal.count - shown
                if new > 0:
                    calls = [asdict(call) for call in self._stage.calls[-new:]]
                    shown += new
                    yield f"event: calls\ndata: {json.dumps(calls, ensure_ascii=False)}\n\n"
                for kind, body in (("state", self._state()), ("window", self._window.glance())):
                    said = json.dumps(body, ensure_ascii=False)
                    if sent.get(f"/{kind}") != said:
                        sent[f"/{kind}"] = said
                        yield f"event: {kind}\ndata: {said}\n\n"
                count = self._stage.telegram.bell.count
                await asyncio.sleep(_GATHER)
                if count == self._stage.telegram.bell.count:
                    await self._stage.telegram.bell.wait(_HEARTBEAT)
                    yield ": still here\n\n"
        finally:
            self.watchers -= 1


def _refused(reason: str, status: int) -> JSONResponse:
    return JSONResponse({"ok": False, "error": reason}, status)

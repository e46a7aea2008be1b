"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import inspect
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sandbox.journal import Call, Fault, Journal
from sandbox.telegram.arguments import Arguments, Upload
from sandbox.telegram.errors import Refusal, bad_request
from sandbox.telegram.media import UPLOAD_LIMIT
from sandbox.telegram.methods import METHODS, NAMES, Request
from sandbox.telegram.model import Bot
from sandbox.telegram.world import Telegram

_FORM_LIMIT = UPLOAD_LIMIT + 2**20
_FIELDS_LIMIT = 1000


class CutConnection(Response):
    """An answer that breaks off, so that the server closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})


class BotApi:
    """Takes calls, lets them meet their faults, and notes what became of them."""

    def __init__(self, telegram: Telegram, journal: Journal) -> None:
        self.telegram = telegram
        self.journal = journal

    def routes(self) -> list[Route]:
        """Returns the routes of the Bot API."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def call(self, http: HttpRequest) -> Response:
        """Answers one call."""
        try:
            bot = self.telegram.bot_of(http.path_params["token"])
            arguments = await read_arguments(http)
        except Refusal as refusal:
            return JSONResponse(refusal.as_json(), refusal.code)
        return await self.answer(bot, http.path_params["method"], arguments)

    async def answer(self, bot: Bot, method: str, arguments: Arguments) -> Response:
        """Runs a method for a bot, faults included."""
        name = NAMES.get(method.lower(), method)
        fault = self.journal.fault_for(name, _readable(arguments))
        if fault is not None and not fault.done:
            return await self._fail(fault, name, arguments)
        counted = name != "getUpdates"
        began, started = time.time(), time.monotonic()
        self.journal.under_way += counted
        try:
            status, body = await self._run(Request(self.telegram, bot, arguments), method)
        finally:
            self.journal.under_way -= counted
            if counted:
                self.journal.last = time.monotonic()
        answer = body.get("result", body.get("description"))
        self._record(Call(name, _readable(arguments), status, answer, began, time.monotonic() - started))
        return JSONResponse(body, status) if fault is None else await self._fail(fault, name, arguments)

    async def _run(self, request: Request, method: str) -> tuple[int, dict[str, Any]]:
        function: Callable[[Request], Any] | None = METHODS.get(method.lower())
        if function is None:
            return 404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
        try:
            result = function(request)
            if inspect.isawaitable(result):
                result = await result
        except Refusal as refusal:
            return refusal.code, refusal.as_json()
        return 200, {"ok": True, "result": result}

    async def _fail(self, fault: Fault, method: str, arguments: Arguments) -> Response:
        began = time.time()
        if fault.how == "hang":
            with suppress(TimeoutError):
                async with asyncio.timeout(fault.seconds):
                    await self.journal.healed.wait()
        status = fault.status if fault.how == "refuse" else 0
        said = fault.refusal()["description"] if fault.how == "refuse" else fault.how
        self._record(Call(method, _readable(arguments), status, f"fault: {said}", began, time.time() - began))
        if fault.how == "refuse":
            return JSONResponse(fault.refusal(), fault.status)
        if fault.how == "garbage":
            return Response("<html><h1>502 Bad Gateway</h1></html>", media_type="text/html")
        return JSONResponse(fault.body) if fault.how == "say" else CutConnection()

    def _record(self, call: Call) -> None:
        self.journal.record(call)
        self.telegram.bell.ring()

    async def download(self, http: HttpRequest) -> Response:
        """Sends the bytes of a file."""
        try:
            self.telegram.bot_of(http.path_params["token"])
        except Refusal as refusal:
            return JSONResponse(refusal.as_json(), refusal.code)
        for file in self.telegram.files.values():
            if file.path == http.path_params["path"]:
                return Response(file.data, media_type="application/octet-stream")
        return JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, 404)


async def read_arguments(http: HttpRequest) -> Arguments:
    """Returns what a request carries in its query string and in its JSON, form or multipart body."""
    values: dict[str, Any] = dict(http.query_params)
    uploads: dict[str, Upload] = {}
    kind = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if int(http.headers.get("content-length", 0)) > _FORM_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "application/json":
        try:
            body = json.loads(await http.body() or b"{}")
        except ValueError:
            raise bad_request("can't parse request JSON object") from None
        values |= body if isinstance(body, dict) else {}
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with http.form(max_files=_FIELDS_LIMIT, max_fields=_FIELDS_LIMIT, max_part_size=UPLOAD_LIMIT) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(value.filename or "", mime, await value.read())
                else:
                    values[name] = value
    return Arguments(values, uploads)


def _readable(arguments: Arguments) -> dict[str, Any]:
    said = {name: f"{upload.name} ({len(upload.data)} bytes)" for name, upload in arguments.uploads.items()}
    values = {}
    for name, value in arguments.values.items():
        parsed = value
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                parsed = json.loads(value)
            except ValueError:
                parsed = value
        values[name] = parsed
    return {**values, **said}

"""The sandbox's own HTTP: phones to drive, events for the page, calls, faults; all under `/_sandbox`."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import font_roboto
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.api import read_arguments
from sandbox.phone import Phone
from sandbox.screen import Button, code_in
from sandbox.stage import Stage
from sandbox.telegram.arguments import Arguments
from sandbox.telegram.errors import Refusal
from sandbox.view import phone_view
from sandbox.wallet import NotAPassError

_PAGE = Path(__file__).parent / "page"
_FONTS = Path(font_roboto.Roboto).parent
_HEARTBEAT = 2.0
_GATHER = 0.02
_CALLS_SHOWN = 200

Act = Callable[[Phone, Arguments], Awaitable[Any]]


class Control:
    """Serves the page and lets it, or a test in another process, drive the phones."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
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
        # Whatever a person uploads is shown as a picture or saved, never run as a page.
        shown = file.mime in {"image/jpeg", "image/png", "image/webp", "image/gif"}
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
        act = self._acts().get(http.path_params["act"])
        if phone is None or act is None:
            return _refused("no such phone or act", 404)
        try:
            result = await act(phone, await read_arguments(http))
        except Refusal as refusal:
            return _refused(refusal.description, 400)
        except (AssertionError, ValueError, NotAPassError) as error:
            return _refused(str(error), 409)
        return JSONResponse({"ok": True, "result": result})

    def _acts(self) -> dict[str, Act]:
        return {**ACTS, "camera": self._camera}

    async def _camera(self, phone: Phone, arguments: Arguments) -> Any:
        other = self._stage.phones.get(arguments.text("from"))
        if other is None:
            raise ValueError("Point the camera at a phone")
        if arguments.text("what") == "app":
            picture = await other.apps.photograph()
        elif arguments.text("what") == "google":
            picture = await other.android.picture()
        elif arguments.text("what") == "wallet":
            if not other.wallet:
                raise ValueError("There is no wallet card on that phone")
            picture = await other.wallet[-1].picture()
        else:
            shown = next((m.photo for m in reversed(other.messages) if m.photo and code_in(m.photo)), None)
            if shown is None:
                raise ValueError("There is no picture with a code on that phone")
            picture = shown
        if arguments.text("how") == "open":
            return await phone.scan(picture)
        await phone.photo(picture)
        return None

    async def events(self, http: Request) -> Response:
        """Streams what changes: `phone` (one phone's view), `calls` (new ones), `state` (bot, faults)."""
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
                state = json.dumps(self._state())
                if sent.get("") != state:
                    sent[""] = state
                    yield f"event: state\ndata: {state}\n\n"
                count = self._stage.telegram.bell.count
                await asyncio.sleep(_GATHER)
                if count == self._stage.telegram.bell.count:
                    await self._stage.telegram.bell.wait(_HEARTBEAT)
                    yield ": still here\n\n"
        finally:
            self.watchers -= 1


def _refused(reason: str, status: int) -> JSONResponse:
    return JSONResponse({"ok": False, "error": reason}, status)


async def _start(phone: Phone, arguments: Arguments) -> None:
    await phone.start(arguments.text("payload") or None)


async def _say(phone: Phone, arguments: Arguments) -> None:
    await phone.say(arguments.text("text"))


async def _open(phone: Phone, arguments: Arguments) -> None:
    if not await phone.open(arguments.text("link").strip()):
        raise ValueError("This is not a start link of the bot")


async def _send_file(phone: Phone, arguments: Arguments) -> None:
    for upload in arguments.uploads.values():
        if arguments.flag("as_document"):
            await phone.document(upload.data, upload.name, upload.mime)
        else:
            await phone.photo(upload.data, arguments.text("caption"))


async def _tap(phone: Phone, arguments: Arguments) -> Any:
    before = len(phone.toasts)
    if "message_id" in arguments:
        place = (arguments.integer("message_id"), arguments.integer("row"), arguments.integer("column"))
        stored, button = phone.button_at(*place)
        said = await phone.press(stored, button)
    else:
        said = await phone.tap(arguments.text("label"), times=arguments.integer("times", 1))
        button = Button("", "")
    toast = asdict(phone.toasts[-1]) if len(phone.toasts) > before else None
    return {"said": said, "kind": button.kind, "toast": toast, "clipboard": phone.clipboard}


async def _contact(phone: Phone, arguments: Arguments) -> None:
    if "phone_number" not in arguments:
        await phone.send_contact(phone.user.phone_number or "", phone.user.id, phone.user.first_name)
        return
    user_id = arguments.integer("user_id") or None
    await phone.send_contact(arguments.text("phone_number"), user_id, arguments.text("first_name", "Somebody"))


async def _share_contact(phone: Phone, arguments: Arguments) -> None:
    await phone.share_contact()


async def _location(phone: Phone, arguments: Arguments) -> None:
    await phone.location(arguments.number("latitude"), arguments.number("longitude"))


async def _open_app(phone: Phone, arguments: Arguments) -> str:
    return phone.apps.open(arguments.text("url"))


async def _close_app(phone: Phone, arguments: Arguments) -> None:
    phone.apps.close()


async def _block(phone: Phone, arguments: Arguments) -> None:
    phone.block()


async def _unblock(phone: Phone, arguments: Arguments) -> None:
    phone.unblock()


async def _language(phone: Phone, arguments: Arguments) -> None:
    phone.language = arguments.text("language", "en")


async def _add_to_wallet(phone: Phone, arguments: Arguments) -> str:
    number = arguments.integer("message_id")
    message = next((message for message in phone.messages if message.id == number), None)
    return (await phone.add_to_wallet(message)).serial


async def _remove_from_wallet(phone: Phone, arguments: Arguments) -> None:
    await phone.remove_from_wallet(arguments.text("serial"))


async def _update_automatically(phone: Phone, arguments: Arguments) -> None:
    await phone.update_automatically(arguments.text("serial"), automatic=arguments.flag("automatic"))


async def _save_to_google(phone: Phone, arguments: Arguments) -> None:
    await phone.android.open(arguments.text("url"))


async def _remove_from_google(phone: Phone, arguments: Arguments) -> None:
    phone.android.remove(arguments.text("id"))


async def _wait(phone: Phone, arguments: Arguments) -> Any:
    message = await phone.wait(arguments.text("text"), float(arguments.text("timeout", "10")))
    return {"id": message.id, "text": message.text, "html": message.html, "labels": message.labels}


async def _settle(phone: Phone, arguments: Arguments) -> str:
    await phone.settle()
    return phone.screen()


ACTS: dict[str, Act] = {
    "start": _start,
    "say": _say,
    "open": _open,
    "file": _send_file,
    "tap": _tap,
    "contact": _contact,
    "share_contact": _share_contact,
    "location": _location,
    "open_app": _open_app,
    "close_app": _close_app,
    "block": _block,
    "unblock": _unblock,
    "language": _language,
    "add_to_wallet": _add_to_wallet,
    "remove_from_wallet": _remove_from_wallet,
    "update_automatically": _update_automatically,
    "save_to_google": _save_to_google,
    "remove_from_google": _remove_from_google,
    "wait": _wait,
    "settle": _settle,
}

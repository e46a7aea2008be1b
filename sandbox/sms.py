"""Short messages: what the file gateway has written, and what the people do who get them."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.phone import Phone
from sandbox.telegram.keyboards import is_loopback
from sandbox.wallet import NotAPassError

SHOWN = 200
_LINK = re.compile(r"https?://\S+")
_PAGE = re.compile(r"/p/([\w-]+)")


class Sms:
    """The messages in a file, a line of JSON each; `phones` returns the phones, `add` makes one for a number."""

    def __init__(self, phones: Callable[[], list[Phone]], add: Callable[[str], Phone]) -> None:
        self.path: Path | None = None
        self._phones = phones
        self._add = add

    def routes(self) -> list[Route]:
        """Returns the routes of the drawer."""
        base = "/_sandbox/sms"
        return [Route(base, self.show), Route(f"{base}/{{number:int}}/{{act}}", self.act, methods=["POST"])]

    def messages(self) -> list[dict[str, Any]]:
        """Returns the newest messages, newest first: `number` of the line, `at`, `to`, `text`, `links`, `phone`."""
        if self.path is None or not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        found = []
        for number, line in list(enumerate(lines))[-SHOWN:]:
            message = json.loads(line)
            phone = self._phone_of(message["to"])
            links = _LINK.findall(message["text"])
            found.append({**message, "number": number, "links": links, "phone": phone.key if phone else ""})
        return found[::-1]

    def _phone_of(self, number: str) -> Phone | None:
        digits = re.sub(r"\D", "", number)
        return next((p for p in self._phones() if re.sub(r"\D", "", p.user.phone_number or "") == digits), None)

    async def show(self, http: Request) -> Response:
        """Answers with the messages, and whether there is a gateway that writes any."""
        return JSONResponse({"on": self.path is not None, "messages": await asyncio.to_thread(self.messages)})

    async def act(self, http: Request) -> Response:
        """Does on the phone of a message's number what its reader would: `install` the card, `start` the bot."""
        wanted = http.path_params["number"]
        message = next((each for each in self.messages() if each["number"] == wanted and each["links"]), None)
        if message is None:
            return JSONResponse({"ok": False, "error": "There is no such message with a link"}, 404)
        phone = self._phone_of(message["to"]) or self._add(message["to"])
        try:
            page = await _page(message["links"][0])
            if http.path_params["act"] == "install":
                await phone.cards.download(f"{page}.pkpass", phone.language)
            else:
                found = _PAGE.search(page)
                await phone.start(f"p_{found[1]}" if found else None)
        except (ValueError, AssertionError, httpx.HTTPError, NotAPassError) as error:
            return JSONResponse({"ok": False, "error": str(error)}, 409)
        return JSONResponse({"ok": True, "result": phone.key})


async def _page(link: str) -> str:
    """Opens a personal link as a browser does, and returns the address of the card's page behind it."""
    if not is_loopback(link):
        raise ValueError(f"{link} is not on this machine")
    async with httpx.AsyncClient() as client:
        answer = await client.get(link)
    if answer.status_code != 303:
        raise ValueError(f"{link} leads nowhere: {answer.status_code}")
    there = urlsplit(urljoin(link, answer.headers["location"]))
    return f"{there.scheme}://{there.netloc}{there.path}"

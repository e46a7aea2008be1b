"""A Mini App open on a phone: what Telegram hands over to it, and what a camera sees on its screen."""

import asyncio
import hashlib
import hmac
import io
import json
import re
import time
from collections.abc import Callable
from urllib.parse import quote, urlencode

import httpx
from PIL import Image

from sandbox.telegram.model import User

_THEME = {
    "bg_color": "#ffffff",
    "secondary_bg_color": "#f1f4f3",
    "text_color": "#12211d",
    "hint_color": "#8a9a96",
    "link_color": "#1f7ae0",
    "button_color": "#1f7ae0",
    "button_text_color": "#ffffff",
}
_MODULE = 8
_STROKE = re.compile(r"([Mmh])(\d+)(?: (\d+))?")


class MiniApp:
    """An app that a person has opened; `token` is the bot's, with which Telegram signs who they are."""

    def __init__(self, url: str, token: str, user: User) -> None:
        self._url = url
        self._init_data = signed(token, user, int(time.time()))

    @property
    def address(self) -> str:
        """What the phone opens: the app's address with Telegram's words behind it."""
        handed = {
            "tgWebAppData": self._init_data,
            "tgWebAppVersion": "9.0",
            "tgWebAppPlatform": "ios",
            "tgWebAppThemeParams": json.dumps(_THEME),
        }
        return f"{self._url}#{urlencode(handed, quote_via=quote)}"

    async def photograph(self) -> bytes:
        """Returns the PNG of the code on the screen at this moment; raises ValueError when there is none."""
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=10) as http:
                answer = await http.post(self._url, json={"initData": self._init_data})
            shown = answer.json()
            code = next(code for code in shown["codes"] if code["until"] > shown["now"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError, StopIteration) as error:
            raise ValueError("There is no code on that screen") from error
        return await asyncio.to_thread(_drawn, int(code["side"]), str(code["path"]))


class Apps:
    """What is open over one phone's chat: one Mini App or none. `changed` is called when that changes."""

    def __init__(self, token: str, user: User, changed: Callable[[], None]) -> None:
        self.shown: MiniApp | None = None
        self._token = token
        self._user = user
        self._changed = changed

    def open(self, url: str) -> str:
        """Opens a Mini App, and returns the address that it is opened at."""
        self.shown = MiniApp(url, self._token, self._user)
        self._changed()
        return self.shown.address

    def close(self) -> None:
        """Closes what is open."""
        self.shown = None
        self._changed()

    async def photograph(self) -> bytes:
        """Returns the PNG of the code on the screen at this moment; raises ValueError when there is none."""
        if self.shown is None:
            raise ValueError("No Mini App is open on that phone")
        return await self.shown.photograph()


def signed(token: str, user: User, at: int) -> str:
    """Returns what Telegram says of a person who opens a Mini App at a time (seconds since 1970)."""
    fields = {
        "auth_date": str(at),
        "query_id": f"AA{user.id}",
        "signature": "of-the-sandbox",
        "user": json.dumps(user.as_json(), separators=(",", ":"), ensure_ascii=False),
    }
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    return urlencode({**fields, "hash": hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()}, quote_via=quote)


def _drawn(side: int, path: str) -> bytes:
    """Draws the rows of a code's SVG path as the browser does."""
    picture, x, y = Image.new("L", (side, side), 255), 0, 0
    for step, first, second in _STROKE.findall(path):
        if step == "M":
            x, y = int(first), int(second)
        elif step == "m":
            x += int(first)
        else:
            picture.paste(0, (x, y, x + int(first), y + 1))
            x += int(first)
    out = io.BytesIO()
    picture.resize((side * _MODULE, side * _MODULE), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()

"""The SMS gateway that TESSERA_SMS_URL names: one reached by HTTP, or a file to try things out with."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import httpx
import structlog

from app.settings import PREFIX, Settings, SettingsError
from services.campaigns.texting import Gateway, Outcome

TIMEOUT = 20.0
BODY = '{"to":"{to}","text":"{text}"}'
TO, TEXT = "{to}", "{text}"
_NOT_US = frozenset({401, 402, 403, 404, 405})
"""Wrong key, no money left, wrong address: no message would be taken."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def gateway(settings: Settings) -> AsyncIterator[Gateway | None]:
    """Opens the gateway, and closes it at the end; None without a setting. Raises SettingsError for a useless one."""
    if settings.sms_url is None:
        yield None
        return
    url = settings.sms_url.get_secret_value()
    if url.startswith("file:"):
        yield FileGateway(_path(url))
        return
    request = _request(url)
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
        yield HttpGateway(client, request)


def file_of(settings: Settings) -> Path | None:
    """Returns where messages are written instead of sent; None unless the setting names a file."""
    url = settings.sms_url.get_secret_value() if settings.sms_url else ""
    return _path(url) if url.startswith("file:") else None


def _path(url: str) -> Path:
    path = unquote(urlsplit(url).path)
    if not path:
        raise SettingsError(f"{PREFIX}SMS_URL names no file; write file:///var/lib/tessera/sms.jsonl")
    return Path(path)


class FileGateway:
    """Appends every message to a file, a line of JSON each: `at`, `to`, `text`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def __call__(self, phone: str, text: str) -> Outcome:
        """Writes one message; see `services.campaigns.texting.Gateway`."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(), "to": phone, "text": text}, ensure_ascii=False)
        try:
            await asyncio.to_thread(self._append, line + "\n")
        except OSError as error:
            log.warning("sms_not_written", error=str(error))
            return "closed"
        return "sent"

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line)


class Request:
    """How one gateway is called: `url` and `body` have {to} and {text} in them, `body` is empty for a GET."""

    def __init__(self, url: str, body: str, headers: dict[str, str]) -> None:
        self.url = url
        self.body = body
        self.headers = headers

    def filled(self, phone: str, text: str) -> httpx.Request:
        """Returns the request that sends one message."""
        url = self.url.replace(TO, quote(phone, safe="")).replace(TEXT, quote(text, safe=""))
        if not self.body:
            return httpx.Request("GET", url, headers=self.headers)
        headers = {**self.headers, "Content-Type": "application/json"}
        content = self.body.replace(TO, _inside(phone)).replace(TEXT, _inside(text))
        return httpx.Request("POST", url, headers=headers, content=content.encode())


def _inside(text: str) -> str:
    """Returns a text as it stands between the quotes of a JSON string; no brace in it is taken for a placeholder."""
    return json.dumps(text)[1:-1].replace("{", "\\u007b")


def _request(url: str) -> Request:
    """Returns how the gateway of a setting is called. Raises SettingsError."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"{PREFIX}SMS_URL is neither http(s):// nor file:; docs/settings.md has examples")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise SettingsError(f"{PREFIX}SMS_URL must begin with https://: it carries phone numbers and a key")
    headers = {}
    if parts.username is not None:
        user, password = unquote(parts.username), unquote(parts.password or "")
        if user == "bearer":
            headers["Authorization"] = f"Bearer {password}"
        else:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    place = parts.netloc.rpartition("@")[2]
    address = f"{parts.scheme}://{place}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
    in_url = TO in address and TEXT in address
    body = unquote(parts.fragment).removeprefix("json=") or ("" if in_url else BODY)
    if body and not in_url:
        try:
            json.loads(body)
        except ValueError as error:
            raise SettingsError(
                f"{PREFIX}SMS_URL: what follows #json= is no JSON; docs/settings.md has examples"
            ) from error
        if TO not in body + address or TEXT not in body + address:
            raise SettingsError(f"{PREFIX}SMS_URL says nowhere where {TO} and {TEXT} go; docs/settings.md has examples")
    return Request(address, body, headers)


class HttpGateway:
    """Calls a gateway by HTTP; what it answers with 2xx is sent."""

    def __init__(self, client: httpx.AsyncClient, request: Request) -> None:
        self._client = client
        self._request = request

    async def __call__(self, phone: str, text: str) -> Outcome:
        """Sends one message; see `services.campaigns.texting.Gateway`."""
        try:
            answer = await self._client.send(self._request.filled(phone, text))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            log.warning("sms_gateway_away", error=type(error).__name__)
            return "waiting"  # there was no connection
        except httpx.HTTPError as error:
            log.warning("sms_in_doubt", error=type(error).__name__)
            return "unknown"
        return _outcome(answer.status_code)


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return "sent"
    log.warning("sms_not_sent", status=status)
    if status == 429:
        return "waiting"
    if status in _NOT_US or 300 <= status < 400:
        return "closed"
    return "refused" if status < 500 else "unknown"

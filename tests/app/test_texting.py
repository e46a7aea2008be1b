"""SMS gateways at the wire: what is sent to them, and what their answers mean."""

import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.server import listening
from app.settings import GivenSettings, SettingsError
from app.texting import gateway

PHONE, TEXT = "+359888000001", 'Ника & "Co": {to} 50% https://loyalty.example/w/abc'


@dataclass
class Server:
    """A gateway that answers with `status`, and keeps what it was sent."""

    url: str = ""
    status: int = 200
    requests: list[tuple[str, dict[str, str], str, str]] = field(default_factory=list)

    async def take(self, http: Request) -> Response:
        body = (await http.body()).decode()
        self.requests.append((http.method, dict(http.query_params), body, http.headers.get("authorization", "")))
        return Response(status_code=self.status)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    app = Starlette(routes=[Route("/{path:path}", made.take, methods=["GET", "POST"])])
    async with listening(app, "127.0.0.1", 0) as port:
        made.url = f"127.0.0.1:{port}"
        yield made


async def send(url: str) -> str:
    async with gateway(GivenSettings(sms_url=SecretStr(url))) as text:
        assert text is not None
        return await text(PHONE, TEXT)


async def test_each_kind_of_gateway_gets_what_it_asks_for(server: Server) -> None:
    assert await send(f"http://bearer:k%3Aey@{server.url}/send") == "sent"
    shape = quote('{"dest":{"n":"{to}"},"m":"{text}"}')
    assert await send(f"http://me:secret@{server.url}/send#json={shape}") == "sent"
    assert await send(f"http://{server.url}/sms?key=1&phone={{to}}&msg={{text}}") == "sent"
    plain, shaped, query = server.requests
    assert (plain[0], json.loads(plain[2]), plain[3]) == ("POST", {"to": PHONE, "text": TEXT}, "Bearer k:ey")
    assert (json.loads(shaped[2]), shaped[3]) == ({"dest": {"n": PHONE}, "m": TEXT}, "Basic bWU6c2VjcmV0")
    assert (query[0], query[1]) == ("GET", {"key": "1", "phone": PHONE, "msg": TEXT})


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (202, "sent"),
        (400, "refused"),
        (429, "waiting"),
        (500, "unknown"),
        (503, "unknown"),
        (401, "closed"),
        (302, "closed"),
    ],
)
async def test_only_what_was_surely_not_sent_is_tried_again(server: Server, status: int, meaning: str) -> None:
    server.status = status
    assert await send(f"http://{server.url}/") == meaning


async def test_without_a_connection_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert await send(f"http://127.0.0.1:{port}/") == "waiting"


async def test_a_file_takes_a_line_each(tmp_path: Path) -> None:
    file = tmp_path / "sent messages.jsonl"
    assert [await send(file.as_uri()) for _ in range(2)] == ["sent", "sent"]
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(line["to"], line["text"]) for line in lines] == [(PHONE, TEXT)] * 2
    assert await send((tmp_path / "no" / "folder").as_uri()) == "closed"


@pytest.mark.parametrize(
    "url",
    [
        "sms.example",
        "http://sms.example/send",
        "https://sms.example/#json=%7B",
        "https://sms.example/?to={to}#json=%7B%7D",
    ],
)
async def test_a_useless_setting_is_named_before_anything_starts(url: str) -> None:
    with pytest.raises(SettingsError, match="TESSERA_SMS_URL"):
        await send(url)

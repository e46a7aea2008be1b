"""A Google of few words, apart from the sandbox's: keeps what it is given, and misbehaves when asked to."""

import asyncio
import copy
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.wallet.conftest import key_file
from wallet.google.credentials import ServiceAccount, load

KEY = rsa.generate_private_key(65537, 2048)


@dataclass
class Seen:
    """A request, and when it came."""

    method: str
    path: str
    body: dict[str, Any]
    at: float


@dataclass
class GoogleServer:
    """`manners` are what the next requests meet: a status, its headers, and whether the request is obeyed before."""

    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    manners: list[tuple[int, dict[str, str], bool]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    delay: float = 0.0
    url: str = ""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/token", self._token)
        app.router.add_route("*", "/walletobjects/v1/{kind}", self._resource)
        app.router.add_route("*", "/walletobjects/v1/{kind}/{id}", self._resource)
        app.router.add_post("/walletobjects/v1/{kind}/{id}/addMessage", self._message)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def account(self) -> ServiceAccount:
        return load(key_file(KEY, token_uri=f"{self.url}/token"))

    def misbehave(self, status: int, times: int = 1, *, obeyed: bool = False, **headers: str) -> None:
        """Answers with a status, 0 for a broken connection; `obeyed` when it has done what it was asked to."""
        self.manners += [(status, {name.replace("_", "-"): value for name, value in headers.items()}, obeyed)] * times

    def said(self, *methods: str) -> list[Seen]:
        """Returns the requests with these methods since it was asked last, and forgets all."""
        found = [each for each in self.seen if not methods or each.method in methods]
        self.seen.clear()
        return found

    async def _token(self, request: web.Request) -> web.Response:
        self.tokens.append(f"token-{len(self.tokens)}")
        return web.json_response({"access_token": self.tokens[-1], "expires_in": 3600})

    async def _resource(self, request: web.Request) -> web.StreamResponse:
        return await self._met(request, self._obey)

    async def _message(self, request: web.Request) -> web.StreamResponse:
        return await self._met(request, self._add)

    async def _met(self, request: web.Request, obey: Any) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else {}
        self.seen.append(Seen(request.method, request.path.removeprefix("/walletobjects/v1/"), body, time.monotonic()))
        await asyncio.sleep(self.delay)
        if request.headers.get("Authorization") != f"Bearer {self.tokens[-1] if self.tokens else ''}":
            return web.json_response({"error": {"message": "no such token"}}, status=401)
        status, headers, obeyed = self.manners.pop(0) if self.manners else (200, {}, True)
        answer = obey(request, body) if obeyed else None
        if status == 0:
            assert request.transport is not None
            request.transport.close()
        if status != 200 or answer is None:
            said = {"error": {"message": "The request is not to the server's taste."}}
            return web.json_response(said, status=status if status not in {0, 200} else 404, headers=headers)
        return answer

    def _obey(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse | None:
        match request.method:
            case "POST":
                if body["id"] in self.kept:
                    return web.json_response({"error": {"message": "exists"}}, status=409)
                self.kept[body["id"]] = body
            case "PATCH" if request.match_info["id"] in self.kept:
                self.kept[request.match_info["id"]] |= body
            case "GET" if request.match_info["id"] in self.kept:
                return web.json_response(self.kept[request.match_info["id"]])
            case _:
                return None
        return web.json_response(body)

    def _add(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse | None:
        found = self.kept.get(request.match_info["id"])
        if found is None:
            return None
        found.setdefault("messages", []).append(body["message"])
        return web.json_response({"resource": copy.deepcopy(found)})

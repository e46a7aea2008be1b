"""The addresses of Google Wallet on loopback: what `sandbox.google` answers, as HTTP."""

import html
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.android import SAVE_PATH, Android
from sandbox.google import Google, NotSavedError, Refused

_BASE = "/walletobjects/v1/{kind}"
_CODES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
_CODES |= {409: "ALREADY_EXISTS", 429: "RESOURCE_EXHAUSTED"}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Google Wallet (sandbox)</title>
<style>body{font:17px system-ui;max-width:26rem;margin:12vh auto;padding:0 1.2rem;color:#202124}
button{font:inherit;padding:.7rem 1.2rem;margin:.3rem 0;border:0;border-radius:999px;background:#202124;color:#fff;
width:100%%;cursor:pointer}p{color:#5f6368}</style>%s</html>"""


class GoogleHttp:
    """Answers for `google`; `phones` are named in the order of the page."""

    def __init__(self, google: Google, phones: Any) -> None:
        self._google = google
        self._phones = phones

    def routes(self) -> list[BaseRoute]:
        """Returns the routes of Google's servers."""
        return [
            Route("/google/token", self.token, methods=["POST"]),
            Route("/gp/m/issuer/keys", self.keys),
            Route(f"{SAVE_PATH}{{token}}", self.save, methods=["GET", "POST"]),
            Route(_BASE, self.collection, methods=["GET", "POST"]),
            Route(f"{_BASE}/{{id}}", self.resource, methods=["GET", "PATCH"]),
            Route(f"{_BASE}/{{id}}/addMessage", self.message, methods=["POST"]),
        ]

    async def token(self, http: Request) -> Response:
        """Gives an access token for a signed assertion."""
        form = await http.form()
        try:
            return JSONResponse(self._google.token(str(form.get("assertion", ""))))
        except Refused as refused:
            return JSONResponse({"error": "invalid_grant", "error_description": str(refused)}, refused.status)

    async def keys(self, http: Request) -> Response:
        """Publishes the root keys."""
        return JSONResponse(self._google.signer.published(), headers={"Cache-Control": "public, max-age=3600"})

    async def collection(self, http: Request) -> Response:
        """Inserts a class or an object, or lists classes."""
        if http.method == "GET":
            return await self._answer(http, lambda kind, _: self._google.all(kind, http.query_params.get("issuerId")))
        return await self._answer(http, self._google.insert)

    async def resource(self, http: Request) -> Response:
        """Reads or changes a class or an object."""
        resource_id = http.path_params["id"]
        if http.method == "GET":
            return await self._answer(http, lambda kind, _: self._google.get(kind, resource_id))
        return await self._answer(http, lambda kind, body: self._google.patch(kind, resource_id, body))

    async def message(self, http: Request) -> Response:
        """Adds a message to an object."""
        return await self._answer(http, lambda kind, body: self._google.add_message(kind, http.path_params["id"], body))

    async def _answer(self, http: Request, act: Any) -> Response:
        google, kind = self._google, http.path_params["kind"]
        body: Any = {}
        headers: dict[str, str] = {}
        try:
            google.admit(http.headers.get("authorization", ""))
            google.fault(done=False)
            google.known(kind)
            if http.method != "GET":
                body = _read(await http.body())
            answer = act(kind, body)
            google.fault(done=True)
            status = 200
        except Refused as refused:
            status = refused.status
            answer = {"error": {"code": status, "message": str(refused), "status": _CODES.get(status, "INTERNAL")}}
            if refused.retry_after is not None:
                headers["Retry-After"] = str(refused.retry_after)
        resource_id = http.path_params.get("id") or str(body.get("id", ""))
        google.note(http.method, kind, resource_id, body, status)
        return JSONResponse(answer, status, headers)

    async def save(self, http: Request) -> Response:
        """The page that a save link opens, which asks on which of the phones the card shall be."""
        token = http.path_params["token"]
        phones: dict[str, Android] = self._phones()
        try:
            self._google.named(token)
            if http.method == "POST":
                form = await http.form()
                phones[str(form.get("phone"))].save(token)
                return RedirectResponse("/", 303)
        except (NotSavedError, KeyError) as error:
            return HTMLResponse(_PAGE % f"<h1>Google Wallet</h1><p>{html.escape(str(error))}</p>", 400)
        buttons = "".join(
            f'<button name="phone" value="{html.escape(key)}">Add to the phone of {html.escape(key)}</button>'
            for key in phones
        )
        page = (
            f'<h1>Add to Google Wallet</h1><p>The sandbox stands in for Google.</p><form method="post">{buttons}</form>'
        )
        return HTMLResponse(_PAGE % page)


def _read(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError as error:
        raise Refused(400, "Invalid JSON payload received.") from error
    if not isinstance(body, dict):
        raise Refused(400, "Invalid JSON payload received.")
    return body

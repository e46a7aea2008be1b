"""What surrounds every answer: security headers, the last catch of errors, and the count of requests."""

import time

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import errors
from web.metrics import Metrics

_HEADERS = {
    # A page brings a policy of its own; nothing else is to be looked at.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address of a card's page is its key
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

AT_ONCE = 100
"""Pages and passes at hand: more are told to come again, so that what must go on does."""
_ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
_HUNG_UP = 499
"""How a visitor who left is counted; nginx says so too."""


class Envelope:
    """ASGI middleware around the whole application; `secure` says that visitors come over https."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, secure: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._outage = errors.Outage()
        self._at_hand = 0
        self._headers = {**_HEADERS, **({"Strict-Transport-Security": "max-age=31536000"} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        counted = scope["method"] in {"GET", "HEAD"} and scope["path"] not in _ALWAYS
        self._at_hand += counted
        try:
            if counted and self._at_hand > AT_ONCE:
                await errors.busy(Request(scope))(scope, receive, dressed)
            else:
                await self._app(scope, receive, dressed)
        except ClientDisconnect:
            status = status or _HUNG_UP  # nobody is left to hear an answer
        except Exception as error:
            if status:
                raise  # half an answer is out: only closing the connection tells the client
            await errors.uncaught(Request(scope), error, self._outage)(scope, receive, dressed)
        finally:
            self._at_hand -= counted
        self._metrics.count(scope, status, time.perf_counter() - started)

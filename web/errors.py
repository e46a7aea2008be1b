"""The one error exit of the web: a problem document (RFC 9457) for programs, a friendly page for people."""

import secrets
import time
from http import HTTPStatus

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from locales import translate
from loyalty.errors import ProgrammeMissing
from services.database import DatabaseUnavailable
from services.machine import ClockWrong
from web import pages
from web.languages import language_of
from web.pages import Sign
from web.signs import sign_of
from web.site import Site

log = structlog.get_logger(__name__)

_WORDS = {404: "missing", 429: "busy", 503: "busy"}
"""Which words a person gets for a status; every other error is ours."""


class Refusals:
    """Answers HTTPExceptions of handlers and of the router."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def answer(self, request: Request, error: Exception) -> Response:
        """Answers one; who followed a dead link or looks for a closed card reads whose it was, and finds the bot."""
        if not isinstance(error, HTTPException):
            raise TypeError("registered for HTTPException only") from error
        sign = await self._sign() if error.status_code == HTTPStatus.NOT_FOUND and _reads_pages(request) else None
        return answer(request, error.status_code, error.detail, headers=dict(error.headers or {}), sign=sign)

    async def _sign(self) -> Sign | None:
        try:
            return await sign_of(self._site)
        except (ProgrammeMissing, DatabaseUnavailable):
            return None  # then there is no name to say


_AGAIN = {"clock": 60, "database": 5, "busy": 1}
"""After how many seconds it is worth while to ask again."""
_QUIET_SECONDS = 60.0
"""So long one line in the log speaks for every request that finds the database away."""


class Outage:
    """Says once that the database is away, and not for each who asks meanwhile."""

    def __init__(self) -> None:
        self._said_at = float("-inf")

    def say(self, error: Exception) -> None:
        """Logs the error unless that was done just now."""
        if time.monotonic() - self._said_at > _QUIET_SECONDS:
            self._said_at = time.monotonic()
            log.warning("database_unavailable", error=str(error))


def uncaught(request: Request, error: Exception, outage: Outage) -> Response:
    """Answers what no handler caught: a state that passes, or a defect of ours."""
    if isinstance(error, ClockWrong):
        return _later(request, "clock", "The clock is wrong.")
    if isinstance(error, DatabaseUnavailable):
        outage.say(error)
        return _later(request, "database", "The database does not answer.")
    return crashed(request, error)


def busy(request: Request) -> Response:
    """Answers whoever comes while too many others are here."""
    return _later(request, "busy", "Too many are asking at once.")


def _later(request: Request, why: str, detail: str) -> Response:
    return answer(request, 503, detail, headers={"Retry-After": str(_AGAIN[why]), "Cache-Control": "no-store"})


def crashed(request: Request, error: Exception) -> Response:
    """Answers what no handler caught: logged in full under an id, of which only the id is shown."""
    error_id = secrets.token_hex(4)
    log.error(
        "request_failed",
        error_id=error_id,
        handler=getattr(request.scope.get("endpoint"), "__qualname__", "none"),
        exc_info=error,
    )
    return answer(request, 500, "Something failed on our side.", error_id=error_id)


def answer(
    request: Request,
    status: int,
    detail: str,
    *,
    error_id: str = "",
    headers: dict[str, str] | None = None,
    sign: Sign | None = None,
) -> Response:
    """Returns the error in the form that the caller reads; for people with the `sign` of the shop."""
    if _reads_pages(request):
        language = language_of(request)
        words = _WORDS.get(status, "ours")
        return pages.error(
            language,
            title=translate(language, f"web-error-{words}-title"),
            text=translate(language, f"web-error-{words}-text"),
            note=translate(language, "web-error-id", id=error_id) if error_id else "",
            status=status,
            headers=headers,
            sign=sign,
        )
    phrase = HTTPStatus(status).phrase
    problem: dict[str, str | int] = {
        "type": f"urn:tessera:problem:{phrase.lower().replace(' ', '_').replace('-', '_')}",
        "title": phrase,
        "status": status,
        "detail": detail,
    }
    if error_id:
        problem["instance"] = f"urn:tessera:error:{error_id}"
    return JSONResponse(problem, status, headers, media_type="application/problem+json")


def _reads_pages(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")

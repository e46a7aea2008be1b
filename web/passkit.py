"""Apple's web service: phones tell which passes they hold, ask what has changed, and fetch the newest version."""

import hmac
import re

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.passes import phones
from web.body import json_object
from web.passes import Passes, unchanged
from web.site import Site

log = structlog.get_logger(__name__)

_LOG_LIMIT, _LOG_LINES, _LINE_LENGTH = 64 * 1024, 20, 300
_REGISTRATION_LIMIT = 4 * 1024
_DEVICE, _PUSH_TOKEN = re.compile(r"[\w.-]{1,100}", re.ASCII), re.compile(r"[\w-]{1,200}", re.ASCII)
_TAG = re.compile(r"\d{1,18}", re.ASCII)


class PassKit:
    """Answers `/passkit/v1/…` with the statuses that Apple's text names."""

    def __init__(self, site: Site, passes: Passes) -> None:
        self._site = site
        self._passes = passes

    async def registration(self, request: Request) -> Response:
        """Notes that a phone holds a pass (201, or 200 when it was known), or no longer does (200)."""
        serial = self._known_serial(request)
        device = request.path_params["device"]
        if not _DEVICE.fullmatch(device):
            raise HTTPException(400, "This is no identifier of a device library.")
        if request.method == "DELETE":
            await self._site.db.write(phones.unregister, serial, device)
            return Response()
        push_token = (await json_object(request, _REGISTRATION_LIMIT)).get("pushToken")
        if not isinstance(push_token, str) or not _PUSH_TOKEN.fullmatch(push_token):
            raise HTTPException(400, 'The body needs a "pushToken" of letters and digits.')
        new = await self._site.db.write(phones.register, serial, device, push_token, self._site.clock())
        if new is None:
            raise _unknown()
        return Response(status_code=201 if new else 200)

    async def updated(self, request: Request) -> Response:
        """Which passes of a phone have changed since the tag that it was given, or 204."""
        tag = request.query_params.get("passesUpdatedSince", "")
        found = None
        if request.path_params["type"] == self._site.pass_office.pass_type_id:
            since = int(tag) if _TAG.fullmatch(tag) else None
            found = await self._site.db.read(phones.updated, request.path_params["device"], since)
        if found is None:
            return Response(status_code=204)
        # The tag goes out as text: phones that get a number silently stop asking.
        return JSONResponse({"serialNumbers": list(found.serials), "lastUpdated": found.tag})

    async def newest(self, request: Request) -> Response:
        """The pass, or 304 without looking at more than when it changed."""
        serial = self._known_serial(request)
        changed_at = await self._site.db.read(phones.changed_at, serial)
        if changed_at is None:
            raise _unknown()
        known = unchanged(request, changed_at)
        if known is not None:
            return known
        made = await self._passes.newest(request, serial)
        if made is None:
            raise _unknown()
        return made

    def _known_serial(self, request: Request) -> str:
        """Returns the serial in the address if the request has this pass's key; raises 401 otherwise."""
        office, serial = self._site.pass_office, str(request.path_params["serial"])
        given = request.headers.get("authorization", "")
        wanted = f"ApplePass {office.token(serial)}"
        right = hmac.compare_digest(given.encode(), wanted.encode())
        if not right or request.path_params["type"] != office.pass_type_id:
            raise _unknown()
        return serial

    async def complain(self, request: Request) -> Response:
        """Keeps what a phone says about our passes: the only way to learn why it refuses one."""
        lines = (await json_object(request, _LOG_LIMIT)).get("logs")
        if not isinstance(lines, list):
            raise HTTPException(400, 'The body needs a list "logs".')
        for line in lines[:_LOG_LINES]:
            log.warning("passkit_device", said=str(line)[:_LINE_LENGTH])
        return Response()


def _unknown() -> HTTPException:
    """401 for a wrong key, and for a pass that there is not as well, so that serials cannot be tried."""
    return HTTPException(401, "The pass's key is missing or wrong.", {"WWW-Authenticate": "ApplePass"})

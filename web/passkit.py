"""Apple's web service: phones tell which passes they hold, ask what has changed, and fetch the newest version."""

import hmac
import re
from datetime import UTC, datetime, timedelta

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.passes import phones
from web.body import json_object
from web.passes import Passes, unchanged
from web.site import Site

log = structlog.get_logger(__name__)

LINES_A_MINUTE = 30
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_LOG_LIMIT, _LOG_LINES, _LINE_LENGTH = 64 * 1024, 20, 300
_REGISTRATION_LIMIT = 4 * 1024
_DEVICE, _PUSH_TOKEN = re.compile(r"[\w.-]{1,100}", re.ASCII), re.compile(r"[\w-]{1,200}", re.ASCII)
_TAG = re.compile(r"\d{1,18}", re.ASCII)


class Complaints:
    """What phones say, for the log: each thing once an hour and a few a minute, as anybody may send it."""

    def __init__(self) -> None:
        self._heard: dict[str, datetime] = {}
        self._minute = datetime.min.replace(tzinfo=UTC)
        self._logged = 0
        self._left_out = 0

    def hear(self, line: str, now: datetime) -> None:
        """Logs a line without what would break it, or only counts it."""
        said = " ".join("".join(letter if letter.isprintable() else " " for letter in line[:_LINE_LENGTH]).split())
        if not self._minute <= now < self._minute + _MINUTE:
            self._turn(now)
        if self._logged >= LINES_A_MINUTE or said in self._heard:
            self._left_out += 1
            return
        self._heard[said] = now
        self._logged += 1
        log.warning("passkit_device", said=said)

    def _turn(self, now: datetime) -> None:
        if self._left_out:
            log.warning("passkit_device_left_out", lines=self._left_out)
        self._minute, self._logged, self._left_out = now, 0, 0
        self._heard = {said: at for said, at in self._heard.items() if at <= now < at + _HOUR}


class PassKit:
    """Answers `/passkit/v1/…` with the statuses that Apple's text names."""

    def __init__(self, site: Site, passes: Passes) -> None:
        self._site = site
        self._passes = passes
        self._complaints = Complaints()

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
        found = await self._site.db.read(phones.newest, serial)
        if found is None:
            raise _unknown()
        known = unchanged(request, found.changed_at, self._site.clock())
        if found.ended:
            # A phone that has the empty pass needs nothing more, and nor do those that come after all have had theirs.
            if known is not None or not await self._site.db.write(phones.take_farewell, serial):
                raise _unknown()
        elif known is not None:
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
            self._complaints.hear(str(line), self._site.clock())
        return Response()


def _unknown() -> HTTPException:
    """401 for a wrong key, and for a pass that there is not as well, so that serials cannot be tried."""
    return HTTPException(401, "The pass's key is missing or wrong.", {"WWW-Authenticate": "ApplePass"})

"""Apple's web service: a phone asks for the newest version of a pass it holds, and says what it dislikes."""

import hmac

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services import passes
from web.body import json_object
from web.card import Card
from web.site import Site

log = structlog.get_logger(__name__)

_LOG_LIMIT, _LOG_LINES, _LINE_LENGTH = 64 * 1024, 20, 300


class PassKit:
    """Answers `/passkit/v1/…`."""

    def __init__(self, site: Site, card: Card) -> None:
        self._site = site
        self._card = card

    async def newest(self, request: Request) -> Response:
        """The pass, or 304; 401 for a wrong key, also for a pass that there is not, so that serials cannot be tried."""
        office, serial = self._site.pass_office, request.path_params["serial"]
        given = request.headers.get("authorization", "")
        wanted = f"ApplePass {office.token(serial)}"
        right = hmac.compare_digest(given.encode(), wanted.encode())
        facts = await self._site.db.read(passes.facts, serial=serial, now=self._site.clock()) if right else None
        if facts is None or request.path_params["type"] != office.pass_type_id:
            raise HTTPException(401, "The pass's key is missing or wrong.", {"WWW-Authenticate": "ApplePass"})
        return await self._card.pass_of(request, facts)

    async def complain(self, request: Request) -> Response:
        """Keeps what a phone says about our passes: the only way to learn why it refuses one."""
        lines = (await json_object(request, _LOG_LIMIT)).get("logs")
        if not isinstance(lines, list):
            raise HTTPException(400, 'The body needs a list "logs".')
        for line in lines[:_LOG_LINES]:
            log.warning("passkit_device", said=str(line)[:_LINE_LENGTH])
        return Response()

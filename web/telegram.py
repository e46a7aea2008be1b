"""Takes updates from Telegram when they are pushed instead of polled."""

import hmac

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.body import json_object
from web.site import Site

_LIMIT = 1 << 20
"""Bytes; the largest update is a message of 4096 characters with its entities, far below."""


class Webhook:
    """Answers `/telegram/webhook`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def receive(self, request: Request) -> Response:
        """200 only after the update is in the inbox: on anything else Telegram sends it again."""
        token = self._site.webhook_token
        if token is None:
            raise HTTPException(404, "Updates are polled; TESSERA_UPDATES=webhook opens this address.")
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise HTTPException(401, "The secret token is missing or wrong.")
        update = await json_object(request, _LIMIT)
        if not isinstance(update.get("update_id"), int):
            raise HTTPException(400, "An update needs its update_id.")
        await self._site.receive([update])
        return Response()

"""Google Wallet over the web: the way from a card's page to Google, and what Google calls back."""

import asyncio

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from loyalty.errors import ProgrammeMissing
from services.passes.google import passes, pictures
from services.passes.google.callbacks import Forged, KeysAway
from services.passes.google.passes import GoogleAway, GoogleRefused
from web.body import json_object
from web.site import GoogleSite, Site

log = structlog.get_logger(__name__)

PATIENCE = 10.0
"""Seconds that a person waits for Google before we say that it does not answer."""
_BODY_LIMIT = 64 * 1024


class Google:
    """Answers `/p/<token>/google`, `/google/callback` and the addresses of stamps."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def save(self, request: Request) -> Response:
        """Sends the visitor on to Google, once Google has the card and its coupons as they stand now."""
        wallet, site = self._wallet(), self._site
        now = site.clock()
        serials = await site.db.write(passes.save, request.path_params["token"], now)
        if not serials:
            raise HTTPException(404, "No card has this address.")
        *coupons, card = serials
        try:
            async with asyncio.timeout(PATIENCE):
                given = await asyncio.gather(*(self._could_give(wallet, coupon) for coupon in coupons))
                await self._give(wallet, card)
        except (GoogleAway, GoogleRefused, TimeoutError) as error:
            log.warning("google_save_failed", error=str(error) or "no answer in time")
            raise HTTPException(503, "Google Wallet does not answer.", {"Retry-After": "60"}) from error
        saved = [coupon for coupon, could in zip(coupons, given, strict=True) if could]
        link = await asyncio.to_thread(wallet.line.office.save_link, card, saved, now)
        return RedirectResponse(link, 303, {"Cache-Control": "no-store"})

    async def stamps(self, request: Request) -> Response:
        """The stamps across a card, which Google fetches; an address of former times leads to the picture of today."""
        rule, have = str(request.path_params["rule"]), int(request.path_params["have"])
        try:
            found = await self._site.db.read(pictures.of_path, rule, have, self._site.clock())
        except ProgrammeMissing:
            found = None
        if found is None:
            raise HTTPException(404, "There is no such picture.")
        path = pictures.stamps_path(*found)
        if request.url.path != path:
            return RedirectResponse(path, 307, {"Cache-Control": "no-cache"})
        made = await asyncio.to_thread(pictures.draw, *found)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(made, media_type="image/png", headers=headers)

    async def callback(self, request: Request) -> Response:
        """Takes Google's word that a card was saved or removed: 200, also for one that it has said before."""
        wallet, site = self._wallet(), self._site
        body = await json_object(request, _BODY_LIMIT)
        now = site.clock()
        try:
            event = await wallet.callbacks.event(body, now)
        except Forged as error:
            raise HTTPException(401, f"This is not Google's word: {error}.") from error
        except KeysAway as error:
            log.warning("google_keys_away", error=str(error))
            raise HTTPException(503, "Google's keys cannot be had.", {"Retry-After": "60"}) from error
        if event is not None and await site.db.write(passes.happened, event, now):
            log.info("google_pass", happened=event.type)
        return Response()

    async def _could_give(self, wallet: GoogleSite, coupon: str) -> bool:
        try:
            await self._give(wallet, coupon)
        except GoogleRefused as error:
            # Nobody shall go without the card because of one coupon.
            log.warning("google_coupon_refused", error=str(error))
            return False
        return True

    async def _give(self, wallet: GoogleSite, serial: str) -> None:
        todo = await self._site.db.write(passes.read, serial, self._site.clock())
        assert todo is not None, "it was found just now, and passes stay"
        wanted = await wallet.line.wanted(todo)
        if await wallet.line.give(wanted, is_there=bool(todo.shown)):
            await self._site.db.write(passes.given, todo, wanted.mark, self._site.clock())

    def _wallet(self) -> GoogleSite:
        if self._site.google is None:
            raise HTTPException(404, "This shop has no cards in Google Wallet.")
        return self._site.google

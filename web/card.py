"""A member's landing page, the code's picture on it and the pass, all under the card's secret address."""

import asyncio
import re
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from loyalty.errors import ProgrammeMissing
from services import passes, pictures
from services.passes import PassFacts
from web import pages
from web.languages import language_of
from web.metrics import Metrics
from web.shelf import Shelf
from web.site import Site

PKPASS = "application/vnd.apple.pkpass"
_APPLE, _ANDROID = re.compile(r"iPhone|iPad|Macintosh"), re.compile(r"Android")


class Card:
    """Answers `/p/<token>`, `/p/<token>.png`, `/p/<token>.pkpass` and the logo's address."""

    def __init__(self, site: Site, metrics: Metrics) -> None:
        self._site = site
        self._metrics = metrics
        self._passes = Shelf(64)
        self._pictures = Shelf(64)

    async def page(self, request: Request) -> Response:
        """The landing page, with the button first that this visitor's phone can use."""
        facts = await self.facts(request)
        site, agent = self._site, request.headers.get("user-agent", "")
        offered: dict[pages.Wallet, bool] = {"apple": site.offer_apple, "google": site.google is not None}
        own: dict[pages.Wallet, re.Pattern[str]] = {"apple": _APPLE, "google": _ANDROID}
        wallets = [wallet for wallet, can in offered.items() if can]
        return pages.card(
            language_of(request),
            path=f"/p/{request.path_params['token']}",
            shop=facts.organisation,
            digits=pictures.grouped(facts.digits),
            bot_link=f"https://t.me/{site.username}",
            wallets=wallets,
            own=next((wallet for wallet in wallets if own[wallet].search(agent)), None),
        )

    async def picture(self, request: Request) -> Response:
        """The card's code as a QR picture."""
        facts = await self.facts(request)
        link = f"https://t.me/{self._site.username}?start=c_{facts.code}"
        made = await self._pictures.get((link, facts.design), lambda: pictures.plain_code(facts.design, link))
        return Response(made, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    async def download(self, request: Request) -> Response:
        """The pass as a file, for the button."""
        return await self.pass_of(request, await self.facts(request))

    async def logo(self, request: Request) -> Response:
        """The shop's logo, which Google fetches. An address of former times leads to the logo of today."""
        try:
            look = await self._site.db.read(pictures.design)
        except ProgrammeMissing as error:
            raise HTTPException(404, "The shop is not set up yet.") from error
        path = await asyncio.to_thread(pictures.logo_path, look)
        if request.url.path != path:
            return RedirectResponse(path, 307, {"Cache-Control": "no-cache"})
        made = await asyncio.to_thread(pictures.public_logo, look)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(made, media_type="image/png", headers=headers)

    async def pass_of(self, request: Request, facts: PassFacts) -> Response:
        """Answers with the signed pass, or with 304 when the phone has this version."""
        unchanged = self.unchanged(request, facts.changed_at)
        if unchanged is not None:
            return unchanged
        made = await self._passes.get((facts.serial, facts.version), lambda: self._build(facts))
        headers = {**_dated(facts.changed_at), "Content-Disposition": 'attachment; filename="card.pkpass"'}
        return Response(made, media_type=PKPASS, headers=headers)

    def unchanged(self, request: Request, changed_at: datetime) -> Response | None:
        """Returns 304 when the phone has the pass as it was changed last, else None."""
        if _has_it(request.headers.get("if-modified-since"), changed_at):
            return Response(status_code=304, headers=_dated(changed_at))
        return None

    def _build(self, facts: PassFacts) -> bytes:
        self._metrics.passes.inc()
        return self._site.pass_office.build(facts, self._site.clock())

    async def facts(self, request: Request) -> PassFacts:
        """Returns what the card shows whose secret address was asked for; refuses with 404 when there is none."""
        token = request.path_params["token"]
        facts = await self._site.db.read(passes.facts, page_token=token, now=self._site.clock())
        if facts is None:
            raise HTTPException(404, "No card has this address.")
        return facts


def _dated(changed_at: datetime) -> dict[str, str]:
    return {"Last-Modified": format_datetime(changed_at, usegmt=True), "Cache-Control": "private, no-cache"}


def _has_it(since: str | None, changed_at: datetime) -> bool:
    if since is None:
        return False
    try:
        return changed_at.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone
        return False

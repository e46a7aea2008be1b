"""A member's landing page, the code's picture on it and the pass, all under the card's secret address."""

import re
from email.utils import format_datetime, parsedate_to_datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services import passes, pictures
from services.passes import PassFacts
from web import pages
from web.languages import language_of
from web.shelf import Shelf
from web.site import Site

PKPASS = "application/vnd.apple.pkpass"
_APPLE = re.compile(r"iPhone|iPad|Macintosh")


class Card:
    """Answers `/p/<token>`, `/p/<token>.png` and `/p/<token>.pkpass`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._passes = Shelf(64)
        self._pictures = Shelf(64)

    async def page(self, request: Request) -> Response:
        """The landing page, with the button first that this visitor's phone can use."""
        facts = await self._facts(request)
        site = self._site
        return pages.card(
            language_of(request),
            path=f"/p/{request.path_params['token']}",
            shop=facts.organisation,
            digits=pictures.grouped(facts.digits),
            bot_link=f"https://t.me/{site.username}",
            apple=site.offer_apple,
            apple_first=bool(_APPLE.search(request.headers.get("user-agent", ""))),
        )

    async def picture(self, request: Request) -> Response:
        """The card's code as a QR picture."""
        facts = await self._facts(request)
        link = f"https://t.me/{self._site.username}?start=c_{facts.code}"
        made = await self._pictures.get((link, facts.design), lambda: pictures.plain_code(facts.design, link))
        return Response(made, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    async def download(self, request: Request) -> Response:
        """The pass as a file, for the button."""
        return await self.pass_of(request, await self._facts(request))

    async def pass_of(self, request: Request, facts: PassFacts) -> Response:
        """Answers with the signed pass, or with 304 when the phone has this version."""
        headers = {
            "Last-Modified": format_datetime(facts.changed_at, usegmt=True),
            "Cache-Control": "private, no-cache",
        }
        if _has_it(request.headers.get("if-modified-since"), facts):
            return Response(status_code=304, headers=headers)
        office, now = self._site.pass_office, self._site.clock()
        made = await self._passes.get((facts.serial, facts.version), lambda: office.build(facts, now))
        return Response(
            made, media_type=PKPASS, headers={**headers, "Content-Disposition": 'attachment; filename="card.pkpass"'}
        )

    async def _facts(self, request: Request) -> PassFacts:
        token = request.path_params["token"]
        facts = await self._site.db.read(passes.facts, page_token=token, now=self._site.clock())
        if facts is None:
            raise HTTPException(404, "No card has this address.")
        return facts


def _has_it(since: str | None, facts: PassFacts) -> bool:
    if since is None:
        return False
    try:
        return facts.changed_at.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone
        return False

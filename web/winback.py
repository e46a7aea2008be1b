"""The personal links of messages: noting that one was opened, and the way to get no more of them."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.campaigns import winback
from web.languages import language_of
from web.pages.offers import offers
from web.site import Site


class Winback:
    """Answers `/w/<token>` and `/p/<token>/offers`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def open(self, request: Request) -> Response:
        """Sends the visitor on to their card, and notes that they came; whoever only looks ahead (HEAD) did not."""
        token, now = request.path_params["token"], self._site.clock()
        seen = None if request.method == "HEAD" else now
        page = await self._site.db.write(winback.opened, token, seen)
        if page is None:
            raise HTTPException(404, "This link leads nowhere.")
        return RedirectResponse(f"/p/{page}?sms=1", 303, {"Cache-Control": "no-store"})

    async def offers(self, request: Request) -> Response:
        """Asks whether the visitor wants no more messages (GET), and takes their word (POST)."""
        token, now = request.path_params["token"], self._site.clock()
        if request.method == "POST":
            await self._site.db.write(winback.stop, token, now)
        found = await self._site.db.read(winback.wants, token, now)
        if found is None:
            raise HTTPException(404, "No card has this address.")
        return offers(language_of(request), path=f"/p/{token}", shop=found.shop, wanted=found.wanted)

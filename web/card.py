"""A member's landing page, its code and pictures, all under the card's secret address."""

import asyncio
import re
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from loyalty.errors import ProgrammeMissing
from services.design import page_pictures, pictures
from services.design.designing import Design
from services.passes import screens
from services.passes.pass_facts import PassFacts
from services.passes.screens import Screen
from web.languages import language_of
from web.pages.card import Landing, Wallet, card
from web.pages.code import changing, resting
from web.shelf import Shelf
from web.site import Site

_OWN: dict[Wallet, re.Pattern[str]] = {"apple": re.compile(r"iPhone|iPad|Macintosh"), "google": re.compile(r"Android")}
_DESK = re.compile(r"X11|Windows|CrOS")
_PHONE = re.compile(r"iPhone|iPad|Android|Mobile")
_TURNS = 20
"""How often the code renews itself, which is ten minutes, before somebody has to ask for it."""
_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}


class Card:
    """Answers `/p/<token>`, `…/code`, `…/badge.webp`, `…/band.webp`, `…/stamps.webp` and what Google fetches."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pictures = Shelf(64)

    async def page(self, request: Request) -> Response:
        """The landing page, with the button first that this visitor's phone can use."""
        screen = await self._screen(request)
        site, agent = self._site, request.headers.get("user-agent", "")
        path = f"/p/{request.path_params['token']}"
        at_hand = not agent or _PHONE.search(agent)
        wallets, own = self._wallets(agent)
        landing = Landing(
            path=path,
            bot_link=site.start_link(f"p_{request.path_params['token']}"),
            screen=screen,
            palette=page_pictures.palette_of(screen.facts.design),
            mark=page_pictures.mark(screen.facts.design),
            wallets=wallets,
            own=own,
            start_link=site.start_link,
            take_over=None if at_hand else page_pictures.screen_code(f"{site.public_url}{path}"),
            offers="sms" in request.query_params,
        )
        return card(language_of(request), landing)

    def _wallets(self, agent: str) -> tuple[list[Wallet], Wallet | None]:
        """Returns the wallets to offer, and the one of this phone: of a phone that we know no other is offered."""
        offered: dict[Wallet, bool] = {"apple": self._site.offer_apple, "google": self._site.google is not None}
        own: Wallet | None = next((wallet for wallet, its in _OWN.items() if its.search(agent)), None)
        unknown = own is None and not _DESK.search(agent)
        wallets = [wallet for wallet, can in offered.items() if can and (unknown or wallet == own)]
        return wallets, own if own in wallets else None

    async def code(self, request: Request) -> Response:
        """The code that changes, for the frame on the landing page."""
        facts, language, now = await self.facts(request), language_of(request), self._site.clock()
        path, turn = f"/p/{request.path_params['token']}/code", request.query_params.get("n", "")
        turns = int(turn) if re.fullmatch(r"[0-9]{1,3}", turn) else 0
        palette = page_pictures.palette_of(facts.design)
        if turns >= _TURNS:
            return resting(language, path=path, palette=palette)
        (shown,) = self._site.codes.coming(facts.code, now)
        return changing(
            language,
            path=path,
            shown=shown,
            picture=page_pictures.screen_code(shown.content),
            digits=pictures.grouped(facts.digits),
            palette=palette,
            turn=turns,
            now=now,
        )

    async def badge(self, request: Request) -> Response:
        """The shop's logo on the page."""
        look = (await self.facts(request)).design
        made = await self._pictures.get(("badge", look), lambda: page_pictures.badge(look))
        return Response(made, media_type="image/webp", headers=_KEPT)

    async def band(self, request: Request) -> Response:
        """The strip across the page."""
        look = (await self.facts(request)).design
        made = await self._pictures.get(("band", look), lambda: page_pictures.band(look))
        return Response(made, media_type="image/webp", headers=_KEPT)

    async def stamps(self, request: Request) -> Response:
        """The kinds of stamps on the page."""
        look = (await self.facts(request)).design
        made = await self._pictures.get(("stamps", look), lambda: page_pictures.stamp_kinds(look))
        return Response(made, media_type="image/webp", headers=_KEPT)

    async def logo(self, request: Request) -> Response:
        """The shop's logo, which Google fetches. An address of former times leads to the logo of today."""
        return await self._public(request, pictures.logo_path, pictures.public_logo)

    async def banner(self, request: Request) -> Response:
        """The picture across a card, which Google fetches; addresses as those of the logo."""
        return await self._public(request, pictures.banner_path, pictures.public_banner)

    async def _public(
        self, request: Request, path_of: Callable[[Design], str], made_of: Callable[[Design], bytes]
    ) -> Response:
        try:
            look = await self._site.db.read(pictures.design)
        except ProgrammeMissing as error:
            raise HTTPException(404, "The shop is not set up yet.") from error
        path = await asyncio.to_thread(path_of, look)
        if request.url.path != path:
            return RedirectResponse(path, 307, {"Cache-Control": "no-cache"})
        made = await asyncio.to_thread(made_of, look)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(made, media_type="image/png", headers=headers)

    async def facts(self, request: Request) -> PassFacts:
        """Returns what the card shows whose secret address was asked for; refuses with 404 when there is none."""
        return (await self._screen(request)).facts

    async def _screen(self, request: Request) -> Screen:
        token = request.path_params["token"]
        screen = await self._site.db.read(screens.of_page, token, self._site.clock())
        if screen is None:
            raise HTTPException(404, "No card has this address.")
        return screen

"""The member's Mini App: the code that changes and the standing, for whom Telegram vouches."""

import asyncio
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from locales import closest
from loyalty.changing_codes import Shown
from services.design import page_pictures, pictures
from services.members import history
from services.passes import screens
from web.body import json_object
from web.init_data import LIMIT, Outdated, Visitor
from web.languages import language_of
from web.pages import member
from web.pages.card import Wallet
from web.pages.history import history as by_month
from web.pages.words import Words
from web.shelf import Shelf
from web.site import Site

AHEAD = 6
"""Codes that go out at once: three minutes in a cellar without a connection, and never the secret."""
ENTRIES = 30
"""Lines of the history that the app shows."""
LASTING = timedelta(minutes=5)
"""So soon after the app was opened it hands out an address that stays good; what is copied later never does."""


class Member:
    """Answers `/member`: the page, and with POST what it shows."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pictures = Shelf(32)

    async def answer(self, request: Request) -> Response:
        """The page itself is the same for everybody; it asks for the rest by POST, with what Telegram gave it."""
        if request.method == "POST":
            return await self._data(request)
        bot_link = f"https://t.me/{self._site.username}"
        return member.page(language_of(request), framed_by=self._site.app_frames, bot_link=bot_link)

    async def _data(self, request: Request) -> Response:
        """What the visitor `wants`, whose `initData` is in the body: the screen unless it is another thing.

        An app that is open says which `mark` its screen has: until that is another one, there is nothing to draw.
        """
        asked, now = await json_object(request, LIMIT), self._site.clock()
        visitor, platform = self._visitor(asked.get("initData"), now), asked.get("platform")
        match asked.get("want"):
            case "wallet":
                return await self._wallet(visitor, platform, now)
            case "invite":
                return await self._invitation(visitor, now)
            case "history":
                return await self._history(visitor, now)
        known = asked.get("mark")
        if known and known == await self._site.db.read(screens.mark_of, visitor.telegram_id):
            return _answer({"mark": known})
        return await self._screen(visitor, self._wallet_of(platform), now)

    def _visitor(self, text: object, now: datetime) -> Visitor:
        try:
            visitor = self._site.init_data.visitor(text, now) if isinstance(text, str) else None
        except Outdated as error:
            raise HTTPException(403, "This was signed too long ago; open the Mini App again.") from error
        if visitor is None:
            raise HTTPException(401, "Telegram has not signed this for our bot.")
        return visitor

    async def _screen(self, visitor: Visitor, wallet: Wallet | None, now: datetime) -> Response:
        """The codes of the next minutes and the standing."""
        site = self._site
        own = await site.db.read(screens.of_telegram, visitor.telegram_id, now)
        language = own.language if own else closest(visitor.language)
        words = Words(language)
        said = {key: words.plain(f"web-app-{key}") for key in ("away", "old", "chat")}
        said |= {"language": language}
        if own is None or own.screen is None:
            return _answer({**said, "newcomer": words.plain("web-app-newcomer")})
        screen, facts = own.screen, own.screen.facts
        coming = await asyncio.to_thread(_codes, site.codes.coming(facts.code, now, AHEAD))
        look = facts.design
        badge = await self._pictures.get(("badge", look), lambda: page_pictures.badge(look))
        stamps = await self._pictures.get(("stamps", look), lambda: page_pictures.stamp_kinds(look))
        tabs = {tab: words.plain(f"web-app-{tab}") for tab in ("card", "rewards", "history")}
        if own.invites:
            tabs["invite"] = words.plain("web-app-invite")
        content = {
            "now": now.timestamp() * 1000,
            "mark": own.mark,
            "codes": coming,
            "card": pictures.grouped(facts.digits),
            "hint": f"{words.plain('web-code-hint')} {words.plain('web-app-bright')}",
            "tabs": tabs,
            "wallet": words.plain(f"web-card-{wallet}") if wallet else "",
            **member.shown(
                Words(language, facts.currency, facts.zone, screen.value, facts.voice),
                screen,
                badge,
                stamps,
                site.start_link,
            ),
        }
        return _answer({**said, **content})

    def _wallet_of(self, platform: object) -> Wallet | None:
        """Returns the wallet of the phone on which Telegram runs, as Telegram names it."""
        if platform in {"ios", "macos"}:
            return "apple" if self._site.offer_apple else None
        return "google" if platform == "android" and self._site.google else None

    async def _wallet(self, visitor: Visitor, platform: object, now: datetime) -> Response:
        """Where the phone's wallet takes the card from: for a tap only, and soon after the app was opened."""
        if now - visitor.said_at > LASTING:
            raise HTTPException(403, "The app was opened too long ago for this; the chat has the same button.")
        wallet = self._wallet_of(platform)
        token = await self._site.db.read(screens.page_token_of, visitor.telegram_id)
        if wallet is None or token is None:
            raise HTTPException(404, "There is no card for a wallet here.")
        ending = {"apple": ".pkpass", "google": "/google"}[wallet]
        return _answer({"url": f"{self._site.public_url}/p/{token}{ending}"})

    async def _history(self, visitor: Visitor, now: datetime) -> Response:
        """What happened on the card; the chat has all of it, and why."""
        own = await self._site.db.read(screens.of_telegram, visitor.telegram_id, now)
        if own is None or own.screen is None or own.member_id is None:
            raise HTTPException(404, "There is no card.")
        entries, _ = await self._site.db.read(history.history, own.member_id, limit=ENTRIES)
        screen, facts = own.screen, own.screen.facts
        words = Words(own.language, facts.currency, facts.zone, screen.value, facts.voice)
        return _answer({"html": by_month(words, facts, entries) or member.nothing(words)})

    async def _invitation(self, visitor: Visitor, now: datetime) -> Response:
        given = await self._site.db.write(screens.invitation, visitor.telegram_id, now)
        if given is None:
            raise HTTPException(404, "Nobody is invited from here.")
        words = Words(given.language, given.currency, value=given.value, voice=given.voice)
        return _answer({"html": member.invitation(words, given, self._site.start_link(f"f_{given.payload}"))})


def _answer(content: dict[str, object]) -> Response:
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


def _codes(coming: tuple[Shown, ...]) -> list[dict[str, object]]:
    codes = []
    for shown in coming:
        picture = page_pictures.screen_code(shown.content)
        codes.append(
            {
                "until": shown.until.timestamp() * 1000,
                "digits": f"{shown.digits[:4]} {shown.digits[4:]}",
                "side": picture.side,
                "path": picture.path,
            }
        )
    return codes

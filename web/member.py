"""The member's Mini App: the code that changes and the standing, for whom Telegram vouches."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from locales import closest
from loyalty.changing_codes import Shown
from services.design import page_pictures, pictures
from services.passes import screens
from services.passes.screens import Screen
from web.body import json_object
from web.init_data import LIMIT, Outdated
from web.languages import language_of
from web.pages import member
from web.pages.standing import amounts, filled, gifts, past, progress
from web.pages.words import Words
from web.site import Site

AHEAD = 6
"""Codes that go out at once: three minutes in a cellar without a connection, and never the secret."""


class Member:
    """Answers `/member`: the page, and with POST what it shows."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def answer(self, request: Request) -> Response:
        """The page itself is the same for everybody; it asks for the rest by POST, with what Telegram gave it."""
        if request.method == "POST":
            return await self._data(request)
        return member.page(language_of(request), framed_by=self._site.app_frames)

    async def _data(self, request: Request) -> Response:
        """The codes of the next minutes and the standing, for the visitor whose `initData` is in the body."""
        text = (await json_object(request, LIMIT)).get("initData")
        site, now = self._site, self._site.clock()
        try:
            visitor = site.init_data.visitor(text, now) if isinstance(text, str) else None
        except Outdated as error:
            raise HTTPException(403, "This was signed too long ago; open the Mini App again.") from error
        if visitor is None:
            raise HTTPException(401, "Telegram has not signed this for our bot.")
        own = await site.db.read(screens.of_telegram, visitor.telegram_id, now)
        language = own.language if own else closest(visitor.language)
        words = Words(language)
        said = {"language": language, "away": words.plain("web-app-away"), "old": words.plain("web-app-old")}
        if own is None or own.screen is None:
            return _answer({**said, "newcomer": words.plain("web-app-newcomer")})
        screen, facts = own.screen, own.screen.facts
        coming = await asyncio.to_thread(_codes, site.codes.coming(facts.code, now, AHEAD))
        content = {
            "now": now.timestamp() * 1000,
            "codes": coming,
            "card": pictures.grouped(facts.digits),
            "hint": words.plain("web-code-hint"),
            "html": self._html(Words(language, facts.currency, facts.zone, screen.value), screen),
        }
        return _answer({**said, **content})

    def _html(self, words: Words, screen: Screen) -> str:
        facts = screen.facts
        tickets = gifts(words, facts, self._site.start_link)
        return "".join(
            (amounts(words, screen, "own"), filled(words, facts), tickets, progress(words, facts), past(words, facts))
        )


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

"""The Mini App's page: an empty screen that its script fills, in the colours of the shop and of Telegram."""

import base64
from collections.abc import Callable
from html import escape
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse

from locales import Language
from services.design import page_pictures
from services.passes.screens import Invitation, Screen
from web.pages import asset, document
from web.pages.code import RING
from web.pages.code import STYLE as CODE
from web.pages.earning import earning
from web.pages.standing import STYLE as STANDING
from web.pages.standing import amounts, drawn, filled, gifts, past, progress
from web.pages.words import Words

_MEMBER, _SCRIPT = asset("member.css"), asset("member.js")
_TABS = {
    "card": '<rect x="3" y="5" width="18" height="14" rx="3"/><path d="M3 10h18"/>',
    "rewards": '<path d="M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7c-6 0-5-5-2-4 2 .6 2 4 2 4s0-3.4 2-4c3-1 4 4-2 4"/>',
    "history": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "invite": '<circle cx="10" cy="8" r="4"/><path d="M3 20c0-4 3-6 7-6s7 2 7 6M19 6v6M16 9h6"/>',
}


def page(language: Language, *, framed_by: str, bot_link: str) -> HTMLResponse:
    """Returns the page; `framed_by` names the sites that show Mini Apps in a frame."""
    words = Words(language)
    tabs = "".join(
        f'<button type="button" data-tab="{name}"><svg viewBox="0 0 24 24" aria-hidden="true">{path}</svg>'
        f"<span>{words(f'web-app-{name}')}</span></button>"
        for name, path in _TABS.items()
    )
    body = (
        f'<main data-away="{words("web-app-away")}" data-old="{words("web-app-old")}" '
        f'data-outside="{words("web-app-outside")}">\n'
        '<header class="head" id="standing" hidden></header>\n'
        f'<p id="note" role="status">{words("web-app-wait")}</p>\n'
        f'<a class="way" id="way" href="{escape(bot_link)}" hidden>{words("web-app-chat")}</a>\n'
        '<section data-panel="card"><div id="code" hidden><svg class="qr" role="img" shape-rendering="crispEdges">'
        '<path fill="#fff"/><path stroke="#000"/></svg>\n'
        '<div class="count"><div><p class="digits" id="card"></p><p class="digits" id="digits"></p></div>'
        f"{RING.format('')}</div>\n"
        '<button type="button" class="wallet" id="wallet" hidden></button>\n'
        '<p class="code-note" id="hint"></p></div></section>\n'
        '<section data-panel="rewards" hidden></section>\n<section data-panel="history" hidden></section>\n'
        '<section data-panel="invite" hidden></section>\n'
        f'<nav class="tabs" hidden>{tabs}</nav>\n</main>'
    )
    styles = (CODE, STANDING, _MEMBER)
    return document(language, title="Tessera", body=body, styles=styles, script=_SCRIPT, framed_by=framed_by)


def shown(
    words: Words, screen: Screen, badge: bytes, stamps: bytes, start_link: Callable[[str], str]
) -> dict[str, object]:
    """Returns what the script puts on the screen: the head and the tabs as HTML, and the shop's colours.

    `badge` and `stamps` are the WebPs of the logo and of the kinds of stamps; they travel inside, for an address of
    their own would give away that of the card's page.
    """
    facts = screen.facts
    logo = base64.b64encode(badge).decode()
    palette = page_pictures.palette_of(facts.design)
    head = (
        f'<h1><img src="data:image/webp;base64,{logo}" width="40" height="40" alt="">'
        f"<span>{escape(facts.organisation)}</span></h1>{amounts(words, screen)}{filled(words, facts)}"
    )
    tickets = gifts(words, facts, start_link)
    rewards = f"<section>{tickets}</section>" if tickets else ""
    rewards += progress(words, facts) + earning(words, screen.rules)
    return {
        "shop": facts.organisation,
        "points": facts.points,
        "head": head,
        "panels": {"rewards": rewards or nothing(words), "history": past(words, facts) or nothing(words)},
        "look": {
            "brand": palette.background,
            "on-brand": palette.foreground,
            "label": palette.label,
            "stamps": f"url(data:image/webp;base64,{base64.b64encode(stamps).decode()})",
            "links": [palette.by_day, palette.by_night],
        },
    }


def nothing(words: Words) -> str:
    """Returns what an empty tab says."""
    return f"<section><p>{words('web-app-nothing')}</p></section>"


def invitation(words: Words, given: Invitation, link: str) -> str:
    """Returns the tab that invites a friend by the member's own `link`: what both get, its code, a way to send it."""
    gets = [words(f"web-app-{who}-gets", points=words.some(points)) for who, points in _sides(given) if points]
    when = (
        words("web-app-invite-from", money=words.money(given.minimum)) if given.minimum else words("web-app-invite-any")
    )
    text = words.plain("web-app-invite-text", shop=given.shop)
    share = f"https://t.me/share/url?{urlencode({'url': link, 'text': text}, quote_via=quote)}"
    return (
        f"<section><h2>{words('web-app-invite-title')}</h2>"
        f'<ul class="earn">{"".join(f"<li>{line}</li>" for line in (*gets, when))}</ul>'
        f'<a class="way" href="{escape(share)}">{words("web-app-invite-send")}</a></section>'
        f"<section>{drawn(page_pictures.lasting_code(link), 'qr', words('web-app-invite-code'))}"
        f'<p>{words("web-app-invite-code")}</p><p class="address">{escape(link)}</p></section>'
    )


def _sides(given: Invitation) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("friend", given.friend), ("you", given.inviter)

"""The landing page of a card: the shop's look, the button for the phone at hand, the code, the standing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from string import Template
from typing import Literal

from starlette.responses import HTMLResponse

from locales import Language
from services.design.page_pictures import Palette, ScreenCode
from services.passes.screens import Screen
from services.programme.outlets import Outlet
from web.pages import asset, document, switch
from web.pages.earning import earning
from web.pages.standing import STYLE as STANDING
from web.pages.standing import amounts, bonuses, drawn, filled, gifts, past, progress
from web.pages.words import Words

Wallet = Literal["apple", "google"]

_CARD = asset("card.css")
_LOOK = Template(
    ":root{--brand:$background;--on-brand:$foreground;--label:$label;--link:$by_day}"
    "@media(prefers-color-scheme:dark){:root{--link:$by_night}}"
)
_SYMBOLS: dict[Wallet, str] = {
    "apple": (
        '<svg viewBox="0 0 30 24" aria-hidden="true"><rect x="1" width="28" height="24" rx="4" fill="#f2f2f7"/>'
        '<path d="M3 5h24v3H3z" fill="#4aa3df"/><path d="M3 8h24v3H3z" fill="#f5b935"/>'
        '<path d="M3 11h24v3H3z" fill="#5cb85c"/>'
        '<path d="M1 14h9c1 0 1 3 5 3s4-3 5-3h9v6a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4z" fill="#c7c7cc"/></svg>'
    ),
    "google": (
        '<svg viewBox="0 0 30 24" aria-hidden="true"><rect x="4" width="22" height="14" rx="3" fill="#34a853"/>'
        '<rect x="2.5" y="4" width="25" height="14" rx="3" fill="#fbbc04"/>'
        '<rect x="1" y="8" width="28" height="16" rx="3.5" fill="#4285f4"/>'
        '<path d="M1 12l14 6 14-6v8.5a3.5 3.5 0 0 1-3.5 3.5h-21A3.5 3.5 0 0 1 1 20.500z" fill="#e8f0fe"/></svg>'
    ),
}
_WALLETS: dict[Wallet, tuple[str, str]] = {
    "apple": (".pkpass", "web-card-apple"),
    "google": ("/google", "web-card-google"),
}


@dataclass(frozen=True, slots=True)
class Landing:
    """What a visitor is shown: `path` is the page's own address, `mark` changes when its pictures do.

    `wallets` are offered to take the card, `own` is the one of the visitor's phone. `start_link` returns the link that
    opens the bot with a payload. `take_over` is the code of the page itself, for somebody at a desk, whose phone goes
    on; None for whoever has the phone in hand. `offers` adds the way to get no more messages, for whoever came by one.
    """

    path: str
    bot_link: str
    screen: Screen
    palette: Palette
    mark: str
    wallets: Sequence[Wallet]
    own: Wallet | None
    start_link: Callable[[str], str]
    take_over: ScreenCode | None
    offers: bool = False


def card(language: Language, landing: Landing) -> HTMLResponse:
    """Returns the landing page; it needs no script and nothing from elsewhere."""
    facts = landing.screen.facts
    words = Words(language, facts.currency, facts.zone, landing.screen.value, facts.voice)
    parts = (
        bonuses(words, landing.screen),
        _gift(words, landing),
        _buttons(words, landing),
        _code(words, landing),
        progress(words, facts),
        earning(words, landing.screen.rules),
        past(words, facts),
        _shop(words, landing),
    )
    wide = " wide" if landing.take_over else ""
    body = f'<main class="card{wide}">{_head(words, landing)}<div class="parts">{"".join(parts)}</div></main>'
    stamps = f":root{{--stamps:url({landing.path}/stamps.webp?{landing.mark})}}"
    styles = (STANDING, _CARD, look(landing.palette), stamps)
    body += switch(language, landing.path)
    if landing.offers:
        way = f"{escape(landing.path)}/offers?lang={language}"
        body += f'<p class="note"><a rel="nofollow" href="{way}">{words("winback-page-link")}</a></p>'
    return document(language, title=facts.organisation, body=body, styles=styles)


@lru_cache(maxsize=64)
def look(palette: Palette) -> str:
    """Returns the style that gives a page the colours of a shop."""
    names = ("background", "foreground", "label", "by_day", "by_night")
    return _LOOK.substitute({name: getattr(palette, name) for name in names})


def _head(words: Words, landing: Landing) -> str:
    path, mark, name = escape(landing.path), landing.mark, escape(landing.screen.facts.organisation)
    return (
        f'<header class="head"><h1><img src="{path}/badge.webp?{mark}" width="40" height="40" alt="">'
        f"<span>{name}</span></h1>\n"
        f'<img class="band" src="{path}/band.webp?{mark}" width="750" height="288" alt="">'
        f"{amounts(words, landing.screen)}{filled(words, landing.screen.facts)}</header>\n"
    )


def _gift(words: Words, landing: Landing) -> str:
    facts = landing.screen.facts
    tickets = gifts(words, facts, landing.start_link)
    if not tickets:
        return ""
    # Google's way takes the coupons along by itself.
    along = (
        f'<a class="more" href="{escape(landing.path)}.pkpasses">{words("web-card-apple-all")}</a>'
        if landing.own == "apple"
        else ""
    )
    return f"<section>{tickets}{along}</section>\n"


def _buttons(words: Words, landing: Landing) -> str:
    wallets = [_wallet(words, landing.path, wallet) for wallet in landing.wallets]
    chat_class = "button" if landing.own else "button first"
    chat = f'<a class="{chat_class}" href="{escape(landing.bot_link)}">{words("web-card-bot")}</a>'
    buttons = [*wallets, chat] if landing.own else [chat, *wallets]
    return f'<section class="buttons">{"".join(buttons)}</section>\n'


def _wallet(words: Words, path: str, wallet: Wallet) -> str:
    ending, key = _WALLETS[wallet]
    return f'<a class="button wallet" href="{escape(path)}{ending}">{_SYMBOLS[wallet]}{words(key)}</a>'


def _code(words: Words, landing: Landing) -> str:
    frame = (
        f'<iframe src="{escape(landing.path)}/code?lang={words.language}" title="{words("web-code-hint")}" '
        'loading="lazy"></iframe>'
    )
    take_over = landing.take_over
    if take_over is None:
        return f"<section>{frame}</section>\n"
    return (
        f"<section>{drawn(take_over, 'take', words('web-card-phone-code'))}<p>{words('web-card-phone')}</p>"
        f"<details><summary>{words('web-card-show')}</summary>{frame}</details></section>\n"
    )


def _shop(words: Words, landing: Landing) -> str:
    design = landing.screen.facts.design
    about = f'<h2>{escape(design.organisation)}</h2><p class="text">{escape(design.about)}</p>' if design.about else ""
    links = "".join(
        f'<li><a rel="noreferrer" href="{escape(link.url)}">{escape(link.title)}</a></li>' for link in design.links
    )
    contacts = f'<p class="text">{escape(design.contacts)}</p>' if design.contacts else ""
    places = "".join(_outlet(words, outlet) for outlet in landing.screen.outlets)
    if contacts or links or places:
        about += f"<h2>{words('web-contacts')}</h2>{contacts}<ul>{links}</ul>{places}"
    return f"<section>{about}</section>" if about else ""


def _outlet(words: Words, outlet: Outlet) -> str:
    """Returns an outlet with what is known of it; its phone number and its place lead on."""
    said = "".join(f"\n{escape(fact)}" for fact in (outlet.address, outlet.hours) if fact)
    ways = [(outlet.phone_url, outlet.phone), (outlet.map_url, words.plain("web-map"))]
    links = "".join(
        f'<li><a rel="noreferrer" href="{escape(url)}">{escape(label)}</a></li>' for url, label in ways if url
    )
    return f'<p class="text"><b>{escape(outlet.name)}</b>{said}</p><ul>{links}</ul>'

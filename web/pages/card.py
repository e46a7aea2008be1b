"""The landing page of a card: the shop's look, the button for the phone at hand, the code, the standing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from string import Template
from typing import Literal

from starlette.responses import HTMLResponse

from locales import Language
from services.design.page_pictures import Palette, ScreenCode
from services.passes.screens import Screen
from web.pages import asset, document, switch
from web.pages.standing import STYLE as STANDING
from web.pages.standing import amounts, standing
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

    `wallets` take the card, `own` is the one of the visitor's phone. `take_over` is the code of the page itself, for
    somebody at a desk, whose phone goes on; None for whoever has the phone in hand. `offers` adds the way to get no
    more messages, for whoever came by one.
    """

    path: str
    bot_link: str
    screen: Screen
    palette: Palette
    mark: str
    wallets: Sequence[Wallet]
    own: Wallet | None
    take_over: ScreenCode | None
    offers: bool = False


def card(language: Language, landing: Landing) -> HTMLResponse:
    """Returns the landing page; it needs no script and nothing from elsewhere."""
    facts = landing.screen.facts
    words = Words(language, facts.currency, facts.zone, landing.screen.value)
    top = _top(landing) + amounts(words, landing.screen, "sum")
    first = _buttons(words, landing) + _code(words, landing)
    rest = f'<div class="part">{standing(words, facts)}{_shop(words, landing)}</div>'
    wide = " wide" if landing.take_over else ""
    body = f'<main class="card{wide}">{top}<div class="two"><div>{first}</div>{rest}</div></main>'
    styles = (STANDING, _CARD, look(landing.palette))
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


def _top(landing: Landing) -> str:
    path, mark, name = escape(landing.path), landing.mark, escape(landing.screen.facts.organisation)
    return (
        f'<header class="hero"><h1><img src="{path}/badge.webp?{mark}" width="40" height="40" alt="">'
        f"<span>{name}</span></h1></header>\n"
        f'<img class="band" src="{path}/band.webp?{mark}" width="750" height="288" alt="">'
    )


def _buttons(words: Words, landing: Landing) -> str:
    buttons = {wallet: _wallet(words, landing.path, wallet) for wallet in landing.wallets}
    own = landing.own
    chat_class = "button" if own else "button first"
    chat = f'<a class="{chat_class}" href="{escape(landing.bot_link)}">{words("web-card-bot")}</a>'
    others = "".join(buttons[wallet] for wallet in landing.wallets if wallet != own)
    several = _several(words, landing) if own == "apple" and landing.screen.facts.coupons else ""
    return f'<div class="buttons">{buttons[own] if own else ""}{several}{chat}{others}</div>\n'


def _several(words: Words, landing: Landing) -> str:
    # Google's way takes the coupons along by itself.
    path = f"{escape(landing.path)}.pkpasses"
    return f'<a class="button wallet" href="{path}">{_SYMBOLS["apple"]}{words("web-card-apple-all")}</a>'


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
        return f'<div class="part">{frame}</div>\n'
    return (
        f'<div class="part">{drawn(take_over, "take", words("web-card-phone-code"))}<p>{words("web-card-phone")}</p>'
        f"<details><summary>{words('web-card-show')}</summary>{frame}</details></div>\n"
    )


def drawn(code: ScreenCode, name: str, label: str) -> str:
    """Returns a code as SVG of the class `name`; `label` is HTML."""
    return (
        f'<svg class="{name}" viewBox="0 0 {code.side} {code.side}" role="img" aria-label="{label}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{code.side}v{code.side}H0z"/>'
        f'<path stroke="#000" d="{code.path}"/></svg>'
    )


def _shop(words: Words, landing: Landing) -> str:
    design = landing.screen.facts.design
    about = f'<h2>{escape(design.organisation)}</h2><p class="text">{escape(design.about)}</p>' if design.about else ""
    links = "".join(
        f'<li><a rel="noreferrer" href="{escape(link.url)}">{escape(link.title)}</a></li>' for link in design.links
    )
    contacts = f'<p class="text">{escape(design.contacts)}</p>' if design.contacts else ""
    if not (contacts or links):
        return about
    return f"{about}<h2>{words('web-contacts')}</h2>{contacts}<ul>{links}</ul>"

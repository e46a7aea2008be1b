"""The pages people see: one layout, one style sheet, no scripts, nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Literal

from starlette.responses import HTMLResponse

from locales import LANGUAGES, Language, translate

_HERE = Path(__file__).parent
_STYLE = (_HERE / "style.css").read_text(encoding="utf-8").replace("\n", "")
_PAGE = Template((_HERE / "page.html").read_text(encoding="utf-8"))

STYLE_HASH = f"sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}"
"""What the Content-Security-Policy admits as the only style."""

Wallet = Literal["apple", "google"]

_WALLET = (
    '<svg viewBox="0 0 28 22" aria-hidden="true"><rect width="28" height="22" rx="4" fill="#f2f2f7"/>'
    '<path d="M2 5h24v3H2z" fill="#4aa3df"/><path d="M2 8h24v3H2z" fill="#f5b935"/>'
    '<path d="M2 11h24v3H2z" fill="#5cb85c"/>'
    '<path d="M1 13h8c1 0 1 3 5 3s4-3 5-3h8v5a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3z" fill="#c7c7cc"/></svg>'
)


_WALLETS: dict[Wallet, tuple[str, str]] = {
    "apple": (".pkpass", "web-card-apple"),
    "google": ("/google", "web-card-google"),
}


def card(
    language: Language,
    *,
    path: str,
    shop: str,
    digits: str,
    bot_link: str,
    wallets: Sequence[Wallet],
    own: Wallet | None,
) -> HTMLResponse:
    """Returns a member's landing page. `path` is its own address; the pass and the code's picture stand beside it.

    Of the `wallets` that take the card, the visitor's `own` comes before the chat, the others after it.
    """
    button = {wallet: _wallet_button(language, path, wallet) for wallet in wallets}
    first = "" if own else " first"
    chat = f'<a class="button{first}" href="{escape(bot_link)}">{_words(language, "web-card-bot")}</a>'
    others = "".join(button[wallet] for wallet in wallets if wallet != own)
    buttons = (button[own] if own else "") + chat + others
    body = (
        f"<h1>{escape(shop)}</h1>\n<p>{_words(language, 'web-card-hint')}</p>\n"
        f'<img class="code" src="{escape(path)}.png" width="280" height="280" '
        f'alt="{_words(language, "web-card-code", digits=digits)}">\n'
        f'<p class="digits">{escape(digits)}</p>\n<div class="buttons">{buttons}</div>'
    )
    return _page(language, title=shop, body=body, switch=_switch(language, path))


def error(
    language: Language, *, title: str, text: str, note: str, status: int, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """Returns a page that says what went wrong and what to do."""
    body = f"<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>"
    if note:
        body += f'\n<p class="note">{escape(note)}</p>'
    return _page(language, title=title, body=body, status=status, headers=headers)


def _wallet_button(language: Language, path: str, wallet: Wallet) -> str:
    ending, words = _WALLETS[wallet]
    return f'<a class="button wallet" href="{escape(path)}{ending}">{_WALLET}{_words(language, words)}</a>'


def _page(
    language: Language,
    *,
    title: str,
    body: str,
    switch: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    text = _PAGE.substitute(language=language, title=escape(title), style=_STYLE, body=body, switch=switch)
    return HTMLResponse(text, status, {"Cache-Control": "no-store", "Vary": "Accept-Language", **(headers or {})})


def _switch(chosen: Language, path: str) -> str:
    names = [
        f'<span lang="{language}" aria-current="true">{_words(language, "web-language")}</span>'
        if language == chosen
        else f'<a lang="{language}" href="{escape(path)}?lang={language}">{_words(language, "web-language")}</a>'
        for language in LANGUAGES
    ]
    return f"<nav>{''.join(names)}</nav>"


def _words(language: Language, key: str, **arguments: str) -> str:
    return escape(translate(language, key, **arguments))

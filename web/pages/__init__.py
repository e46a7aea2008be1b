"""The pages people see: one layout, styles and scripts that are named by their hash, nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from locales import LANGUAGES, Language, translate

_HERE = Path(__file__).parent
_PAGE = Template((_HERE / "page.html").read_text(encoding="utf-8"))


def asset(name: str) -> str:
    """Returns a style or script of this folder, as it goes into a page."""
    return (_HERE / name).read_text(encoding="utf-8").replace("\n", "")


STYLE, SIGN = asset("style.css"), asset("sign.css")


def document(
    language: Language,
    *,
    title: str,
    body: str,
    styles: Sequence[str] = (),
    script: str = "",
    head: str = "",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    framed_by: str = "'none'",
    forms: bool = False,
) -> HTMLResponse:
    """Returns a page with the common style and `styles` after it, and with a policy that admits nothing else.

    `title` is plain text, `body` and `head` are HTML. `framed_by` names who may show the page in a frame,
    `forms` lets it send its forms to us.
    """
    css = "".join((STYLE, *styles))
    if script:
        body += f"\n<script>{script}</script>"
    text = _PAGE.substitute(language=language, title=escape(title), style=css, head=head, body=body)
    policy = (
        f"default-src 'none'; img-src 'self' data:; style-src '{_hash(css)}'; frame-src 'self'; "
        + (f"script-src '{_hash(script)}'; connect-src 'self'; " if script else "")
        + f"base-uri 'none'; form-action '{'self' if forms else 'none'}'; frame-ancestors {framed_by}"
    )
    own = {"Cache-Control": "no-store", "Content-Security-Policy": policy, "Vary": "Accept-Language"}
    return HTMLResponse(text, status, {**own, **(headers or {})})


@lru_cache(maxsize=256)
def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def switch(chosen: Language, path: str) -> str:
    """Returns the links to the page at `path` in the other languages."""
    names = [
        f'<span lang="{language}" aria-current="true">{escape(translate(language, "web-language"))}</span>'
        if language == chosen
        else f'<a lang="{language}" href="{escape(path)}?lang={language}">'
        f"{escape(translate(language, 'web-language'))}</a>"
        for language in LANGUAGES
    ]
    return f"<nav>{''.join(names)}</nav>"


@dataclass(frozen=True, slots=True)
class Sign:
    """Whose page this is: the shop's name, the link to its bot, and the style of its colours."""

    shop: str
    bot_link: str
    style: str


def error(
    language: Language,
    *,
    title: str,
    text: str,
    note: str,
    status: int,
    headers: dict[str, str] | None = None,
    sign: Sign | None = None,
) -> HTMLResponse:
    """Returns a page that says what went wrong and what to do; under the `sign` of a shop with the way to its bot."""
    head = f'<header class="sign">{escape(sign.shop)}</header>\n' if sign else ""
    body = f"<main>\n{head}<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>"
    if sign:
        body += f'\n<a class="way" href="{escape(sign.bot_link)}">{escape(translate(language, "web-card-bot"))}</a>'
    if note:
        body += f'\n<p class="note">{escape(note)}</p>'
    styles = (SIGN, sign.style) if sign else ()
    return document(language, title=title, body=f"{body}\n</main>", styles=styles, status=status, headers=headers)

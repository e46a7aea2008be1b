"""What people agree to, as a page to be read before there is a card."""

from collections.abc import Sequence
from html import escape

from starlette.responses import HTMLResponse

from locales import Language, translate
from web.pages import SIGN, Sign, asset, document, switch

TOPICS = ("processing", "advertising")
_STYLE = asset("terms.css")


def terms(language: Language, topic: str, *, path: str, sign: Sign) -> HTMLResponse:
    """Returns the text of a consent, one of TOPICS, under the sign of the shop; `path` is the page's own."""
    title, *paragraphs = _texts(translate(language, f"consent-{topic}", shop=escape(sign.shop)))
    body = (
        f'<main class="terms">\n<header class="sign">{escape(sign.shop)}</header>\n<h1>{title}</h1>\n'
        + "".join(f"<p>{text}</p>" for text in paragraphs)
        + f'\n<a class="way" href="{escape(sign.bot_link)}">{escape(translate(language, "web-card-bot"))}</a>\n</main>'
    )
    styles = (SIGN, _STYLE, sign.style)
    return document(language, title=sign.shop, body=body + switch(language, path), styles=styles)


def _texts(said: str) -> Sequence[str]:
    """Returns the title and the paragraphs of a text for the chat, as HTML."""
    return [part.removeprefix("<b>").removesuffix("</b>") for part in said.split("\n\n")]

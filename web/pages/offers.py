"""The page on which somebody without Telegram says that they want no more messages."""

from html import escape

from starlette.responses import HTMLResponse

from locales import Language, translate
from web.pages import asset, document, switch

_STYLE = asset("offers.css")


def offers(language: Language, *, path: str, shop: str, wanted: bool) -> HTMLResponse:
    """Returns the question with its button, or once it is answered the promise; `path` is that of the card's page."""
    own = f"{path}/offers"
    said = "winback-page-ask" if wanted else "winback-page-stopped"
    stop = (
        f'<form method="post" action="{escape(own)}?lang={language}">'
        f"<button>{_words(language, 'winback-page-stop')}</button></form>"
    )
    body = (
        f"<main>\n<h1>{escape(shop)}</h1>\n<p>{_words(language, said)}</p>\n"
        f'<div class="ways">{stop if wanted else ""}'
        f'<a href="{escape(path)}?lang={language}">{_words(language, "winback-page-card")}</a></div>\n</main>'
    )
    page = body + switch(language, own)
    return document(language, title=shop, body=page, styles=(_STYLE,), forms=True)


def _words(language: Language, key: str) -> str:
    return escape(translate(language, key))

"""The page on which somebody without Telegram says that they want no more messages."""

from html import escape

from starlette.responses import HTMLResponse

from locales import Language, translate
from web.pages import document, switch


def offers(language: Language, *, path: str, shop: str, wanted: bool) -> HTMLResponse:
    """Returns the question with its button, or once it is answered the promise; `path` is that of the card's page."""
    own = f"{path}/offers"
    body = f"<main>\n<h1>{escape(shop)}</h1>\n"
    if wanted:
        body += (
            f"<p>{_words(language, 'winback-page-ask')}</p>\n"
            f'<form class="buttons" method="post" action="{escape(own)}?lang={language}">'
            f'<button class="button first">{_words(language, "winback-page-stop")}</button></form>'
        )
    else:
        body += f"<p>{_words(language, 'winback-page-stopped')}</p>"
    body += (
        f'\n<div class="buttons"><a class="button" href="{escape(path)}?lang={language}">'
        f"{_words(language, 'winback-page-card')}</a></div>\n</main>"
    )
    return document(language, title=shop, body=body + switch(language, own), forms=True)


def _words(language: Language, key: str) -> str:
    return escape(translate(language, key))

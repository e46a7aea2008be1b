"""The Mini App's page: an empty screen that its script fills, in the colours of the visitor's Telegram."""

from starlette.responses import HTMLResponse

from locales import Language
from web.pages import asset, document
from web.pages.code import RING
from web.pages.code import STYLE as CODE
from web.pages.standing import STYLE as STANDING
from web.pages.words import Words

_MEMBER, _SCRIPT = asset("member.css"), asset("member.js")


def page(language: Language, *, framed_by: str) -> HTMLResponse:
    """Returns the page; `framed_by` names the sites that show Mini Apps in a frame."""
    words = Words(language)
    body = (
        f'<main data-away="{words("web-app-away")}" data-old="{words("web-app-old")}" '
        f'data-outside="{words("web-app-outside")}">\n'
        f'<p id="note" role="status">{words("web-app-wait")}</p>\n'
        '<section id="code" hidden><svg class="qr" role="img" shape-rendering="crispEdges"><path fill="#fff"/>'
        '<path stroke="#000"/></svg>\n'
        '<div class="count"><div><p class="digits" id="card"></p><p class="digits" id="digits"></p></div>'
        f"{RING.format('')}</div>\n"
        '<p class="code-note" id="hint"></p></section>\n<section id="standing"></section>\n</main>'
    )
    styles = (CODE, STANDING, _MEMBER)
    return document(language, title="Tessera", body=body, styles=styles, script=_SCRIPT, framed_by=framed_by)

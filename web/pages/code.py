"""The code that changes, as a small page of its own that renews itself: it stands in a frame and needs no script."""

from datetime import datetime
from html import escape

from starlette.responses import HTMLResponse

from locales import Language
from loyalty.changing_codes import Shown
from loyalty.totp import STEP
from services.design.page_pictures import Palette, ScreenCode
from web.pages import asset, document
from web.pages.card import look
from web.pages.standing import drawn
from web.pages.words import Words

STYLE = asset("code.css")
_ROUND = 100.53
"""The length of the ring: 2π · 16."""
RING = (
    '<svg class="ring" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="16"/>'
    f'<circle class="left" cx="20" cy="20" r="16" stroke-dasharray="{_ROUND}">{{}}</circle></svg>'
)
"""The time that is left; `{}` takes what moves it."""
# A phone that slept shows an old code when it wakes; where scripts run, it is renewed at once.
_WAKE = "addEventListener('visibilitychange',()=>document.hidden||location.reload())"


def changing(
    language: Language,
    *,
    path: str,
    shown: Shown,
    picture: ScreenCode,
    digits: str,
    palette: Palette,
    turn: int,
    now: datetime,
) -> HTMLResponse:
    """Returns the code of now; when its time is over the page asks for `path` with the next `turn`."""
    words = Words(language)
    left = max(1.0, (shown.until - now).total_seconds())
    again = f"{escape(path)}?lang={language}&amp;n={turn + 1}"
    head = f'<meta http-equiv="refresh" content="{int(left) + 1};url={again}">'
    moving = (
        f'<animate attributeName="stroke-dashoffset" from="{_ROUND * (1 - left / STEP):.2f}" to="{_ROUND}" '
        f'dur="{left:.1f}s" fill="freeze"/>'
    )
    body = (
        f"{drawn(picture, 'qr', words('web-code-alt', until=f'{shown.until:%H:%M:%S} UTC'))}"
        f'<div class="count"><div><p class="digits">{escape(digits)}</p><p class="digits">{shown.digits[:4]} '
        f"{shown.digits[4:]}</p></div>{RING.format(moving)}</div>\n"
        f'<p class="code-note">{words("web-code-hint")}</p>'
    )
    return document(
        language, title="", body=body, styles=(STYLE, look(palette)), head=head, script=_WAKE, framed_by="'self'"
    )


def resting(language: Language, *, path: str, palette: Palette) -> HTMLResponse:
    """Returns what stands in the frame after the code was shown for long: nobody may be looking any more."""
    words = Words(language)
    body = (
        f'<a class="again" href="{escape(path)}?lang={language}">{words("web-code-again")}</a>'
        f'<p class="code-note">{words("web-code-rests")}</p>'
    )
    return document(language, title="", body=body, styles=(STYLE, look(palette)), framed_by="'self'")

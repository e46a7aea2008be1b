"""Pictures on web pages, light enough for a phone on the road: codes as SVG, badge and band as WebP."""

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from wallet import colours, qr, stamps
from wallet.design import Design, across, emblem

BADGE, BAND, STAMP = 112, (750, 288), 64
BAND_LIMIT = 20_000
"""Bytes; an owner's photo is pressed harder until it fits."""
DAY, NIGHT = ("#ffffff", "#f5f5f7"), ("#1c1c1f", "#0e0e10")
"""The sheet and the paper around it that texts stand on (web/pages/style.css)."""


@dataclass(frozen=True, slots=True)
class ScreenCode:
    """A QR code for a screen: `side` modules wide, the dark ones as a `path` that is stroked one module wide."""

    side: int
    path: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a page as `#rrggbb`; each text colour can be read on what it stands on (WCAG AA).

    `foreground` and `label` stand on `background`; `by_day` and `by_night` on a light and on a dark sheet.
    """

    background: str
    foreground: str
    label: str
    by_day: str
    by_night: str


def screen_code(content: str) -> ScreenCode:
    """Returns the code of a link, to be shown on a screen."""
    return ScreenCode(*qr.strokes(content))


@lru_cache(maxsize=256)
def lasting_code(content: str) -> ScreenCode:
    """Returns the code of something that stays the same, such as a coupon, made once for all who look again."""
    return screen_code(content)


@lru_cache(maxsize=64)
def palette_of(look: Design) -> Palette:
    """Returns the page's colours for those of a design, whatever these are."""
    by_day, by_night = _until_read(look.background, DAY), _until_read(look.label, NIGHT)
    return Palette(look.background, look.foreground, look.label, by_day, by_night)


def _until_read(colour: str, grounds: tuple[str, ...]) -> str:
    """Returns the colour, moved away from what is behind it until it can be read there."""
    away = "#ffffff" if colours.is_dark(grounds[0]) else "#000000"
    for share in range(0, 100, 5):
        moved = colours.mix(colour, away, share / 100)
        if min(colours.contrast(moved, ground) for ground in grounds) >= colours.READABLE:
            return moved
    return away


@lru_cache(maxsize=64)
def mark(look: Design) -> str:
    """Returns what changes when badge or band do, for addresses that may be kept."""
    return hashlib.sha256(repr(look).encode()).hexdigest()[:12]


def badge(look: Design) -> bytes:
    """Returns the WebP of the square logo. CPU work: use a thread."""
    picture = Image.open(io.BytesIO(emblem(look))).resize((BADGE, BADGE), Image.Resampling.LANCZOS)
    return _webp(picture, 80)


def band(look: Design) -> bytes:
    """Returns the WebP of the strip across the card. CPU work: use a thread."""
    picture = across(look, BAND)
    for quality in (80, 60, 40, 20):
        made = _webp(picture, quality)
        if len(made) <= BAND_LIMIT:
            return made
    return _webp(picture.resize((BAND[0] // 2, BAND[1] // 2)), 20)


def stamp_kinds(look: Design) -> bytes:
    """Returns the WebP of the four kinds of stamps, as `stamps.kinds` has them. CPU work: use a thread."""
    return _webp(stamps.kinds(look, STAMP), 80)


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()

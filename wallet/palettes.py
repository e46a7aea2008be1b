"""Colours that go together and can be read: a few for each kind of shop, and those that a logo suggests."""

import colorsys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from wallet.colours import READABLE, contrast, is_dark, mix, rgb
from wallet.design import Look, default
from wallet.pictures import decode, open_picture

MOST_SUGGESTED = 4

_MORE: dict[Look, tuple[tuple[str, str], ...]] = {
    "coffee": (("#f6ede2", "#8a4b20"), ("#14342b", "#e0b970"), ("#1d1b1a", "#d9a066"), ("#c8553d", "#ffe3c8")),
    "salon": (("#fbeef3", "#a3386c"), ("#2b2140", "#d8b4f8"), ("#1e1e24", "#e8b9c5"), ("#20504f", "#f2c6c0")),
    "shop": (("#f3f6fa", "#1f5fa8"), ("#1b1b3a", "#ffb400"), ("#202124", "#7cc4ff"), ("#b3261e", "#ffe08a")),
    "restaurant": (("#fbf6ea", "#8c2f1b"), ("#4a1413", "#f0b67f"), ("#1f1f1f", "#e4c580"), ("#123c4a", "#f4d58d")),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """A background and the two colours of text on it, as `#rrggbb`; both have the contrast of WCAG AA."""

    background: str
    foreground: str
    label: str


def legible(colour: str, background: str) -> str:
    """Returns `colour`, made lighter or darker only as far as it takes to be read on `background`."""
    pole = "#ffffff" if is_dark(background) else "#000000"
    shades = (mix(colour, pole, step / 20) for step in range(21))
    return next(shade for shade in shades if contrast(shade, background) >= READABLE)


def palette(background: str, accent: str | None = None) -> Palette:
    """Returns the palette of a background: text that stands out, and labels as near to `accent` as can be read."""
    white = is_dark(background)
    ink = legible(mix(background, "#ffffff" if white else "#000000", 0.94 if white else 0.86), background)
    return Palette(background, ink, legible(accent or mix(ink, background, 0.25), background))


def of_look(look: Look) -> tuple[Palette, ...]:
    """Returns the palettes that suit a kind of shop, the one it starts with first."""
    start = default(look, "")
    first = Palette(start.background, start.foreground, start.label)
    return (first, *(palette(background, accent) for background, accent in _MORE[look]))


@lru_cache(maxsize=8)
def of_logo(logo: bytes) -> tuple[Palette, ...]:
    """Returns up to four palettes made of a logo's own colours, the most striking first; at least one.

    Raises NotAPicture or PictureTooLarge when the logo cannot be read.
    """
    picture = decode(open_picture(logo), "RGBA")
    picture.thumbnail((96, 96))
    data = picture.tobytes()
    seen = b"".join(data[at : at + 3] for at in range(0, len(data), 4) if data[at + 3] >= 128)
    if not seen:
        return (palette("#202124"),)
    flat = Image.frombytes("RGB", (len(seen) // 3, 1), seen)
    few = flat.quantize(8, method=Image.Quantize.MEDIANCUT).convert("RGB").tobytes()
    counted = Counter("#" + few[at : at + 3].hex() for at in range(0, len(few), 3))
    weights = {colour: count * (0.15 + _strength(colour)) for colour, count in counted.items()}
    first, *others = sorted(weights, key=lambda colour: -weights[colour])
    other = next((colour for colour in others if contrast(colour, first) > 1.6), None)
    made = [palette(first, other), palette(_dark(first), other or first), palette(mix(first, "#ffffff", 0.9), first)]
    if other is not None and _strength(other) > 0.2:
        made.insert(1, palette(other, first))
    return tuple(dict.fromkeys(made))[:MOST_SUGGESTED]


def _strength(colour: str) -> float:
    """Returns how much of a colour it is, from 0 (white, grey or black) to 1."""
    red, green, blue = (part / 255 for part in rgb(colour))
    _, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    return saturation * value


def _dark(colour: str) -> str:
    shades = (mix(colour, "#000000", step / 10) for step in range(11))
    return next(shade for shade in shades if contrast(shade, "#ffffff") >= 9)

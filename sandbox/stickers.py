"""The sticker that every phone has: a cup that smiles."""

import io
from functools import cache

from PIL import Image, ImageDraw

STICKER = "☕"
"""The emoji that the sticker stands for."""
_SIDE = 512
_SCALE = 2
"""Drawn larger and made smaller: Pillow draws no smooth edges."""
_CUP, _FACE, _COFFEE = "#0f766e", "#ffffff", "#7a4a21"


@cache
def sticker() -> bytes:
    """Returns a PNG, 512 pixels square, with nothing behind the cup."""
    picture = Image.new("RGBA", (_SIDE * _SCALE, _SIDE * _SCALE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)

    def at(*place: int) -> tuple[int, ...]:
        return tuple(number * _SCALE for number in place)

    draw.ellipse(at(40, 420, 440, 480), "#0f766e33")
    draw.arc(at(330, 210, 470, 360), -120, 120, _CUP, 34 * _SCALE)
    draw.rounded_rectangle(at(90, 150, 390, 450), 110 * _SCALE, _CUP)
    draw.rectangle(at(90, 150, 390, 280), _CUP)
    draw.ellipse(at(90, 110, 390, 190), _CUP)
    draw.ellipse(at(112, 122, 368, 178), _COFFEE)
    for eye in (180, 300):
        draw.ellipse(at(eye - 18, 252, eye + 18, 300), _FACE)
        draw.ellipse(at(eye - 7, 270, eye + 11, 294), "#14211f")
    draw.chord(at(185, 295, 295, 385), 10, 170, _FACE)
    for steam in (180, 240, 300):
        draw.arc(at(steam - 22, 30, steam + 8, 70), 90, 270, "#9fb8b2", 9 * _SCALE)
        draw.arc(at(steam - 12, 66, steam + 18, 106), -90, 90, "#9fb8b2", 9 * _SCALE)
    out = io.BytesIO()
    picture.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()

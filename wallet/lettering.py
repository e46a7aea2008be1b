"""Roboto at any weight and size, and text that always fits the place it is drawn in."""

from functools import cache
from typing import Literal

import font_roboto
from PIL import ImageFont

Weight = Literal["Light", "Regular", "Medium", "Bold"]
_FILES: dict[Weight, str] = {
    "Light": font_roboto.RobotoLight,
    "Regular": font_roboto.Roboto,
    "Medium": font_roboto.RobotoMedium,
    "Bold": font_roboto.RobotoBold,
}


@cache
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Returns Roboto with `size` in pixels."""
    return ImageFont.truetype(_FILES[weight], size)


def printable(text: str) -> str:
    """Returns `text` on one line without the characters Roboto has no glyph for, such as emoji."""
    return " ".join("".join(letter if _has_glyph(letter) else " " for letter in text).split())


def fit(text: str, weight: Weight, size: int, width: int, *, smallest: int) -> tuple[str, ImageFont.FreeTypeFont]:
    """Returns `text` and a font so that it is at most `width` pixels wide.

    The font shrinks from `size` to `smallest`; what is still too long ends in an ellipsis.
    """
    text = printable(text)
    for pixels in range(size, smallest - 1, -2):
        if font(weight, pixels).getlength(text) <= width:
            return text, font(weight, pixels)
    face = font(weight, smallest)
    if face.getlength(text) <= width:
        return text, face
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if face.getlength(text[:middle] + "…") <= width else (low, middle - 1)
    return text[:low].rstrip() + "…", face


def wrap(text: str, face: ImageFont.FreeTypeFont, width: int, *, lines: int) -> list[str]:
    """Returns `text` broken between words into at most `lines` lines of `width` pixels."""
    rows: list[str] = []
    for word in printable(text).split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and face.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return rows


@cache
def _has_glyph(letter: str) -> bool:
    if letter.isspace():
        return False
    face = font("Regular", 32)
    # Pillow has no view of a font's character map; a missing letter draws the same box as U+FFFF.
    return letter.isprintable() and bytes(face.getmask(letter)) != bytes(face.getmask("\uffff"))

"""Roboto at any weight and size, other fonts where it lacks a letter, and text that always fits its place."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import font_roboto
from PIL import ImageDraw, ImageFont

from wallet import scripts

Weight = Literal["Light", "Regular", "Medium", "Bold"]
_FILES: dict[Weight, str] = {
    "Light": font_roboto.RobotoLight,
    "Regular": font_roboto.Roboto,
    "Medium": font_roboto.RobotoMedium,
    "Bold": font_roboto.RobotoBold,
}
_LONGEST_ROW = 400
"""More letters stand in no line of ours."""
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Face:
    """A weight with its `size` in pixels."""

    weight: Weight
    size: int

    def getlength(self, text: str) -> float:
        """Returns how many pixels wide a text is."""
        if _is_plain(text):
            return _roboto(self.weight, self.size).getlength(text)
        return scripts.width(text, self.weight) * self.size


@cache
def font(weight: Weight, size: int) -> Face:
    """Returns letters of a weight with `size` in pixels."""
    return Face(weight, size)


def write(
    canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, colour: str, face: Face, *, anchor: str
) -> None:
    """Draws a line; `anchor` is Pillow's, which place of the line is `at`: `l`, `m` or `r`, then `a`, `m` or `s`."""
    roboto = _roboto(face.weight, face.size)
    if _is_plain(text):
        canvas.text(at, text, colour, roboto, anchor=anchor)
        return
    drawn = scripts.line(text, face.weight, face.size)
    ascent, descent = roboto.getmetrics()
    left = {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * face.getlength(text)
    above = {"a": float(ascent), "m": (ascent - descent) / 2, "s": 0.0}[anchor[1]]
    corner = round(at[0] - left) - face.size, round(at[1] + above) - 2 * face.size
    canvas.bitmap(corner, drawn, colour)


def printable(text: str) -> str:
    """Returns `text` on one line without the characters that no font of ours has a glyph for, such as emoji."""
    seen: list[str] = []
    for letter in text:
        if letter in _JOINERS:  # Roboto would draw them
            seen += [letter] if seen and seen[-1] != " " and not _in_roboto(seen[-1]) else []
        elif unicodedata.category(letter) != "Cf":
            seen.append(letter if _in_roboto(letter) or _elsewhere(letter) else " ")
    return " ".join("".join(seen).split())


def fit(text: str, weight: Weight, size: int, width: int, *, smallest: int) -> tuple[str, Face]:
    """Returns `text` and a face so that it is at most `width` pixels wide.

    The letters shrink from `size` to `smallest`; what is still too long ends in an ellipsis.
    """
    text = printable(text)[:_LONGEST_ROW]
    for pixels in range(size, smallest - 1, -2):
        if font(weight, pixels).getlength(text) <= width:
            return text, font(weight, pixels)
    face = font(weight, smallest)
    if face.getlength(text) <= width:
        return text, face
    return text[: _fitting(text, face, width, "…")].rstrip() + "…", face


def alike(texts: Sequence[tuple[str, int]], weight: Weight, size: int, *, smallest: int) -> list[tuple[str, Face]]:
    """Returns texts, each with the pixels it may take, in one face: as large as the longest of them permits."""
    fitted = [fit(text, weight, size, width, smallest=smallest) for text, width in texts]
    common = min((face.size for _, face in fitted), default=size)
    return [fit(text, weight, common, width, smallest=common) for text, width in texts]


def broken(text: str, face: Face, width: int) -> list[str]:
    """Returns a word, broken where it is wider than `width` pixels."""
    rows = []
    while len(text) > _LONGEST_ROW or face.getlength(text) > width:
        fits = max(1, _fitting(text, face, width))
        rows.append(text[:fits])
        text = text[fits:]
    return [*rows, text]


def _fitting(text: str, face: Face, width: int, tail: str = "") -> int:
    """Returns how many letters of a text that is too wide fit, with `tail` behind them."""
    low, high = 0, min(len(text), _LONGEST_ROW)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if face.getlength(text[:middle] + tail) <= width else (low, middle - 1)
    return low


def wrap(text: str, face: Face, width: int, *, lines: int) -> list[str]:
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
def _roboto(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FILES[weight], size)


def _is_plain(text: str) -> bool:
    """Says whether Roboto has all letters of a text."""
    return all(_in_roboto(letter) or letter == " " for letter in text)


@cache
def _in_roboto(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace() and scripts.has_glyph(_roboto("Regular", 32), letter)


@cache
def _elsewhere(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace() and scripts.has(letter)

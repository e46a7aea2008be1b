"""What drawings of cards share: points to pixels, QR symbols, rounded corners, running text, sheets of fields."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import qrcode
from PIL import Image, ImageDraw, ImageOps
from qrcode.constants import ERROR_CORRECT_M

from wallet.lettering import Face, Weight, alike, broken, font, printable, write
from wallet.passfile import Field

SCALE = 3
"""Pixels per point, as on a phone's screen."""
WIDTH = 375
"""Points across a card, on either phone."""

_MOST_LINES = 40
_EDGE, _LABEL_ROW, _VALUE_ROW, _BETWEEN = 16, 20, 22, 18


class Spot(NamedTuple):
    """A label and its value in a row: where it begins, or with `side` "r" ends, and how wide it may be, in points."""

    label: str
    value: str
    x: float
    width: float
    side: Literal["l", "r"] = "l"


class Line(NamedTuple):
    """How all labels of a row are written, or all values: sizes and the way down to the baseline, in points."""

    weight: Weight
    size: float
    smallest: float
    baseline: float


def px(points: float) -> int:
    """Returns points in pixels."""
    return round(points * SCALE)


@lru_cache(maxsize=8)
def symbol(content: str) -> Image.Image:
    """Returns the QR symbol of `content`, a pixel per module; shared, do not change it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(content.encode())
    code.make(fit=True)
    matrix = code.get_matrix()
    drawn = Image.new("L", (len(matrix), len(matrix)))
    drawn.putdata([0 if cell else 255 for row in matrix for cell in row])
    return drawn


def row(
    canvas: ImageDraw.ImageDraw, spots: Sequence[Spot], top: float, lines: tuple[Line, Line], inks: tuple[str, str]
) -> list[float]:
    """Writes labels with their values below, each line of the row in one size; returns the widths taken, in points."""
    taken = [0.0 for _ in spots]
    for line, ink, part in zip(lines, inks, ("label", "value"), strict=True):
        texts = [(str(getattr(spot, part)), px(spot.width)) for spot in spots]
        written = alike(texts, line.weight, px(line.size), smallest=px(line.smallest))
        for place, (spot, (text, face)) in enumerate(zip(spots, written, strict=True)):
            write(canvas, (px(spot.x), px(top + line.baseline)), text, ink, face, anchor=f"{spot.side}s")
            taken[place] = max(taken[place], face.getlength(text) / SCALE)
    return taken


def rounded(card: Image.Image, radius: int) -> Image.Image:
    """Returns the picture with transparent corners, `radius` in points."""
    side = px(radius)
    large = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(large).ellipse((0, 0, side * 8 - 1, side * 8 - 1), 255)
    corner = large.resize((side, side), Image.Resampling.LANCZOS)
    mask = Image.new("L", card.size, 255)
    right, bottom = card.width - side, card.height - side
    mask.paste(corner, (0, 0))
    mask.paste(ImageOps.mirror(corner), (right, 0))
    mask.paste(ImageOps.flip(corner), (0, bottom))
    mask.paste(ImageOps.flip(ImageOps.mirror(corner)), (right, bottom))
    card.putalpha(mask)
    return card


def paragraph(text: str, face: Face, width: int) -> list[str]:
    """Returns text as lines of at most `width` pixels; lines stay lines, and what is too long for one is broken."""
    rows: list[str] = []
    for line in text.splitlines():
        row = ""
        for word in printable(line).split():
            longer = f"{row} {word}" if row else word
            if face.getlength(longer) <= width:
                row = longer
                continue
            if row:
                rows.append(row)
            *whole, row = broken(word, face, width)
            rows += whole
        rows.append(row)
    return rows[:_MOST_LINES]


def sheet(fields: Sequence[Field], *, paper: str, group: str, label: str, ink: str, radius: int = 14) -> Image.Image:
    """Returns a sheet of fields under each other, as phones show what stands on the back of a card.

    `paper` is the colour around the one of the `group` in which the fields stand.
    """
    small, large = font("Medium", px(12)), font("Regular", px(15))
    room = px(WIDTH - 4 * _EDGE)
    texts = [(field.label, paragraph(field.value, large, room)) for field in fields]
    rows = [_LABEL_ROW + _VALUE_ROW * len(lines) for _, lines in texts]
    inner = sum(rows) + _BETWEEN * max(0, len(rows) - 1) + 2 * _EDGE
    image = Image.new("RGB", (px(WIDTH), px(inner + 2 * _EDGE)), paper)
    canvas = ImageDraw.Draw(image)
    box = (px(_EDGE), px(_EDGE), px(WIDTH - _EDGE) - 1, px(_EDGE + inner) - 1)
    canvas.rounded_rectangle(box, px(12), group)
    top = 2 * _EDGE
    for place, (name, lines) in enumerate(texts):
        if place:
            canvas.line((px(2 * _EDGE), px(top - _BETWEEN / 2), px(WIDTH - _EDGE), px(top - _BETWEEN / 2)), paper, 3)
        write(canvas, (px(2 * _EDGE), px(top + 12)), printable(name), label, small, anchor="ls")
        for row, line in enumerate(lines):
            write(canvas, (px(2 * _EDGE), px(top + _LABEL_ROW + 15 + row * _VALUE_ROW)), line, ink, large, anchor="ls")
        top += rows[place] + _BETWEEN
    return rounded(image, radius)

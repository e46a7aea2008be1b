"""Draws a stamp card as people know it from paper: a place per stamp, the given ones filled, the reward at the end."""

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from PIL import Image, ImageDraw

from wallet.colours import mix
from wallet.design import Design, emblem, poster_artwork
from wallet.lettering import fit, write
from wallet.pictures import decode, open_picture, png

MOST_PLACES = 30
"""More would be too small to see; a card with a larger goal is told in words."""

_WIDTH, _EDGE, _GAP = 1200, 70, 26
_TOP = 190
_SHORT_ROW, _LONG_ROW, _LARGEST = 5, 10, 240
_OVERSAMPLING = 2
_STRIP, _STRIP_EDGE, _STRIP_GAP = (375, 144), 12, 6
_STRIP_OVERSAMPLING = 4


def draw(design: Design, title: str, have: int, goal: int, gifts: Collection[int] = ()) -> bytes:
    """Returns a PNG, 1200 pixels wide: `have` of `goal` places filled, a star where a gift is, also at the goal.

    Raises ValueError for a goal that has no place on the picture.
    """
    if not 0 < goal <= MOST_PLACES:
        raise ValueError(f"a card has 1 to {MOST_PLACES} places")
    rows = -(-goal // (_SHORT_ROW if goal <= 3 * _SHORT_ROW else _LONG_ROW))
    columns = -(-goal // rows)
    side = min(_LARGEST, (_WIDTH - 2 * _EDGE - (columns - 1) * _GAP) // columns)
    margin = (_WIDTH - columns * side - (columns - 1) * _GAP) // 2
    height = _TOP + rows * side + (rows - 1) * _GAP + _EDGE
    scale = _OVERSAMPLING
    card = Image.new("RGB", (_WIDTH * scale, height * scale), design.background)
    canvas = ImageDraw.Draw(card)
    for place in range(goal):
        left = margin + place % columns * (side + _GAP)
        top = _TOP + place // columns * (side + _GAP)
        gift = place + 1 in gifts or place + 1 == goal
        _place(canvas, design, (left * scale, top * scale), side * scale, place < have, gift)
    card = card.resize((_WIDTH, height), Image.Resampling.LANCZOS)
    _head(card, design, title, f"{min(have, goal)} / {goal}")
    return png(card, 64)


@lru_cache(maxsize=64)
def strip(design: Design, have: int, goal: int, gifts: frozenset[int] = frozenset()) -> dict[str, bytes]:
    """Returns the stamps as the strip of a pass and as its poster, as PNG by file name; shared, do not change it.

    Drawn once per design and state. Raises ValueError for a goal that has no place on the picture.
    """
    drawn = _strip(design, have, goal, gifts)
    width, height = _STRIP
    strips = {
        f"strip{suffix}.png": png(drawn.resize((width * times, height * times), Image.Resampling.LANCZOS), 24)
        for times, suffix in ((2, "@2x"), (3, "@3x"))
    }
    return {**strips, **poster_artwork(replace(design, strip=None), drawn, 16)}


def _strip(design: Design, have: int, goal: int, gifts: frozenset[int]) -> Image.Image:
    if not 0 < goal <= MOST_PLACES:
        raise ValueError(f"a card has 1 to {MOST_PLACES} places")
    scale = _STRIP_OVERSAMPLING
    width, height = _STRIP
    columns, side = max(((-(-goal // rows), _side(-(-goal // rows), rows)) for rows in (1, 2, 3, 4)), key=_second)
    rows = -(-goal // columns)
    step = side + _STRIP_GAP
    first_row = (height - rows * step + _STRIP_GAP) // 2
    large = Image.new("RGB", (width * scale, height * scale), design.background)
    canvas = ImageDraw.Draw(large)
    for place in range(goal):
        row = place // columns
        here = min(columns, goal - row * columns)  # a last row that is shorter stands in the middle
        left = (width - here * step + _STRIP_GAP) // 2 + place % columns * step
        at = left * scale, (first_row + row * step) * scale
        _place(canvas, design, at, side * scale, place < have, place + 1 in gifts or place + 1 == goal)
    return large


def _side(columns: int, rows: int) -> int:
    across = (_STRIP[0] - 2 * _STRIP_EDGE - (columns - 1) * _STRIP_GAP) // columns
    return min(across, (_STRIP[1] - 2 * _STRIP_EDGE - (rows - 1) * _STRIP_GAP) // rows, 76)


def _second(pair: tuple[int, int]) -> int:
    return pair[1]


def _head(card: Image.Image, design: Design, title: str, standing: str) -> None:
    mark = decode(open_picture(emblem(design)), "RGBA").resize((100, 100), Image.Resampling.LANCZOS)
    card.paste(mark, (_EDGE, 45), mark)
    canvas = ImageDraw.Draw(card)
    count, face = fit(standing, "Bold", 64, 300, smallest=40)
    write(canvas, (_WIDTH - _EDGE, 95), count, design.foreground, face, anchor="rm")
    room = _WIDTH - 2 * _EDGE - 130 - round(face.getlength(count)) - 30
    name, face = fit(title, "Medium", 56, room, smallest=30)
    write(canvas, (_EDGE + 130, 95), name, design.foreground, face, anchor="lm")


def _place(
    canvas: ImageDraw.ImageDraw, design: Design, at: tuple[int, int], side: int, filled: bool, gift: bool
) -> None:
    box = at[0], at[1], at[0] + side, at[1] + side
    line = max(4, side // 28)
    faint = mix(design.background, design.foreground, 0.35)
    if filled:
        canvas.ellipse(box, design.foreground)
    else:
        canvas.ellipse(box, outline=faint, width=line)
    colour = design.background if filled else faint
    if gift:
        _star(canvas, box, colour)
    elif filled:
        _tick(canvas, box, colour, line * 2)


def _star(canvas: ImageDraw.ImageDraw, box: tuple[int, int, int, int], colour: str) -> None:
    # Ten points of a star in thousandths of the circle's radius: no trigonometry for a picture that never changes.
    points = (
        *((0, -620), (154, -212), (590, -192), (249, 81), (364, 502)),
        *((0, 262), (-364, 502), (-249, 81), (-590, -192), (-154, -212)),
    )
    x, y, radius = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2, (box[2] - box[0]) // 2
    canvas.polygon([(x + dx * radius // 1000, y + dy * radius // 1000) for dx, dy in points], colour)


def _tick(canvas: ImageDraw.ImageDraw, box: tuple[int, int, int, int], colour: str, width: int) -> None:
    left, top, side = box[0], box[1], box[2] - box[0]
    points = [(left + side * dx // 100, top + side * dy // 100) for dx, dy in ((29, 53), (44, 68), (72, 36))]
    canvas.line(points, colour, width, joint="curve")

"""Draws a stamp card as people know it from paper: a place per stamp, the given ones filled, the gift at the end."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps

from wallet import icons
from wallet.colours import mix
from wallet.design import BANNER, Design, across, emblem, poster_artwork
from wallet.lettering import fit, write
from wallet.pictures import decode, open_picture, png

MOST_PLACES = 30
"""More would be too small to see; a card with a larger goal is told in words."""

_WIDTH, _EDGE, _GAP = 1200, 70, 26
_TOP = 190
_SHORT_ROW, _LONG_ROW, _LARGEST = 5, 10, 240
_STRIP, _SCALE = (375, 144), 3
_MARGIN, _BETWEEN, _WIDEST, _BIGGEST = 14, 7, 20, 84
"""Points: around the stamps, between them at least and at most, and the side of the largest."""
_NEARLY = 0.88
"""A stamp so much smaller than the largest possible does, for the sake of fewer rows."""
_FINE, _SHARE = 4, 0.6
_FADED, _ON_A_DISC = 0.3, 0.74
_FLAT = 32


def draw(design: Design, title: str, have: int, goal: int, gifts: Collection[int] = ()) -> bytes:
    """Returns a PNG, 1200 pixels wide: `have` of `goal` places filled, a gift where one is, also at the goal.

    Raises ValueError for a goal that has no place on the picture.
    """
    _check(goal)
    rows = -(-goal // (_SHORT_ROW if goal <= 3 * _SHORT_ROW else _LONG_ROW))
    columns = -(-goal // rows)
    side = min(_LARGEST, (_WIDTH - 2 * _EDGE - (columns - 1) * _GAP) // columns)
    margin = (_WIDTH - columns * side - (columns - 1) * _GAP) // 2
    height = _TOP + rows * side + (rows - 1) * _GAP + _EDGE
    card = Image.new("RGB", (_WIDTH, height), design.background)
    for place in range(goal):
        stamp = _stamp(design, side, filled=place < have, gift=_is_gift(place, goal, gifts))
        at = margin + place % columns * (side + _GAP), _TOP + place // columns * (side + _GAP)
        card.paste(stamp, at, stamp)
    _head(card, design, title, f"{min(have, goal)} / {goal}")
    return png(card, 256 if design.stamp_full else 64, ground=design.background)


@lru_cache(maxsize=64)
def strip(design: Design, have: int, goal: int, gifts: frozenset[int] = frozenset()) -> dict[str, bytes]:
    """Returns the stamps as the strip of a pass and as its poster, as PNG by file name; shared, do not change it.

    They lie on the shop's photo where there is one. Drawn once per design and state. Raises ValueError for a goal that
    has no place on the picture.
    """
    layer = _layer(design, _STRIP, (have, goal), gifts)
    ground = _ground(design, layer.size)
    drawn = ground.copy()
    drawn.paste(layer, (0, 0), layer)
    half = drawn.resize((_STRIP[0] * 2, _STRIP[1] * 2), Image.Resampling.LANCZOS)
    strips = {"strip@2x.png": _kept(half, design), "strip@3x.png": _kept(drawn, design)}
    return {**strips, **poster_artwork(design, layer, _shades(design))}


@lru_cache(maxsize=64)
def banner(design: Design, have: int, goal: int, gifts: frozenset[int] = frozenset()) -> bytes:
    """Returns the stamps as the picture that Google shows across a card, PNG. Raises as `strip` does."""
    drawn = _ground(design, BANNER).copy()
    layer = _layer(design, (BANNER[0] // _SCALE, BANNER[1] // _SCALE), (have, goal), gifts)
    drawn.paste(layer, (0, 0), layer)
    return _kept(drawn, design)


@lru_cache(maxsize=64)
def kinds(design: Design, side: int) -> Image.Image:
    """Returns a place of each kind side by side (RGBA), `side` pixels each; shared, do not change it.

    In this order: a stamp that is given and one that is not, a gift that is reached and one that is not.
    """
    sheet = Image.new("RGBA", (4 * side, side))
    for place, (gift, filled) in enumerate(((False, True), (False, False), (True, True), (True, False))):
        sheet.paste(_stamp(design, side, filled=filled, gift=gift), (place * side, 0))
    return sheet


def samples(design: Design, names: Sequence[str]) -> bytes:
    """Returns a PNG of stamps to choose from, numbered from 1: each twice as given, once as not."""
    wide, high, rows, side = 340, 112, -(-len(names) // 3), 84
    sheet = Image.new("RGB", (3 * wide + 40, rows * high + 40), design.background)
    canvas = ImageDraw.Draw(sheet)
    for place, name in enumerate(names):
        left, top = 20 + place % 3 * wide, 20 + place // 3 * high
        number, face = fit(str(place + 1), "Bold", 34, 60, smallest=20)
        write(canvas, (left + 36, top + high / 2), number, design.label, face, anchor="mm")
        for step, filled in enumerate((True, True, False)):
            stamp = _drawn(design, name, side, filled=filled, gift=False)
            sheet.paste(stamp, (left + 70 + step * (side + 4), top + (high - side) // 2), stamp)
    return png(sheet, 64)


def _check(goal: int) -> None:
    if not 0 < goal <= MOST_PLACES:
        raise ValueError(f"a card has 1 to {MOST_PLACES} places")


def _is_gift(place: int, goal: int, gifts: Collection[int]) -> bool:
    return place + 1 in gifts or place + 1 == goal


def _kept(drawn: Image.Image, design: Design) -> bytes:
    return png(drawn, _shades(design), ground=design.background)


def _shades(design: Design) -> int:
    return 256 if design.strip or design.stamp_full else _FLAT


@lru_cache(maxsize=8)
def _ground(design: Design, size: tuple[int, int]) -> Image.Image:
    """Returns what the stamps lie on; shared, do not change it."""
    return across(design, size) if design.strip else Image.new("RGB", size, design.background)


def _layer(design: Design, size: tuple[int, int], standing: tuple[int, int], gifts: Collection[int]) -> Image.Image:
    """Returns the stamps of (have, goal) alone, on nothing, three pixels for each point of `size`."""
    have, goal = standing
    _check(goal)
    columns, side = _laid_out(goal, size)
    rows = -(-goal // columns)
    wide = min(side + _WIDEST, (size[0] - 2 * _MARGIN - side) // max(1, columns - 1))
    high = side + _BETWEEN
    first_row = (size[1] - rows * high + _BETWEEN) / 2
    layer = Image.new("RGBA", (size[0] * _SCALE, size[1] * _SCALE))
    for place in range(goal):
        row = place // columns
        here = min(columns, goal - row * columns)  # a last row that is shorter stands in the middle
        left = (size[0] - (here - 1) * wide - side) / 2 + place % columns * wide
        stamp = _stamp(design, side * _SCALE, filled=place < have, gift=_is_gift(place, goal, gifts))
        layer.paste(stamp, (round(left * _SCALE), round((first_row + row * high) * _SCALE)))
    return layer


def _laid_out(goal: int, size: tuple[int, int]) -> tuple[int, int]:
    """Returns how many stamps stand in a row, and their side in points."""
    choices = [(-(-goal // rows), _side(-(-goal // rows), rows, size)) for rows in (1, 2, 3, 4)]
    largest = max(side for _, side in choices)
    return next((columns, side) for columns, side in choices if side >= largest * _NEARLY)


def _side(columns: int, rows: int, size: tuple[int, int]) -> int:
    beside = (size[0] - 2 * _MARGIN - (columns - 1) * _BETWEEN) // columns
    return min(beside, (size[1] - 2 * _MARGIN - (rows - 1) * _BETWEEN) // rows, _BIGGEST)


def _head(card: Image.Image, design: Design, title: str, standing: str) -> None:
    mark = decode(open_picture(emblem(design)), "RGBA").resize((100, 100), Image.Resampling.LANCZOS)
    card.paste(mark, (_EDGE, 45), mark)
    canvas = ImageDraw.Draw(card)
    count, face = fit(standing, "Bold", 64, 300, smallest=40)
    write(canvas, (_WIDTH - _EDGE, 95), count, design.foreground, face, anchor="rm")
    room = _WIDTH - 2 * _EDGE - 130 - round(face.getlength(count)) - 30
    name, face = fit(title, "Medium", 56, room, smallest=30)
    write(canvas, (_EDGE + 130, 95), name, design.foreground, face, anchor="lm")


@lru_cache(maxsize=128)
def _stamp(design: Design, side: int, *, filled: bool, gift: bool) -> Image.Image:
    """Returns one place (RGBA), `side` pixels; shared, do not change it."""
    if design.stamp_full is None or gift:
        return _drawn(design, icons.GIFT if gift else design.icon, side, filled=filled, gift=gift)
    own = design.stamp_full if filled or design.stamp_empty is None else design.stamp_empty
    stamp = _disc(design, side) if design.strip else Image.new("RGBA", (side, side))
    inner = round(side * _ON_A_DISC) if design.strip else side
    picture = ImageOps.contain(decode(open_picture(own), "RGBA"), (inner, inner), Image.Resampling.LANCZOS)
    if not filled and design.stamp_empty is None:
        picture.putalpha(picture.getchannel("A").point([round(alpha * _FADED) for alpha in range(256)]))
    stamp.alpha_composite(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return stamp


def _disc(design: Design, side: int) -> Image.Image:
    """Returns the ground of an own picture that lies on a photo (RGBA)."""
    large = Image.new("RGBA", (side * _FINE, side * _FINE))
    ImageDraw.Draw(large).ellipse((0, 0, side * _FINE - 1, side * _FINE - 1), design.background)
    return large.resize((side, side), Image.Resampling.LANCZOS)


def _drawn(design: Design, name: str, side: int, *, filled: bool, gift: bool) -> Image.Image:
    paper = mix(design.background, design.foreground, 0.07)
    faint = mix(design.background, design.foreground, 0.38)
    edge = design.label if filled or gift else faint
    ink = design.background if filled else edge
    large = Image.new("RGBA", (side * _FINE, side * _FINE))
    canvas, width = ImageDraw.Draw(large), max(2, side // 30) * _FINE
    # On a photo a rim of the card's colour keeps a stamp apart from whatever is below it.
    canvas.ellipse((0, 0, side * _FINE - 1, side * _FINE - 1), design.background)
    box = (width, width, side * _FINE - 1 - width, side * _FINE - 1 - width)
    canvas.ellipse(box, edge if filled else paper, edge, width)
    stamp = large.resize((side, side), Image.Resampling.LANCZOS)
    inner = round(side * _SHARE)
    stamp.paste(ink, ((side - inner) // 2, (side - inner) // 2), icons.mask(name, inner))
    return stamp

"""Stamps by trade, drawn by hand: flat shapes that are told apart at a few millimetres, each as a mask of any size."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, get_args

from PIL import Image, ImageDraw

Icon = Literal[
    "tick",
    "star",
    "heart",
    "cup",
    "pizza",
    "cake",
    "cone",
    "scissors",
    "flower",
    "leaf",
    "paw",
    "wheel",
    "drop",
    "bag",
    "dumbbell",
]
ICONS: tuple[Icon, ...] = get_args(Icon)
GIFT = "gift"
"""What stands at the end of a card; nobody chooses it."""

_GRID, _FINE = 100, 4
"""Drawings are on a grid of 100, each unit this many pixels, and made smaller then."""

_Point = tuple[float, float]


@lru_cache(maxsize=64)
def mask(name: str, side: int) -> Image.Image:
    """Returns an icon, or the gift, as a square mask (L) of `side` pixels; shared, do not change it."""
    pen = _Pen()
    _DRAWN[name](pen)
    return pen.image.resize((side, side), Image.Resampling.LANCZOS)


class _Pen:
    """Draws on the grid; what is `cut` is taken away again."""

    def __init__(self) -> None:
        self.image = Image.new("L", (_GRID * _FINE, _GRID * _FINE))
        self._canvas = ImageDraw.Draw(self.image)

    def shape(self, points: Sequence[_Point], *, cut: bool = False) -> None:
        self._canvas.polygon([(x * _FINE, y * _FINE) for x, y in points], 0 if cut else 255)

    def disc(self, at: _Point, radius: float, *, cut: bool = False) -> None:
        self._canvas.ellipse(_box(at, radius), 0 if cut else 255)

    def ring(self, at: _Point, radius: float, width: float) -> None:
        self._canvas.ellipse(_box(at, radius), outline=255, width=round(width * _FINE))

    def arc(self, at: _Point, radius: float, turns: tuple[float, float], width: float, *, cut: bool = False) -> None:
        start, end = turns
        self._canvas.arc(_box(at, radius), start, end, 0 if cut else 255, round(width * _FINE))

    def line(self, points: Sequence[_Point], width: float, *, cut: bool = False) -> None:
        ink = 0 if cut else 255
        self._canvas.line([(x * _FINE, y * _FINE) for x, y in points], ink, round(width * _FINE), joint="curve")
        for end in (points[0], points[-1]):
            self._canvas.ellipse(_box(end, width / 2), ink)

    def block(self, corners: tuple[float, float, float, float], radius: float, *, cut: bool = False) -> None:
        left, top, right, bottom = (each * _FINE for each in corners)
        self._canvas.rounded_rectangle((left, top, right, bottom), radius * _FINE, 0 if cut else 255)


def _box(at: _Point, radius: float) -> tuple[float, float, float, float]:
    left, top = (at[0] - radius) * _FINE, (at[1] - radius) * _FINE
    return left, top, left + 2 * radius * _FINE, top + 2 * radius * _FINE


def _around(centre: _Point, reach: float, turn: float) -> _Point:
    """Returns the point at a distance from the centre, `turn` of a whole turn to the right of straight up."""
    angle = turn * math.tau
    return centre[0] + math.sin(angle) * reach, centre[1] - math.cos(angle) * reach


def _oval(at: _Point, across: float, down: float, turn: float = 0) -> list[_Point]:
    """Returns the outline of an ellipse, turned to the right by `turn` of a whole turn."""
    cosine, sine = math.cos(turn * math.tau), math.sin(turn * math.tau)
    steps = [(math.cos(step) * across, math.sin(step) * down) for step in (k * math.tau / 60 for k in range(60))]
    return [(at[0] + x * cosine - y * sine, at[1] + x * sine + y * cosine) for x, y in steps]


def _tick(pen: _Pen) -> None:
    pen.line(((24, 53), (43, 71), (77, 32)), 11)


def _star(pen: _Pen) -> None:
    pen.shape([_around((50, 53), 19 if turn % 2 else 42, turn / 10) for turn in range(10)])


def _heart(pen: _Pen) -> None:
    turns = [step * math.tau / 120 for step in range(120)]
    rises = [13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t) for t in turns]
    pen.shape([(50 + 36.8 * math.sin(t) ** 3, 47 - 2.3 * rise) for t, rise in zip(turns, rises, strict=True)])


def _cup(pen: _Pen) -> None:
    for x in (36, 52):
        pen.line([(x + 3.5 * math.sin(step / 10 * math.tau), 14 + 1.7 * step) for step in range(11)], 5)
    pen.ring((70, 56), 15, 6.5)
    pen.block((20, 40, 70, 60), 3)
    pen.shape([(20, 52), (70, 52), *_oval((45, 56), 25, 24)[:31]])
    pen.line(((20, 88), (74, 88)), 6)


def _pizza(pen: _Pen) -> None:
    tip = (50, 92)
    wedge = [_around(tip, 78, turn / 600) for turn in range(-46, 47)]
    pen.shape([tip, *wedge])
    pen.arc(tip, 64.5, (240, 300), 4.5, cut=True)
    for at, radius in (((43, 46), 7), ((59, 55), 6), ((49, 68), 5)):
        pen.disc(at, radius, cut=True)


def _cake(pen: _Pen) -> None:
    pen.disc((50, 17), 7)
    pen.shape(_oval((50, 33), 15, 10))
    pen.shape(_oval((50, 43), 24, 11))
    pen.block((20, 42, 80, 58), 8)
    pen.shape(((25, 62), (75, 62), (67, 90), (33, 90)))
    for x, lean in ((38, 1.5), (50, 0), (62, -1.5)):
        pen.line(((x - lean, 65), (x + lean, 92)), 3.5, cut=True)


def _cone(pen: _Pen) -> None:
    pen.disc((50, 31), 21)
    for x in (32, 44, 56, 68):
        pen.disc((x, 45), 7)
    pen.shape(((30, 56), (70, 56), (50, 95)))
    for left, right in (((38, 56), (60, 76)), ((54, 56), (65, 66)), ((62, 56), (40, 76)), ((46, 56), (35, 66))):
        pen.line((left, right), 2.6, cut=True)


def _scissors(pen: _Pen) -> None:
    for side in (-1, 1):
        pen.shape([(50 + side * x, y) for x, y in ((-16, 8), (-21, 12), (9, 66), (16, 62))])
        pen.line(((50 + side * 8, 56), (50 + side * 16, 68)), 8)
        pen.ring((50 + side * 21, 78), 14.5, 7)
    pen.disc((50, 46), 3.6, cut=True)


def _flower(pen: _Pen) -> None:
    for petal in range(6):
        pen.shape(_oval(_around((50, 50), 25, petal / 6), 12.5, 17, petal / 6))
    pen.disc((50, 50), 14, cut=True)
    pen.disc((50, 50), 9.5)


def _leaf(pen: _Pen) -> None:
    side = [(step, 23 * math.sin(math.pi * step / 70) ** 0.85) for step in range(71)]
    outline = [*side, *((along, -bulge) for along, bulge in reversed(side))]
    pen.shape([(21 + (along + bulge) * 0.92, 79 - (along - bulge) * 0.92) for along, bulge in outline])
    pen.line(((10, 91), (30, 70)), 6.5)
    pen.line(((30, 70), (66, 33)), 4.5, cut=True)
    pen.line(((44, 56), (44, 40)), 4, cut=True)
    pen.line(((45, 55), (61, 55)), 4, cut=True)


def _paw(pen: _Pen) -> None:
    pen.shape(_oval((50, 68), 19, 17))
    pen.disc((36, 74), 10)
    pen.disc((64, 74), 10)
    for at, across, down, turn in (((21, 50), 8, 11.5, -0.07), ((39, 30), 9, 13.5, -0.02)):
        pen.shape(_oval(at, across, down, turn))
        pen.shape(_oval((100 - at[0], at[1]), across, down, -turn))


def _wheel(pen: _Pen) -> None:
    pen.disc((50, 50), 42)
    pen.disc((50, 50), 29, cut=True)
    pen.ring((50, 50), 26, 3.5)
    for spoke in range(5):
        pen.line((_around((50, 50), 6, spoke / 5), _around((50, 50), 23, spoke / 5)), 7)
    pen.disc((50, 50), 9)
    pen.disc((50, 50), 3.5, cut=True)


def _drop(pen: _Pen) -> None:
    turns = [step * math.tau / 120 for step in range(120)]
    pen.shape([(50 + 37 * math.sin(t) * math.sin(t / 2) ** 1.5, 52 - 42 * math.cos(t)) for t in turns])
    pen.arc((50, 63), 18, (85, 170), 5, cut=True)


def _bag(pen: _Pen) -> None:
    pen.arc((50, 34), 17, (180, 360), 6)
    pen.line(((36, 34), (36, 46)), 6)
    pen.line(((64, 34), (64, 46)), 6)
    pen.shape(((21, 38), (79, 38), (84, 88), (16, 88)))
    pen.arc((50, 50), 17, (0, 180), 5, cut=True)
    pen.disc((35.5, 50), 4, cut=True)
    pen.disc((64.5, 50), 4, cut=True)


def _dumbbell(pen: _Pen) -> None:
    pen.block((26, 45, 74, 55), 2)
    for left, top, width in ((22, 26, 13), (9, 35, 10)):
        pen.block((left, top, left + width, 100 - top), 4)
        pen.block((100 - left - width, top, 100 - left, 100 - top), 4)
    pen.block((3, 45, 9, 55), 2)
    pen.block((91, 45, 97, 55), 2)


def _gift(pen: _Pen) -> None:
    for side in (-1, 1):
        loop = [(50 + side * x, y) for x, y in _oval((16, 21), 15, 9.5, 0.06)]
        pen.shape(loop)
        pen.shape([(50 + side * x, y) for x, y in _oval((16, 21), 7.5, 3.6, 0.06)], cut=True)
    pen.block((13, 32, 87, 48), 4)
    pen.block((18, 52, 82, 90), 4)
    for x in (42, 58):
        pen.line(((x, 30), (x, 92)), 3.6, cut=True)
    pen.disc((50, 29), 6)


_DRAWN: dict[str, Callable[[_Pen], None]] = {
    "tick": _tick,
    "star": _star,
    "heart": _heart,
    "cup": _cup,
    "pizza": _pizza,
    "cake": _cake,
    "cone": _cone,
    "scissors": _scissors,
    "flower": _flower,
    "leaf": _leaf,
    "paw": _paw,
    "wheel": _wheel,
    "drop": _drop,
    "bag": _bag,
    "dumbbell": _dumbbell,
    GIFT: _gift,
}

"""The picture across the card: flat shapes per kind of shop, or the shop's own photo; text on it stays readable."""

import math
from collections.abc import Callable, Collection

from PIL import Image, ImageDraw, ImageOps

from wallet.colours import READABLE, contrast, mix, rgb

_Point = tuple[float, float]


def draw(look: str, background: str, accent: str, size: tuple[int, int]) -> Image.Image:
    """Returns the strip of `size` pixels: calm on the left, where the balance stands, patterned to the right."""
    width, height = size[0] * 2, size[1] * 2
    image = Image.new("RGB", (width, height), mix(background, accent, 0.06))
    canvas = ImageDraw.Draw(image)
    step = height / 4.5
    for row in range(-1, 6):
        for column in range(-1, math.ceil(width / step) + 1):
            x = (column + (row % 2) / 2) * step
            strength = (x / width - 0.3) / 0.7
            if strength > 0:
                # A fixed scatter: the same strip every time, yet no two neighbours alike.
                shade = 0.13 + strength * (0.06 + 0.3 * ((row * 7 + column * 5) % 6) / 5)
                _SHAPES[look](canvas, (x, row * step), step, mix(background, accent, shade), background, row + column)
    return image.resize(size, Image.Resampling.LANCZOS)


def poster(background: str, accent: str, ink: str, size: tuple[int, int]) -> Image.Image:
    """Returns the artwork of a poster of `size` pixels: two large hills, no brighter than `ink` can be read on."""
    image = Image.new("P", size, 0)
    strengths = (step / 25 for step in range(9, -1, -1))
    top = next(share for share in strengths if contrast(mix(background, accent, share), ink) >= READABLE)
    shades = [background, mix(background, accent, top / 2), mix(background, accent, top)]
    image.putpalette([part for shade in shades for part in rgb(shade)])
    canvas, (width, height) = ImageDraw.Draw(image), size
    for place, (x, y, reach) in enumerate(((0.15, 1.0, 0.95), (1.0, 1.05, 0.7)), 1):
        centre, radius = (x * width, y * height), reach * width
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        canvas.ellipse(box, place)
    return image


def photo(picture: Image.Image, background: str, inks: Collection[str], size: tuple[int, int]) -> Image.Image:
    """Returns a picture cut to `size` pixels under a veil of `background`, so dense on the left that `inks` are read.

    The veil is as thin as the picture permits, and thins out to the right, where nothing is written.
    """
    cut = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    spots = cut.resize((24, 12), Image.Resampling.BOX).crop((0, 0, 16, 12)).tobytes()
    written = {"#" + spots[at : at + 3].hex() for at in range(0, len(spots), 3)}
    share = next(
        (
            step / 20
            for step in range(20)
            if all(contrast(mix(spot, background, step / 20), ink) >= READABLE for spot in written for ink in inks)
        ),
        1.0,
    )
    dense = round(255 * share)
    veil = Image.new("L", (100, 1))
    veil.putdata([dense if x < 66 else round(dense * (1 - (x - 66) / 34 * 0.75)) for x in range(100)])
    return Image.composite(Image.new("RGB", size, background), cut, veil.resize(size, Image.Resampling.BILINEAR))


def _bean(canvas: ImageDraw.ImageDraw, at: _Point, step: float, colour: str, background: str, turn: int) -> None:
    angle = turn % 5 * 0.7 + 0.3
    canvas.polygon(_ellipse(at, step * 0.40, step * 0.27, angle), fill=colour)
    crease = [
        _turned(at, (along * step * 0.36, math.sin(along * math.pi) * step * 0.07), angle)
        for along in (index / 8 for index in range(-8, 9))
    ]
    canvas.line(crease, fill=background, width=max(1, round(step * 0.055)), joint="curve")


def _petals(canvas: ImageDraw.ImageDraw, at: _Point, step: float, colour: str, background: str, turn: int) -> None:
    for petal in range(5):
        angle = petal * math.tau / 5 + turn * 0.5
        centre = at[0] + math.cos(angle) * step * 0.22, at[1] + math.sin(angle) * step * 0.22
        canvas.polygon(_ellipse(centre, step * 0.21, step * 0.13, angle), fill=colour)
    canvas.polygon(_ellipse(at, step * 0.07, step * 0.07, 0), fill=background)


def _tile(canvas: ImageDraw.ImageDraw, at: _Point, step: float, colour: str, background: str, turn: int) -> None:
    half = step * 0.46
    corners = [(at[0], at[1] - half), (at[0] + half, at[1]), (at[0], at[1] + half), (at[0] - half, at[1])]
    canvas.polygon(corners, fill=colour)
    canvas.polygon([corners[turn % 4], corners[(turn + 1) % 4], at], fill=mix(colour, background, 0.35))


def _leaf(canvas: ImageDraw.ImageDraw, at: _Point, step: float, colour: str, background: str, turn: int) -> None:
    angle = -0.9 if turn % 2 else 0.9
    side = [(along / 8, math.sin(math.pi * (along + 8) / 16) ** 1.3) for along in range(-8, 9)]
    outline = [(along * step * 0.46, bulge * step * 0.2) for along, bulge in side]
    outline += [(along * step * 0.46, -bulge * step * 0.2) for along, bulge in reversed(side)]
    canvas.polygon([_turned(at, point, angle) for point in outline], fill=colour)
    vein = [_turned(at, (along * step, 0), angle) for along in (-0.46, 0.34)]
    canvas.line(vein, fill=background, width=max(1, round(step * 0.04)))


def _ellipse(at: _Point, across: float, down: float, angle: float) -> list[_Point]:
    spread = (index * math.tau / 48 for index in range(48))
    return [_turned(at, (math.cos(turn) * across, math.sin(turn) * down), angle) for turn in spread]


def _turned(at: _Point, offset: _Point, angle: float) -> _Point:
    cosine, sine = math.cos(angle), math.sin(angle)
    return at[0] + offset[0] * cosine - offset[1] * sine, at[1] + offset[0] * sine + offset[1] * cosine


_Shape = Callable[[ImageDraw.ImageDraw, _Point, float, str, str, int], None]
_SHAPES: dict[str, _Shape] = {"coffee": _bean, "salon": _petals, "shop": _tile, "restaurant": _leaf}

"""The picture across the card: flat shapes per kind of shop, or the shop's own photo; text on it stays readable."""

import math
from collections.abc import Callable, Collection

from PIL import Image, ImageDraw, ImageOps

from wallet.colours import READABLE, contrast, is_dark, mix, rgb

BAND_TOP = 0.16
"""Where on a poster the picture begins: above it are logo and header, below it the texts and the code."""
SMOOTH = Image.Resampling.HAMMING
"""Makes pictures smaller without brighter or darker edges, on which text would be harder to read."""
_COLUMNS, _SPOTS, _ROWS = 48, 8, 144

_Point = tuple[float, float]


def draw(look: str, background: str, accent: str, ink: str, size: tuple[int, int]) -> Image.Image:
    """Returns the strip of `size` pixels: calm on the left, where the balance stands, patterned to the right.

    Text in `ink` and in `accent` is read everywhere, as a long one goes from side to side.
    """
    width, height = size[0] * 2, size[1] * 2
    top = _shade(background, accent, ink)
    image = Image.new("RGB", (width, height), mix(background, top, 0.12))
    canvas = ImageDraw.Draw(image)
    step = height / 4.5
    for row in range(-1, 6):
        for column in range(-1, math.ceil(width / step) + 1):
            x = (column + (row % 2) / 2) * step
            strength = (x / width - 0.3) / 0.7
            if strength > 0:
                # A fixed scatter: the same strip every time, yet no two neighbours alike.
                shade = 0.26 + strength * (0.14 + 0.6 * ((row * 7 + column * 5) % 6) / 5)
                _SHAPES[look](canvas, (x, row * step), step, mix(background, top, shade), background, row + column)
    return image.resize(size, SMOOTH)


def _shade(background: str, accent: str, ink: str) -> str:
    """Returns the strongest colour of a pattern: of the accent as much as leaves both texts readable.

    Where that is next to nothing, as the accent is barely readable itself, the pattern goes the other way: away from
    the texts, which are read the better for it.
    """
    shares = (step / 25 for step in range(12, 2, -1))
    tinted = (mix(background, accent, share) for share in shares)
    away = mix(background, "#000000" if is_dark(background) else "#ffffff", 0.35)
    return next((shade for shade in tinted if min(contrast(shade, ink), contrast(shade, accent)) >= READABLE), away)


def poster(background: str, accent: str, ink: str, size: tuple[int, int]) -> Image.Image:
    """Returns the artwork of a poster of `size` pixels: two large hills on which `ink` and `accent` can be read."""
    image = Image.new("P", size, 0)
    top = _shade(background, accent, ink)
    shades = [background, mix(background, top, 0.5), top]
    image.putpalette([part for shade in shades for part in rgb(shade)])
    canvas, (width, height) = ImageDraw.Draw(image), size
    for place, (x, y, reach) in enumerate(((0.15, 1.0, 0.95), (1.0, 1.05, 0.7)), 1):
        centre, radius = (x * width, y * height), reach * width
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        canvas.ellipse(box, place)
    return image


def cut(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Returns the middle of a picture, `size` pixels."""
    return ImageOps.fit(picture, size, Image.Resampling.LANCZOS)


def photo(picture: Image.Image, background: str, inks: Collection[str], size: tuple[int, int]) -> Image.Image:
    """Returns a picture cut to `size` pixels, as it is but for the lower left corner, where `inks` are read on it.

    There, FIGURE wide and high, `background` lies over it, as thin as the picture permits, and fades away.
    """
    whole = cut(picture, size)
    corner = whole.crop((0, round(size[1] * (1 - FIGURE[1])), round(size[0] * FIGURE[0]), size[1]))
    density = _veiled(_extremes(corner), background, inks)
    fine = _FINE[0], _FINE[1]
    veil = Image.new("L", fine)
    veil.putdata(
        [
            math.ceil(255 * density * _corner((column + 0.5) / fine[0], 1 - (row + 0.5) / fine[1]))
            for row in range(fine[1])
            for column in range(fine[0])
        ]
    )
    return _covered(whole, background, veil)


FIGURE = (0.5, 0.78)
"""The shares of a strip's width and height in whose corner a figure and its label are read on any photo."""
_FINE = (125, 48)


def _corner(x: float, y: float) -> float:
    """Returns how much of the veil is at a point, measured from the lower left corner: 1 on the text, 0 far from it."""
    reach = ((x / FIGURE[0]) ** 4 + (y / FIGURE[1]) ** 4) ** 0.25
    return _eased((reach - _FULL) / _FADING)


_FULL, _FADING = 2**0.25 * 1.02, 0.46
"""Where the rounded corner of the veil begins to fade, which is just outside of the text, and over which way."""


def _eased(way: float) -> float:
    """Returns 1 before the way, 0 behind it, and softly less between."""
    way = min(1.0, max(0.0, way))
    return 1 - way * way * (3 - 2 * way)


def poster_photo(picture: Image.Image, background: str, inks: Collection[str], size: tuple[int, int]) -> Image.Image:
    """Returns the artwork of a poster of `size` pixels: the picture above, `background` below, where the texts are.

    Logo and header stand on the picture, at its upper edge: there it has a veil on which `inks` are read.
    """
    width, height = size
    whole = Image.new("RGB", size, background)
    upper = cut(picture, (width, round(height * _POSTER_PHOTO)))
    whole.paste(upper)
    density = _veiled(_extremes(upper.crop((0, 0, width, round(height * _POSTER_HEAD)))), background, inks)
    veil = Image.new("L", (1, height))
    rows = ((row + 0.5) / height for row in range(height))
    veil.putdata([math.ceil(255 * _poster_veil(row, density)) for row in rows])
    return _covered(whole, background, veil)


_POSTER_PHOTO, _POSTER_HEAD, _POSTER_CALM = 0.48, 0.13, 0.3
"""Down to where a poster has its photo, its logo and header, and the photo without any veil."""


def _poster_veil(row: float, density: float) -> float:
    head = density * _eased((row - _POSTER_HEAD) / 0.1)
    foot = 1 - _eased((row - _POSTER_CALM) / (_POSTER_PHOTO - _POSTER_CALM))
    return max(head, foot)


def _covered(picture: Image.Image, background: str, veil: Image.Image) -> Image.Image:
    ground = Image.new("RGB", picture.size, background)
    return Image.composite(ground, picture, veil.resize(picture.size, Image.Resampling.BILINEAR))


def veiled(picture: Image.Image, background: str, inks: Collection[str], size: tuple[int, int]) -> Image.Image:
    """Returns a picture cut to `size` pixels under a veil of `background`, so dense that `inks` are read on it.

    A long text goes from side to side: the veil is everywhere, from column to column as thin as the picture permits.
    """
    whole = cut(picture, size)
    spots = whole.resize((_COLUMNS * _SPOTS, _ROWS), Image.Resampling.BOX)
    parts = [spots.crop((column * _SPOTS, 0, (column + 1) * _SPOTS, _ROWS)) for column in range(_COLUMNS)]
    shares = [_veiled(_outermost(part), background, inks) for part in parts]
    # Between two columns the veil is as dense as the denser of them.
    wide = [max(shares[max(0, place - 1) : place + 2]) for place in range(_COLUMNS)]
    veil = Image.new("L", (_COLUMNS, 1))
    veil.putdata([math.ceil(255 * share) for share in wide])
    return _covered(whole, background, veil)


def _extremes(picture: Image.Image) -> list[str]:
    """Returns the darkest and the brightest spot of a picture, of three pixels or so."""
    size = max(1, picture.width // 3), max(1, picture.height // 3)
    return _outermost(picture.resize(size, Image.Resampling.BOX))


def _outermost(spots: Image.Image) -> list[str]:
    part = spots.tobytes()
    found = sorted((part[at : at + 3] for at in range(0, len(part), 3)), key=_brightness)
    return ["#" + found[0].hex(), "#" + found[-1].hex()]


def _brightness(pixel: bytes) -> float:
    red, green, blue = pixel
    return 0.2126 * float(red**2) + 0.7152 * float(green**2) + 0.0722 * float(blue**2)


def _veiled(spots: Collection[str], background: str, inks: Collection[str]) -> float:
    """Returns how much of the background must lie over spots so that text is read on them, 0 to 1."""
    for step in range(20):
        mixed = [mix(spot, background, step / 20) for spot in spots]
        if all(contrast(spot, ink) >= READABLE for spot in mixed for ink in inks):
            return step / 20
    return 1.0


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

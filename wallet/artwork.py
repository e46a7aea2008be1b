"""Takes the pictures that an owner sends for the card: refuses what would not look well, keeps the rest small."""

import warnings
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from wallet.pictures import NotAPicture, decode, open_picture, png

LARGEST = 660
"""Pixels along a side that is kept of a logo: what Google asks for, and more than Apple does."""
STRIP, TALLEST = (1125, 432), 720
"""Pixels of a photo that is kept: what is higher than a card's strip is seen on a poster."""
STAMP = 252
SMALLEST_LOGO = SMALLEST_STAMP = 64
SMALLEST_STRIP = (375, 144)
NARROWEST = 8
"""A logo this many times wider than high (or higher than wide) is a line on a card."""

_SEEN = 24  # of 255; what is fainter is seen by nobody
_HEAVY = 200_000
_ONCE = frozenset({"PNG", "WEBP", "AVIF"})  # a JPEG or HEIC with several pictures is a photo with its previews


class UnfitPicture(Exception):  # noqa: N818 - a refusal, named by what is wrong
    """A picture that can be opened and does not do; `problem` is animated, small, narrow or empty."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def logo(picture: bytes) -> bytes:
    """Returns a logo as it is kept: upright, without transparent margins, at most 660 pixels along a side.

    Raises NotAPicture, PictureTooLarge, UnfitPicture.
    """
    image = _seen(_opened(picture), SMALLEST_LOGO)
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    kept = png(image)
    return kept if len(kept) <= _HEAVY else _saved(image, "WEBP", 92)


def stamp(picture: bytes) -> bytes:
    """Returns a stamp as it is kept, at most 252 pixels along a side: what has a ground is cut to a disc.

    Raises NotAPicture, PictureTooLarge, UnfitPicture.
    """
    image = _opened(picture)
    has_ground = not any(image.getchannel("A").histogram()[:_SEEN])
    image = _seen(image, SMALLEST_STAMP)
    if has_ground:
        image = ImageOps.fit(image, (STAMP, STAMP), Image.Resampling.LANCZOS)
        disc = Image.new("L", (STAMP * 4, STAMP * 4))
        ImageDraw.Draw(disc).ellipse((0, 0, STAMP * 4 - 1, STAMP * 4 - 1), 255)
        image.putalpha(disc.resize((STAMP, STAMP), Image.Resampling.LANCZOS))
    image.thumbnail((STAMP, STAMP), Image.Resampling.LANCZOS)
    return _saved(image, "WEBP", 90)


def _seen(image: Image.Image, smallest: int) -> Image.Image:
    """Returns what is seen of a picture, without transparent margins. Raises UnfitPicture."""
    seen = image.getchannel("A").point([255 if alpha >= _SEEN else 0 for alpha in range(256)]).getbbox()
    if seen is None:
        raise UnfitPicture("empty")
    image = image.crop(seen)
    longer, shorter = max(image.size), min(image.size)
    if longer < smallest:
        raise UnfitPicture("small")
    if longer > NARROWEST * shorter:
        raise UnfitPicture("narrow")
    if len(image.getcolors(1) or ()) == 1:  # one colour from edge to edge
        raise UnfitPicture("empty")
    return image


def strip(picture: bytes, background: str) -> bytes:
    """Returns a photo for the card as it is kept: 1125 pixels wide, 432 to 720 high, its middle where it is longer.

    What is transparent shows `background`.


    Raises NotAPicture, PictureTooLarge, UnfitPicture.
    """
    image = _opened(picture)
    if image.width < SMALLEST_STRIP[0] or image.height < SMALLEST_STRIP[1]:
        raise UnfitPicture("small")
    paper = Image.new("RGBA", image.size, background)
    paper.alpha_composite(image)
    high = min(TALLEST, max(STRIP[1], round(STRIP[0] * image.height / image.width)))
    fitted = ImageOps.fit(paper.convert("RGB"), (STRIP[0], high), Image.Resampling.LANCZOS)
    return _saved(fitted, "JPEG", 88)


def _opened(picture: bytes) -> Image.Image:
    image = open_picture(picture)
    if image.format in _ONCE and getattr(image, "is_animated", False):
        raise UnfitPicture("animated")
    # A photo of 48 megapixels is decoded at a fraction of its size.
    image.draft("RGB", (2 * STRIP[0], 2 * STRIP[1]))
    decoded = decode(image, "RGBA")
    try:
        # The orientation stands in what the camera wrote, and anything may be written there.
        with warnings.catch_warnings(action="ignore"):
            orientation = int(image.getexif().get(0x0112) or 1)
    except Exception as broken:
        raise NotAPicture(str(broken)) from broken
    turn = _TURNS.get(orientation)
    return decoded if turn is None else decoded.transpose(turn)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _saved(image: Image.Image, kind: str, quality: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, quality=quality)
    return buffer.getvalue()

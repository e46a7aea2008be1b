"""Opens pictures that strangers send, refusing what would cost too much memory before decoding it."""

import struct
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from io import BytesIO
from threading import Lock

from PIL import Image, ImageChops, ImageColor

MOST_BYTES = 20 * 1024 * 1024
"""What a bot may download from Telegram; nothing larger can arrive."""

_MOST_PIXELS = 20_000_000
# JPEG decodes straight to grey and to a fraction of its size, so a 48-megapixel phone photo is still cheap.
_MOST_JPEG_PIXELS = 50_000_000
_MOST_HEIF_PIXELS = 25_000_000
"""What iPhones take by default; a file of 48 megapixels would need half a gigabyte."""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_BOXES = b"ftyp"
"""Stands from the fifth byte on in HEIC and AVIF."""
_HEAVY = Lock()
"""Photos of phones as HEIC are decoded one at a time: each takes ten bytes a pixel and more."""
_EIGHT_OF_SIXTEEN = 1 / 257
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)


# Pillow's own limit warns, and a warning cannot be caught per thread; ours is stricter and needs the header only.
Image.MAX_IMAGE_PIXELS = None


class NotAPicture(Exception):  # noqa: N818 - a refusal, named by what is wrong
    """The bytes are no JPEG, PNG, WebP, HEIC or AVIF picture, or a broken one."""


class PictureTooLarge(Exception):  # noqa: N818 - a refusal, named by what is wrong
    """The picture has more bytes or pixels than we are willing to decode."""


def open_picture(picture: bytes) -> Image.Image:
    """Returns the picture with its header read and nothing decoded yet.

    Raises NotAPicture, or PictureTooLarge above 20 MB, 20 megapixels (JPEG: 50 megapixels, HEIC: 25).
    """
    if len(picture) > MOST_BYTES:
        raise PictureTooLarge(f"{len(picture)} bytes")
    formats = _FORMATS if picture[4:8] != _BOXES else (*_FORMATS, _heif())
    try:
        image = Image.open(BytesIO(picture), formats=formats)
    except _BROKEN as broken:
        raise NotAPicture(str(broken)) from broken
    most = {"JPEG": _MOST_JPEG_PIXELS, "MPO": _MOST_JPEG_PIXELS, "HEIF": _MOST_HEIF_PIXELS}
    if image.width * image.height > most.get(image.format or "", _MOST_PIXELS):
        raise PictureTooLarge(f"{image.width}×{image.height} pixels")
    return image


@cache
def _heif() -> str:
    """Returns what Pillow calls HEIC, which it reads from now on."""
    import pi_heif  # noqa: PLC0415 - most shops never get such a file, and it takes 25 ms to import

    # One picture of a file is wanted, not the previews and depth maps that phones put beside it.
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return "HEIF"


def decode(image: Image.Image, mode: str) -> Image.Image:
    """Returns the opened picture's pixels in a Pillow `mode` (L, RGB, RGBA); raises NotAPicture if it is broken."""
    alone: AbstractContextManager[object] = _HEAVY if image.format == "HEIF" else nullcontext()
    try:
        with alone:
            image.load()
        return (_of_eight_bits(image) if image.mode.startswith("I") else image).convert(mode)
    except _BROKEN as broken:
        raise NotAPicture(str(broken)) from broken


def _of_eight_bits(image: Image.Image) -> Image.Image:
    # Pillow cuts 16 bits of grey off at 255, and nearly all of the picture would be white.
    grey = image.point(lambda value: value * _EIGHT_OF_SIXTEEN).convert("L")
    grey.info.pop("transparency", None)
    return grey


def on_paper(image: Image.Image) -> tuple[Image.Image, ...]:
    """Returns the opened picture in grey (L), as it looks on white paper and, where it is transparent, on black too.

    Raises NotAPicture.
    """
    if not image.has_transparency_data:
        return (decode(image, "L"),)
    seen = decode(image, "RGBA")
    grey, ground = seen.convert("L"), ImageChops.invert(seen.getchannel("A"))
    papers = grey, grey.copy()
    for paper, colour in zip(papers, (255, 0), strict=True):
        paper.paste(colour, mask=ground)
    return papers


def png(
    image: Image.Image,
    colours: int | None = None,
    *,
    ground: str = "",
    hurried: bool = False,
) -> bytes:
    """Returns the image as PNG; with `colours` as a palette, which makes flat drawings several times smaller.

    `ground` (#rrggbb) is a colour that stays as it is, as the same lies beside the picture. `hurried` is for what is
    looked at on this machine and sent nowhere.
    """
    if colours is not None:
        image = _of_few_colours(image, colours, ground)
    buffer = BytesIO()
    # Best compression pays for palettes; on full colour it takes seconds and saves little.
    level = 1 if hurried else -1
    image.save(buffer, "PNG", optimize=colours is not None, compress_level=level)
    return buffer.getvalue()


def _of_few_colours(image: Image.Image, colours: int, ground: str) -> Image.Image:
    if image.mode == "RGBA":
        return image.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    if image.width * image.height < _LARGE or (colours < _OF_A_PHOTO and not ground):
        return image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    # To find the colours of a million pixels takes a fifth of a second, and every ninth pixel knows them nearly as
    # well. Nearly: what is flat all over, such as the white around a code, has its colours found exactly.
    few = image.resize((max(1, image.width // 3), max(1, image.height // 3)), Image.Resampling.NEAREST)
    palette = few.quantize(colours - 1, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    drawn = image.quantize(palette=palette, dither=Image.Dither.NONE)
    if ground:
        flat = Image.new("RGB", image.size, ground)
        red, green, blue = ImageChops.difference(image, flat).split()
        away = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        listed = (drawn.getpalette() or [])[: 3 * (colours - 1)]
        drawn.putpalette([*listed, *[0] * (3 * (colours - 1) - len(listed)), *ImageColor.getrgb(ground)])
        drawn.paste(colours - 1, mask=away.point([255] + [0] * 255))
    return drawn


_LARGE, _OF_A_PHOTO = 150_000, 256

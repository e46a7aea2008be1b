"""Opens pictures that strangers send, refusing what would cost too much memory before decoding it."""

import struct
from io import BytesIO

from PIL import Image

MOST_BYTES = 20 * 1024 * 1024
"""What a bot may download from Telegram; nothing larger can arrive."""

_MOST_PIXELS = 20_000_000
# JPEG decodes straight to grey and to a fraction of its size, so a 48-megapixel phone photo is still cheap.
_MOST_JPEG_PIXELS = 50_000_000
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)


# Pillow's own limit warns, and a warning cannot be caught per thread; ours is stricter and needs the header only.
Image.MAX_IMAGE_PIXELS = None


class NotAPicture(Exception):  # noqa: N818 - a refusal, named by what is wrong
    """The bytes are no JPEG, PNG or WebP picture, or a broken one."""


class PictureTooLarge(Exception):  # noqa: N818 - a refusal, named by what is wrong
    """The picture has more bytes or pixels than we are willing to decode."""


def open_picture(picture: bytes) -> Image.Image:
    """Returns the picture with its header read and nothing decoded yet.

    Raises NotAPicture, or PictureTooLarge above 20 MB, 20 megapixels (JPEG: 50 megapixels).
    """
    if len(picture) > MOST_BYTES:
        raise PictureTooLarge(f"{len(picture)} bytes")
    try:
        image = Image.open(BytesIO(picture), formats=("JPEG", "PNG", "WEBP"))
    except _BROKEN as broken:
        raise NotAPicture(str(broken)) from broken
    pixels = image.width * image.height
    if pixels > (_MOST_JPEG_PIXELS if image.format in {"JPEG", "MPO"} else _MOST_PIXELS):
        raise PictureTooLarge(f"{image.width}×{image.height} pixels")
    return image


def decode(image: Image.Image, mode: str) -> Image.Image:
    """Returns the opened picture's pixels in a Pillow `mode` (L, RGB, RGBA); raises NotAPicture if it is broken."""
    try:
        return image.convert(mode)
    except _BROKEN as broken:
        raise NotAPicture(str(broken)) from broken


def png(image: Image.Image, colours: int | None = None, dpi: int | None = None, *, hurried: bool = False) -> bytes:
    """Returns the image as PNG; with `colours` as a palette, which makes flat drawings several times smaller.

    `hurried` is for what is looked at on this machine and sent nowhere.
    """
    if colours is not None:
        method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
        image = image.quantize(colours, method=method, dither=Image.Dither.NONE)
    buffer = BytesIO()
    # Best compression pays for palettes; on full colour it takes seconds and saves little.
    level = 1 if hurried else -1
    image.save(buffer, "PNG", optimize=colours is not None, compress_level=level, dpi=(dpi, dpi) if dpi else None)
    return buffer.getvalue()

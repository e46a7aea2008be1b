"""Reads QR codes from photos that people send: rotated, blurred, dark, large, several at once."""

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from wallet.pictures import NotAPicture, PictureTooLarge, on_paper, open_picture

__all__ = ["NotAPicture", "PictureTooLarge", "read"]

_FIRST_SIDE = 1600
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read(picture: bytes) -> tuple[str, ...]:
    """Returns the distinct contents of all QR codes found in a picture, none if there is none.

    Raises NotAPicture, or PictureTooLarge as `open_picture` does, without decoding.
    EXIF rotation needs no care: the reader finds a code in any direction, and mirrored.
    """
    opened = open_picture(picture)
    full = opened.size
    if max(full) > 2 * _FIRST_SIDE:
        opened.draft("L", (_FIRST_SIDE, _FIRST_SIDE))  # JPEG only: decodes at 1/2, 1/4 or 1/8 of the size
    papers = on_paper(opened)
    found = (_looked_at(paper) for paper in papers)
    if codes := next((codes for codes in found if codes), ()):
        return codes
    if max(full) <= _FIRST_SIDE:
        return ()
    if papers[0].size != full:
        papers = on_paper(open_picture(picture))
    return next((codes for paper in papers if (codes := _codes(paper))), ())


def _looked_at(grey: Image.Image) -> tuple[str, ...]:
    small = grey.copy()
    small.thumbnail((_FIRST_SIDE, _FIRST_SIDE), Image.Resampling.BOX)
    return (
        _codes(small)
        or _codes(ImageOps.autocontrast(small, cutoff=1))
        or _codes(small.filter(ImageFilter.UnsharpMask(radius=4, percent=300, threshold=0)))
    )


def _codes(image: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(image, formats=_FORMATS)
    return tuple(dict.fromkeys(code.text for code in found if code.text))

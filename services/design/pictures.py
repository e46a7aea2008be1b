"""Pictures for chat and page: codes, and codes read from photos. CPU work: use a thread."""

import hashlib
from collections.abc import Collection

from sqlalchemy import Connection

from loyalty.codes import Code, parse
from loyalty.errors import CodeMistyped, CodeUnreadable, PictureUnusable, SeveralCodes
from services.design import designs
from wallet import qr, scan, stamps
from wallet.design import Design, emblem, hero, square_logo

LOGO_PATH = "/design/logo-{mark}.png"
BANNER_PATH = "/design/banner-{mark}.png"
MARK_LENGTH = 12


def design(connection: Connection) -> Design:
    """Returns how the business looks now; an opaque value for the functions below. Raises ProgrammeMissing."""
    return designs.shown(connection)


def grouped(digits: str) -> str:
    """Returns ten digits as people read them aloud: `012 345 6789`."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def plain_code(look: Design, content: str) -> bytes:
    """Returns a PNG of a code with the logo in it, for a link that is to be opened by camera."""
    return qr.draw(content, logo=emblem(look), dark=look.background)


def coupon_picture(look: Design, link: str, code: str) -> bytes:
    """Returns a PNG of a coupon's code, with the letters to type below."""
    return qr.draw(link, logo=emblem(look), caption=code, dark=look.background)


def stamp_card(look: Design, title: str, have: int, goal: int, gifts: Collection[int]) -> bytes | None:
    """Returns a PNG of a stamp card, `have` of `goal` places filled and a star where a gift is.

    None when it has too many places for a picture.
    """
    return stamps.draw(look, title, have, goal, gifts) if goal <= stamps.MOST_PLACES else None


def public_logo(look: Design) -> bytes:
    """Returns the square PNG of the logo that Google fetches."""
    return square_logo(look)


def logo_path(look: Design) -> str:
    """Returns where the web server has `public_logo`; another picture has another path, so it may be kept for ever."""
    return LOGO_PATH.format(mark=_mark(public_logo(look)))


def public_banner(look: Design) -> bytes:
    """Returns the wide PNG that Google fetches and shows across a card."""
    return hero(look)


def banner_path(look: Design) -> str:
    """Returns where the web server has `public_banner`, as `logo_path` does."""
    return BANNER_PATH.format(mark=_mark(public_banner(look)))


def _mark(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()[:MARK_LENGTH]


def code_in(picture: bytes) -> Code:
    """Returns the one member's code that a photo shows; other codes beside it do not matter.

    Raises PictureUnusable, CodeUnreadable (no code of ours), SeveralCodes.
    """
    try:
        contents = scan.read(picture)
    except (scan.NotAPicture, scan.PictureTooLarge) as error:
        raise PictureUnusable from error
    codes = {code for content in contents if (code := _code(content))}
    if not codes:
        raise CodeUnreadable
    if len(codes) > 1:
        raise SeveralCodes
    return codes.pop()


def _code(content: str) -> Code | None:
    try:
        return parse(content)
    except (CodeUnreadable, CodeMistyped):
        return None

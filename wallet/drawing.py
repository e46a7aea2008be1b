"""Draws a .pkpass as an iPhone shows it, front and back, from nothing but the file itself; and its front for a chat."""

import io

from PIL import Image, ImageDraw

from wallet import plates
from wallet.canvas import SCALE, WIDTH, Line, Spot, px, rounded, row, sheet
from wallet.lettering import fit, font, printable, write
from wallet.passfile import BrokenPassError, Field, PassFile, open_pass
from wallet.pictures import NotAPicture, PictureTooLarge, decode, open_picture, png
from wallet.plates import Plate

__all__ = ["BrokenPassError", "draw", "draw_back", "scene", "text"]

_HEIGHT, _RADIUS = 492, 14
_EDGE, _GAP = 16, 14
_HEADER, _STRIP = 62, 144
_ROW_TOP = _HEADER + _STRIP + 14
_CODE_TOP = 288
_THUMBNAIL, _TEETH = 90, 44
_LINES = Line("Medium", 11, 7.5, 11), Line("Regular", 19, 12, 33)
"""Labels, and the values below them."""


_ON_PHONE = Plate(_CODE_TOP, side=158, margin=10, row=24, letters=13)
_IN_CHAT = Plate(_CODE_TOP, side=190, margin=23, row=34, letters=20)
"""A picture in a chat is smaller than a card on a screen: its code is larger, with the margin that scanners ask for."""


def draw(pkpass: bytes, language: str) -> bytes:
    """Returns the front of the card as PNG (1125 pixels wide, transparent corners) in `language`.

    A language the pass does not speak shows its English. Raises BrokenPassError.
    """
    shown = open_pass(pkpass, language)
    card = _front(shown, _HEIGHT, _ON_PHONE)
    if shown.style == "coupon":
        return png(_torn(card), hurried=True)
    return png(rounded(card, _RADIUS), hurried=True)


def scene(shown: PassFile) -> bytes:
    """Returns the front of a card as JPEG (1125 pixels wide, square corners); without a code it ends above its place.

    Raises BrokenPassError.
    """
    plate = _IN_CHAT
    height = _CODE_TOP + (plate.height + _EDGE if shown.code else 0)
    buffer = io.BytesIO()
    _front(shown, height, plate).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def _front(shown: PassFile, height: int, plate: Plate) -> Image.Image:
    card = Image.new("RGB", (px(WIDTH), px(height)), shown.background)
    canvas = ImageDraw.Draw(card)
    try:
        _draw_header(card, canvas, shown)
        if shown.style == "generic":
            _draw_thumbnail(card, canvas, shown)
        else:
            _draw_strip(card, canvas, shown)
    except (NotAPicture, PictureTooLarge) as broken:
        raise BrokenPassError(f"a picture of the pass: {broken}") from broken
    _draw_rows(canvas, shown)
    plates.draw(card, shown, plate)
    return card


def draw_back(pkpass: bytes, language: str) -> bytes:
    """Returns the back of the card, its details, as PNG (1125 pixels wide) in `language`. Raises BrokenPassError."""
    fields = open_pass(pkpass, language).group("back")
    drawn = sheet(fields, paper="#f2f2f7", group="#ffffff", label="#6c6c70", ink="#1c1c1e", radius=_RADIUS)
    return png(drawn, hurried=True)


def text(pkpass: bytes, language: str) -> tuple[Field, ...]:
    """Returns the fields of the pass, front and back, as a person reads them in `language`."""
    return open_pass(pkpass, language).fields


def _draw_header(card: Image.Image, canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    left = _EDGE
    logo = shown.picture("logo")
    if logo is not None:
        picture = decode(open_picture(logo), "RGBA")
        picture.thumbnail((px(150), px(38)), Image.Resampling.LANCZOS)
        card.paste(picture, (px(_EDGE), px(_HEADER / 2) - picture.height // 2), picture)
        left += picture.width // SCALE + 10
    right: float = WIDTH - _EDGE
    for field in reversed(shown.group("header")):
        (taken,) = row(canvas, [Spot(field.label.upper(), field.value, right, 110, "r")], 13, _LINES, _inks(shown))
        right -= taken + 12
    name, face = fit(shown.logo_text, "Medium", px(18), px(right - left - 4), smallest=px(12))
    write(canvas, (px(left), px(_HEADER / 2)), name, shown.foreground, face, anchor="lm")


def _draw_strip(card: Image.Image, canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    strip = shown.picture("strip")
    if strip is not None:
        picture = decode(open_picture(strip), "RGBA").resize((px(WIDTH), px(_STRIP)), Image.Resampling.LANCZOS)
        card.paste(picture, (0, px(_HEADER)), picture)
    for field in shown.group("primary")[:1]:
        value, face = fit(field.value, "Light", px(64), px(WIDTH - 2 * _EDGE), smallest=px(24))
        write(canvas, (px(_EDGE), px(_HEADER + 86)), value, shown.foreground, face, anchor="ls")
        label, face = fit(field.label, "Regular", px(17), px(WIDTH - 2 * _EDGE), smallest=px(12))
        write(canvas, (px(_EDGE + 2), px(_HEADER + 116)), label, shown.label, face, anchor="ls")


def _draw_thumbnail(card: Image.Image, canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    room: float = WIDTH - 2 * _EDGE
    thumbnail = shown.picture("thumbnail")
    if thumbnail is not None:
        picture = decode(open_picture(thumbnail), "RGBA")
        picture.thumbnail((px(_THUMBNAIL), px(_THUMBNAIL)), Image.Resampling.LANCZOS)
        card.paste(picture, (px(WIDTH - _EDGE) - picture.width, px(_HEADER + 16)), picture)
        room -= _THUMBNAIL + _GAP
    for field in shown.group("primary")[:1]:
        label, small = fit(field.label.upper(), "Medium", px(11), px(room), smallest=px(8))
        value, large = fit(field.value, "Regular", px(30), px(room), smallest=px(15))
        write(canvas, (px(_EDGE), px(_HEADER + 40)), label, shown.label, small, anchor="ls")
        write(canvas, (px(_EDGE), px(_HEADER + 74)), value, shown.foreground, large, anchor="ls")


def _draw_rows(canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    # A store card with a square code has its secondary and auxiliary fields in one row, four at most.
    fields = (shown.group("secondary") + shown.group("auxiliary"))[:4]
    room = WIDTH - 2 * _EDGE - _GAP * (len(fields) - 1)
    wanted = [max(_wanted(field), room * 0.15) for field in fields]
    # All of them shrink alike when they need more than the card has; what is left over goes between them.
    scale = min(1.0, room / sum(wanted)) if fields else 1.0
    spare = (room - sum(wanted) * scale) / (len(fields) - 1) if len(fields) > 1 else 0.0
    left, spots = float(_EDGE), []
    for place, field in enumerate(fields):
        width = wanted[place] * scale
        at_the_end = place > 0 and place == len(fields) - 1
        spot = Spot(field.label.upper(), field.value, left, width)
        spots.append(spot._replace(x=WIDTH - _EDGE, side="r") if at_the_end else spot)
        left += width + spare + _GAP
    row(canvas, spots, _ROW_TOP, _LINES, _inks(shown))


def _inks(shown: PassFile) -> tuple[str, str]:
    return shown.label, shown.foreground


def _wanted(field: Field) -> float:
    label = font("Medium", px(11)).getlength(printable(field.label.upper()))
    value = font("Regular", px(19)).getlength(printable(field.value))
    return (max(label, value) + 1) / SCALE


def _torn(card: Image.Image) -> Image.Image:
    """Returns the card with the edge of a ticket that was torn off, above and below."""
    mask = Image.new("L", (card.width * 2, card.height * 2), 255)
    canvas, tooth = ImageDraw.Draw(mask), mask.width // _TEETH
    for place in range(_TEETH + 1):
        for edge in (0, mask.height):
            at, reach = place * tooth, tooth * 0.32
            canvas.ellipse((at - reach, edge - reach, at + reach, edge + reach), 0)
    card.putalpha(mask.resize(card.size, Image.Resampling.LANCZOS))
    return card

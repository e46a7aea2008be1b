"""Draws a .pkpass as an iPhone shows a store card, from nothing but the file itself."""

import qrcode
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_M

from wallet.lettering import fit, font, printable
from wallet.passfile import BrokenPassError, Field, PassFile, open_pass
from wallet.pictures import NotAPicture, PictureTooLarge, decode, open_picture, png

__all__ = ["BrokenPassError", "draw", "text"]

_SCALE = 3  # pixels per point, as on an iPhone's screen
_WIDTH, _HEIGHT, _RADIUS = 375, 492, 14
_EDGE, _GAP = 16, 14
_HEADER, _STRIP = 62, 144
_ROW_TOP = _HEADER + _STRIP + 14
_CODE_TOP, _CODE_SIDE = 288, 158


def draw(pkpass: bytes, language: str) -> bytes:
    """Returns the front of the card as PNG (1125 pixels wide, transparent corners) in `language`.

    A language the pass does not speak shows its English. Raises BrokenPassError.
    """
    shown = open_pass(pkpass, language)
    card = Image.new("RGB", (_px(_WIDTH), _px(_HEIGHT)), shown.background)
    canvas = ImageDraw.Draw(card)
    try:
        _draw_header(card, canvas, shown)
        _draw_strip(card, canvas, shown)
    except (NotAPicture, PictureTooLarge) as broken:
        raise BrokenPassError(f"a picture of the pass: {broken}") from broken
    _draw_rows(canvas, shown)
    _draw_code(card, canvas, shown)
    return png(_rounded(card))


def text(pkpass: bytes, language: str) -> tuple[Field, ...]:
    """Returns the fields of the pass, front and back, as a person reads them in `language`."""
    return open_pass(pkpass, language).fields


def _px(points: float) -> int:
    return round(points * _SCALE)


def _draw_header(card: Image.Image, canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    left = _EDGE
    logo = shown.picture("logo")
    if logo is not None:
        picture = decode(open_picture(logo), "RGBA")
        picture.thumbnail((_px(150), _px(38)), Image.Resampling.LANCZOS)
        card.paste(picture, (_px(_EDGE), _px(_HEADER / 2) - picture.height // 2), picture)
        left += picture.width // _SCALE + 10
    right: float = _WIDTH - _EDGE
    for field in reversed(shown.group("header")):
        width = _field(canvas, shown, field, (right, 13), width=110, align="right")
        right -= width + 12
    name, face = fit(shown.logo_text, "Medium", _px(18), _px(right - left - 4), smallest=_px(12))
    canvas.text((_px(left), _px(_HEADER / 2)), name, shown.foreground, face, anchor="lm")


def _draw_strip(card: Image.Image, canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    strip = shown.picture("strip")
    if strip is not None:
        picture = decode(open_picture(strip), "RGBA").resize((_px(_WIDTH), _px(_STRIP)), Image.Resampling.LANCZOS)
        card.paste(picture, (0, _px(_HEADER)), picture)
    for field in shown.group("primary")[:1]:
        value, face = fit(field.value, "Light", _px(64), _px(_WIDTH - 2 * _EDGE), smallest=_px(24))
        canvas.text((_px(_EDGE), _px(_HEADER + 86)), value, shown.foreground, face, anchor="ls")
        label, face = fit(field.label, "Regular", _px(17), _px(_WIDTH - 2 * _EDGE), smallest=_px(12))
        canvas.text((_px(_EDGE + 2), _px(_HEADER + 116)), label, shown.label, face, anchor="ls")


def _draw_rows(canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    # A store card with a square code has its secondary and auxiliary fields in one row, four at most.
    fields = (shown.group("secondary") + shown.group("auxiliary"))[:4]
    room = _WIDTH - 2 * _EDGE - _GAP * (len(fields) - 1)
    wanted = [max(_wanted(field), room * 0.15) for field in fields]
    # All of them shrink alike when they need more than the card has; what is left over goes between them.
    scale = min(1.0, room / sum(wanted)) if fields else 1.0
    spare = (room - sum(wanted) * scale) / (len(fields) - 1) if len(fields) > 1 else 0.0
    left = float(_EDGE)
    for place, field in enumerate(fields):
        width = wanted[place] * scale
        if place > 0 and place == len(fields) - 1:
            _field(canvas, shown, field, (_WIDTH - _EDGE, _ROW_TOP), width, "right")
        else:
            _field(canvas, shown, field, (left, _ROW_TOP), width, "left")
        left += width + spare + _GAP


def _wanted(field: Field) -> float:
    label = font("Medium", _px(11)).getlength(printable(field.label.upper()))
    value = font("Regular", _px(19)).getlength(printable(field.value))
    return (max(label, value) + 1) / _SCALE


def _field(
    canvas: ImageDraw.ImageDraw,
    shown: PassFile,
    field: Field,
    at: tuple[float, float],
    width: float,
    align: str,
) -> float:
    """Writes a label with its value below; returns the width taken, in points."""
    x, y = at
    side = "r" if align == "right" else "l"
    label, small = fit(field.label.upper(), "Medium", _px(11), _px(width), smallest=_px(7.5))
    value, large = fit(field.value, "Regular", _px(19), _px(width), smallest=_px(12))
    canvas.text((_px(x), _px(y + 11)), label, shown.label, small, anchor=f"{side}s")
    canvas.text((_px(x), _px(y + 33)), value, shown.foreground, large, anchor=f"{side}s")
    return max(small.getlength(label), large.getlength(value)) / _SCALE


def _draw_code(card: Image.Image, canvas: ImageDraw.ImageDraw, shown: PassFile) -> None:
    if not shown.code:
        return
    symbol = _symbol(shown.code)
    module = max(1, _px(_CODE_SIDE) // symbol.width)
    symbol = symbol.resize((symbol.width * module, symbol.height * module), Image.Resampling.NEAREST)
    margin, caption = _px(10), _px(24) if shown.alt_text else _px(6)
    width, height = symbol.width + 2 * margin, symbol.height + margin + caption
    left, top = (card.width - width) // 2, _px(_CODE_TOP)
    canvas.rounded_rectangle((left, top, left + width, top + height), _px(8), "#ffffff")
    card.paste(symbol, (left + margin, top + margin))
    if shown.alt_text:
        line, face = fit(shown.alt_text, "Regular", _px(13), symbol.width, smallest=_px(8))
        canvas.text((card.width / 2, top + height - caption / 2 + _px(0.5)), line, "#1c1c1e", face, anchor="mm")


def _symbol(content: str) -> Image.Image:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(content.encode())
    code.make(fit=True)
    matrix = code.get_matrix()
    symbol = Image.new("L", (len(matrix), len(matrix)))
    symbol.putdata([0 if cell else 255 for row in matrix for cell in row])
    return symbol


def _rounded(card: Image.Image) -> Image.Image:
    big = Image.new("L", (card.width * 2, card.height * 2))
    ImageDraw.Draw(big).rounded_rectangle((0, 0, big.width - 1, big.height - 1), _px(_RADIUS) * 2, 255)
    card.putalpha(big.resize(card.size, Image.Resampling.LANCZOS))
    return card

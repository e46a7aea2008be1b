"""Draws the A4 poster with a join code that a shop prints and puts on its counter or door."""

from PIL import Image, ImageDraw

from locales import Language, translate
from wallet import qr
from wallet.colours import is_dark, mix
from wallet.design import Design, emblem
from wallet.lettering import Face, Weight, fit, font, wrap, write
from wallet.pictures import decode, open_picture, png

_DPI = 200
_PAGE = (1654, 2339)  # A4 at 200 dpi
_MARGIN = 130


def poster(design: Design, content: str, language: Language, title: str, subtitle: str) -> bytes:
    """Returns an A4 page (PNG, 200 dpi) with the QR code of `content`, in the colours of the design.

    `title` and `subtitle` are already in `language`; they wrap over two and three lines and shrink to fit.
    """
    width, height = _PAGE
    page = Image.new("RGB", _PAGE, design.background)
    canvas = ImageDraw.Draw(page)
    inner = width - 2 * _MARGIN
    mark = decode(open_picture(emblem(design)), "RGBA").resize((200, 200), Image.Resampling.LANCZOS)
    page.paste(mark, (_MARGIN, _MARGIN), mark)
    name, face = fit(design.organisation, "Medium", 92, inner - 250, smallest=44)
    write(canvas, (_MARGIN + 250, _MARGIN + 100), name, design.foreground, face, anchor="lm")
    top = _block(canvas, title, design.foreground, _MARGIN + 330, ("Bold", 148, 2))
    top = _block(canvas, subtitle, design.label, top + 40, ("Regular", 66, 3))
    dark = design.background if is_dark(design.background) else "#111111"
    code = qr.render(content, logo=emblem(design), dark=dark, side=1000)
    plate = code.width + 60
    left, upper = (width - plate) // 2, max(top + 70, height - plate - 330)
    canvas.rounded_rectangle((left, upper, left + plate, upper + plate), 70, "#ffffff")
    page.paste(code, (left + 30, upper + 30))
    hint, face = fit(translate(language, "poster-hint"), "Medium", 62, inner, smallest=36)
    colour = mix(design.foreground, design.label, 0.3)
    write(canvas, (width / 2, (upper + plate + height) / 2), hint, colour, face, anchor="mm")
    return png(page, 128, dpi=_DPI)


def _block(canvas: ImageDraw.ImageDraw, text: str, colour: str, top: int, style: tuple[Weight, int, int]) -> int:
    """Writes `text` in a weight, a largest size and a number of lines; returns where the next block may begin."""
    weight, size, lines = style
    width = _PAGE[0] - 2 * _MARGIN
    while size > 40 and not _fits(wrap(text, font(weight, size), width, lines=lines), font(weight, size), width):
        size -= 6
    for row in wrap(text, font(weight, size), width, lines=lines):
        fitted, face = fit(row, weight, size, width, smallest=size)
        write(canvas, (_MARGIN, top), fitted, colour, face, anchor="la")
        top += round(size * 1.22)
    return top


def _fits(rows: list[str], face: Face, width: int) -> bool:
    return all(face.getlength(row) <= width for row in rows)

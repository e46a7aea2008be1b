"""Pictures for the owner who designs a card: the card on both phones, and palettes to choose from."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from wallet.design import Design, emblem
from wallet.lettering import fit, write
from wallet.palettes import Palette
from wallet.pictures import decode, open_picture, png

_PAPER, _INK = "#e9ebf0", "#3c4043"
_COLUMN, _GAP, _TOP = 560, 40, 64
_ACROSS, _TILE = 3, (360, 220)


def phones(columns: Sequence[tuple[str, bytes, bytes]]) -> bytes:
    """Returns one picture (JPEG) of cards side by side: each column is a phone's name, the front and the back (PNG)."""
    drawn = [(name, _scaled(front), _scaled(back)) for name, front, back in columns]
    height = max(_TOP + front.height + _GAP + back.height for _, front, back in drawn) + _GAP
    # Telegram refuses pictures whose sides add up to more than ten thousand, and long texts make long backs.
    sheet = Image.new("RGB", (len(drawn) * (_COLUMN + _GAP) + _GAP, min(height, 2400)), _PAPER)
    canvas = ImageDraw.Draw(sheet)
    for place, (name, front, back) in enumerate(drawn):
        left = _GAP + place * (_COLUMN + _GAP)
        words, face = fit(name, "Medium", 26, _COLUMN, smallest=18)
        write(canvas, (left + _COLUMN / 2, _TOP / 2 + 2), words, _INK, face, anchor="mm")
        sheet.paste(front, (left, _TOP), front)
        sheet.paste(back, (left, _TOP + front.height + _GAP), back)
    return _jpeg(sheet)


def swatches(design: Design, palettes: Sequence[Palette]) -> bytes:
    """Returns one picture (PNG) of small cards in these palettes, numbered from 1."""
    rows = -(-len(palettes) // _ACROSS)
    width, height = _TILE
    gap = _GAP // 2
    sheet = Image.new("RGB", (_ACROSS * (width + gap) + gap, rows * (height + gap) + gap), _PAPER)
    mark = decode(open_picture(emblem(design)), "RGBA").resize((56, 56), Image.Resampling.LANCZOS)
    for place, palette in enumerate(palettes):
        tile = Image.new("RGB", _TILE, palette.background)
        canvas = ImageDraw.Draw(tile)
        tile.paste(mark, (20, 18), mark)
        name, face = fit(design.organisation, "Medium", 24, width - 180, smallest=16)
        write(canvas, (90, 46), name, palette.foreground, face, anchor="lm")
        number, face = fit(str(place + 1), "Bold", 34, 80, smallest=20)
        canvas.ellipse((width - 70, 16, width - 14, 72), palette.label)
        write(canvas, (width - 42, 44), number, palette.background, face, anchor="mm")
        value, face = fit("1 240", "Light", 76, width - 40, smallest=30)
        write(canvas, (20, 160), value, palette.foreground, face, anchor="ls")
        codes, face = fit(palette.background, "Regular", 22, width - 40, smallest=14)
        write(canvas, (20, 196), codes, palette.label, face, anchor="ls")
        sheet.paste(tile, (gap + place % _ACROSS * (width + gap), gap + place // _ACROSS * (height + gap)))
    return png(sheet)


def _scaled(picture: bytes) -> Image.Image:
    image = decode(open_picture(picture), "RGBA")
    size = _COLUMN, round(image.height * _COLUMN / image.width)
    # Twice as large: pairs of pixels averaged first look the same, and take a quarter of the time.
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.0)


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()

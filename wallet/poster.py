"""What a shop prints to win members: one offer as a poster, a tent for tables, stickers and a card for the till."""

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw

from locales import Language
from wallet import line_breaks, qr, scripts
from wallet.colours import is_dark
from wallet.design import Design, emblem
from wallet.lettering import printable
from wallet.pictures import decode, open_picture, png

Sheet = Literal["a4", "tent", "stickers", "till"]
SHEETS: tuple[Sheet, ...] = ("a4", "tent", "stickers", "till")
"""A poster of A4; a sheet of A4 that folds to a tent of A5; twelve stickers on A4; a card of A6."""

_DOTS = 1000
"""Pixels across a code: 300 an inch on the largest sheet."""
_LONGEST_WORD = 18
"""Letters; a longer word may break where it must."""
_DESK, _GAP, _WIDE = "#e5e5ea", 36, 620


@dataclass(frozen=True, slots=True)
class Poster:
    """What the sheets say, in `language`, and the link that their `code` opens.

    `place` may be empty. The `headline` is the offer, a statement a line; `more` is what else it brings, `steps` how
    one joins. `marks` are the names of what it works with, the chat first, and `credit` says whose names these are.
    `card` is a picture of the card, in any format that we can open.
    """

    code: str
    language: Language
    place: str
    headline: tuple[str, ...]
    more: tuple[str, ...]
    steps: tuple[str, ...]
    marks: tuple[str, ...]
    credit: tuple[str, ...]
    card: bytes


def pdf(design: Design, poster: Poster, sheet: Sheet) -> bytes:
    """Returns a sheet as PDF of its size, with its fonts in it; the same bytes for the same poster. Use a thread."""
    return _set(_inputs(design, poster), sheet, "pdf")


def picture(design: Design, poster: Poster, sheet: Sheet) -> bytes:
    """Returns a sheet as PNG, for a screen. Use a thread."""
    return _set(_inputs(design, poster), sheet, "png")


def preview(design: Design, poster: Poster) -> bytes:
    """Returns all sheets side by side, JPEG, to be looked at before they are printed. Use a thread."""
    given = _inputs(design, poster)
    # The sides of every sheet are as 1 to √2, so two small ones are as high as a large one.
    small = (_WIDE - _GAP) // 2, round((_WIDE - _GAP) / 2 * 2**0.5)
    large = _WIDE, 2 * small[1] + _GAP
    right = 2 * _GAP + _WIDE
    places = (
        (large, (_GAP, _GAP)),
        (small, (right, _GAP)),
        (small, (right + small[0] + _GAP, _GAP)),
        (small, (right + (small[0] + _GAP) // 2, small[1] + 2 * _GAP)),
    )
    desk = Image.new("RGB", (2 * _WIDE + 3 * _GAP, large[1] + 2 * _GAP), _DESK)
    canvas = ImageDraw.Draw(desk)
    for sheet, (size, (left, top)) in zip(SHEETS, places, strict=True):
        drawn = Image.open(BytesIO(_set(given, sheet, "png"))).convert("RGB")
        canvas.rectangle((left - 1, top - 1, left + size[0] + 3, top + size[1] + 3), "#c7c7cc")
        desk.paste(drawn.resize(size, Image.Resampling.LANCZOS), (left, top))
    buffer = BytesIO()
    desk.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _inputs(design: Design, poster: Poster) -> dict[str, str]:
    dark = design.background if is_dark(design.background) else "#111111"
    card = decode(open_picture(poster.card), "RGB")
    logo = emblem(design)
    code = qr.render(poster.code, logo=logo, dark=dark, side=_DOTS)
    said = (design.organisation, poster.place, *poster.headline, *poster.more, *poster.steps, *poster.marks)
    given = {
        "title": printable(design.organisation),
        "language": poster.language,
        "fonts": scripts.families("".join(map(printable, said))),
        "colours": {"ground": design.background, "ink": design.foreground, "faint": design.label, "dark": dark},
        "ratio": card.height / card.width,
        "name": say(design.organisation, poster.language),
        **{
            part: [say(text, poster.language) for text in texts if printable(text)]
            for part, texts in {
                "place": (poster.place,),
                "headline": poster.headline,
                "more": poster.more,
                "steps": poster.steps,
            }.items()
        },
        "marks": poster.marks,
        "credit": poster.credit,
    }
    return {
        "given": json.dumps(given),
        "card": svg(poster.card, card.size, "jpeg"),
        "code": svg(png(code, 16, ground="#ffffff"), code.size, "png"),
        "emblem": svg(logo, (1, 1), "png"),
    }


def say(text: str, language: Language) -> dict[str, str | bool]:
    """Returns a text as the sheets set it: what can be printed of it, with breaks where they may be."""
    line = line_breaks.tie(line_breaks.loosen(printable(text), _LONGEST_WORD), language)
    return {"text": line, "leftward": scripts.runs_leftward(line)}


def svg(picture: bytes, size: tuple[int, int], kind: str) -> str:
    """Returns a picture within an SVG: what Typst is handed in memory must be text."""
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" preserveAspectRatio="none" '
        f'href="data:image/{kind};base64,{b64encode(picture).decode()}"/></svg>'
    )


def _set(inputs: dict[str, str], sheet: Sheet, form: Literal["pdf", "png"]) -> bytes:
    import typst  # noqa: PLC0415 - 80 MB of a library, for what an owner prints once

    given = {**inputs, "sheet": sheet}
    made = typst.compile(_source(), format=form, ppi=110, font_paths=scripts.fonts(), sys_inputs=given)
    assert isinstance(made, bytes), "a sheet is one page"
    return made


@cache
def _source() -> bytes:
    return Path(__file__).with_suffix(".typ").read_bytes()

"""A gift certificate on paper: an A5 with the shop's colours, the value, the greeting and the code."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from locales import Language
from wallet import qr, scripts
from wallet.colours import is_dark
from wallet.design import Design, emblem
from wallet.lettering import printable
from wallet.pictures import png
from wallet.poster import say, svg

_DOTS = 800
"""Pixels across the code: 300 an inch and more."""


@dataclass(frozen=True, slots=True)
class Voucher:
    """What the paper says, in `language`: what it is, its value, what is said with it, until when, its letters.

    `code` is the link that a till scans. `greeting` and `until` may be empty; `how` says what to do with it.
    """

    code: str
    language: Language
    title: str
    value: str
    greeting: str
    until: str
    letters: str
    how: str


def pdf(design: Design, voucher: Voucher) -> bytes:
    """Returns it as PDF of A5, landscape, with its fonts in it. Use a thread."""
    import typst  # noqa: PLC0415 - 80 MB of a library, for what is printed now and then

    dark = design.background if is_dark(design.background) else "#111111"
    logo = emblem(design)
    code = qr.render(voucher.code, logo=logo, dark=dark, side=_DOTS)
    said = {name: getattr(voucher, name) for name in ("title", "value", "greeting", "until", "letters", "how")}
    texts = {"shop": design.organisation, **said}
    given = {
        "title": printable(design.organisation),
        "language": voucher.language,
        "fonts": scripts.families("".join(map(printable, texts.values()))),
        "colours": {"ground": design.background, "ink": design.foreground, "faint": design.label},
        "said": {name: say(text, voucher.language) for name, text in texts.items() if printable(text)},
    }
    pictures = {"code": svg(png(code, 16, ground="#ffffff"), code.size, "png"), "emblem": svg(logo, (1, 1), "png")}
    made = typst.compile(
        _source(), format="pdf", font_paths=scripts.fonts(), sys_inputs={"given": json.dumps(given), **pictures}
    )
    assert isinstance(made, bytes), "it is one page"
    return made


@cache
def _source() -> bytes:
    return Path(__file__).with_suffix(".typ").read_bytes()

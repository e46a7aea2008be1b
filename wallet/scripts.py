"""Letters of every script, set by Typst: joined, in their order, each from the first font that has it."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageFont

if TYPE_CHECKING:
    import typst

_PACKAGES = ("font_roboto", "manimgx_fonts", "noto_cjk_sans_otc")
_FAMILIES = ("Roboto", "Noto Sans")
_SCRIPTS = (
    *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew"),
    *("Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Symbols", "Tamil", "Telugu", "Thai"),
)
_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_WEIGHTS = {"Light": "300", "Regular": "400", "Medium": "500", "Bold": "700"}
_MEASURED = 100
"""Points at which widths are measured; they grow with the size."""
_LINE = b"""
#let given = sys.inputs
#let size = int(given.size) * 1pt
#set text(lang: "en", dir: if given.leftward == "yes" { rtl } else { ltr }, font: given.fonts.split(","),
  fallback: false, size: size, weight: int(given.weight), top-edge: 1em, bottom-edge: 0em)
"""
_DRAWN = _LINE + b"#set page(width: auto, height: auto, margin: size, fill: none)\n#box(given.text)"
"""As much room is free around a line as its letters are high: the baseline lies two sizes below the upper edge."""
_WIDTH = _LINE + b"#context [#metadata(measure(box(given.text)).width.pt()) <width>]"


def has(letter: str) -> bool:
    """Says whether one of the fonts has a letter."""
    return any(has_glyph(face, letter) for face in _faces())


def has_glyph(face: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Says whether a font has a letter."""
    # Pillow has no view of a font's character map; a missing letter draws the same box as U+FFFF.
    return bytes(face.getmask(letter)) != bytes(face.getmask("\uffff"))


def runs_leftward(text: str) -> bool:
    """Says whether the first letter with a direction has that of Hebrew and Arabic."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def families(text: str) -> tuple[str, ...]:
    """Returns the names of the fonts for a text, the first that is to be asked for a letter first."""
    # One code is drawn otherwise in Japan, Korea and China.
    country = "JP" if _KANA.search(text) else "KR" if _HANGUL.search(text) else "SC"
    return (*_FAMILIES, *(f"Noto Sans {script}" for script in _SCRIPTS), f"Noto Sans CJK {country}")


@cache
def fonts() -> "typst.Fonts":
    """Returns all fonts, for Typst."""
    import typst  # noqa: PLC0415 - 80 MB of a library, for names that Roboto cannot draw

    folders: list[str] = [str(folder) for folder in _folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@lru_cache(maxsize=1024)
def width(text: str, weight: str) -> float:
    """Returns how wide a text is, as a share of its size."""
    import typst  # noqa: PLC0415 - as above

    given = _given(text, weight, _MEASURED)
    said = typst.query(_WIDTH, "<width>", field="value", one=True, font_paths=fonts(), sys_inputs=given)
    return float(said) / _MEASURED


@lru_cache(maxsize=128)
def line(text: str, weight: str, size: int) -> Image.Image:
    """Returns a text as a mask (L): `size` pixels are free on either side, the baseline is 2 × `size` from above."""
    import typst  # noqa: PLC0415 - as above

    given = _given(text, weight, size)
    drawn = typst.compile(_DRAWN, format="png", ppi=72, font_paths=fonts(), sys_inputs=given)
    assert isinstance(drawn, bytes), "a line is one page"
    return Image.open(BytesIO(drawn)).convert("RGBA").getchannel("A")


def _given(text: str, weight: str, size: int) -> dict[str, str]:
    return {
        "text": text,
        "size": str(size),
        "weight": _WEIGHTS[weight],
        "leftward": "yes" if runs_leftward(text) else "no",
        "fonts": ",".join(families(text)),
    }


@cache
def _folders() -> tuple[Path, ...]:
    found = (find_spec(package) for package in _PACKAGES)
    return tuple(Path(str(spec.origin)).parent for spec in found if spec is not None)


@cache
def _faces() -> tuple[ImageFont.FreeTypeFont, ...]:
    """Returns the fonts beside Roboto, the small ones first."""
    files = [file for folder in _folders()[1:] for file in (*folder.glob("NotoSans*.ttf"), *folder.glob("*.ttc"))]
    upright = sorted((file for file in files if "Italic" not in file.name), key=lambda file: file.stat().st_size)
    return tuple(ImageFont.truetype(str(file), 32) for file in upright)

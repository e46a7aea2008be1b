"""Reads a .pkpass as a phone does: its fields in a language, numbers and dates formatted, its pictures."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args

from babel.dates import format_date

from locales import BABEL, LANGUAGES, Language, money, number
from loyalty.money import exponent

_MOST_FILES, _MOST_BYTES = 200, 20 * 2**20
STYLES = ("storeCard", "coupon", "generic")
"""What a pass may be; of a file that has several, the first is shown."""
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"\s*=\s*"((?:\\.|[^"\\])*)"\s*;')
_COLOUR = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)\Z")
POSTER = "posterGeneric"
"""What iOS 27 shows of a pass that has it."""
GROUPS = ("header", "primary", "secondary", "auxiliary", "footer", "additionalInfo", "back")


class BrokenPassError(ValueError):
    """The bytes are no pass a phone would open."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field as a person sees it; `group` is one of GROUPS."""

    group: str
    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PassFile:
    """A pass in one language; colours are `#rrggbb`, pictures PNG bytes by file name.

    `style` is one of STYLES, or another that was asked for. What is `voided` has no use any more.
    """

    style: str
    logo_text: str
    background: str
    foreground: str
    label: str
    fields: tuple[Field, ...]
    code: str
    alt_text: str
    pictures: dict[str, bytes]
    voided: bool = False
    actions: tuple[tuple[str, str], ...] = ()
    """The buttons below it: their types, and where they lead."""

    def group(self, name: str) -> tuple[Field, ...]:
        """Returns the fields of one group."""
        return tuple(field for field in self.fields if field.group == name)

    def picture(self, name: str) -> bytes | None:
        """Returns the sharpest version of a picture, None when the pass has none."""
        found = (self.pictures.get(f"{name}{suffix}.png") for suffix in ("@3x", "@2x", ""))
        return next((picture for picture in found if picture), None)


def open_pass(pkpass: bytes, language: str, styles: Sequence[str] = STYLES) -> PassFile:
    """Returns what the pass shows in `language`, in the first of the `styles` that it has.

    Raises BrokenPassError for anything that is no pass.

    The signature is not checked: that takes the issuer's root, which a picture does not need.
    """
    files = _unpacked(pkpass)
    strings_file = files.get(f"{language}.lproj/pass.strings", b"")
    try:
        content = json.loads(files["pass.json"], parse_float=Decimal)
        words = _strings(strings_file)
        style = next(name for name in styles if name in content)
        speaks: Language = next((known for known in get_args(Language) if known == language), LANGUAGES[0])
        fields = tuple(
            Field(
                group,
                str(item["key"]),
                words.get(item.get("label", ""), item.get("label", "")),
                _shown(item, words, speaks),
            )
            for group in GROUPS
            for item in content[style].get(f"{group}Fields", ())
        )
        barcode: dict[str, str] = next(iter(content.get("barcodes", ())), {})
        return PassFile(
            style=style,
            logo_text=words.get(content.get("logoText", ""), content.get("logoText", "")),
            background=_colour(content.get("backgroundColor", "rgb(255, 255, 255)")),
            foreground=_colour(content.get("foregroundColor", "rgb(0, 0, 0)")),
            label=_colour(content.get("labelColor", "rgb(0, 0, 0)")),
            fields=fields,
            code=str(barcode.get("message", "")),
            alt_text=str(barcode.get("altText", "")),
            pictures={name: data for name, data in files.items() if name.endswith(".png")},
            voided=bool(content.get("voided")),
            actions=tuple((str(each["type"]), str(each["url"])) for each in content.get("featuredActions", ())),
        )
    except (KeyError, StopIteration, ValueError, TypeError, AttributeError) as broken:
        raise BrokenPassError(f"pass.json: {broken!r}") from broken


def _unpacked(pkpass: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(pkpass)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise BrokenPassError("the pass is too large")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as broken:
        raise BrokenPassError(f"not a ZIP archive: {broken}") from broken


def _strings(data: bytes) -> dict[str, str]:
    text = data.decode("utf-16") if data else ""
    return {_unescaped(key): _unescaped(value) for key, value in _STRING.findall(text)}


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), text)


def _shown(item: dict[str, Any], words: dict[str, str], language: Language) -> str:
    value = item["value"]
    if "currencyCode" in item:
        precision = exponent(item["currencyCode"])
        return money(language, int(Decimal(value).scaleb(precision)), item["currencyCode"])
    if isinstance(value, int):
        return number(language, value)
    if item.get("dateStyle", "PKDateStyleNone") != "PKDateStyleNone":
        return format_date(datetime.fromisoformat(value).date(), "medium", locale=BABEL[language])
    return words.get(str(value), str(value))


def _colour(css: str) -> str:
    match = _COLOUR.match(css)
    if match is None:
        raise ValueError(f"{css} is no colour")
    return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups())

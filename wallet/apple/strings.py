"""The words of a pass in every language, as Apple's `pass.strings`: the English words are the keys.

A phone in a language we do not speak finds no file for it and shows the keys, so it shows English.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from locales import LANGUAGES, Language, translate

_FIXED = (
    "pass-points",
    "pass-points-changed",
    "pass-card",
    "pass-member",
    "pass-tier",
    "pass-worth",
    "pass-use",
    "pass-use-text",
    "pass-digits",
    "pass-last",
    "pass-bot",
    "pass-contacts",
    "pass-development",
    "pass-development-text",
)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What pass.json says, by key of `locales`, and the files that say it in every language."""

    english: Mapping[str, str]
    files: Mapping[str, bytes]


@lru_cache(maxsize=4096)
def words(organisation: str, expiring: int | None) -> Words:
    """Returns the words of a shop's passes; `expiring` is the number of points that the next date takes away."""
    said = {language: _said(language, organisation, expiring) for language in LANGUAGES}
    english = said["en"]
    files = {f"{language}.lproj/pass.strings": _file(english, translated) for language, translated in said.items()}
    return Words(english, files)


def _said(language: Language, organisation: str, expiring: int | None) -> dict[str, str]:
    said = {**_fixed(language), "pass-description": translate(language, "pass-description", organisation=organisation)}
    if expiring is not None:
        said["pass-expiring"] = translate(language, "pass-expiring", points=expiring)
    return said


@cache
def _fixed(language: Language) -> dict[str, str]:
    return {key: translate(language, key) for key in _FIXED}


def _file(english: Mapping[str, str], translated: Mapping[str, str]) -> bytes:
    lines = (f'"{_escaped(english[key])}" = "{_escaped(text)}";\n' for key, text in translated.items())
    return codecs.BOM_UTF16_LE + "".join(lines).encode("utf-16-le")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)

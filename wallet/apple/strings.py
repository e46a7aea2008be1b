"""The words of a pass in every language, as Apple's `pass.strings`: the English words are the keys.

A phone in a language we do not speak finds no file for it and shows the keys, so it shows English.
"""

import codecs
from functools import lru_cache

from locales import LANGUAGES, Language, translate

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})

Phrase = tuple[str, tuple[tuple[str, str | int], ...]]
"""A key of `locales` and its arguments."""


def phrase(key: str, **arguments: str | int) -> Phrase:
    """Returns a key and its arguments in a form that can be remembered."""
    return key, tuple(arguments.items())


@lru_cache(maxsize=4096)
def english(said: Phrase) -> str:
    """Returns what stands in pass.json for a phrase."""
    key, arguments = said
    return translate("en", key, **dict(arguments))


@lru_cache(maxsize=1024)
def files(phrases: tuple[Phrase, ...]) -> dict[str, bytes]:
    """Returns `<language>.lproj/pass.strings` (UTF-16) for every language, with the same keys in each."""
    return {f"{language}.lproj/pass.strings": _file(language, phrases) for language in LANGUAGES}


def _file(language: Language, phrases: tuple[Phrase, ...]) -> bytes:
    lines = dict.fromkeys(_line(language, said) for said in phrases)
    return codecs.BOM_UTF16_LE + "".join(lines).encode("utf-16-le")


@lru_cache(maxsize=4096)
def _line(language: Language, said: Phrase) -> str:
    key, arguments = said
    words = translate(language, key, **dict(arguments))
    return f'"{english(said).translate(_ESCAPES)}" = "{words.translate(_ESCAPES)}";\n'

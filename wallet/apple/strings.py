"""The words of a pass in every language, as Apple's `pass.strings`: the English words are the keys.

A phone in a language we do not speak finds no file for it and shows the keys, so it shows English.
"""

import codecs
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any

from locales import LANGUAGES, Dialect, Forms, Language, Voice, keys, translate
from wallet.apple.archive import File

_FIXED = (
    "pass-points",
    "pass-cashback",
    "pass-card",
    "pass-member",
    "pass-tier",
    "pass-worth",
    "pass-stamps",
    "pass-news",
    "pass-news-none",
    "pass-use",
    "pass-use-text",
    "pass-digits",
    "pass-schedule",
    "pass-coupons",
    "pass-cards",
    "pass-next",
    "pass-about",
    "pass-bot",
    "pass-contacts",
    "pass-coupon",
    "pass-coupon-code",
    "pass-coupon-ends",
    "pass-coupon-worth",
    "pass-coupon-terms",
    "pass-coupon-state",
    "pass-coupon-active",
    "pass-coupon-frozen",
    "pass-coupon-redeemed",
    "pass-coupon-expired",
    "pass-coupon-void",
    "pass-coupon-use-text",
    "pass-frozen",
    "pass-frozen-text",
    "pass-development",
    "pass-development-text",
    "pass-ended",
    "pass-ended-text",
)

Texts = Mapping[Language, str]
"""The same in every language."""

_OWN = "\u200e"
"""Seen by nobody: stands behind what somebody has typed where it is equal to a word of ours."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The words that all passes of a shop have, hashed as far as they go: a pass only adds its own."""

    data: bytes
    sha1: Any
    crc: int


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What all passes of a shop say, by key of `locales`, in English, and how each file begins."""

    english: Mapping[str, str]
    known: Mapping[str, Texts]
    beginnings: Mapping[Language, _Beginning]

    def typed(self, said: str) -> str:
        """Returns what somebody has typed as no phone takes it for a word of ours, and translates it."""
        return said + _OWN if said in self.known or said in _tiers() else said


USUAL = Voice()
"""That of a shop which has named nothing itself."""


@lru_cache(maxsize=64)
def words(organisation: str, places: tuple[str, ...] = (), voice: Voice = USUAL) -> Words:
    """Returns the words of a shop's passes; `places` are the names of its outlets, and its `voice` says them."""
    said = {language: _said(voice, language, organisation, places) for language in LANGUAGES}
    english = said["en"]
    begun = {}
    for language, translated in said.items():
        table = {english[key]: text for key, text in translated.items()}
        data = codecs.BOM_UTF16_LE + b"".join(map(_line, table, table.values()))
        begun[language] = _Beginning(data, hashlib.sha1(data, usedforsecurity=False), zlib.crc32(data))
    known = {text: {language: said[language][key] for language in LANGUAGES} for key, text in english.items()}
    return Words(english, known, begun)


@dataclass(slots=True)
class Speech:
    """Collects what one pass says beyond the words of its shop."""

    words: Words
    _own: dict[str, Texts] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        """Returns the English words of a key that all passes have."""
        return self.words.english[key]

    def say(self, texts: Texts) -> str:
        """Takes a text in every language and returns the English one, which stands for it in pass.json."""
        english = texts["en"]
        if english in self.words.known and self.words.known[english] != texts:
            english += _OWN
        if english and english not in self.words.known:
            self._own.setdefault(english, texts)
        return english

    def typed(self, said: str) -> str:
        """Returns what somebody has typed, as `Words.typed` does."""
        return self.words.typed(said)

    def files(self) -> dict[str, File]:
        """Returns `pass.strings` of every language."""
        made = {}
        for language, begun in self.words.beginnings.items():
            own = b"".join([_line(english, texts[language]) for english, texts in self._own.items()])
            sha1 = begun.sha1.copy()
            sha1.update(own)
            made[f"{language}.lproj/pass.strings"] = File(
                begun.data + own, sha1.hexdigest(), zlib.crc32(own, begun.crc)
            )
        return made


def in_all(voice: Voice, key: str, **arguments: str | int) -> Texts:
    """Returns the words of a key in every language."""
    return {language: voice.say(language, key, **arguments) for language in LANGUAGES}


@cache
def pattern(dialect: Dialect, key: str, forms: Forms = ()) -> str:
    """Returns the words of a key with `%(name)s` where an argument goes: filling it in costs a hundredth of Fluent.

    For words without plurals.
    """
    names = ("points", "balance", "have", "goal", "need", "tier", "title", "code", "date", "what", "count")
    said = translate(dialect, key, forms, **{name: f"\0{name}\1" for name in names})
    return said.replace("%", "%%").replace("\0", "%(").replace("\1", ")s")


def counted(dialect: Dialect, key: str, number: int, forms: Forms = ()) -> str:
    """Returns the words of a key as they are beside a number, with `%(points)s` where it goes.

    For numbers that are others on every pass: Fluent would cost as much as signing it. In the languages that we speak
    words depend on the last two digits, and on a number being small.
    """
    return _counted(dialect, key, number if number < 200 else 100 + number % 100, forms)


@cache
def _counted(dialect: Dialect, key: str, like: int, forms: Forms) -> str:
    said = translate(dialect, key, forms, points=like)
    return said.replace("%", "%%").replace(str(like), "%(points)s", 1)


@cache
def _tiers() -> frozenset[str]:
    return frozenset(translate("en", key) for key in keys("en") if key.startswith("tier-"))


@cache
def kind_name(language: Language, kind: str) -> str:
    """Returns what the history calls an operation."""
    return translate(language, kind_key(kind))


@cache
def kind_key(kind: str) -> str:
    """Returns the key of what the history calls an operation."""
    key = f"history-kind-{kind}"
    return key if key in keys("en") else "history-kind-adjustment"


def _said(voice: Voice, language: Language, organisation: str, places: tuple[str, ...]) -> dict[str, str]:
    own = {
        "pass-description": voice.say(language, "pass-description", organisation=organisation),
        "pass-coupon-description": voice.say(language, "pass-coupon-description", organisation=organisation),
    }
    near = {f"pass-near {name}": voice.say(language, "pass-near", name=name) for name in places}
    kinds = {key: voice.say(language, key) for key in keys("en") if key.startswith("history-kind-")}
    return {**{key: voice.say(language, key) for key in _FIXED}, **kinds, **own, **near}


@lru_cache(maxsize=8192)
def _line(key: str, text: str) -> bytes:
    # JSON quotes what Apple's format does: the quote, the backslash and the ends of lines.
    return f"{quoted(key)} = {quoted(text)};\n".encode("utf-16-le")

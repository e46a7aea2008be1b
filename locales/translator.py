"""Finds the words for a key in a language; the words stand in `locales/<language>/*.ftl` (Project Fluent)."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from fluent.runtime import FluentBundle, FluentResource, resolver

from locales.letters import apart

Language = Literal["en", "ru", "bg"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_HERE = Path(__file__).parent

# fluent.runtime 0.4.0 says "{???}" for a message with an argument of more than 2 500 characters, as a guard against
# translations by strangers (findings/fluent-drops-a-long-argument.sh). Ours are our own, and owners type longer texts.
resolver.MAX_PART_LENGTH = 64 * 1024


class MissingTranslationError(KeyError):
    """A key, or an argument of it, that a language lacks: a defect of ours, found by `tests/locales`."""


@cache
def _bundle(language: Language) -> FluentBundle:
    # Isolation marks (U+2068/2069) show as boxes on some phones and break copying of codes; `apart` does without.
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((_HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@cache
def keys(language: Language) -> frozenset[str]:
    """Returns every key the language has words for."""
    return frozenset(_bundle(language)._messages)  # noqa: SLF001 - fluent.runtime offers no listing


def translate(language: Language, key: str, /, **arguments: str | int) -> str:
    """Returns the words of `key` in `language`, its `{ $arguments }` filled in.

    Numbers choose the plural form by CLDR rules. Raises MissingTranslationError for an unknown
    key or a missing argument.
    """
    return _formatted(language, key, arguments) if arguments else _fixed(language, key)


@cache
def _fixed(language: Language, key: str) -> str:
    return _formatted(language, key, {})


def _formatted(language: Language, key: str, arguments: dict[str, str | int]) -> str:
    bundle = _bundle(language)
    if not bundle.has_message(key):
        raise MissingTranslationError(f"{language}: {key}")
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise MissingTranslationError(f"{language}: {key} has no text")
    given = {name: apart(said) if isinstance(said, str) else said for name, said in arguments.items()}
    text, errors = bundle.format_pattern(pattern, given)
    if errors:
        raise MissingTranslationError(f"{language}: {key}: {errors[0]}")
    return str(text)


def closest(code: str | None, default: Language = "en") -> Language:
    """Returns the language we speak for an IETF tag such as Telegram's `language_code` (`ru-RU` → `ru`)."""
    base = (code or "").split("-")[0].lower()
    return base if base in LANGUAGES else default

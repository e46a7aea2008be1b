"""Finds the words for a key in a language; the words stand in `locales/<language>/*.ftl` (Project Fluent).

Beside Fluent's own they may use two functions. `POINTS($count)` is a number of points with the shop's word for them,
`POINTS($count, only: "word")` that word alone, `POINTS()` the word for all of them, as above a column. Of a language
that has such forms `the: 1` takes the definite one and `of: 1` the genitive; `start: 1` begins with a capital. A shop
gives few forms of its word, so no other word of a text may depend on its gender. `by: 1` says *with* before it, for
Bulgarian, where that word depends on the sound that follows: `с точки`, `със звезди`. `QUOTE($name)` is a name in
the quotes of the language.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.types import FluentInt
from fluent.syntax import ast

from locales.american import American
from locales.letters import apart, quoted, with_before

Language = Literal["en", "ru", "bg"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Dialect = Literal["en", "en-US", "ru", "bg"]
"""A language as it is spoken somewhere: `en` is British."""

BABEL: dict[Dialect, str] = {"en": "en_GB", "en-US": "en_US", "ru": "ru", "bg": "bg"}
"""What CLDR calls a dialect."""

FORMS: dict[Language, tuple[str, ...]] = {
    "en": ("one", "other"),
    "ru": ("one", "few", "many", "all"),
    "bg": ("one", "other", "all", "the"),
}
"""CLDR's plurals that a language has for whole numbers; `all` of them, where that is another word; `the` ones."""
_OF = {"one": "few", "few": "many", "all": "many"}
"""The form that stands after *of*, *without* or *too few*, in Russian: `1 балла`, `2 баллов`, `баллов`."""

Forms = tuple[str, ...]

_HERE = Path(__file__).parent

# fluent.runtime 0.4.0 says "{???}" for a message with an argument of more than 2 500 characters, as a guard against
# translations by strangers (findings/fluent-drops-a-long-argument.sh). Ours are our own, and owners type longer texts.
resolver.MAX_PART_LENGTH = 64 * 1024


class MissingTranslationError(KeyError):
    """A key, or an argument of it, that a language lacks: a defect of ours, found by `tests/locales`."""


@cache
def _resources(dialect: Dialect) -> tuple[ast.Resource, ...]:
    paths = sorted((_HERE / dialect[:2]).glob("*.ftl"))
    found = tuple(FluentResource(path.read_text(encoding="utf-8")) for path in paths)
    if dialect == "en-US":
        for resource in found:
            American().visit(resource)
    return found


@lru_cache(maxsize=64)
def _bundle(dialect: Dialect, forms: Forms) -> FluentBundle:
    functions: dict[str, Callable[..., Any]] = {
        "POINTS": _points(dialect, forms),
        "QUOTE": lambda name: quoted(dialect[:2], str(name)),
    }
    # Isolation marks (U+2068/2069) show as boxes on some phones and break copying of codes; `apart` does without.
    bundle = FluentBundle([BABEL[dialect]], functions=functions, use_isolating=False)
    for resource in _resources(dialect):
        bundle.add_resource(resource)
    return bundle


def _points(dialect: Dialect, own: Forms) -> Callable[..., str]:
    locale = Locale.parse(BABEL[dialect])
    names = FORMS[language_of(dialect)]

    def points(
        count: FluentInt | None = None, *, only: str = "", of: int = 0, the: int = 0, start: int = 0, by: int = 0
    ) -> str:
        forms = dict(zip(names, own or usual_forms(language_of(dialect)), strict=True))
        plural = "all" if count is None else str(locale.plural_form(count))
        wanted = ("the" if the else "", _OF.get(plural, "") if of else "", plural, "other")
        said = next(forms[form] for form in wanted if form in forms)
        if count is not None and not only:
            said = f"{count.format(locale)} {said}"
        if by:
            said = f"{with_before(said)} {said}"
        return said[:1].upper() + said[1:] if start else said

    return points


def language_of(dialect: Dialect) -> Language:
    """Returns the language that is spoken."""
    return "en" if dialect == "en-US" else dialect


@cache
def usual_forms(language: Language) -> Forms:
    """Returns the forms of the word for points where a shop has none of its own."""
    return tuple(form.strip() for form in translate(language, "points-forms").split(","))


@cache
def keys(language: Language) -> frozenset[str]:
    """Returns every key the language has words for."""
    return frozenset(_bundle(language, ())._messages)  # noqa: SLF001 - fluent.runtime offers no listing


def translate(dialect: Dialect, key: str, forms: Forms = (), /, **arguments: str | int) -> str:
    """Returns the words of `key` in `dialect`, its `{ $arguments }` filled in.

    Numbers choose the plural form by CLDR rules; points are counted by `forms`, the shop's own (see `FORMS`), or as
    points. Raises MissingTranslationError for an unknown key or a missing argument.
    """
    return _formatted(dialect, key, forms, arguments) if arguments else _fixed(dialect, key, forms)


@lru_cache(maxsize=8192)
def _fixed(dialect: Dialect, key: str, forms: Forms) -> str:
    return _formatted(dialect, key, forms, {})


def _formatted(dialect: Dialect, key: str, forms: Forms, arguments: dict[str, str | int]) -> str:
    bundle = _bundle(dialect, forms)
    if not bundle.has_message(key):
        raise MissingTranslationError(f"{dialect}: {key}")
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise MissingTranslationError(f"{dialect}: {key} has no text")
    given = {name: apart(said) if isinstance(said, str) else said for name, said in arguments.items()}
    text, errors = bundle.format_pattern(pattern, given)
    if errors:
        raise MissingTranslationError(f"{dialect}: {key}: {errors[0]}")
    return str(text)


def closest(code: str | None, default: Language = "en") -> Language:
    """Returns the language we speak for an IETF tag such as Telegram's `language_code` (`ru-RU` → `ru`)."""
    base = (code or "").split("-")[0].lower()
    return base if base in LANGUAGES else default

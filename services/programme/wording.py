"""What a programme has named, and how that is said in the other languages: changes to a draft, and what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from locales import FORMS, LANGUAGES, Language, closest, translate
from loyalty import wording
from loyalty.errors import SettingInvalid
from loyalty.programme import Programme
from loyalty.wording import Naming, Said, Wording
from services.typed import NAME_LIMIT, tidy

NAMED = frozenset({"category", "text", "tier"})
"""Units of settings that are names for people."""


def names(programme: Programme) -> tuple[str, ...]:
    """Returns what the rules that are not paused call by a name, in their order."""
    rules = (rule for rule in programme.rules if not rule.paused)
    return tuple(dict.fromkeys(name for rule in rules for name in _named(rule.config) if name))


def others(programme: Programme) -> tuple[Language, ...]:
    """Returns the languages that names may be given in beside the programme's own."""
    return tuple(language for language in LANGUAGES if language != closest(programme.language))


def missing(programme: Programme, name: str) -> tuple[Language, ...]:
    """Returns the languages in which nobody has said a name."""
    return tuple(each for each in others(programme) if not programme.settings.wording.has(name, each))


def say(programme: Programme, name: str, language: Language, text: str) -> Programme:
    """Says a name so in a language. Raises TextEmpty, TextTooLong."""
    return _with(programme, wording.with_name(programme.settings.wording, name, language, tidy(text, NAME_LIMIT)))


def count(programme: Programme, language: Language, forms: tuple[str, ...]) -> Programme:
    """Calls points by these forms of a word, see `locales.FORMS`; () calls them points. Raises SettingInvalid."""
    if forms and len(forms) != len(FORMS[language]):
        raise SettingInvalid("points", "wrong-type")
    kept = tuple(tidy(form, NAME_LIMIT) for form in forms)
    return _with(programme, wording.with_points(programme.settings.wording, language, kept))


def translated(language: Language, key: str) -> Naming:
    """Returns the words of a key as a name of a programme in `language`."""
    others = tuple(Said(each, translate(each, key)) for each in LANGUAGES if each != language)
    return Naming(translate(language, key), others)


def lend(programme: Programme, known: Iterable[Naming]) -> Programme:
    """Takes over how those names are said that the programme uses and says nothing of itself."""
    own, used = programme.settings.wording, set(names(programme))
    said = {naming.name for naming in own.names}
    more = tuple(each for each in known if each.name in used - said)
    return _with(programme, Wording((*own.names, *more), own.points)) if more else programme


def _with(programme: Programme, made: Wording) -> Programme:
    return replace(programme, settings=replace(programme.settings, wording=made))


def _named(value: Any, unit: str = "") -> Iterator[str]:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _named(getattr(value, field.name), str(field.metadata.get("unit", "")))
    elif isinstance(value, tuple):
        for item in value:
            yield from _named(item, unit)
    elif isinstance(value, frozenset):
        for item in sorted(value, key=str):
            yield from _named(item, unit)
    elif unit in NAMED and isinstance(value, str):
        yield value

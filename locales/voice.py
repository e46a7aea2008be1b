"""How one shop speaks each language: by its own names, with its own word for points, in the English of its place."""

from dataclasses import dataclass, field
from functools import cache, lru_cache

from babel.core import get_global

from locales.translator import FORMS, Dialect, Forms, Language, keys, translate
from loyalty.programme import Programme
from loyalty.wording import Wording

_AMERICAN = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "UM"})
"""Territories that write dates, hours and words as the United States do."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What a shop has named itself, and whether its English is American.

    Many lines of a card are remembered by it, so it is one object for one shop, and hashed once.
    """

    wording: Wording = field(default_factory=Wording)
    american: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hashes it."""
        object.__setattr__(self, "_hash", hash((self.wording, self.american)))

    def __hash__(self) -> int:
        """Returns the hash of both."""
        return self._hash

    @staticmethod
    def of(programme: Programme) -> "Voice":
        """Returns the voice of a programme: its clock or its money says which English it speaks."""
        return _voice(programme.settings.wording, programme.currency == "USD" or _is_american(programme.zone))

    def dialect(self, language: Language) -> Dialect:
        """Returns how a language is spoken here."""
        return "en-US" if self.american and language == "en" else language

    def forms(self, language: Language) -> Forms:
        """Returns the forms of the shop's word for points, () where it calls them points."""
        forms = self.wording.forms(language)
        return forms if len(forms) == len(FORMS[language]) else ()

    def say(self, language: Language, key: str, /, **arguments: str | int) -> str:
        """Returns the words of `key`, as `locales.translate` does."""
        return translate(self.dialect(language), key, self.forms(language), **arguments)

    def name(self, language: Language, name: str) -> str:
        """Returns what people of a language read for a name that the owner gave, or that a preset did."""
        return self.wording.name(name, language) if name else name

    def tier(self, language: Language, tier: str) -> str:
        """Returns the name of a level: in words for the usual ones, else as the owner has named it."""
        key = f"tier-{tier}"
        return translate(self.dialect(language), key) if key in keys(language) else self.name(language, tier)


@lru_cache(maxsize=64)
def _voice(wording: Wording, american: bool) -> Voice:
    return Voice(wording, american)


@cache
def _is_american(zone: str) -> bool:
    return get_global("zone_territories").get(zone) in _AMERICAN

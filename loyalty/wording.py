"""How a shop says what it has named itself, in the other languages of its customers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A text in a language, such as `bg`."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Naming:
    """What stands for a `name` of the programme's own language in others.

    It is found by the name itself: who changes the name loses what was said for the old one, and never shows it.
    """

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A shop's own word for points in a language: a form for each plural of it, see `locales.FORMS`."""

    language: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a shop has named itself: its rewards, levels and goods in other languages, and its points."""

    names: tuple[Naming, ...] = ()
    points: tuple[Counted, ...] = ()

    def name(self, name: str, language: str) -> str:
        """Returns a name as it is said in a language: as the owner typed it where they have not said more."""
        for naming in self.names:
            if naming.name == name:
                return next((said.text for said in naming.said if said.language == language), name)
        return name

    def has(self, name: str, language: str) -> bool:
        """Says whether a name was given in a language."""
        return any(said.language == language for naming in self.names if naming.name == name for said in naming.said)

    def forms(self, language: str) -> tuple[str, ...]:
        """Returns the forms of the shop's word for points in a language, () where it has none of its own."""
        return next((counted.forms for counted in self.points if counted.language == language), ())


def with_name(wording: Wording, name: str, language: str, text: str) -> Wording:
    """Returns a wording that says `name` so in a language; "" takes it back."""
    found = next((naming.said for naming in wording.names if naming.name == name), ())
    said = (*(each for each in found if each.language != language), *([Said(language, text)] if text else []))
    others = tuple(naming for naming in wording.names if naming.name != name)
    return Wording((*others, Naming(name, said)) if said else others, wording.points)


def with_points(wording: Wording, language: str, forms: tuple[str, ...]) -> Wording:
    """Returns a wording that counts points by these forms in a language; () takes them back."""
    others = tuple(counted for counted in wording.points if counted.language != language)
    return Wording(wording.names, (*others, Counted(language, forms)) if forms else others)

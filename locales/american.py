"""American English, made of the British that `locales/en` is written in: words for words, before anything is said."""

import re

from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

_WORDS = {
    "12 april": "April 12",
    "12.04.1990": "04/12/1990",
    "24.12 18:30": "12/24 18:30",
    "31.12.2027": "12/31/2027",
    "apologise": "apologize",
    "cancelled": "canceled",
    "catalogue": "catalog",
    "centre": "center",
    "cheque": "check",
    "cheques": "checks",
    "colour": "color",
    "coloured": "colored",
    "colours": "colors",
    "favourite": "favorite",
    "grey": "gray",
    "organised": "organized",
    "postcode": "ZIP code",
    "programme": "program",
    "programmes": "programs",
    "recognise": "recognize",
    "recognised": "recognized",
    "surname": "last name",
    "till": "register",
    "tills": "registers",
    "valid until": "good through",
}
_WORD = re.compile("(?i)\\b(?:" + "|".join(map(re.escape, _WORDS)) + ")\\b")


class American(Visitor):
    """Changes the texts of a resource where they stand; what is filled into them is never touched."""

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - the visitor's protocol
        """Changes one text."""
        node.value = _WORD.sub(_american, node.value)


def _american(found: re.Match[str]) -> str:
    word = found[0]
    said = _WORDS[word.lower()]
    return said[:1].upper() + said[1:] if word[0].isupper() else said

"""What is seen of a text that people typed, and which way the text behind it runs."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
"""What takes no place, or a blank one, and what turns the direction of text: nobody types them into a name to be read.

Joiners, the two marks of direction, variants of emoji and the letters of flags stay: they change how others look.
"""
_BLANK = "\u2800"
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_RIGHT_AGAIN = "\u200e"
_NOTHING = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Me"})
"""Categories that show nothing by themselves; a mark without a letter below it is nobody's name."""


def visible(text: str) -> str:
    """Returns a text without characters that nobody sees, "" when nothing else is in it."""
    if text.isascii():
        return text
    seen = _UNSEEN.sub("", text).replace(_BLANK, " ")
    return seen if any(unicodedata.category(letter) not in _NOTHING for letter in seen) else ""


def apart(text: str) -> str:
    """Returns a text that can stand before any other: what follows it runs from left to right again."""
    if text.isascii():
        return text
    told = _UNSEEN.sub("", text)
    return told + _RIGHT_AGAIN if _LEFTWARD.search(told) else told


_QUOTES = frozenset('«»„“”"')
_OUTER = {"en": "“”", "ru": "«»", "bg": "„“"}
_INNER = {"en": "‘’", "ru": "„“", "bg": "«»"}


def quoted(language: str, name: str) -> str:
    """Returns a name in the quotes of a language; its own become the inner ones, and one that is a quotation stays."""
    begin, end = _OUTER[language][0], _OUTER[language][1]
    marks = [at for at, letter in enumerate(name) if letter in _QUOTES]
    if len(marks) == 2 and marks == [0, len(name) - 1]:
        return f"{begin}{name[1:-1]}{end}"
    letters = list(name)
    for number, at in enumerate(marks):
        letters[at] = _INNER[language][number % 2]
    return f"{begin}{''.join(letters)}{end}"


_HISSED = re.compile("(?i)[сз]|(?:7|17|7[0-9]{1,2}|1[0-9]{2})(?![0-9])")
"""What is said with an s or a z at its beginning: words, and numbers by their first group, `7`, `17`, `75`, `120`."""


def with_before(said: str) -> str:
    """Returns the Bulgarian *with* as it stands before what is said: `със` before с and з, else `с`."""
    return "със" if _HISSED.match(said) else "с"

"""Encodings of lists: guessed from the letters, one that a Mac wrote too; an owner may say otherwise."""

import codecs
import re
import unicodedata
from itertools import islice, pairwise

import chardetng_py

OFFERED = ("cp1251", "cp866", "koi8-u", "mac-cyrillic", "cp1252", "cp1250", "mac-roman")
"""What people's programs write beside Unicode, by the names that Python has for them."""
_MAC = ("mac-cyrillic", "mac-roman")
_LOOKED_AT, _SAMPLES = 1 << 16, 6
_INSIDE = frozenset("-'’ʼ.@_&/")
"""What stands between letters of a word in every language."""
_OPENING = frozenset("„“«‘”»¿¡№—–•")


def guess(content: bytes, language: str) -> str:
    """Returns the encoding of a text by the name that Python has for it; `language` breaks ties between neighbours."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in content:
        # Digits, separators and line ends have a zero byte after them, or before.
        later = content[1:4096:2].count(0) > content[0:4096:2].count(0)
        return "utf-16-le" if later else "utf-16-be"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _single(content, language)
    return "utf-8-sig"


def samples(content: bytes, encoding: str) -> tuple[str, ...]:
    """Returns the first cells beyond ASCII as this encoding reads them."""
    text = decoded(content[:_LOOKED_AT], encoding)
    cells = (cell.strip(" \"'") for cell in re.split(r"[;,\t|\r\n]", text))
    return tuple(islice((" ".join(cell.split()) for cell in cells if not cell.isascii()), _SAMPLES))


def certain(encoding: str) -> bool:
    """Says whether a text is surely in this encoding: Unicode is not mistaken for anything else."""
    return encoding.startswith("utf") or not encoding


def decoded(content: bytes, encoding: str) -> str:
    """Returns the text; what means nothing in this encoding becomes U+FFFD. Raises UnicodeDecodeError for Unicode."""
    return content.decode(encoding, errors="replace" if not certain(encoding) else "strict")


def _single(content: bytes, language: str) -> str:
    found = chardetng_py.detect(content, allow_utf8=False, tld=language.encode() if language in {"ru", "bg"} else None)
    try:
        answer = codecs.lookup(found).name
    except LookupError:  # one of Hebrew that browsers alone know
        answer = "cp1252"
    head = content[:_LOOKED_AT]
    # It has never heard of a Mac, and reads such a list as its neighbour from Windows.
    return min((answer, *_MAC), key=lambda each: _oddities(decoded(head, each)))


def _oddities(text: str) -> int:
    """Returns at how many places a text looks as no name does."""
    places = zip(" " + text, text, text[1:] + " ", strict=False)
    return sum(_odd(*place) for place in places) + sum(
        before.islower() and here.isupper() and not (before + here).isascii() for before, here in pairwise(text)
    )


def _odd(before: str, here: str, after: str) -> bool:
    """Says whether a letter or sign beyond ASCII is at odds with its neighbours."""
    if here.isascii():
        return False
    if not here.isalpha():  # a symbol within a word, or before the rest of one
        inside = before.isalpha() and after.isalpha() and here not in _INSIDE
        return inside or (after.isalpha() and here not in _OPENING and not here.isspace()) or _control(here)
    if here.isupper() and before.isupper() and after.islower():
        return True
    return any(near.isalpha() and _script(near) != _script(here) for near in (before, after))


def _control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Co", "Cn"} or sign == "\ufffd"


def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "?").split()[0]

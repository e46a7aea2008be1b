"""Encodings of lists: guessed from the letters, one that a Mac wrote too; an owner may say otherwise."""

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import islice, pairwise

import chardetng_py

OFFERED = ("cp1251", "cp866", "koi8-u", "mac-cyrillic", "cp1252", "cp1250", "mac-roman")
"""What people's programs write beside Unicode, by the names that Python has for them."""
_MAC = ("mac-cyrillic", "mac-roman")
_LATIN = ("cp1252", "cp1250")
_CYRILLIC = frozenset({"cp1251", "cp866", "koi8-u", "koi8-r", "iso8859-5", "mac-cyrillic"})
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
    answer, hinted = _detected(content), _detected(content, language if language in {"ru", "bg"} else "")
    # Where a hint leads to other letters than Cyrillic ones, it has only misled.
    likely = (hinted, answer) if hinted in _CYRILLIC else (answer,)
    head = content[:_LOOKED_AT]
    # It has never heard of a Mac, and reads such a list as its neighbour from Windows.
    candidates: dict[str, None] = dict.fromkeys((*likely, *_MAC, *_LATIN))
    return min(candidates, key=lambda each: _oddities(decoded(head, each)))


def _detected(content: bytes, language: str = "") -> str:
    try:
        return codecs.lookup(chardetng_py.detect(content, allow_utf8=False, tld=language.encode() or None)).name
    except LookupError:  # one of Hebrew that browsers alone know
        return "cp1252"


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
        row = not (after.isascii() or after.isalpha() or after.isspace())
        return inside or row or (after.isalpha() and here not in _OPENING and not here.isspace()) or _control(here)
    if _script(here) == "LATIN" and all(near.isalpha() and not near.isascii() for near in (before, after)):
        return True  # between two others with an accent, as Cyrillic looks when it is taken for Latin letters
    if here.isupper() and before.isupper() and after.islower():
        return True
    return any(near.isalpha() and _script(near) != _script(here) for near in (before, after))


def _control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Co", "Cn"} or sign == "\ufffd"


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "?").split()[0]

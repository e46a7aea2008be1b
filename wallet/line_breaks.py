"""Where a line of print must not break, and where it may."""

import re

from locales import Language

_LETTER = r"[^\W\d_]"
_SHORT = re.compile(rf"(?<!\S)([«„“(]?{_LETTER}{{1,2}}) (?=\S)")
"""Words that hang at the end of a line: "a", "of", «в», «и», „с“."""
_NUMBER = re.compile(r"(\d) (?=\S)")
_DASH = re.compile(r" (?=[–—]( |$))")
_LAST = re.compile(rf" ({_LETTER}{{1,4}}[.!?…»“”)]*)$")
_BACKWARD: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?!)"),
    "ru": re.compile(r" (?=(?:ли|ль|же|ж|бы|б)\b)"),
    "bg": re.compile(r" (?=ли\b)"),
}
_TIE = "\u00a0"
_MAY_BREAK = "\u200b"


def tie(text: str, language: Language) -> str:
    """Returns `text` with spaces that do not break: after short words and numbers, before dashes and a short end."""
    text = _BACKWARD[language].sub(_TIE, text)
    for pattern, tied in ((_SHORT, rf"\1{_TIE}"), (_NUMBER, rf"\1{_TIE}"), (_DASH, _TIE), (_LAST, rf"{_TIE}\1")):
        text = pattern.sub(tied, text)
    return text


def loosen(text: str, longest: int) -> str:
    """Returns `text` where words of more than `longest` letters may break after every `longest` of them."""
    return re.sub(rf"(\S{{{longest}}})(?=\S)", rf"\1{_MAY_BREAK}", text)

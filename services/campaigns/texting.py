"""Short messages: how many parts a text takes, what a gateway may answer, and how name and link are put in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from locales import visible

Outcome = Literal["sent", "refused", "waiting", "unknown", "closed"]
"""What became of a message: `waiting` has surely not been sent, `unknown` may have; `closed` is a gateway that takes
nothing from us, whatever we send."""
Gateway = Callable[[str, str], Awaitable[Outcome]]
"""Sends a text to a phone number, +359888123456, once; never raises."""

NAME, LINK = "{name}", "{link}"
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = frozenset("^{}\\[~]|€")
"""Characters of GSM 7-bit's extension table: each takes the place of two."""


@dataclass(frozen=True, slots=True)
class Size:
    """How long a text is in the letters that its alphabet counts in, and how many parts that makes."""

    latin: bool
    length: int
    parts: int


def size(text: str) -> Size:
    """Returns the size of a text: 160 letters of GSM's own alphabet in one part, 70 of any other."""
    latin = all(letter in _GSM or letter in _TWICE for letter in text)
    if latin:
        length, alone, together = sum(2 if letter in _TWICE else 1 for letter in text), 160, 153
    else:
        length, alone, together = len(text.encode("utf-16-le")) // 2, 70, 67
    return Size(latin, length, 1 if length <= alone else -(-length // together))


def filled(text: str, name: str, link: str) -> str:
    """Returns a text with the first word of a name and the link in it; without a name the text is tidied up."""
    name = visible(name).split(" ", maxsplit=1)[0]
    if not name:
        for around in (f"{NAME}, ", f", {NAME}", f" {NAME}", NAME):
            text = text.replace(around, "")
        text = text[:1].upper() + text[1:]
    return text.replace(NAME, name).replace(LINK, link)

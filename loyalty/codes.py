"""Codes on cards: ten typed digits with a check digit, and the one reader of everything a cashier may send."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from loyalty import certificates, totp
from loyalty.errors import CodeMistyped, CodeUnreadable

LENGTH = 10
CHANGING_LENGTH = LENGTH + totp.DIGITS
"""Digits of a changing code typed by hand: those of the card, then those of the moment."""
LONGEST = 512

# H. M. Damm's quasigroup of order ten: totally anti-symmetric, so it notices every wrong digit and every swap of two
# neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


class CodeKind(StrEnum):
    """What was read: a member by link, ten digits or a changing code, a coupon or a gift certificate by its code."""

    LINK = "link"
    DIGITS = "digits"
    ROTATING = "rotating"
    COUPON = "coupon"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as read: `value` is the opaque part after `c_`, the ten digits, or the code after `k_` or `g_`.

    Of a code that changes, `value` is the opaque part or the ten digits, and `totp` the digits of its moment.
    """

    kind: CodeKind
    value: str
    totp: str = ""


def with_check_digit(nine: str) -> str:
    """Returns nine digits with the tenth that `is_valid` expects."""
    if not re.fullmatch(r"[0-9]{9}", nine):
        raise ValueError("nine digits are needed")
    return f"{nine}{_damm(nine)}"


def is_valid(ten: str) -> bool:
    """Says whether these are ten digits whose last fits the others."""
    return re.fullmatch(r"[0-9]{10}", ten) is not None and _damm(ten) == 0


def ending(ten: str) -> str:
    """Returns the last four of a card's ten digits, by which two people of one name are told apart."""
    return ten[-4:]


_LASTING = re.compile(r"([ckg])_([A-Za-z0-9_-]{1,62})")
_KINDS = {"c": CodeKind.LINK, "k": CodeKind.COUPON, "g": CodeKind.CERTIFICATE}
_CHANGING = re.compile(rf"r_([A-Za-z0-9_-]{{1,50}})_([0-9]{{{totp.DIGITS}}})")


def parse(text: str) -> Code:
    """Returns the code in what was scanned, typed, pasted or opened as a link.

    Understands the link in any spelling (http, telegram.me, `tg://resolve`, `/start`, the bare payload), digits with
    spaces and dashes (ten, or eighteen of a code that changes), the letters of a certificate, and any of them typed by
    a scanner while a Cyrillic keyboard layout was on.
    Raises CodeMistyped for digits that are no code, CodeUnreadable for anything else.
    """
    if len(text) > LONGEST:
        raise CodeUnreadable
    digits = _digits(text)
    if digits is not None:
        card, moment = digits[:LENGTH], digits[LENGTH:]
        if not is_valid(card) or len(digits) not in {LENGTH, CHANGING_LENGTH}:
            raise CodeMistyped
        return Code(CodeKind.ROTATING if moment else CodeKind.DIGITS, card, moment)
    for spelling in _spellings(text.strip()):
        payload = _payload(spelling)
        changing = _CHANGING.fullmatch(payload)
        if changing:
            return Code(CodeKind.ROTATING, changing[1], changing[2])
        lasting = _LASTING.fullmatch(payload)
        if lasting:
            return Code(_KINDS[lasting[1]], lasting[2])
        try:
            return Code(CodeKind.CERTIFICATE, certificates.normal(payload))
        except CodeMistyped:
            continue
    raise CodeUnreadable


def _damm(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def _digits(text: str) -> str | None:
    """Returns the digits of a text that holds nothing but digits, spaces and dashes, in any script."""
    found = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd":
            found.append(str(unicodedata.decimal(character)))
        elif not character.isspace() and category not in {"Pd", "Cf"}:
            return None
    return "".join(found) or None


# --- links ---------------------------------------------------------------------------------------------------------

_HOSTS = re.compile(r"(www\.|[a-z0-9_]+\.)?(t\.me|telegram\.me|telegram\.dog)", re.IGNORECASE)


def _payload(text: str) -> str:
    """Returns the start payload that `text` carries, the text itself when it is no link or command."""
    command = re.fullmatch(r"/start(?:@\w+)?\s+(\S+)", text)
    if command:
        return command[1]
    if not re.match(r"[a-z]+:|[\w.]+/", text, re.IGNORECASE):
        return text
    try:
        link = urlsplit(text if ":" in text else f"https://{text}")
        query = parse_qs(link.query)
    except ValueError:
        return ""
    telegram = link.scheme in {"http", "https"} and _HOSTS.fullmatch(link.netloc)
    if telegram or (link.scheme == "tg" and link.netloc.lower() == "resolve"):
        return query.get("start", [""])[0]
    return ""


# --- keyboards -----------------------------------------------------------------------------------------------------

# Per layout: what a key writes, and what the same key writes on a QWERTY keyboard. Only the keys a link needs.
_LAYOUTS = tuple(
    str.maketrans(typed, meant)
    for typed, meant in (
        # ЙЦУКЕН
        (
            "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЖю.,?",
            "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM:./?&",
        ),
        # БДС
        (
            ",уеишщксдзьяаожгтнвюйъэфхпыУЕИШЩКСДЗѝЬЯАОЖГТНВЮЙЪЭФХПМлбБ.$:",
            "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPAASDFGHJKLZXCVBNM:./?=_&",
        ),
        # traditional phonetic (ЯВЕРТЪ)
        (
            "явертъуиопасдфгхйклзьцжбнмЯВЕРТЪУИОПАСДФГХЙКЛЗѝЬЦЖБНМ–",
            "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXXCVBNM_",
        ),
        # new phonetic (ЧШЕРТЪ)
        (
            "чшертъуиопасдфгхйклзжцвбнмЧШЕРТЪУИОПАСДФГХЙКЛЗЖЦВБНМ–",
            "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM_",
        ),
    )
)


def _spellings(text: str) -> Iterator[str]:
    """Yields the text as it stands, then as it was meant on each layout."""
    yield text
    for layout in _LAYOUTS:
        yield text.translate(layout)

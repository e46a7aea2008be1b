"""What people typed, made clean."""

import re
import unicodedata
from zoneinfo import ZoneInfo, available_timezones

from locales import visible
from loyalty.errors import CurrencyUnknown, TextEmpty, TextTooLong, ZoneUnknown
from loyalty.money import CURRENCIES

NAME_LIMIT = 60
_NAME_BYTES = 80
"""Of one part of a file's name: together they stay below the 255 that file systems take."""
_JOINERS = "\u200c\u200d"
"""They are not printed, but letters and emoji around them look otherwise."""

_RENUMBERED = (
    (re.compile(r"\+52(?:1|04[45])(\d{10})"), r"+52\1"),  # Mexico dials no 1 before mobile numbers since August 2019
    (re.compile(r"\+229(\d{8})"), r"+22901\1"),  # Benin put 01 before every number in November 2024
)
"""What numbers of old lists and contacts became; phonenumbers 9.0.42 leaves both as they were."""


def tidy(text: str, limit: int) -> str:
    """Returns one clean line of at most `limit` characters. Raises TextEmpty, TextTooLong."""
    line = " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in visible(text)).split())
    if not line:
        raise TextEmpty
    if len(line) > limit:
        raise TextTooLong(limit)
    return line


def file_name(*parts: str) -> str:
    """Returns a file's name without its ending, safe on every system: letters and digits of any alphabet, hyphens."""
    words = ("".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in part).split() for part in parts)
    return "-".join("-".join(each).encode()[:_NAME_BYTES].decode(errors="ignore") for each in words if each)


def check_currency(code: str) -> str:
    """Returns the code. Raises CurrencyUnknown unless it is an ISO 4217 code we know."""
    if code not in CURRENCIES:
        raise CurrencyUnknown
    return code


def check_zone(name: str) -> str:
    """Returns the name. Raises ZoneUnknown unless it is an IANA time zone."""
    if name not in available_timezones():
        raise ZoneUnknown
    return ZoneInfo(name).key


def renumbered(number: str) -> str:
    """Returns the number `+5215512345678` as it is dialled today, `+525512345678`; others unchanged."""
    return next((new.expand(to) for old, to in _RENUMBERED if (new := old.fullmatch(number))), number)

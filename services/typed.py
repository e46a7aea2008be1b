"""What people typed, made clean."""

from zoneinfo import ZoneInfo, available_timezones

from locales import visible
from loyalty.errors import CurrencyUnknown, TextEmpty, TextTooLong, ZoneUnknown
from loyalty.money import CURRENCIES

NAME_LIMIT = 60
_JOINERS = "\u200c\u200d"
"""They are not printed, but letters and emoji around them look otherwise."""


def tidy(text: str, limit: int) -> str:
    """Returns one clean line of at most `limit` characters. Raises TextEmpty, TextTooLong."""
    line = " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in visible(text)).split())
    if not line:
        raise TextEmpty
    if len(line) > limit:
        raise TextTooLong(limit)
    return line


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

"""Phone numbers as lists of customers have them: national ones become international, by the shop's country."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

from services.typed import renumbered

_USUAL = (
    *("RU", "KZ", "BG", "BY", "UA", "AM", "GE", "AZ", "MD", "UZ", "KG", "TJ", "RS", "MK", "RO", "GR", "TR", "DE"),
    *("AT", "CH", "FR", "ES", "PT", "IT", "NL", "BE", "GB", "IE", "PL", "CZ", "SK", "HU", "SI", "HR", "LV", "LT"),
    *("EE", "FI", "SE", "NO", "DK", "CY", "IL", "AE", "US", "CA"),
)
COUNTRIES = (*_USUAL, *sorted(phonenumbers.SUPPORTED_REGIONS - set(_USUAL)))
"""The countries that have numbers of their own, by ISO 3166, the usual ones first."""

_DIALLED_EIGHT = frozenset({"AM", "AZ", "EE", "GE", "KG", "LV", "MD", "TJ", "UA", "UZ"})
"""Where 8 was dialled before national numbers once, as old lists have it, and is no more."""
_LONGEST = 120
_EXPONENT = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:#|;|\bext\.?|\bдоб\.?|\bвътр\.?|(?<=[\s\d])x)\s*\d{1,6}$", re.IGNORECASE)
_REMARK = re.compile(r"[(\[][^()\[\]]*[^\W\d_][^()\[\]]*[)\]]")
_AROUND = re.compile(r"^[^\d+(]+|[^\d]+$")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:и|или|or|and)\s+")
_DASHES = re.compile("[\u00ad\u2010-\u2015\u2043\u2212\ufe58\u30fc]")
_WRITTEN = re.compile(r"[+\d(][\d\s().\-/]*")

_BY_CURRENCY = {
    "RUB": "RU",
    "BGN": "BG",
    "KZT": "KZ",
    "BYN": "BY",
    "UAH": "UA",
    "AMD": "AM",
    "GEL": "GE",
    "AZN": "AZ",
    "MDL": "MD",
    "UZS": "UZ",
    "KGS": "KG",
    "TJS": "TJ",
    "RSD": "RS",
    "MKD": "MK",
    "RON": "RO",
    "TRY": "TR",
    "CHF": "CH",
    "GBP": "GB",
    "PLN": "PL",
    "CZK": "CZ",
    "HUF": "HU",
    "SEK": "SE",
    "NOK": "NO",
    "DKK": "DK",
    "ILS": "IL",
    "AED": "AE",
    "USD": "US",
    "CAD": "CA",
}


@cache
def _by_zone() -> dict[str, str]:
    text = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in lines}


def country_of(zone: str, currency: str) -> str:
    """Returns the country of a shop by its time zone, else by its currency; empty when neither says."""
    found = _by_zone().get(zone) or _BY_CURRENCY.get(currency, "")
    return found if found in COUNTRIES else ""


def code(country: str) -> str:
    """Returns the code of one of the COUNTRIES: `+359`."""
    return f"+{phonenumbers.country_code_for_region(country)}"


def tidy(text: str) -> str:
    """Returns a text with its digits and dashes as everybody types them, and without what nobody sees."""
    if text.isascii():
        return text
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in seen)
    return _DASHES.sub("-", plain)


def normal(text: str, country: str) -> str | None:
    """Returns the number in the form +359888123456; None for what is no number, or needs a country and has none.

    Words around a number are left out; of two numbers in a cell the first one is meant.
    """
    text = tidy(text[:_LONGEST])
    if _EXPONENT.search(text):  # a spreadsheet has rounded it
        return None
    pieces = (_bare(piece) for piece in _BETWEEN.split(_EXTENSION.sub("", text.strip())))
    return next((found for piece in pieces if (found := _first(piece, country))), None)


def needs_country(text: str) -> bool:
    """Says whether it looks like a number that would do if its country were known."""
    bare = _bare(tidy(text[:_LONGEST]))
    return bool(_WRITTEN.fullmatch(bare)) and 6 <= len(_digits(bare)) <= 12


def _bare(text: str) -> str:
    """Returns a number without remarks, words before and behind it, an extension and a spreadsheet's `.0`."""
    alone = _AROUND.sub("", _REMARK.sub(" ", _EXTENSION.sub("", text.strip())))
    return re.sub(r"(?<=\d{7})\.0$", "", alone)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _first(text: str, country: str) -> str | None:
    """Returns the number that a text is, or the first of several without a word between them."""
    if not _WRITTEN.match(text):
        return None
    if found := _number(text, country):
        return found
    for gap in re.finditer(r"[\s/]+", text):
        first = _number(text[: gap.start()], country)
        # Both must be numbers, or half of a mistyped one would do.
        if first and _first(text[gap.end() :], country):
            return first
    return None


def _number(text: str, country: str) -> str | None:
    """Returns the number that a text is, by the first way of reading it that makes a valid one."""
    if not _WRITTEN.fullmatch(text):
        return None
    digits = _digits(text)
    plus = text.startswith("+")
    ways = [f"+{digits}"] if plus else [f"+{digits[2:]}"] if digits.startswith("00") else []
    if country:
        ways.insert(0 if _plus_before_trunk(text, country) else len(ways), digits)
    if country in _DIALLED_EIGHT and digits.startswith("8"):
        ways += [digits[1:], f"+{digits.removeprefix('810')}"]  # 8 10 led abroad
    for way in ways:
        found = _valid(way, country)
        # Behind a plus stands what is dialled before a national number, or the code of a country.
        if found and not (plus and found.endswith(digits) and way == digits):
            return found
    # Spreadsheets lose the plus of guests from abroad.
    return _valid(f"+{digits}", country, mobile=True) if country and not plus and len(digits) > 10 else None


def _plus_before_trunk(text: str, country: str) -> bool:
    """Says whether `+8 495 …` is written for `8 495 …`: what is dialled before national numbers stands alone."""
    trunk = phonenumbers.ndd_prefix_for_region(country, True)
    return bool(trunk) and re.match(rf"\+\s*{trunk}[^\d+]", text) is not None


def _valid(number: str, country: str, *, mobile: bool = False) -> str | None:
    try:
        parsed = phonenumbers.parse(number, country or None)
        parsed = phonenumbers.parse(renumbered(_written(parsed)), None)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    kinds = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    if mobile and phonenumbers.number_type(parsed) not in kinds:
        return None
    return _written(parsed)


def _written(parsed: PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

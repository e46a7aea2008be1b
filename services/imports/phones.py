"""Phone numbers as lists of customers have them: national ones become international, by the shop's country."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

E164 = re.compile(r"\+[1-9]\d{6,14}")
_EXPONENT = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:#|;|ext\.?|доб\.?|вътр\.?|x)\s*\d{1,6}$", re.IGNORECASE)
_WRITTEN = re.compile(r"[+\d][\d\s().\-–/\u00a0]*")


@dataclass(frozen=True, slots=True)
class Country:
    """How a country's numbers look: its `code`, what is dialled before national ones, and how long these are."""

    code: str
    trunk: str
    shortest: int
    longest: int


COUNTRIES = {
    "RU": Country("7", "8", 10, 10),
    "KZ": Country("7", "8", 10, 10),
    "BG": Country("359", "0", 8, 9),
    "BY": Country("375", "80", 9, 9),
    "UA": Country("380", "0", 9, 9),
    "AM": Country("374", "0", 8, 8),
    "GE": Country("995", "0", 9, 9),
    "AZ": Country("994", "0", 9, 9),
    "MD": Country("373", "0", 8, 8),
    "UZ": Country("998", "", 9, 9),
    "KG": Country("996", "0", 9, 9),
    "TJ": Country("992", "", 9, 9),
    "RS": Country("381", "0", 8, 9),
    "MK": Country("389", "0", 8, 8),
    "RO": Country("40", "0", 9, 9),
    "GR": Country("30", "", 10, 10),
    "TR": Country("90", "0", 10, 10),
    "DE": Country("49", "0", 7, 11),
    "AT": Country("43", "0", 7, 12),
    "CH": Country("41", "0", 9, 9),
    "FR": Country("33", "0", 9, 9),
    "ES": Country("34", "", 9, 9),
    "PT": Country("351", "", 9, 9),
    "IT": Country("39", "", 8, 11),
    "NL": Country("31", "0", 9, 9),
    "BE": Country("32", "0", 8, 9),
    "GB": Country("44", "0", 9, 10),
    "IE": Country("353", "0", 8, 9),
    "PL": Country("48", "", 9, 9),
    "CZ": Country("420", "", 9, 9),
    "SK": Country("421", "0", 9, 9),
    "HU": Country("36", "06", 8, 9),
    "SI": Country("386", "0", 8, 8),
    "HR": Country("385", "0", 8, 9),
    "LV": Country("371", "", 8, 8),
    "LT": Country("370", "8", 8, 8),
    "EE": Country("372", "", 7, 8),
    "FI": Country("358", "0", 6, 11),
    "SE": Country("46", "0", 7, 10),
    "NO": Country("47", "", 8, 8),
    "DK": Country("45", "", 8, 8),
    "CY": Country("357", "", 8, 8),
    "IL": Country("972", "0", 8, 9),
    "AE": Country("971", "0", 8, 9),
    "US": Country("1", "1", 10, 10),
    "CA": Country("1", "1", 10, 10),
}
"""The usual ones first, by ISO 3166; where people dial nothing before a national number, `trunk` is empty."""

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


def normal(text: str, country: str) -> str | None:
    """Returns the number in the form +359888123456; None for what is no number, or needs a country and has none."""
    text = _EXTENSION.sub("", text.strip().removesuffix(".0")).strip()
    text = re.sub(r"^(?:tel|тел|моб)[.:]?\s*", "", text, flags=re.IGNORECASE)
    if _EXPONENT.fullmatch(text) or not _WRITTEN.fullmatch(text):
        return None
    digits = re.sub(r"[^0-9]", "", text)
    if text.startswith("+") or digits.startswith("00"):
        return _checked("+" + (digits if text.startswith("+") else digits[2:]))
    return _national(digits, COUNTRIES[country]) if country in COUNTRIES else None


def needs_country(text: str) -> bool:
    """Says whether it looks like a number that would do if its country were known."""
    return bool(_WRITTEN.fullmatch(text.strip())) and 6 <= len(re.sub(r"[^0-9]", "", text)) <= 12


def _national(digits: str, country: Country) -> str | None:
    for before in (country.trunk, country.code, ""):
        rest = digits.removeprefix(before)
        if digits.startswith(before) and country.shortest <= len(rest) <= country.longest:
            return f"+{country.code}{rest}"
    return None


def _checked(number: str) -> str | None:
    """Returns an international number if it can be one: of a country that we know, only of the right length."""
    fitting = [each for each in COUNTRIES.values() if number.startswith(f"+{each.code}")]
    if not E164.fullmatch(number):
        return None
    # +7 (8 …) and +359 (0 …) are written by people who never left the country.
    for each in fitting:
        rest = number.removeprefix(f"+{each.code}")
        if each.trunk == "0" and rest.startswith("0"):
            rest = rest[1:]
        if each.shortest <= len(rest) <= each.longest:
            return f"+{each.code}{rest}"
    return None if fitting else number

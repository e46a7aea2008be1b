"""Money as people type it: text becomes an integer of minor units, or a refusal."""

import re
import unicodedata

from loyalty.errors import AmountNotPositive, AmountTooLarge, AmountUnreadable

CURRENCIES = (
    *("RUB", "EUR", "BGN", "USD", "KZT", "BYN", "UAH", "GBP", "TRY", "GEL", "AMD", "RSD", "PLN", "CZK", "HUF", "RON"),
    *("CHF", "SEK", "NOK", "DKK", "ISK", "AZN", "UZS", "KGS", "TJS", "MDL", "MKD", "ALL", "BAM", "ILS", "AED", "SAR"),
    *("KWD", "BHD", "OMR", "JOD", "TND", "EGP", "MAD", "INR", "THB", "VND", "IDR", "MYR", "SGD", "JPY", "KRW", "CNY"),
    *("HKD", "AUD", "NZD", "CAD", "MXN", "BRL", "ARS", "CLP", "COP", "ZAR", "NGN", "KES"),
)
"""The ISO 4217 codes an owner can pick from, the usual ones first."""

_EXPONENTS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "VND"), 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 3),
}

LONGEST = 40
_WORDS = ("рублей", "рубля", "рубль", "руб", "р", "лева", "лв", "тенге", "тг", "грн", "zł", "kč", "kr", "ft", "lei")
_CURRENCY = "|".join(re.escape(word) for word in sorted((*_WORDS, *CURRENCIES), key=len, reverse=True))
_SIGN = re.compile(rf"(?:{_CURRENCY})\.?", re.IGNORECASE)
_SPACES = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2019"


def exponent(currency: str) -> int:
    """Returns how many decimal digits the minor unit of an ISO 4217 currency has."""
    return _EXPONENTS.get(currency, 2)


def parse_amount(text: str, exponent: int, limit: int) -> int:
    """Returns the amount in minor units of a currency whose minor unit has `exponent` digits.

    Comma and point are both decimal; spaces, apostrophes, and whichever of comma and point stands to the left, may
    group thousands. Digits of any script count. "1,240" is refused where it could mean a thousand times more or less.
    Raises AmountUnreadable, AmountNotPositive, or AmountTooLarge above `limit` minor units.
    """
    if len(text) > LONGEST:
        raise AmountUnreadable
    number = _bare(text)
    negative = re.match(r"[-\u2212\u2013]\s*(?=\d)", number)
    if negative:
        number = number[negative.end() :]
    whole, fraction = _split(number, exponent)
    amount: int = int(whole) * 10**exponent + int(fraction.ljust(exponent, "0") or "0")
    if negative or amount == 0:
        raise AmountNotPositive
    if amount > limit:
        raise AmountTooLarge(limit)
    return amount


def _bare(text: str) -> str:
    """Returns the text in ASCII digits, without the currency that may stand before or after the number."""
    digits = "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text.strip())
    signs = "".join(c for c in digits if unicodedata.category(c) == "Sc")
    if len(signs) > 1:
        raise AmountUnreadable
    # A sign is cut at the ends only: "5€50" is not 550.
    bare = digits.strip(signs).strip()
    for edge in (rf"^{_SIGN.pattern}\s*(?=[-\d])", rf"(?<=\d)\s*{_SIGN.pattern}$"):
        bare, found = re.subn(edge, "", bare, flags=re.IGNORECASE)
        if found:
            break
    return bare


def _split(number: str, exponent: int) -> tuple[str, str]:
    """Returns the digits before and after the decimal mark."""
    number = re.sub(f"[{_SPACES}]", " ", number)
    number = re.sub(f"[{_APOSTROPHES}]", "'", number)
    marks = re.findall(r"[^0-9]", number)
    if not marks:
        return _digits(number), ""
    last = marks[-1]
    # One mark before three digits: decimal where the currency has three, thousands where it has none, else unclear.
    decimal = last in ",." and marks.count(last) == 1 and not (len(marks) == 1 and exponent == 0)
    if decimal:
        whole, fraction = number.rsplit(last, 1)
        if not fraction or len(fraction) > exponent:
            raise AmountUnreadable
        return _ungrouped(whole), fraction
    return _ungrouped(number), ""


def _ungrouped(whole: str) -> str:
    """Returns the digits of a whole number whose thousands may be grouped by one and the same mark."""
    if re.fullmatch(r"[0-9]{1,3}([ ',.])[0-9]{3}(?:\1[0-9]{3})*", whole):
        return re.sub(r"[^0-9]", "", whole)
    return _digits(whole)


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9]+", text):
        raise AmountUnreadable
    return text

"""Money as people type it: text becomes an integer of minor units, or a refusal."""

import re
import unicodedata
from dataclasses import dataclass

from loyalty.errors import AmountNotPositive, AmountTooLarge, AmountUnreadable, Refusal

_USUAL = (
    *("RUB", "EUR", "USD", "KZT", "BYN", "UAH", "GBP", "TRY", "GEL", "AMD", "RSD", "PLN", "CZK", "HUF", "RON"),
    *("CHF", "SEK", "NOK", "DKK", "ISK", "AZN", "UZS", "KGS", "TJS", "MDL", "MKD", "ALL", "BAM", "ILS", "AED", "SAR"),
    *("KWD", "BHD", "OMR", "JOD", "TND", "EGP", "MAD", "INR", "THB", "VND", "IDR", "MYR", "SGD", "JPY", "KRW", "CNY"),
    *("HKD", "AUD", "NZD", "CAD", "MXN", "BRL", "ARS", "CLP", "COP", "ZAR", "NGN", "KES"),
)

_MINOR_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
        "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL "
        "HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU "
        "MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR "
        "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED "
        "VES WST XAD XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
"""Every currency of ISO 4217 that has a minor unit, by the digits of that unit.

List One of SIX, the standard's maintenance agency, as published on 2026-01-01 (amendment 180). What a later list leaves
out stays here or moves to `_WITHDRAWN`: books kept in it must still be read.
"""

_WITHDRAWN = {"BGN": 2}  # List Three: the euro took its place on 2026-01-01

_FUNDS = frozenset({"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"})
"""Units of account, in which nobody pays at a till."""

EXPONENTS = {code: digits for digits, codes in _MINOR_DIGITS.items() for code in codes.split()} | _WITHDRAWN
"""The digits of the minor unit of every currency in which books may be kept.

Ours, and never CLDR's: that says how people write prices, and changes (the forint, the rupiah and the Colombian peso
lost their two digits between Babel 2.18 and 2.19). What stands in the ledger must not change with it.
"""

CURRENCIES = (*_USUAL, *sorted(EXPONENTS.keys() - set(_USUAL) - _FUNDS - _WITHDRAWN.keys()))
"""The ISO 4217 codes an owner can pick from: all that there are, the usual ones first."""

LONGEST = 40
_DOLLARS = "USD CAD AUD NZD HKD SGD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD"
_PESOS = "ARS CLP COP CUP DOP MXN UYU"
_POUNDS = "GBP EGP FKP GIP LBP SDG SHP SSP SYP"
_CROWNS = "SEK NOK DKK ISK CZK"
_FRANCS = "CHF BIF CDF DJF GNF KMF RWF XAF XOF XPF"
_DINARS = "RSD BHD DZD IQD JOD KWD LYD MKD TND"
_RUPEES = "INR IDR LKR MUR MVR NPR PKR SCR"
_RIALS = "IRR OMR QAR SAR YER"

_WORDS = {
    **dict.fromkeys(("рублей", "рубля", "рубль", "рубли", "руб", "р"), "RUB BYN"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles"), "RUB BYN"),
    **dict.fromkeys(("лев", "лева", "левов", "левове", "лв", "lev", "leva", "levs"), "BGN"),
    **dict.fromkeys(("тенге", "тг", "tenge"), "KZT"),
    **dict.fromkeys(("гривен", "гривень", "гривна", "гривны", "гривні", "гривня", "грн"), "UAH"),
    **dict.fromkeys(("евро", "евра", "евр", "euro", "euros"), "EUR"),
    **dict.fromkeys(("драм", "драма", "драмов"), "AMD"),
    **dict.fromkeys(("сум", "сума", "сумов", "сумы"), "UZS"),
    **dict.fromkeys(("сом", "сома", "сомов", "сомы"), "KGS"),
    **dict.fromkeys(("доллар", "доллара", "долларов", "доллары", "долл", "долар", "долара", "долари"), _DOLLARS),
    **dict.fromkeys(("dollar", "dollars"), _DOLLARS),
    **dict.fromkeys(("фунт", "фунта", "фунтов", "фунты", "паунд", "паунда", "pound", "pounds"), _POUNDS),
    **dict.fromkeys(("иена", "иены", "иен", "йена", "йени", "йен", "yen"), "JPY"),
    **dict.fromkeys(("юань", "юаня", "юани", "юаней", "юана", "юан", "yuan"), "CNY"),
    **dict.fromkeys(("крона", "кроны", "крон", "крони", "kr", "krona", "kronor", "krone", "kroner"), _CROWNS),
    **dict.fromkeys(("злотый", "злотые", "злотых", "злотого", "злоти", "zloty", "zlotys", "zł"), "PLN"),
    **dict.fromkeys(("лира", "лиры", "лир", "лири", "lira", "liras"), "TRY LBP SYP"),
    **dict.fromkeys(("франк", "франка", "франков", "франки", "franc", "francs"), _FRANCS),
    **dict.fromkeys(("манат", "маната", "манатов", "манаты", "манати", "manat", "manats"), "AZN TMT"),
    **dict.fromkeys(("шекель", "шекеля", "шекелей", "шекела", "shekel", "shekels"), "ILS"),
    **dict.fromkeys(("форинт", "форинта", "форинтов", "forint", "forints", "ft"), "HUF"),
    **dict.fromkeys(("лей", "лея", "леев", "леи", "lei", "leu"), "RON MDL"),
    **dict.fromkeys(("динар", "динара", "динаров", "динары", "dinar", "dinars"), _DINARS),
    **dict.fromkeys(("дирхам", "дирхама", "дирхамов", "dirham", "dirhams"), "AED MAD"),
    **dict.fromkeys(("рупия", "рупии", "рупий", "rupee", "rupees"), _RUPEES),
    **dict.fromkeys(("песо", "peso", "pesos"), f"{_PESOS} PHP"),
    "лари": "GEL",
    "тмт": "TMT",
    "kč": "CZK",
    "fcfa": "XAF",
    "f\u202fcfa": "XOF",
    "cfpf": "XPF",
    "cg": "XCG",
}
"""What people write beside a sum, and the currencies that they may mean."""
_SIGNS = {
    "$": f"{_DOLLARS} {_PESOS} BRL CVE MOP NIO TOP WST",
    "£": _POUNDS,
    "₤": f"{_POUNDS} TRY",
    "¥": "JPY CNY",
    "€": "EUR",
    "₽": "RUB",
    "₸": "KZT",
    "₴": "UAH",
    "₺": "TRY",
    "₾": "GEL",
    "֏": "AMD",
    "₪": "ILS",
    "₹": "INR",
    "₨": _RUPEES,
    "₫": "VND",
    "₼": "AZN",
    "฿": "THB",
    "₩": "KRW KPW",
    "₱": "PHP",
    "₦": "NGN",
    "₲": "PYG",
    "₡": "CRC SVC",
    "₭": "LAK",
    "₮": "MNT",
    "₵": "GHS",
    "៛": "KHR",
    "৳": "BDT",
    "؋": "AFN",
    "⃀": "KGS",
    "﷼": _RIALS,
}
"""Signs, and the currencies that they may mean; any other sign, of a cent or of a bitcoin, means none of a shop's."""
_CURRENCY = "|".join(re.escape(word) for word in sorted((*_WORDS, *EXPONENTS), key=len, reverse=True))
_SIGN = re.compile(rf"(?:{_CURRENCY})\.?", re.IGNORECASE)
_LETTERS = {
    "A$": "AUD",
    "CA$": "CAD",
    "CN¥": "CNY",
    "EC$": "XCD",
    "HK$": "HKD",
    "MX$": "MXN",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "US$": "USD",
}
"""What tells one dollar or yuan from its namesakes: `CA$5`. Not any letter: `5k$` is not five."""
_LETTERED = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(f'{each[:-1]}(?={re.escape(each[-1])})' for each in _LETTERS)})", re.IGNORECASE
)

_SPACES = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2019"


@dataclass(eq=False)
class OtherCurrency(Refusal):
    """A sum was typed in another currency than `currency`, in which it is asked for."""

    currency: str


def exponent(currency: str) -> int:
    """Returns how many decimal digits the minor unit of a currency in `EXPONENTS` has; KeyError for any other."""
    return EXPONENTS[currency]


def called(name: str) -> tuple[str, ...]:
    """Returns the currencies of a shop that a word or a sign may mean, none for one that we do not know."""
    meant = (_WORDS.get(name) or _SIGNS.get(name, "")).split()
    return tuple(code for code in meant if code in CURRENCIES)


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


def typed_amount(text: str, currency: str, limit: int) -> int:
    """Returns the amount in minor units of a currency, as `parse_amount` does.

    Raises OtherCurrency besides, when another one is named: ten lev are no ten euro.
    """
    amount = parse_amount(text, exponent(currency), limit)
    named = _named(text)
    if named is not None and currency not in named:
        raise OtherCurrency(currency)
    return amount


def _named(text: str) -> frozenset[str] | None:
    """Returns the currencies that the words or the sign beside a sum may mean, None when there are neither."""
    sign = next((c for c in text if unicodedata.category(c) == "Sc"), "")
    letters = _LETTERED.search(text)
    if letters:
        return frozenset({_LETTERS[letters[0].upper() + sign]})
    if sign:  # a wide one, of a keyboard in Asia, means what its usual form does
        means = _SIGNS.get(sign) or _SIGNS.get(unicodedata.normalize("NFKC", sign), "")
        return frozenset(means.split())
    words = re.sub(r"[\d\W]*\d[\d\W]*", "", text.casefold()).strip(".")
    return frozenset((_WORDS.get(words) or words.upper()).split()) or None


def _bare(text: str) -> str:
    """Returns the text in ASCII digits, without the currency that may stand before or after the number."""
    digits = "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text.strip())
    signs = "".join(c for c in digits if unicodedata.category(c) == "Sc")
    if len(signs) > 1:
        raise AmountUnreadable
    # A sign is cut at the ends only: "5€50" is not 550.
    bare = _LETTERED.sub("", digits).strip(signs).strip()
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

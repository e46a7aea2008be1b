"""Money as people write it: the sign that everybody knows, in every language."""

import pytest

from locales import LANGUAGES, Language, money
from loyalty.money import CURRENCIES, exponent, parse_amount

WRITTEN = [
    ("USD", "$1,234.50", "1 234,50 $", "1 234,50 $"),
    ("RUB", "₽1,234.50", "1 234,50 ₽", "1 234,50 ₽"),
    ("EUR", "€1,234.50", "1 234,50 €", "1 234,50 €"),
    ("GBP", "£1,234.50", "1 234,50 £", "1 234,50 £"),
    ("KZT", "₸1,234.50", "1 234,50 ₸", "1 234,50 ₸"),
    ("GEL", "GEL 1,234.50", "1 234,50 GEL", "1 234,50 GEL"),
    ("BGN", "BGN 1,234.50", "1 234,50 BGN", "1 234,50 лв."),
    ("CAD", "CA$1,234.50", "1 234,50 CA$", "1 234,50 CAD"),
]


@pytest.mark.parametrize(("currency", "english", "russian", "bulgarian"), WRITTEN)
def test_money_has_the_sign_that_people_know(currency: str, english: str, russian: str, bulgarian: str) -> None:
    said = [money(language, 123_450, currency).replace("\u00a0", " ") for language in LANGUAGES]
    assert said == [english, russian, bulgarian]


@pytest.mark.parametrize("currency", CURRENCIES)
def test_what_is_shown_is_what_was_typed(currency: str) -> None:
    places = exponent(currency)
    for typed in ("350", "12.50" if places == 2 else "12.505" if places == 3 else "12"):
        shown = money("en", parse_amount(typed, places, 10**12), currency)
        assert shown.lstrip("".join(sorted(set(shown) - set("0123456789,.")))) == typed


def test_whole_amounts_lose_their_zeros() -> None:
    assert money("bg", 50_000, "USD") == "500\u00a0$"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_currencies_look_alike(language: Language) -> None:
    written = [money(language, 100 * 10 ** exponent(currency), currency) for currency in CURRENCIES]
    assert len(set(written)) == len(CURRENCIES)


@pytest.mark.parametrize("currency", ["USD", "RUB", "KZT", "VND"])
def test_a_sum_can_be_typed_as_it_is_shown(currency: str) -> None:
    places = exponent(currency)
    assert parse_amount(money("bg", 1250 * 10**places, currency), places, 10**12) == 1250 * 10**places

"""What is told of a noun by its ending, and the words for its place in a row."""

import pytest

from locales import Language, noun_form, nth


@pytest.mark.parametrize(
    ("language", "noun", "form", "sixth"),
    [
        ("en", "Coffee", "one", "6th"),
        ("en", "Drinks", "none", "6th"),
        ("en", "Glass", "one", "6th"),
        ("ru", "Кофе", "masculine", "6-й"),
        ("ru", "пицца", "feminine", "6-я"),
        ("ru", "Мороженое", "neuter", "6-е"),
        ("ru", "Чай", "masculine", "6-й"),
        ("ru", "Напитки", "none", "6-й"),
        ("ru", "соль", "none", "6-й"),
        ("ru", "Горячий шоколад", "none", "6-й"),
        ("ru", "Latte", "none", "6-й"),
        ("bg", "Кафе", "neuter", "шесто"),
        ("bg", "Пица", "feminine", "шеста"),
        ("bg", "Сандвич", "masculine", "шести"),
        ("bg", "Сокове", "none", "шесто"),
        ("bg", "Напитки", "none", "шесто"),
        ("en", "", "none", "6th"),
        ("ru", "7+", "none", "6-й"),
    ],
)
def test_a_noun_tells_its_form_or_nothing(language: Language, noun: str, form: str, sixth: str) -> None:
    assert noun_form(language, noun) == form
    assert nth(language, 6, form) == sixth


def test_places_in_a_row_in_english_and_far_ones_in_bulgarian() -> None:
    assert [nth("en", number, "one") for number in (1, 2, 3, 11, 12, 21, 113)] == [
        *("1st", "2nd", "3rd", "11th", "12th", "21st", "113th")
    ]
    assert [nth("bg", number, "none") for number in (2, 10, 11)] == ["второ", "десето", "11-о"]

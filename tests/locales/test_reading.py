"""Dates are understood as people type them, and nothing else is taken for one."""

import re
from datetime import date
from pathlib import Path

import pytest

import locales
from locales import birthday, read_day, with_century


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.04.1990", (12, 4, 1990)),
        ("12/4", (12, 4, None)),
        ("1990-04-12", (12, 4, 1990)),
        ("12 апреля 1990 г.", (12, 4, 1990)),
        ("12 апр", (12, 4, None)),
        ("April 12, 1990", (12, 4, 1990)),
        ("12th April", (12, 4, None)),
        ("12 април 1990", (12, 4, 1990)),
        ("5 мая", (5, 5, None)),
        ("Май 5", (5, 5, None)),
        ("29.02", (29, 2, None)),
        ("29 февраля 2000", (29, 2, 2000)),
    ],
)
def test_what_is_a_day(text: str, day: tuple[int, int, int | None]) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "12", "31.04", "12.13", "29.02.1990", "0.1", "12.04.90", "12.04.0000", "yesterday", "5 ма", "1 2 3 4"),
        *("²", "12 ²", "² 4", "12.4.199²", "7 9123456789", "7 " + "9" * 5_000),
    ],
)
def test_what_is_none(text: str) -> None:
    assert read_day(text) is None


def test_a_birthday_is_written_with_and_without_its_year() -> None:
    assert birthday("ru", 29, 2, None) == "29 февраля"
    assert birthday("en", 12, 4, 1990) == "12 April 1990"
    assert birthday("bg", 12, 4, None) == "12 април"


def test_years_of_two_digits_are_of_this_century_up_to_today_and_of_the_last_from_then_on() -> None:
    for text, whole in (
        ("12.03.90", "12.03.1990"),
        ("12.3.90", "12.3.1990"),
        ("1/2/28", "1/2/2028"),
        ("1-2-29", "1-2-1929"),
        ("12 марта 90 г.", "12 марта 1990"),
        ("12 апр. '07", "12 апр. 2007"),
        ("12.03.1990", "12.03.1990"),
        ("12.03", "12.03"),
    ):
        assert with_century(text, date(2028, 5, 17)) == whole
    assert read_day(with_century("12.3.90", date(2028, 5, 17))) == (12, 3, 1990)


def test_a_day_given_as_an_example_in_english_says_its_month_by_name() -> None:
    texts = "".join(
        path.read_text(encoding="utf-8") for path in sorted((Path(locales.__file__).parent / "en").glob("*.ftl"))
    )
    found = re.findall(r"\b\d\d\.(?:0\d|1[0-2])\b", texts)
    assert found == ["24.12"], "Britons and Americans read 05.06 differently; a moment is typed day first everywhere"

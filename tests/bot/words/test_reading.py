"""What an owner types into a form is read as people write it, and nothing is guessed."""

from datetime import date

import pytest

from bot.words.reading import NotUnderstoodError, read
from bot.words.speech import Speech
from bot.words.values import Setting, Teller, when_settings
from loyalty.presets import PRESETS
from tests.locales.forms import own_settings


def setting(mechanic: str, name: str) -> Setting:
    every = when_settings() if mechanic == "when" else own_settings(mechanic)
    return next(found for found in every if found.field.name == name)


@pytest.mark.parametrize(
    ("mechanic", "name", "typed", "value"),
    [
        ("earn", "points", "1 000", 1000),
        ("earn", "points", "5 баллов", 5),
        ("earn", "per", "12,50 ₽", 1250),
        ("points_tender", "minimum", "0", 0),
        ("points_tender", "cap", "12,5 %", 1250),
        ("points_tender", "cap", "100", 10_000),
        ("boost", "factor", "×2", 20_000),
        ("boost", "factor", "1,5", 15_000),
        ("boost", "factor", "3х", 30_000),
        ("earn", "excluded", "  tobacco , Gift  cards,, ", ["Gift cards", "tobacco"]),
        ("coupon", "title", " Free   coffee ", "Free coffee"),
        ("coupon", "title", "a\u202eb", "ab"),
        ("when", "hours", "с 15 до 17", ["15:00:00", "17:00:00"]),
        ("when", "hours", "3:00 PM–5:30 pm", ["15:00:00", "17:30:00"]),
        ("when", "hours", "22.30-24", ["22:30:00", "00:00:00"]),
        ("when", "since", "1.7", "2026-07-01"),
        ("when", "since", "1.5", "2027-05-01"),
        ("when", "since", "2026-12-31", "2026-12-31"),
    ],
)
def test_settings_are_read_as_people_write_them(mechanic: str, name: str, typed: str, value: object) -> None:
    teller = Teller(Speech("ru", "RUB"), PRESETS["shop"].programme("RUB"))
    assert read(teller, setting(mechanic, name), typed, date(2026, 6, 1)) == value


@pytest.mark.parametrize(
    ("mechanic", "name", "typed"),
    [
        ("earn", "points", "1e3"),
        ("earn", "points", "1k"),
        ("earn", "points", "9" * 30),
        ("points_tender", "cap", "101"),
        ("points_tender", "cap", "0"),
        ("boost", "factor", "1"),
        ("boost", "factor", "nan"),
        ("coupon", "title", " "),
        ("coupon", "title", "x" * 61),
        ("coupon", "title", "\u3164"),
        ("earn", "excluded", "tobacco, \u2060"),
        ("earn", "excluded", "x" * 61),
        ("when", "hours", "15-15"),
        ("when", "hours", "25-26"),
        ("when", "hours", "15"),
        ("when", "since", "30.2"),
        ("when", "since", "tomorrow"),
    ],
)
def test_what_cannot_be_read_is_not_guessed(mechanic: str, name: str, typed: str) -> None:
    teller = Teller(Speech("en", "RUB"), PRESETS["shop"].programme("RUB"))
    with pytest.raises(NotUnderstoodError):
        read(teller, setting(mechanic, name), typed, date(2026, 6, 1))

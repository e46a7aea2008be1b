"""Lines of print break where people would break them."""

import pytest

from locales import LANGUAGES, keys, translate
from wallet.line_breaks import loosen, tie


@pytest.mark.parametrize(
    ("language", "text", "tied"),
    [
        ("en", "Get a card in Telegram", "Get a_card in_Telegram"),
        ("en", "50 points for your birthday", "50_points for your birthday"),
        ("ru", "Показывайте её на кассе с каждой покупкой", "Показывайте её_на_кассе с_каждой покупкой"),
        ("ru", "Кофе — и чай в подарок", "Кофе_— и_чай в_подарок"),
        ("ru", "Приходите ли вы к нам", "Приходите_ли_вы_к_нам"),
        ("ru", "5 % с покупки в «Зерне»", "5_% с_покупки в_«Зерне»"),
        ("bg", "Вземете картата си в Telegram", "Вземете картата си_в_Telegram"),
        ("bg", "Кафе „Роза“ и чай", "Кафе „Роза“ и_чай"),
        ("en", "I", "I"),
        ("en", "", ""),
    ],
)
def test_no_short_word_hangs_at_the_end_of_a_line(language, text, tied):
    assert tie(text, language).replace("\u00a0", "_") == tied


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_poster_can_end_in_a_short_word_or_a_bare_number(language):
    for key in (key for key in keys(language) if key.startswith("poster-") and "preview" not in key):
        tied = tie(translate(language, key, points=50, title="Кофе", code="A1", name="Роза"), language)
        parts = tied.split(" ")
        assert all(len(part) > 2 or not part.isalnum() for part in parts[:-1]), (key, tied)


def test_an_endless_word_may_break_and_a_usual_one_may_not():
    assert loosen("Приветственный бонус", 18) == "Приветственный бонус"
    assert loosen("я" * 40, 18).split("\u200b") == ["я" * 18, "я" * 18, "я" * 4]

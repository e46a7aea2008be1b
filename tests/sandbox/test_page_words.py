"""The words of the demo's page: the same in three languages, all of them used, and none that is missing."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
WORDS = (PAGE / "words.js").read_text(encoding="utf-8")
LANGUAGES = ("en", "ru", "bg")
PARTS = re.compile(r"  (en|ru|bg): \{(.*?)\n  \},", re.DOTALL)
WORD = re.compile(r"(\w+): \"((?:[^\"\\]|\\.)*)\"")
SAID = {language: dict(WORD.findall(words)) for language, words in PARTS.findall(WORDS)}
MADE = re.compile(r"(?:step|hint)_\w+")
"""Their names are put together from the role whose turn it is."""


def test_every_language_says_the_same_with_the_same_gaps() -> None:
    assert tuple(SAID) == LANGUAGES
    gaps = [{word: sorted(re.findall(r"\{\w+\}", said)) for word, said in words.items()} for words in SAID.values()]
    assert gaps[0] == gaps[1] == gaps[2]
    assert len(gaps[0]) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_in_an_alphabet_of_another_language(language: str) -> None:
    cyrillic = [word for word, said in SAID[language].items() if re.search("[а-яА-Я]", said)]
    assert (language == "en") == (not cyrillic)
    assert not [word for word, said in SAID["bg"].items() if re.search("[ыэё]", said)]


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    files = [path.read_text(encoding="utf-8") for path in PAGE.iterdir() if path.suffix in {".js", ".html"}]
    text = "\n".join(file for file in files if file != WORDS)
    quoted = set(re.findall(r"[\"'`](\w+)[\"'`]", text))
    assert {word for word in SAID["en"] if not MADE.fullmatch(word)} - quoted == set()
    asked = set(re.findall(r"data-(?:word|label|hint|empty)=\"(\w+)\"", text))
    asked |= set(re.findall(r"\b(?:word|label|hint|alt|empty): \"(\w+)\"", text))
    assert asked - set(SAID["en"]) == set()

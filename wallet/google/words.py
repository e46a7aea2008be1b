"""Words in every language we speak, in the form that Google takes, and the length that it shows."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from locales import LANGUAGES, Language, Voice, translate
from wallet.text import tidy

Resource = dict[str, Any]
Words = Mapping[Language, str]
"""The same said in every language."""


def localized(language: Language, words: Words, limit: int) -> Resource:
    """Returns a LocalizedString: `words` in `language` by default, and in every other language we speak."""
    said = {spoken: tidy(text, limit) for spoken, text in words.items()}
    others = [{"language": spoken, "value": said[spoken]} for spoken in LANGUAGES if spoken != language]
    return {"defaultValue": {"language": language, "value": said[language]}, "translatedValues": others}


def plain(language: Language, text: str) -> Resource:
    """Returns a LocalizedString that says the same to everybody."""
    return {"defaultValue": {"language": language, "value": text}}


@cache
def spoken(key: str) -> Words:
    """Returns the words of `key`, without arguments, in every language."""
    return {language: translate(language, key) for language in LANGUAGES}


@cache
def said(voice: Voice, key: str) -> Words:
    """Returns the words of `key`, without arguments, in every language as a shop says them."""
    return {language: voice.say(language, key) for language in LANGUAGES}


@cache
def of_key(language: Language, key: str) -> Resource:
    """Returns the LocalizedString of `key`. Shared between callers: never to be changed."""
    return localized(language, spoken(key), 200)


def picture(url: str, language: Language, description: str) -> Resource:
    """Returns an Image that Google fetches from `url`."""
    return {"sourceUri": {"uri": url}, "contentDescription": plain(language, description)}


def moment(at: datetime) -> str:
    """Returns a time as Google's DateTime has it: absolute, to the second."""
    return at.isoformat(timespec="seconds")

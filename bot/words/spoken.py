"""Recognises the keys of reply keyboards: Telegram sends their words, in whatever language they were drawn."""

from aiogram.filters import Filter
from aiogram.types import Message

from locales import BABEL, translate


class Said(Filter):
    """The message is the words of one of `keys`, in any language: a person may have changed theirs meanwhile."""

    def __init__(self, *keys: str) -> None:
        self._words = frozenset(translate(dialect, key) for key in keys for dialect in BABEL)

    async def __call__(self, message: Message) -> bool:
        """Returns whether the message says so."""
        return message.text in self._words

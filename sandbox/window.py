"""The shop window: what the page shows around the phones, and what it asks of the shop behind the bot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Poster:
    """A poster that hangs between the phones: `id` names it in addresses, `picture` is a PNG with a code."""

    id: str
    title: str
    picture: bytes


@dataclass(frozen=True)
class View:
    """How far the shop is: who of "owner", "cashier" and "member" has done their step, and whether it has a past."""

    done: frozenset[str] = frozenset()
    filled: bool = False
    posters: tuple[Poster, ...] = ()


class Shop(Protocol):
    """The application behind the bot, as far as the window shows it and acts on it."""

    async def view(self, people: Sequence[int]) -> View:
        """Returns how far the shop is for these people (ids of Telegram)."""

    async def speak(self, user_id: int, language: str) -> None:
        """Goes on in another language with a person, if the bot has met them."""

    async def fill(self, language: str) -> None:
        """Gives the shop a month of sales, once; opens one in this language where there is none."""

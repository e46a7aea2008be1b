"""A member's stamps as the picture across their card in Google Wallet: one for each state, at an address of its own."""

import hashlib
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from services.design import pictures
from services.programme.versions import current
from wallet import stamps
from wallet.contents import StampCard
from wallet.design import Design

STAMPS_PATH = "/design/stamps-{mark}-{rule}-{have}.png"


def stamp_card(cards: tuple[StampCard, ...]) -> StampCard | None:
    """Returns the stamp card whose stamps are shown, None when there is none that can be drawn."""
    return next((card for card in cards if 0 < card.goal <= stamps.MOST_PLACES), None)


def stamps_path(look: Design, card: StampCard) -> str:
    """Returns where the web server has the picture; another picture has another address, so it may be kept for ever."""
    mark = _mark(look, card.goal, tuple(sorted(card.gifts)))
    return STAMPS_PATH.format(mark=mark, rule=_short(card.rule_id), have=min(card.have, card.goal))


@lru_cache(maxsize=64)
def _mark(look: Design, *places: object) -> str:
    drawn = (look.background, look.foreground, look.label, look.icon, look.stamp_full, look.stamp_empty, look.strip)
    return _short(repr((_DRAWING, drawn, places)))


_DRAWING = 2
"""Another number once the same stamps are drawn otherwise: whoever keeps a picture asks for the new one."""


def of_path(connection: Connection, rule: str, have: int, now: datetime) -> tuple[Design, StampCard] | None:
    """Returns what the picture of `have` stamps of a rule, by its name in the address, is drawn from; None without one.

    Only what some member's card may show is drawn, whatever addresses somebody thinks of.
    """
    for each in current(connection, now).rules:
        if each.mechanic == "stamp_card" and _short(each.id) == rule and 0 <= have <= each.config.goal:
            gifts = tuple(milestone.at for milestone in each.config.milestones)
            card = stamp_card((StampCard(each.id, "", have, each.config.goal, gifts),))
            return (pictures.design(connection), card) if card else None
    return None


def draw(look: Design, card: StampCard) -> bytes:
    """Returns the PNG. CPU work: use a thread."""
    return stamps.banner(look, min(card.have, card.goal), card.goal, frozenset(card.gifts))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[: pictures.MARK_LENGTH]

"""The question at the till as messages show it: which ones do, how long it may be answered, how seconds run down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import HoldClosed
from services.notices import Priority, tell, whose
from services.programme.versions import current
from services.till.holds import held_of
from storage.till import holds

SHORTEST_STEP, MOST_STEPS = 15, 20
"""Seconds between two changes of the message that counts down, at least, and how many changes there are at most."""


def shown(connection: Connection, hold_id: UUID, now: datetime, *, chat_id: int, message_id: int) -> None:
    """Remembers the cashier's waiting message, so that the member's answer can change it, and lets it count down.

    Raises HoldClosed when there is no such hold.
    """
    row = holds.row_of(connection, hold_id)
    if row is None:
        raise HoldClosed
    holds.remember(connection, hold_id, message={"chat_id": chat_id, "message_id": message_id})
    held = held_of(connection, row)
    if not held.reachable:
        return
    cashier, currency = UUID(row.sale["cashier_id"]), current(connection, now).currency
    told = {"hold_id": str(hold_id), "name": held.name, "points": held.points, "money": held.payable}
    told |= whose(name=held.person_id)
    for left in _steps(held.expires_at - now):
        at, key = held.expires_at - timedelta(seconds=left), f"{hold_id}:{left}"
        arguments = {**told, "seconds": left, "currency": currency}
        tell(connection, cashier, "hold-ticking", arguments, key=key, now=at, priority=Priority.SERVICE)


def _steps(time: timedelta) -> range:
    """Returns at how many seconds left the cashier's message changes: few, for Telegram takes about one a second."""
    seconds = int(time.total_seconds())
    step = max(SHORTEST_STEP, seconds // MOST_STEPS)
    return range(step, seconds, step)


def asked(connection: Connection, hold_id: UUID, *, chat_id: int, message_id: int) -> None:
    """Remembers the member's question, which loses its buttons when it is over."""
    holds.remember(connection, hold_id, question={"chat_id": chat_id, "message_id": message_id})


def on_card(connection: Connection, hold_id: UUID, *, chat_id: int, message_id: int) -> None:
    """Remembers the member's card that has the buttons too."""
    holds.remember(connection, hold_id, card={"chat_id": chat_id, "message_id": message_id})


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question stands: the `seconds` left to answer, 0 when it is over; which messages show it, if any does.

    `waiting` is the cashier's, `question` the member's, `card` the newest card of theirs that has its buttons.
    """

    seconds: int
    waiting: Mapping[str, int] | None = None
    question: Mapping[str, int] | None = None
    card: Mapping[str, int] | None = None


def asking(connection: Connection, hold_id: UUID, now: datetime) -> Asking:
    """Returns how the question of a hold stands; one that nobody knows is over."""
    row = holds.row_of(connection, hold_id)
    if row is None:
        return Asking(0)
    is_open = row.state == "open" and not row.sale.get("confirmed")
    left = max(0, round((row.expires_at - now).total_seconds())) if is_open else 0
    return Asking(left, *(row.sale.get(name) for name in ("message", "question", "card")))

"""A question at the till: asked in time, counted down on the cashier's screen, without buttons once it is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from services.till import holds

COUNTING = "hold-ticking"
"""The notice that changes the seconds on the cashier's screen; nothing depends on it."""
_CASHIERS = frozenset({COUNTING, "sold", "declined"})
_SHOWN = _CASHIERS | {"confirm", "cancelled", "confirm-expired"}
"""Notices that stand in a message which shows the hold."""

Payload = Mapping[str, Any]


def hold_of(payload: Payload) -> UUID | None:
    """Returns the hold whose message a notice changes, None for any other notice."""
    return UUID(payload["arguments"]["hold_id"]) if payload["notice"] in _SHOWN else None


def timely(connection: Connection, payload: Payload, hold_id: UUID, now: datetime) -> Payload | None:
    """Returns a notice of a hold as it is to be said now, in the message that shows the hold; None: not any more.

    What a message shows is only known once it has arrived, which may be after the notice was written.
    """
    notice, told, asking = payload["notice"], payload["arguments"], holds.asking(connection, hold_id, now)
    if notice == "confirm":
        # Once, and only as long as there is time: "time is up" follows.
        ask = asking.seconds and not asking.question
        return {**payload, "arguments": {**told, "seconds": asking.seconds}} if ask else None
    if notice == COUNTING:
        return {**payload, "edit": asking.waiting} if asking.seconds and asking.waiting else None
    cashiers = notice in _CASHIERS or told.get("side") == "cashier"
    return {**payload, "edit": (asking.waiting if cashiers else asking.question) or payload["edit"]}

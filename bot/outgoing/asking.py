"""A question at the till: asked in time, counted down on the cashier's screen, without buttons once it is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from services.till import asking

COUNTING = "hold-ticking"
"""The notice that changes the seconds on the cashier's screen; nothing depends on it."""
_CASHIERS = frozenset({COUNTING, "sold", "declined", "freed"})
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
    notice, told, stands = payload["notice"], payload["arguments"], asking.asking(connection, hold_id, now)
    if notice == "confirm":
        # Once, and only as long as there is time: "time is up" follows.
        ask = stands.seconds and not stands.question
        return {**payload, "arguments": {**told, "seconds": stands.seconds}} if ask else None
    if notice == COUNTING:
        return {**payload, "edit": stands.waiting} if stands.seconds and stands.waiting else None
    if notice in _CASHIERS or told.get("side") == "cashier":
        return {**payload, "edit": stands.waiting or payload["edit"]}
    return {**payload, "edit": stands.question or payload["edit"], "card": stands.card}

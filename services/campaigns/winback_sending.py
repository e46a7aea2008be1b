"""Sends win-back messages, as the one process that leads does it: claimed in small groups, marked, never sent twice.

A group is claimed and committed before it is sent, and what a process that died had claimed stays in doubt.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from services.campaigns.reminders import may_advertise
from services.campaigns.runs import Group, Sending
from services.campaigns.winback import RUNS
from storage.campaigns import winback
from storage.campaigns.winback import ROWS


@dataclass(frozen=True, slots=True)
class Message:
    """A text for one member's phone, into which their name and the link with their `token` are still to be put."""

    member_id: UUID
    phone: str
    text: str
    name: str
    token: str


def under_way(connection: Connection, now: datetime) -> UUID | None:
    """Returns what is to be sent now: one after the other, and nothing in the programme's quiet hours."""
    row = ROWS.under_way(connection)
    return UUID(str(row.id)) if row is not None and may_advertise(connection, now) else None


def claim(connection: Connection, winback_id: UUID, limit: int, now: datetime) -> Group[Message]:
    """Claims up to `limit` recipients of what is being sent; of anything else, after its end, and at night, nobody.

    Whoever has withdrawn the consent, or has no phone number any more, is marked as skipped and not among them.
    """
    token, row = uuid4(), ROWS.row_of(connection, winback_id)
    if row is None or row.state != "sending" or row.ends_at <= now or not may_advertise(connection, now):
        return Group(token, (), 0)
    claimed = winback.claim(connection, winback_id, token, limit, now)
    skipped = {each.member_id: "skipped" for each in claimed if not each.wants or not each.phone}
    RUNS.mark(connection, winback_id, token, skipped, now)
    messages = tuple(
        Message(each.member_id, each.phone, row.text, each.first_name, each.token)
        for each in claimed
        if each.member_id not in skipped
    )
    return Group(token, messages, len(claimed))


SENDING = Sending(RUNS, under_way, claim)

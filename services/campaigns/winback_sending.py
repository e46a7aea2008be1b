"""Sends win-back messages, as the one process that leads does it: claimed in small groups, marked, never sent twice.

A group is claimed and committed before it is sent, and what a process that died had claimed stays in doubt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from loyalty.errors import ProgrammeMissing
from loyalty.localtime import local
from loyalty.reminding import is_quiet
from services.campaigns.texting import filled
from services.campaigns.winback import Winback, winback_of
from services.programme.versions import current
from storage.campaigns import winback
from storage.members import people


@dataclass(frozen=True, slots=True)
class Message:
    """A text for one member's phone."""

    member_id: UUID
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Messages claimed together; `taken` counts those too who want no offers any more."""

    token: UUID
    messages: tuple[Message, ...]
    taken: int


def under_way(connection: Connection, now: datetime) -> Winback | None:
    """Returns what is to be sent now: one after the other, and nothing in the programme's quiet hours."""
    row = winback.under_way(connection)
    if row is None:
        return None
    try:
        programme = current(connection, now)
    except ProgrammeMissing:
        return None
    quiet = is_quiet(programme.settings.reminders, local(now, programme.zone).time())
    return None if quiet else winback_of(row)


def claim(connection: Connection, winback_id: UUID, limit: int, link_base: str, now: datetime) -> Group:
    """Claims up to `limit` recipients of what is being sent; of anything else, and after its end, nobody.

    Whoever has withdrawn the consent, or has no phone number any more, is marked as skipped and not among them.
    """
    token, row = uuid4(), winback.row_of(connection, winback_id)
    if row is None or row.state != "sending" or row.ends_at <= now:
        return Group(token, (), 0)
    found = winback.claim(connection, winback_id, token, limit, now)
    skipped = {each.member_id: "skipped" for each in found if not each.wants or not each.phone}
    winback.mark(connection, winback_id, token, skipped, now)
    messages = tuple(
        Message(each.member_id, each.phone, filled(row.text, each.first_name, f"{link_base}/w/{each.token}"))
        for each in found
        if each.member_id not in skipped
    )
    return Group(token, messages, len(found))


def mark(connection: Connection, winback_id: UUID, token: UUID, outcomes: Mapping[UUID, str], now: datetime) -> None:
    """Writes down what became of a group: `sent`, `refused`, `unknown`, or `waiting` to give back."""
    winback.mark(connection, winback_id, token, outcomes, now)


def doubt(connection: Connection, now: datetime) -> int:
    """Marks what a process that died had claimed as `unknown`; returns how many. For a sender that has just begun."""
    return winback.doubt(connection, now)


def hold(connection: Connection, winback_id: UUID, now: datetime) -> None:
    """Pauses what the gateway takes for nobody, for the owner to look at."""
    row = winback.row_of(connection, winback_id, lock=True)
    if row is not None and row.state == "sending":
        winback.change(connection, winback_id, state="paused")
        people.note(connection, None, "winback_paused", now, winback=str(winback_id))


def finish(connection: Connection, winback_id: UUID, now: datetime) -> None:
    """Ends it once all are done with, or its offer is over."""
    row = winback.row_of(connection, winback_id, lock=True)
    if row is None or row.state != "sending":
        return
    if row.ends_at <= now or not winback.left(connection, winback_id, ("waiting", "claimed")):
        winback.change(connection, winback_id, state="done")

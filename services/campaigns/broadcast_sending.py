"""Sends a broadcast, as the one process that leads does it: recipients written, claimed in small groups, marked.

Nobody gets a broadcast twice: a group is claimed and committed before it is sent, and what a process that died had
claimed stays in doubt and is not sent again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection

from locales import Language, closest
from loyalty.errors import SettingInvalid
from services.campaigns.broadcasts import (
    RUNS,
    Broadcast,
    Content,
    Figures,
    broadcast_of,
    choice_of,
    coupon_source,
    figures_of,
)
from services.campaigns.reminders import may_advertise
from services.campaigns.runs import Group, Sending
from services.notices import Priority, tell
from services.people import Person, person_of
from services.rewards import coupons
from storage.campaigns import broadcasts
from storage.campaigns.broadcasts import ROWS
from storage.members import people

LATE = timedelta(hours=2)
"""A planned broadcast that could not leave in time, as after an outage, waits for its owner's word after so long."""
WINDOW = 1_000
"""Members looked at in one transaction while recipients are written: some ten milliseconds."""
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody gets now; `coupon_id` is the coupon that they were given with it."""

    person_id: UUID
    telegram_id: int
    language: Language
    content: Content
    coupon_id: UUID | None


def begin_due(connection: Connection, now: datetime) -> int:
    """Starts every planned broadcast whose time has come; returns how many.

    One that is too late by now is held, and its owner is asked: what is fine at ten may not be fine at midnight.
    """
    due = broadcasts.planned(connection, now)
    for broadcast_id in due:
        row = ROWS.row_of(connection, broadcast_id, lock=True)
        if row is None or row.state != "planned":
            continue
        late = now - row.send_at > LATE
        ROWS.change(connection, broadcast_id, state="paused" if late else "sending", started_at=now)
        RUNS.note(connection, None, "late" if late else "started", broadcast_id, now)
        if late:
            told = {"broadcast": str(broadcast_id), "at": row.send_at.isoformat()}
            key = str(broadcast_id)
            tell(connection, row.created_by, "broadcast-late", told, key=key, now=now, priority=Priority.SERVICE)
    return len(due)


def under_way(connection: Connection, now: datetime) -> UUID | None:
    """Returns the broadcast to send now: one after the other, in the order of their start, and none in quiet hours."""
    row = ROWS.under_way(connection)
    return UUID(str(row.id)) if row is not None and may_advertise(connection, now) else None


def fill(connection: Connection, broadcast_id: UUID, now: datetime) -> bool:
    """Writes down some more recipients; says whether all are written. Whom the choice means, its start decides."""
    row = ROWS.row_of(connection, broadcast_id, lock=True)
    if row is None or row.filled_at is not None or row.state != "sending":
        return True
    made = broadcast_of(row)
    try:
        choice = choice_of(connection, made, made.started_at or now)
    except SettingInvalid:
        last = None  # the programme has lost the level or the coupon since it was planned: that is nobody
    else:
        last = broadcasts.fill(connection, broadcast_id, choice, made.filled_to or NOBODY, WINDOW)
    if last is None:
        ROWS.change(connection, broadcast_id, filled_at=now)
    else:
        ROWS.change(connection, broadcast_id, filled_to=last)
    return last is None


def claim(connection: Connection, broadcast_id: UUID, limit: int, now: datetime) -> Group[Message]:
    """Claims up to `limit` recipients of a broadcast that is being sent; of any other, and in quiet hours, nobody.

    Whoever cannot be reached any more, or has withdrawn the consent, is marked as such and not among them.
    """
    token, row = uuid4(), ROWS.row_of(connection, broadcast_id)
    if row is None or row.state != "sending" or not may_advertise(connection, now):
        return Group(token, (), 0)
    made = broadcast_of(row)
    claimed = broadcasts.claim(connection, broadcast_id, token, limit, now)
    messages, passed_over = [], {}
    for found in claimed:
        if not found.wants or found.member_id is None:
            passed_over[found.person_id] = "skipped"
        elif not found.reachable or found.telegram_id is None:
            passed_over[found.person_id] = "blocked"
        else:
            coupon_id = _coupon(connection, made, found.member_id, now)
            language = closest(found.language)
            messages.append(Message(found.person_id, found.telegram_id, language, made.content, coupon_id))
    RUNS.mark(connection, broadcast_id, token, passed_over, now)
    return Group(token, tuple(messages), len(claimed))


def _coupon(connection: Connection, made: Broadcast, member_id: UUID, now: datetime) -> UUID | None:
    """Gives the member the coupon that goes along; None when none does, or when the programme has it no more."""
    if not made.content.coupon:
        return None
    source = f"{coupon_source(made.id)}{member_id}"
    coupon = coupons.issue(connection, made.content.coupon, member_id, source=source, now=now, quietly=True)
    return coupon.id if coupon else None


def watched_by(connection: Connection, broadcast_id: UUID) -> tuple[Broadcast, Person, Figures] | None:
    """Returns a broadcast, the owner who let it go out and what has become of it.

    None when it is gone, or when they are no owner any more or cannot be reached.
    """
    row = ROWS.row_of(connection, broadcast_id)
    if row is None:
        return None
    made, person = broadcast_of(row), person_of(people.by_id(connection, row.created_by))
    if person.role != "owner" or not person.reachable:
        return None
    return made, person, figures_of(connection, made)


def watched(connection: Connection, broadcast_id: UUID, chat_id: int, message_id: int) -> None:
    """Remembers the message in which a broadcast counts along."""
    ROWS.change(connection, broadcast_id, progress={"chat_id": chat_id, "message_id": message_id})


SENDING = Sending(RUNS, under_way, claim, fill)

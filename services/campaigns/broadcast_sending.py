"""Sends a broadcast, as the one process that leads does it: recipients written, claimed in small groups, marked.

Nobody gets a broadcast twice: a group is claimed and committed before it is sent, and what a process that died had
claimed stays in doubt and is not sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection

from locales import Language, closest
from loyalty.errors import SettingInvalid
from services.campaigns.broadcasts import Broadcast, Figures, broadcast_of, choice_of, coupon_source, figures_of
from services.notices import Priority, tell
from services.people import Person, person_of
from services.rewards import coupons
from storage.campaigns import broadcasts
from storage.members import people
from storage.members.people import note

LATE = timedelta(hours=2)
"""A planned broadcast that could not leave in time, as after an outage, waits for its owner's word after so long."""
WINDOW = 1_000
"""Members looked at in one transaction while recipients are written: some ten milliseconds."""
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets the message now; `coupon_id` is the coupon that they were given with it."""

    person_id: UUID
    telegram_id: int
    language: Language
    coupon_id: UUID | None


@dataclass(frozen=True, slots=True)
class Group:
    """Recipients claimed together; `taken` counts those too who turned out to be out of reach or to want no offers."""

    token: UUID
    recipients: tuple[Recipient, ...]
    taken: int


def begin_due(connection: Connection, now: datetime) -> int:
    """Starts every planned broadcast whose time has come; returns how many.

    One that is too late by now is held, and its owner is asked: what is fine at ten may not be fine at midnight.
    """
    due = broadcasts.planned(connection, now)
    for broadcast_id in due:
        row = broadcasts.row_of(connection, broadcast_id, lock=True)
        if row is None or row.state != "planned":
            continue
        late = now - row.send_at > LATE
        broadcasts.change(connection, broadcast_id, state="paused" if late else "sending", started_at=now)
        note(connection, None, "broadcast_late" if late else "broadcast_started", now, broadcast=str(broadcast_id))
        if late:
            told = {"broadcast": str(broadcast_id), "at": row.send_at.isoformat()}
            key = str(broadcast_id)
            tell(connection, row.created_by, "broadcast-late", told, key=key, now=now, priority=Priority.SERVICE)
    return len(due)


def under_way(connection: Connection) -> Broadcast | None:
    """Returns the broadcast to send now: they go out one after the other, in the order of their start."""
    row = broadcasts.under_way(connection)
    return None if row is None else broadcast_of(row)


def fill(connection: Connection, broadcast_id: UUID, now: datetime) -> bool:
    """Writes down some more recipients; says whether all are written. Whom the choice means, its start decides."""
    row = broadcasts.row_of(connection, broadcast_id, lock=True)
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
        broadcasts.change(connection, broadcast_id, filled_at=now)
    else:
        broadcasts.change(connection, broadcast_id, filled_to=last)
    return last is None


def claim(connection: Connection, broadcast_id: UUID, limit: int, now: datetime) -> Group:
    """Claims up to `limit` recipients of a broadcast that is being sent; of any other, nobody.

    Whoever cannot be reached any more, or has withdrawn the consent, is marked as such and not among them.
    """
    token = uuid4()
    row = broadcasts.row_of(connection, broadcast_id)
    if row is None or row.state != "sending":
        return Group(token, (), 0)
    rows = broadcasts.claim(connection, broadcast_id, token, limit, now)
    recipients, passed_over = [], {}
    for found in rows:
        if not found.wants or found.member_id is None:
            passed_over[found.person_id] = "skipped"
        elif not found.reachable or found.telegram_id is None:
            passed_over[found.person_id] = "blocked"
        else:
            coupon_id = _coupon(connection, broadcast_of(row), found.member_id, now)
            recipients.append(Recipient(found.person_id, found.telegram_id, closest(found.language), coupon_id))
    broadcasts.mark(connection, broadcast_id, token, passed_over, now)
    return Group(token, tuple(recipients), len(rows))


def _coupon(connection: Connection, made: Broadcast, member_id: UUID, now: datetime) -> UUID | None:
    """Gives the member the coupon that goes along; None when none does, or when the programme has it no more."""
    if not made.content.coupon:
        return None
    source = f"{coupon_source(made.id)}{member_id}"
    coupon = coupons.issue(connection, made.content.coupon, member_id, source=source, now=now, quietly=True)
    return coupon.id if coupon else None


def mark(connection: Connection, broadcast_id: UUID, token: UUID, outcomes: Mapping[UUID, str], now: datetime) -> None:
    """Writes down what became of a group: `sent`, `blocked`, `refused`, `unknown`, or `waiting` to give back."""
    broadcasts.mark(connection, broadcast_id, token, outcomes, now)


def doubt(connection: Connection, now: datetime) -> int:
    """Marks what a process that died had claimed as `unknown`; returns how many. For a sender that has just begun."""
    return broadcasts.doubt(connection, now)


def hold(connection: Connection, broadcast_id: UUID, now: datetime) -> None:
    """Pauses a broadcast that Telegram takes for nobody, for its owner to look at."""
    row = broadcasts.row_of(connection, broadcast_id, lock=True)
    if row is not None and row.state == "sending":
        broadcasts.change(connection, broadcast_id, state="paused")
        note(connection, None, "broadcast_paused", now, broadcast=str(broadcast_id))


def finish(connection: Connection, broadcast_id: UUID, now: datetime) -> Broadcast | None:
    """Ends a broadcast once all are done with; returns it as it stands, None when it is gone."""
    row = broadcasts.row_of(connection, broadcast_id, lock=True)
    if row is None:
        return None
    open_ones = broadcasts.left(connection, broadcast_id, ("waiting", "claimed"))
    if row.state == "sending" and row.filled_at is not None and not open_ones:
        broadcasts.change(connection, broadcast_id, state="done", finished_at=now)
        row = broadcasts.row_of(connection, broadcast_id)
    return None if row is None else broadcast_of(row)


def watched_by(connection: Connection, broadcast_id: UUID) -> tuple[Broadcast, Person, Figures] | None:
    """Returns a broadcast, the owner who let it go out and what has become of it.

    None when it is gone, or when they are no owner any more or cannot be reached.
    """
    row = broadcasts.row_of(connection, broadcast_id)
    if row is None:
        return None
    made, person = broadcast_of(row), person_of(people.by_id(connection, row.created_by))
    if person.role != "owner" or not person.reachable:
        return None
    return made, person, figures_of(connection, made)


def watched(connection: Connection, broadcast_id: UUID, chat_id: int, message_id: int) -> None:
    """Remembers the message in which a broadcast counts along."""
    broadcasts.change(connection, broadcast_id, progress={"chat_id": chat_id, "message_id": message_id})

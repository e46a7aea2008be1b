"""Updates from Telegram: written before they are acknowledged, handled in order per chat, recognised when repeated."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.engine.dialect import exactly, insert_once
from storage.engine.prepared import Prepared
from storage.tables import inbox

ERROR_LENGTH = 200
_IS_OPEN = inbox.c.state != exactly("done")
_IS_NEW = inbox.c.state == "new"
_IS_PARKED = inbox.c.state == "parked"
_TAKEN = (inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.tries, inbox.c.received_at)
_NEXT = Prepared(
    select(*_TAKEN).where(_IS_OPEN, _IS_NEW, inbox.c.chat_id == bindparam("chat")).order_by(inbox.c.update_id).limit(1)
)
_TRIED = Prepared(update(inbox).where(inbox.c.update_id == bindparam("number")).values(tries=inbox.c.tries + 1))
_DONE = Prepared(update(inbox).where(inbox.c.update_id == bindparam("number"), _IS_NEW).values(state="done", body=""))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update to handle. `tries` counts this time too: above one, an earlier attempt died with its process."""

    update_id: int
    chat_id: int
    body: str
    tries: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    """An update put aside: what people were told as its number, and the `error`, its class and place, in our words."""

    update_id: int
    error_id: str
    error: str
    body: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many updates wait and were parked, and since when the oldest waits."""

    waiting: int
    parked: int
    oldest: datetime | None


def put(connection: Connection, updates: Sequence[tuple[int, int, str]], now: datetime) -> int:
    """Keeps updates, each (update_id, chat_id, JSON text); returns how many were new."""
    rows = (
        {"update_id": update_id, "chat_id": chat_id, "body": body, "received_at": now}
        for update_id, chat_id, body in updates
    )
    return sum(insert_once(connection, inbox, "update_id", row) for row in rows)


def take(connection: Connection, busy_chats: Collection[int], limit: int) -> Sequence[Waiting]:
    """Counts a try for the oldest waiting update of each chat that is not busy, and returns them, oldest first.

    They stay in the inbox until `done` or `park`. A write, so that an update which kills the process is found out.
    """
    oldest = (
        select(func.min(inbox.c.update_id).label("update_id"))
        .where(_IS_OPEN, _IS_NEW, inbox.c.chat_id.not_in(busy_chats))
        .group_by(inbox.c.chat_id)
        .order_by("update_id")
        .limit(limit)
        .subquery()
    )
    statement = (
        update(inbox)
        .where(inbox.c.update_id.in_(select(oldest.c.update_id)))
        .values(tries=inbox.c.tries + 1)
        .returning(*_TAKEN)
    )
    return sorted((Waiting(*row) for row in connection.execute(statement)), key=lambda waiting: waiting.update_id)


def take_next(connection: Connection, chat_id: int) -> Waiting | None:
    """Counts a try for the oldest waiting update of one chat and returns it, if there is one."""
    row = _NEXT.row(connection, {"chat": chat_id})
    if row is None:
        return None
    _TRIED.run(connection, {"number": row.update_id})
    return Waiting(row.update_id, row.chat_id, row.body, row.tries + 1, row.received_at)


def spare(connection: Connection, update_id: int) -> None:
    """Counts the tries of a waiting update anew: it has failed, and the process lives."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id, _IS_NEW).values(tries=0))


def done(connection: Connection, update_id: int) -> bool:
    """Forgets what an update said but not that it was here, so that a copy of it does nothing.

    Returns False, changing nothing, when it was done or put aside before.
    """
    return _DONE.run(connection, {"number": update_id}) == 1


def park(connection: Connection, update_id: int, error_id: str, error: str) -> bool:
    """Puts an update aside for a person to look at; the chat's next one gets its turn.

    Returns False, changing nothing, when it was done or put aside before.
    """
    parked = {"state": "parked", "error_id": error_id, "error": error[:ERROR_LENGTH]}
    return connection.execute(update(inbox).where(inbox.c.update_id == update_id, _IS_NEW).values(parked)).rowcount == 1


def parked(connection: Connection, error_id: str | None = None) -> Sequence[Parked]:
    """Returns the updates put aside, the oldest first: all of them, or those with this number."""
    columns = (inbox.c.update_id, inbox.c.error_id, inbox.c.error, inbox.c.body, inbox.c.received_at)
    query = select(*columns).where(_IS_OPEN, _IS_PARKED).order_by(inbox.c.update_id)
    if error_id is not None:
        query = query.where(inbox.c.error_id == error_id)
    return [Parked(*row) for row in connection.execute(query)]


def unpark(connection: Connection, update_id: int) -> bool:
    """Lets an update that was put aside wait again; False when it is not put aside."""
    again = {"state": "new", "error_id": None, "error": "", "tries": 0}
    statement = update(inbox).where(inbox.c.update_id == update_id, _IS_PARKED).values(again)
    return connection.execute(statement).rowcount == 1


def drop(connection: Connection, update_id: int) -> bool:
    """Forgets what an update said that was put aside, but not that it was here; False when it is not put aside."""
    statement = update(inbox).where(inbox.c.update_id == update_id, _IS_PARKED).values(state="done", body="")
    return connection.execute(statement).rowcount == 1


def backlog(connection: Connection) -> Backlog:
    """Returns the state of the inbox."""
    counts = connection.execute(
        select(inbox.c.state, func.count(), func.min(inbox.c.received_at)).where(_IS_OPEN).group_by(inbox.c.state)
    )
    found = {state: (count, oldest) for state, count, oldest in counts}
    waiting, oldest = found.get("new", (0, None))
    return Backlog(waiting, found.get("parked", (0, None))[0], oldest)


def purge(connection: Connection, done_before: datetime, parked_before: datetime) -> int:
    """Deletes done and parked updates received before these times; returns how many.

    Telegram repeats an update for 24 hours at most, so done ones of 48 hours ago may go.
    """
    is_old = ((inbox.c.state == "done") & (inbox.c.received_at < done_before)) | (
        (inbox.c.state == "parked") & (inbox.c.received_at < parked_before)
    )
    return connection.execute(delete(inbox).where(is_old)).rowcount

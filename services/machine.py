"""The machine that we run on: its signs of life, the owners' word on its clock, and what they hear of its troubles."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from loyalty.errors import Refusal
from services import people as persons
from services.notices import Priority, tell
from services.people import Person
from storage.ledger import ledger
from storage.members import people
from storage.plumbing import keepsake


@dataclass(eq=False)
class ClockWrong(Refusal):
    """The clock cannot be trusted: nothing that depends on time is done until it is right."""


_ALIVE, _VOUCHED = "alive", "clock_vouched"


def alive(connection: Connection, now: datetime) -> None:
    """Writes down that we live, and by doing so that something can be written down."""
    keepsake.put(connection, _ALIVE, now.isoformat(), now)


def last_sign(connection: Connection) -> datetime | None:
    """Returns when something was last written here; None in a new database, and in one that has no owner yet.

    Without an owner nothing is counted that could end, and nobody could say that the clock is right.
    """
    if not people.owners(connection):
        return None
    kept = keepsake.get(connection, _ALIVE)
    alive = datetime.fromisoformat(kept) if kept else None
    if alive is not None and vouched(connection) is not None:
        return alive  # what was booked by a wrong clock before the owner's word counts no more
    return max((sign for sign in (alive, ledger.last_recorded(connection)) if sign is not None), default=None)


def vouch(connection: Connection, person: Person, now: datetime) -> None:
    """Takes an owner's word that it is `now`, against what we believe. Raises NotAllowed."""
    by = persons.owner(connection, person)
    people.note(connection, by.id, "clock_vouched", now)
    keepsake.put(connection, _VOUCHED, now.isoformat(), now)
    alive(connection, now)


def vouched(connection: Connection) -> datetime | None:
    """Returns the time that an owner vouched for last."""
    kept = keepsake.get(connection, _VOUCHED)
    return datetime.fromisoformat(kept) if kept else None


def owners(connection: Connection) -> tuple[Person, ...]:
    """Returns the owners who have a chat; one who has stopped the bot may begin it again to say something."""
    rows = (people.by_id(connection, owner_id) for owner_id in people.owners(connection))
    return tuple(persons.person_of(row) for row in rows if row.telegram_id is not None)


def clock_is_right(connection: Connection, since: datetime, now: datetime) -> None:
    """Tells the owners that the clock, which was wrong from `since` on, is right again."""
    _tell(connection, "clock-right", {"since": since.isoformat()}, since, now)


def clock_is_proved(connection: Connection, since: datetime, now: datetime) -> None:
    """Tells the owners that the clock is right, of which nobody was sure after a pause that began at `since`."""
    _tell(connection, "clock-proved", {"since": since.isoformat()}, since, now)


def writes_again(connection: Connection, since: datetime, reason: str, now: datetime) -> None:
    """Tells the owners that from `since` until now nothing could be written, for the `reason` the database gave."""
    _tell(connection, "writes-again", {"since": since.isoformat(), "reason": reason[:200]}, since, now)


def _tell(connection: Connection, notice: str, arguments: dict[str, str], since: datetime, now: datetime) -> None:
    arguments = {**arguments, "now": now.isoformat()}
    for owner_id in people.owners(connection):
        tell(connection, owner_id, notice, arguments, key=since.isoformat(), now=now, priority=Priority.SERVICE)

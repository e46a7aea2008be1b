"""Phones that Apple does not let us tell: the owners hear of it once, and what phones have missed is made up for."""

from datetime import datetime

from sqlalchemy import Connection

from loyalty.localtime import local
from loyalty.reminding import is_quiet
from services.notices import Priority, tell
from services.programme.versions import running
from storage.members import people
from storage.passes.passes import PUSH
from storage.plumbing import keepsake, outbox

_KEPT = "push_trouble"


def begins(connection: Connection, answer: str, now: datetime) -> bool:
    """Tells the owners what Apple answers, once until it is over; False in quiet hours, to be tried again later."""
    if keepsake.get(connection, _KEPT):
        return True
    programme = running(connection, now)
    if programme is None or is_quiet(programme.settings.reminders, local(now, programme.zone).time()):
        return False
    keepsake.put(connection, _KEPT, now.isoformat(), now)
    for owner_id in people.owners(connection):
        key, told = now.isoformat(), {"answer": answer}
        tell(connection, owner_id, "pushes-refused", told, key=key, now=now, priority=Priority.SERVICE)
    return True


def over(connection: Connection, now: datetime) -> None:
    """Notes that phones are told again, and has those told whose turn was given up meanwhile."""
    if keepsake.get(connection, _KEPT):
        keepsake.put(connection, _KEPT, "", now)
        outbox.revive(connection, PUSH, now)

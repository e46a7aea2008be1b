"""Mends the phone numbers that lists have brought in wrongly, once a database, by how numbers are read today.

No migration of the tables: to read a number takes the shop's country and a library, of which storage knows nothing,
and a backup of an earlier release is mended wherever it is brought back to.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import ProgrammeMissing
from services.imports.phones import country_of, normal
from services.notices import tell
from services.programme.versions import current
from storage import imports
from storage.members import people
from storage.plumbing import keepsake
from storage.tables import Record

PAGE = 200
"""People of one transaction: about twenty milliseconds during which sales wait on SQLite."""
TOLD = 20
"""So many pairs of cards the owner's notice names."""
_KEPT = "mended-phones"


@dataclass(frozen=True, slots=True)
class Mending:
    """How far it is: the person looked at last, and how many numbers were mended or `left` as somebody else's.

    `pairs` are the digits of two cards, of the wrong number and of the right one, empty for no card. `seen` is empty
    before the first person, and `ended` says that all were looked at.
    """

    seen: str = ""
    mended: int = 0
    left: int = 0
    pairs: tuple[tuple[str, str], ...] = ()
    ended: bool = False


def step(connection: Connection, now: datetime) -> Mending | None:
    """Looks through one more page of the people whom lists brought in; None when there is nothing to do.

    After the last one the owners are told what was done. Whose right number is somebody else's stays as they are: that
    may be one person or two, and people know which. A shop that has no country yet has nothing to mend.
    """
    kept = keepsake.get(connection, _KEPT)
    done = Mending(**json.loads(kept)) if kept else Mending()
    country = "" if done.ended else _country(connection, now)
    if not country:
        return None
    page = imports.told_numbers(connection, UUID(done.seen) if done.seen else None, PAGE)
    for row in page:
        done = replace(_look(connection, done, row, country, now), seen=str(row.id))
    if len(page) < PAGE:
        _report(connection, done, now)
        done = replace(done, pairs=(), ended=True)
    keepsake.put(connection, _KEPT, json.dumps(asdict(done)), now)
    return done


def _country(connection: Connection, now: datetime) -> str:
    try:
        programme = current(connection, now)
    except ProgrammeMissing:
        return ""
    return country_of(programme.zone, programme.currency)


def _look(connection: Connection, so_far: Mending, row: Record, country: str, now: datetime) -> Mending:
    right = normal(row.phone, country)
    if right is None or right == row.phone:
        return so_far
    holder = people.by_phone(connection, right)
    if holder is None:
        people.change(connection, row.id, phone=right)
        people.note(connection, row.id, "phone_mended", now)
        return replace(so_far, mended=so_far.mended + 1)
    people.note(connection, row.id, "phone_left", now, holder=str(holder.id))
    pair = (row.digits or "", imports.digits_of(connection, holder.id))
    return replace(so_far, left=so_far.left + 1, pairs=(*so_far.pairs, pair)[:TOLD])


def _report(connection: Connection, done: Mending, now: datetime) -> None:
    if not done.mended and not done.left:
        return
    told = {"mended": done.mended, "left": done.left, "pairs": done.pairs}
    for owner_id in people.owners(connection):
        tell(connection, owner_id, "phones-mended", told, key="once", now=now)

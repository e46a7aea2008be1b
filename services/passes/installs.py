"""A card on a phone: what was promised to whoever puts it there is paid, once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services.ledger import accounts, giving
from services.programme.versions import current
from storage.campaigns import winback

KIND = "winback"


@dataclass(frozen=True, slots=True)
class Bonus:
    """So many `points` for whoever puts the card on a phone before `ends_at`."""

    points: int
    ends_at: datetime


def promised(connection: Connection, serial: str, now: datetime) -> tuple[Bonus, ...]:
    """Returns what waits for this pass to be on a phone."""
    return tuple(Bonus(each.points, each.ends_at) for each in winback.promised(connection, serial, now))


def installed(connection: Connection, serial: str, now: datetime) -> None:
    """Pays the bonus of every win-back message that waits for this pass; when there is none, one read is all.

    For the transaction in which a phone registers the pass, or Google says that it was saved: each bonus is paid once,
    however often and however many at a time.
    """
    for promise in winback.promised(connection, serial, now):
        member = accounts.open_moving(connection, promise.member_id, now)
        if not winback.pay(connection, promise.id, promise.member_id, now):
            continue
        programme = current(connection, now)
        key, made_under = f"{KIND}:{promise.id}:{member.id}", programme.version
        entry = accounts.operation(KIND, key, member.id, now, source="chat", programme_version=made_under)
        giving.give(connection, entry, member, promise.points, programme, days=promise.days)

"""Giving points that no cheque brings: posted once, seen on the card, told to whoever holds it."""

from sqlalchemy import Connection

from loyalty import adjusting
from loyalty.ledger import Posting
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from storage.ledger import ledger
from storage.ledger.ledger import Operation
from storage.members import members
from storage.passes import passes


def give(
    connection: Connection, entry: Operation, member: Member, points: int, programme: Programme, *, days: int = 0
) -> bool:
    """Gives the locked member `points`, active at once and good for `days` (0: as long as earned ones), and tells them.

    Says whether it did: what the operation's key names is given once.
    """
    postings = adjusting.give(member, points, programme, entry.happened_at, kind=entry.kind, days=days)
    return move(connection, entry, member, postings, programme) is not None


def move(
    connection: Connection,
    entry: Operation,
    member: Member,
    postings: tuple[Posting, ...],
    programme: Programme,
    **details: object,
) -> Member | None:
    """Posts an operation that only moves the locked member's points, and tells them, with the `details`.

    Returns the member as it left them; None when its key is known, and nothing has happened.
    """
    if not ledger.post(connection, entry, postings):
        return None
    after, now = member.after(postings), entry.recorded_at
    passes.changed(connection, member.id, now)
    points, holder = accounts.points_moved(postings), members.holder(connection, member.id)
    accounts.tell_moved(connection, entry, points, after, holder, programme, now, **details)
    return after

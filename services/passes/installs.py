"""A card on a phone: what was promised to whoever puts it there is paid, once."""

from datetime import datetime

from sqlalchemy import Connection

from loyalty import adjusting
from services.ledger import accounts
from services.programme.versions import current
from storage.campaigns import winback
from storage.ledger import ledger
from storage.members import members
from storage.passes import passes

KIND = "winback"


def installed(connection: Connection, serial: str, now: datetime) -> None:
    """Pays the bonus of every win-back message that waits for this pass; when there is none, one read is all.

    For the transaction in which a phone registers the pass, or Google says that it was saved: each bonus is paid once,
    however often and however many at a time.
    """
    for promise in winback.promised(connection, serial, now):
        member = accounts.open_account(connection, promise.member_id, now)
        if not winback.pay(connection, promise.id, promise.member_id, now):
            continue
        programme = current(connection, now)
        postings = adjusting.give(member, promise.points, programme, now, kind=KIND, days=promise.days)
        key = f"{KIND}:{promise.id}:{promise.member_id}"
        entry = accounts.operation(
            KIND, key, promise.member_id, now, actor=accounts.SYSTEM, programme_version=programme.version
        )
        ledger.post(connection, entry, postings)
        passes.changed(connection, promise.member_id, now)
        holder = members.holder(connection, promise.member_id)
        after = member.after(postings)
        accounts.tell_moved(connection, entry, promise.points, after, holder, programme.currency, now)

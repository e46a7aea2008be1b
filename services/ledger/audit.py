"""The audit: recounts the ledger, and stops the accounts that do not add up until they do."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import codes
from services.notices import Priority, tell, whose
from services.people import full_name
from storage.ledger.audit import Difference, differences
from storage.members import members, people

__all__ = ["Difference", "differences", "hold_back"]


def hold_back(connection: Connection, wrong: Collection[UUID], now: datetime) -> int:
    """Freezes the accounts of `wrong`, lets all others go on, and tells the owners; returns how many are new."""
    stopped = members.frozen(connection)
    for member_id in stopped.difference(wrong):
        members.freeze(connection, member_id, None)
    fresh = set(wrong) - stopped
    for member_id in sorted(fresh):
        members.freeze(connection, member_id, now)
        row = members.row_of(connection, member_id)
        if row is None:
            continue
        arguments = {"name": full_name(row), "member": codes.ending(row.digits), **whose(name=row.person_id)}
        for owner_id in people.owners(connection):
            key = f"{member_id}:{now.isoformat()}"
            tell(connection, owner_id, "account-frozen", arguments, key=key, now=now, priority=Priority.SERVICE)
    return len(fresh)

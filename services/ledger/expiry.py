"""What becomes due by itself: lots that activate or expire, holds that run out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from services.ledger import accounts
from storage.members import members


def due(connection: Connection, now: datetime, limit: int) -> Sequence[UUID]:
    """Returns up to `limit` members for whom something is due; frozen accounts wait."""
    return members.with_due(connection, now, limit)


def settle(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Posts what is due for one member, in a transaction of their own, so that one fault stops nobody else."""
    accounts.open_account(connection, member_id, now, erased_too=True)

"""The standing: what a member has now, and what expires when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import due
from loyalty.ledger import POINTS, Account
from loyalty.member import Member
from services.ledger import accounts
from services.members.cards import Card, card_of, row_of
from services.people import full_name
from storage.tables import Record


@dataclass(frozen=True, slots=True)
class Standing:
    """What the member has now; `schedule` is (expires at, points), `pending_until` (active from, points)."""

    name: str
    number: int
    active: int
    pending: int
    held: int
    debt: int
    schedule: tuple[tuple[datetime, int], ...]
    pending_until: tuple[tuple[datetime, int], ...]
    tier: str
    purchases: int


def standing(connection: Connection, member_id: UUID, now: datetime) -> Standing:
    """Returns what the member has at `now`, with what is due counted as done. Raises CodeUnknown."""
    return _standing(accounts.view(connection, member_id, now), row_of(connection, member_id))


def home(connection: Connection, member_id: UUID, now: datetime) -> tuple[Card, Standing]:
    """Returns `card` and `standing` for the price of one. Raises CodeUnknown."""
    row = row_of(connection, member_id)
    return card_of(row), _standing(accounts.view(connection, member_id, now), row)


def _standing(member: Member, row: Record) -> Standing:
    pending = (lot for lot in member.lots if lot.account is Account.PENDING and lot.unit == POINTS)
    return Standing(
        name=full_name(row),
        number=row.number,
        active=member.balance(Account.ACTIVE),
        pending=member.balance(Account.PENDING),
        held=member.balance(Account.HELD),
        debt=-member.balance(Account.DEBT),
        schedule=due.schedule(member),
        pending_until=tuple(sorted((lot.active_from, lot.remaining) for lot in pending)),
        tier=row.tier,
        purchases=row.purchases,
    )

"""The standing: what a member has now, and what expires when."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import codes, due
from loyalty.headline import Headline, headline
from loyalty.ledger import POINTS, Account
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.members.cards import Card, card_of, row_of
from services.people import full_name
from services.programme.versions import current
from storage.tables import Record
from storage.till import holds


@dataclass(frozen=True, slots=True)
class Standing:
    """What the member has now; `schedule` is (expires at, points), `pending_until` (active from, points).

    `ending` are the last digits of the card. `asked` are the holds (id, points) that wait for the member's word; only
    their home knows them. `headline` stands in the place of points where there are none. A `suspended` card is frozen.
    """

    name: str
    ending: str
    active: int
    pending: int
    held: int
    debt: int
    schedule: tuple[tuple[datetime, int], ...]
    pending_until: tuple[tuple[datetime, int], ...]
    tier: str
    purchases: int
    asked: tuple[tuple[UUID, int], ...] = ()
    headline: Headline | None = None
    suspended: bool = False


def standing(connection: Connection, member_id: UUID, now: datetime) -> Standing:
    """Returns what the member has at `now`, with what is due counted as done. Raises CodeUnknown."""
    return _standing(accounts.view(connection, member_id, now), row_of(connection, member_id), current(connection, now))


def home(connection: Connection, member_id: UUID, now: datetime) -> tuple[Card, Standing]:
    """Returns `card` and `standing` for the price of one, with what waits for their word. Raises CodeUnknown."""
    row = row_of(connection, member_id)
    standing = _standing(accounts.view(connection, member_id, now), row, current(connection, now))
    asked = holds.open_of(connection, member_id) if standing.held else ()
    return card_of(row), replace(
        standing, asked=tuple((each.id, each.points) for each in asked if each.expires_at > now)
    )


def _standing(member: Member, row: Record, programme: Programme) -> Standing:
    pending = (lot for lot in member.lots if lot.account is Account.PENDING and lot.unit == POINTS)
    return Standing(
        name=full_name(row),
        ending=codes.ending(row.digits),
        active=member.balance(Account.ACTIVE),
        pending=member.balance(Account.PENDING),
        held=member.balance(Account.HELD),
        debt=-member.balance(Account.DEBT),
        schedule=due.schedule(member),
        pending_until=tuple(sorted((lot.active_from, lot.remaining) for lot in pending)),
        tier=row.tier,
        purchases=row.purchases,
        headline=headline(member, programme),
        suspended=member.suspended,
    )

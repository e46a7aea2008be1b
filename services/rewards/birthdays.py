"""Birthday gifts: points and coupons for the day, once a year, whatever became of the date meanwhile."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import engine, reminding
from loyalty.events import Birthday
from loyalty.ledger import Account
from loyalty.localtime import local
from services.ledger import accounts
from services.notices import tell
from services.programme.versions import current
from services.rewards import promises
from storage.ledger import ledger
from storage.members import members, merges, profiles
from storage.passes import passes

KIND = "birthday"
APART = timedelta(days=300)
"""At least so long between two gifts, so that another date does not bring the next year's gift a few days later."""


def celebrating(connection: Connection, now: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    """Returns up to `limit` members after one of them, by id, whose birthday is near enough for a gift."""
    programme = current(connection, now)
    ahead = reminding.gift_days(programme)
    if ahead is None:
        return ()
    today = local(now, programme.zone).date()
    days = [today + timedelta(days=number) for number in range(-reminding.LATE_GIFT, ahead + 1)]
    found = [profiles.born_on(connection, day, after, limit) for day in reminding.born_on(days)]
    return sorted({member_id for page in found for member_id in page})[:limit]


def celebrate(connection: Connection, member_id: UUID, now: datetime) -> bool:
    """Gives the gift for the birthday that is near, tells the member, and says whether there was one to give.

    Raises CodeUnknown, AccountFrozen.
    """
    member, programme = accounts.open_account(connection, member_id, now), current(connection, now)
    ahead, born = reminding.gift_days(programme), member.facts.birthday
    today = local(now, programme.zone).date()
    day = None if ahead is None or born is None else reminding.gift_day(born, today, ahead)
    if day is None or given(connection, member_id, day.year, now):
        return False
    gift = engine.grant(Birthday(now, programme.zone), member, programme)
    if not gift.points and not gift.counting.promised:
        return False
    key = key_of(member_id, day.year)
    entry = accounts.operation(
        KIND,
        key,
        member_id,
        now,
        actor=accounts.SYSTEM,
        source=accounts.SYSTEM,
        programme_version=programme.version,
    )
    if not ledger.post(connection, entry, gift.postings):
        return False
    after = member.after(gift.postings)
    promises.keep(connection, after, gift.counting, gift.tier, programme, key, now)
    passes.changed(connection, member_id, now)
    row = members.row_of(connection, member_id)
    if row is not None:
        arguments = {
            "name": row.first_name,
            "when": "today" if day == today else "soon" if day > today else "late",
            "operation_id": str(entry.id),
            "points": gift.points,
            "balance": after.balance(Account.ACTIVE),
        }
        tell(connection, row.person_id, "birthday-gift", arguments, key=str(entry.id), now=now)
    return True


def given(connection: Connection, member_id: UUID, year: int, now: datetime) -> bool:
    """Says whether the gift of a year was given, on a card that came over too, or one for a birthday close to it."""
    cards = (member_id, *(card.id for card in merges.came_to(connection, member_id)))
    for other in (year, year - 1, year + 1):
        gifts = (ledger.find(connection, key_of(each, other)) for each in cards)
        if any(gift is not None and (other == year or now - gift.happened_at < APART) for gift in gifts):
            return True
    return False


def given_on(connection: Connection, member_id: UUID, day: date, zone: str) -> bool:
    """Says whether the gift for the birthday on `day` was given on that very day."""
    gift = ledger.find(connection, key_of(member_id, day.year))
    return gift is not None and local(gift.happened_at, zone).date() == day


def key_of(member_id: UUID, year: int) -> str:
    """Returns the idempotency key of the gift for a year's birthday."""
    return f"{KIND}:{member_id}:{year}"

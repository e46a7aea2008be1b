"""Birthday gifts: points and coupons for the day, once a year, whatever became of the date meanwhile."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import engine, reminding
from loyalty.events import Birthday
from loyalty.localtime import local
from services.ledger import accounts
from services.programme.versions import current
from services.rewards import granting
from storage.ledger import ledger
from storage.members import members, merges, profiles

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
    member, programme = accounts.open_moving(connection, member_id, now), current(connection, now)
    ahead, born = reminding.gift_days(programme), member.facts.birthday
    today = local(now, programme.zone).date()
    day = None if ahead is None or born is None else reminding.gift_day(born, today, ahead)
    if day is None or given(connection, member_id, day.year, now):
        return False
    gift = engine.grant(Birthday(now, programme.zone), member, programme)
    if gift.is_empty:
        return False
    holder = members.holder(connection, member_id)
    when = "today" if day == today else "soon" if day > today else "late"
    told = {"name": holder.first_name if holder else "", "when": when}
    entry = accounts.operation(KIND, key_of(member_id, day.year), member_id, now, programme_version=programme.version)
    return granting.grant(connection, entry, member, gift, programme, notice="birthday-gift", told=told)


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

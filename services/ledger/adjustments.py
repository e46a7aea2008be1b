"""Adjustments: points that a manager or the owner gives or takes by hand, with the reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import adjusting
from loyalty.errors import AdjustmentLimitReached, AmountUnreadable, OwnCard
from loyalty.ledger import Account
from loyalty.localtime import local, start_of
from services.ledger import accounts, giving
from services.people import Person, senior
from services.programme.versions import current
from services.typed import tidy
from storage.ledger import ledger
from storage.members import people
from storage.rewards import coupons
from storage.tables import Record

REASON_LIMIT = 200
KIND = "adjustment"
_NOTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An adjustment that was made: signed `points`, and the active ones that the member has now."""

    operation_id: UUID
    points: int
    balance: int


def adjust(
    connection: Connection, person: Person, draft_id: UUID, member_id: UUID, points: int, reason: str, now: datetime
) -> Adjustment:
    """Gives a member points, or takes them when `points` is negative; the same draft again changes nothing.

    What one person moves on one local day is limited by the programme's settings. Raises NotAllowed, OwnCard,
    AmountUnreadable (no points), TextEmpty, TextTooLong, CodeUnknown, AccountFrozen, CardSuspended, AdjustmentTooLarge,
    AdjustmentLimitReached.
    """
    by, programme = senior(connection, person), current(connection, now)
    if member_id == by.member_id:
        raise OwnCard
    if not points:
        raise AmountUnreadable
    why = tidy(reason, REASON_LIMIT)
    member = accounts.open_account(connection, member_id, now)
    key = f"adjustment:{draft_id}"
    before = ledger.find(connection, key)
    if before is not None:
        return Adjustment(before.id, points, member.balance(Account.ACTIVE))
    accounts.require_moving(member)
    postings = adjusting.adjust(member, points, programme, now)
    day = start_of(local(now, programme.zone).date(), programme.zone)
    most = programme.settings.adjust_per_day
    if abs(points) > most or coupons.attempts(connection, by.id, "adjustment", day, abs(points)) > most:
        raise AdjustmentLimitReached(most)
    entry = accounts.operation(KIND, key, member_id, now, actor=f"person:{by.id}", programme_version=programme.version)
    after = giving.move(connection, entry, member, postings, programme, reason=why)
    assert after is not None, "nobody else had the key, and the member is locked"
    people.note(connection, by.id, _NOTED, now, member=str(member_id), points=points, reason=why)
    return Adjustment(entry.id, points, after.balance(Account.ACTIVE))


def reason_of(connection: Connection, entry: Record) -> str:
    """Returns why an adjustment was made: it stands in the audit log, for the ledger holds no words."""
    return str(people.noted_after(connection, entry.id, _NOTED, entry.recorded_at).get("reason", ""))

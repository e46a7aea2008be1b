"""What a pass shows beside the account, each in one cheap question: phones ask often."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from storage.engine.dialect import exactly
from storage.engine.prepared import Prepared
from storage.tables import Moment, Record, coupon, coupon_use, operation, outlet, posting, reminder, tier_standing

OPERATIONS = 8
"""So many of the last operations are looked at."""

_UNSEEN = ("hold", "release", "lapse", "changeover")
_NOW = bindparam("now", type_=Moment())
_LAST = (
    select(operation.c.id, operation.c.kind, operation.c.happened_at, operation.c.recorded_at)
    .where(operation.c.member_id == bindparam("whose"), *(operation.c.kind != exactly(kind) for kind in _UNSEEN))
    .order_by(operation.c.id.desc())
    .limit(exactly(OPERATIONS))
    .subquery("last")
)
_OPERATIONS = Prepared(
    select(_LAST, posting.c.account, posting.c.unit, posting.c.amount)
    .join(posting, and_(posting.c.operation_id == _LAST.c.id, posting.c.member_id == bindparam("whose")), isouter=True)
    .order_by(_LAST.c.id.desc())
)
_COUPONS = Prepared(
    select(*(coupon.c[name] for name in ("id", "rule_id", "code", "expires_at")))
    .where(
        coupon.c.member_id == bindparam("whose"),
        coupon.c.voided_at.is_(None),
        or_(coupon.c.expires_at.is_(None), coupon.c.expires_at > _NOW),
        or_(coupon.c.most_uses.is_(None), coupon.c.uses < coupon.c.most_uses),
    )
    .order_by(coupon.c.expires_at.is_(None), coupon.c.expires_at, coupon.c.id)
)
_ISSUED = Prepared(
    select(coupon.c.rule_id, coupon.c.issued_at)
    .where(coupon.c.member_id == bindparam("whose"))
    .order_by(coupon.c.id.desc())
    .limit(exactly(3))
)
_TIER = Prepared(
    select(tier_standing.c.tier, tier_standing.c.since).where(tier_standing.c.member_id == bindparam("whose"))
)
_REMINDER = Prepared(
    select(reminder.c.at)
    .where(reminder.c.person_id == bindparam("whose"), reminder.c.topic == exactly("expiry"))
    .order_by(reminder.c.day.desc())
    .limit(exactly(1))
)
_PLACES = Prepared(
    select(outlet.c.name, outlet.c.latitude, outlet.c.longitude)
    .where(outlet.c.closed_at.is_(None), outlet.c.latitude.is_not(None))
    .order_by(outlet.c.id)
)
_COUPON = Prepared(select(coupon).where(coupon.c.id == bindparam("whose")))
_REDEEMED = Prepared(
    select(func.count().label("times")).where(
        coupon_use.c.coupon_id == bindparam("whose"), coupon_use.c.state == exactly("redeemed")
    )
)


def operations(connection: Connection, member_id: UUID) -> Sequence[Record]:
    """Returns the member's postings of the last operations, newest first; one that posted nothing has a row of None."""
    return _OPERATIONS.rows(connection, {"whose": member_id})


def coupons(connection: Connection, member_id: UUID, now: datetime) -> Sequence[Record]:
    """Returns the member's own coupons that may still be used, soonest to end first."""
    return _COUPONS.rows(connection, {"whose": member_id, "now": now})


def issued(connection: Connection, member_id: UUID) -> Sequence[Record]:
    """Returns rule and time of the coupons that the member was given last, whatever became of them."""
    return _ISSUED.rows(connection, {"whose": member_id})


def tier_since(connection: Connection, member_id: UUID) -> Record | None:
    """Returns the member's tier and since when, None for one that never left the base."""
    return _TIER.row(connection, {"whose": member_id})


def expiry_reminded(connection: Connection, person_id: UUID) -> datetime | None:
    """Returns when the person was last reminded that points expire."""
    row = _REMINDER.row(connection, {"whose": person_id})
    return row.at if row else None


def places(connection: Connection) -> Sequence[Record]:
    """Returns the open outlets whose place is known, oldest first."""
    return _PLACES.rows(connection, {})


def coupon_of(connection: Connection, coupon_id: UUID) -> Record | None:
    """Returns one coupon, or None."""
    return _COUPON.row(connection, {"whose": coupon_id})


def redeemed(connection: Connection, coupon_id: UUID) -> int:
    """Returns on how many recorded cheques the coupon stands."""
    row = _REDEEMED.row(connection, {"whose": coupon_id})
    assert row is not None, "a count has a row"
    return int(row.times)


def coupons_ended(
    connection: Connection, after: tuple[datetime, UUID], until: datetime, limit: int
) -> Sequence[Record]:
    """Returns `id`, `member_id` and `expires_at` of members' coupons that ended unused, in the order of their ends."""
    later = or_(coupon.c.expires_at > after[0], and_(coupon.c.expires_at == after[0], coupon.c.id > after[1]))
    unused = or_(coupon.c.most_uses.is_(None), coupon.c.uses < coupon.c.most_uses)
    query = (
        select(coupon.c.id, coupon.c.member_id, coupon.c.expires_at)
        .where(coupon.c.expires_at >= after[0], later, coupon.c.expires_at <= until)
        .where(coupon.c.member_id.is_not(None), coupon.c.voided_at.is_(None), unused)
        .order_by(coupon.c.expires_at, coupon.c.id)
        .limit(limit)
    )
    return connection.execute(query).all()

"""Reminders: what each person was reminded of, and who may have something to be reminded of; every scan by an index."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, update

from loyalty.ledger import POINTS
from storage.engine.dialect import exactly, insert
from storage.standing import stands
from storage.tables import Record, certificate, coupon, lot, outlet, purchase, reminder, tier_standing

# --- what was said -------------------------------------------------------------------------------------------------


def add(connection: Connection, person_id: UUID, day: date, topic: str, reason: str, now: datetime) -> bool:
    """Writes down that a person is reminded; False when they were today, or ever were of this reason."""
    row = {"person_id": person_id, "day": day, "topic": topic, "reason": reason, "at": now}
    return connection.execute(insert(connection, reminder).values(row).on_conflict_do_nothing()).rowcount == 1


def reminded_on(connection: Connection, person_id: UUID, day: date) -> bool:
    """Says whether the person has had the reminder of the day."""
    query = select(reminder.c.day).where(reminder.c.person_id == person_id, reminder.c.day == day)
    return connection.execute(query).first() is not None


def said(connection: Connection, person_id: UUID, reasons: Collection[str]) -> frozenset[str]:
    """Returns those of the reasons that the person has been told."""
    query = select(reminder.c.reason).where(reminder.c.person_id == person_id, reminder.c.reason.in_(reasons))
    return frozenset(connection.execute(query).scalars())


def since(connection: Connection, person_id: UUID, topic: str, day: date) -> Mapping[str, date]:
    """Returns the reasons of a topic that the person has been told since a day, and when."""
    query = select(reminder.c.reason, reminder.c.day).where(
        reminder.c.person_id == person_id, reminder.c.day >= day, reminder.c.topic == topic
    )
    return {row.reason: row.day for row in connection.execute(query)}


def warn(connection: Connection, member_id: UUID, now: datetime) -> None:
    """Writes down that the member was warned that the tier may go."""
    connection.execute(update(tier_standing).where(tier_standing.c.member_id == member_id).values(warned_at=now))


# --- who may be reminded: members after one of them, by id ------------------------------------------------------------


def with_expiring(connection: Connection, now: datetime, until: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    """Returns members some of whose points expire in a time."""
    when = and_(lot.c.remaining > exactly(0), lot.c.expires_at > now, lot.c.expires_at <= until)
    return _page(connection, lot.c.member_id, and_(when, lot.c.unit == POINTS), after, limit)


def with_review(connection: Connection, now: datetime, until: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    """Returns members whose tier is looked at again in a time, and who have not been warned."""
    when = and_(tier_standing.c.review_at > now, tier_standing.c.review_at <= until)
    return _page(connection, tier_standing.c.member_id, and_(when, tier_standing.c.warned_at.is_(None)), after, limit)


def with_coupons(connection: Connection, now: datetime, until: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    """Returns members some of whose own coupons end in a time and may still be used."""
    usable = or_(coupon.c.most_uses.is_(None), coupon.c.uses < coupon.c.most_uses)
    when = and_(coupon.c.expires_at > now, coupon.c.expires_at <= until, coupon.c.voided_at.is_(None), usable)
    return _page(connection, coupon.c.member_id, and_(when, coupon.c.member_id.is_not(None)), after, limit)


def with_certificates(
    connection: Connection, now: datetime, until: datetime, after: UUID, limit: int
) -> Sequence[UUID]:
    """Returns members some of whose gift certificates run out in a time with something on them."""
    when = and_(certificate.c.expires_at > now, certificate.c.expires_at <= until, certificate.c.balance > exactly(0))
    return _page(connection, certificate.c.member_id, and_(when, certificate.c.member_id.is_not(None)), after, limit)


def last_bought(connection: Connection, since: datetime, until: datetime, after: UUID, limit: int) -> Sequence[UUID]:
    """Returns members whose last purchase was in a time."""
    later = purchase.alias("later")
    came = exists().where(later.c.member_id == purchase.c.member_id, later.c.happened_at >= until, stands(later))
    bought = purchase.c.happened_at
    when = and_(purchase.c.outlet_id.in_(select(outlet.c.id)), bought >= since, bought < until, stands())
    return _page(connection, purchase.c.member_id, and_(when, purchase.c.member_id.is_not(None), ~came), after, limit)


def last_purchase(connection: Connection, member_id: UUID) -> datetime | None:
    """Returns when the member bought last, None for who never did."""
    query = select(func.max(purchase.c.happened_at)).where(purchase.c.member_id == member_id, stands())
    found: datetime | None = connection.execute(query).scalar_one()
    return found


def standing(connection: Connection, member_id: UUID) -> Record | None:
    """Returns tier and review of a member who has not been warned, or None."""
    query = select(tier_standing.c.tier, tier_standing.c.review_at).where(
        tier_standing.c.member_id == member_id,
        tier_standing.c.warned_at.is_(None),
        tier_standing.c.review_at.is_not(None),
    )
    return connection.execute(query).one_or_none()


def _page(
    connection: Connection, member_id: ColumnElement[UUID], when: ColumnElement[bool], after: UUID, limit: int
) -> Sequence[UUID]:
    query: Select[UUID] = select(member_id).distinct().where(when, member_id > after).order_by(member_id).limit(limit)
    return connection.execute(query).scalars().all()

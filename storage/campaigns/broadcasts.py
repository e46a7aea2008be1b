"""Broadcasts: who is meant, what sending needs to know of them, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Uuid, and_, exists, func, insert, literal, or_, select

from storage.campaigns.recipients import Recipients
from storage.standing import stands
from storage.tables import (
    Record,
    broadcast,
    broadcast_recipient,
    consent,
    coupon,
    coupon_use,
    member,
    person,
    profile,
    purchase,
    topic_choice,
)

ADVERTISING, OFFERS = "advertising", "offers"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which members are meant; of the conditions that are given all must hold.

    `tiers` are keys of the member's level, `idle_since` a time before which they came last, `month` (1 to 12) that of
    their birthday, `coupon` the rule of a coupon that they hold and may still use at `now`.
    """

    now: datetime
    tiers: tuple[str, ...] = ()
    idle_since: datetime | None = None
    month: int | None = None
    coupon: str = ""


ROWS = Recipients(broadcast, broadcast_recipient, "person_id", since="started_at")


def planned(connection: Connection, until: datetime) -> Sequence[UUID]:
    """Returns the planned broadcasts whose time has come, the earliest first."""
    is_due = and_(broadcast.c.state == "planned", broadcast.c.send_at <= until)
    return connection.execute(select(broadcast.c.id).where(is_due).order_by(broadcast.c.send_at)).scalars().all()


# --- who is meant -----------------------------------------------------------------------------------------------------


def wants_offers() -> ColumnElement[bool]:
    """Returns that the last word of the outer query's person on adverts was yes, and that they want offers still."""
    last = (
        select(consent.c.granted)
        .where(consent.c.person_id == person.c.id, consent.c.topic == ADVERTISING)
        .order_by(consent.c.id.desc())
        .limit(1)
        .correlate(person)
        .scalar_subquery()
    )
    off = and_(topic_choice.c.person_id == person.c.id, topic_choice.c.topic == OFFERS, topic_choice.c.wanted == 0)
    return and_(last == 1, ~exists().where(off).correlate(person))


def _meant(choice: Choice) -> ColumnElement[bool]:
    """The member in the outer query, joined with their person, is meant and may be written to."""
    conditions = [person.c.reachable == 1, person.c.telegram_id.is_not(None), wants_offers()]
    if choice.tiers:
        conditions.append(member.c.tier.in_(choice.tiers))
    if choice.idle_since is not None:
        later = and_(purchase.c.member_id == member.c.id, purchase.c.happened_at > choice.idle_since, stands())
        conditions += [member.c.registered_at <= choice.idle_since, ~exists().where(later)]
    if choice.month is not None:
        born = and_(profile.c.person_id == person.c.id, profile.c.birth_month == choice.month)
        conditions.append(exists().where(born))
    if choice.coupon:
        held = and_(coupon.c.member_id == member.c.id, coupon.c.rule_id == choice.coupon, _usable(choice.now))
        conditions.append(exists().where(held))
    return and_(*conditions)


def _usable(now: datetime) -> ColumnElement[bool]:
    return and_(
        coupon.c.voided_at.is_(None),
        or_(coupon.c.expires_at.is_(None), coupon.c.expires_at > now),
        or_(coupon.c.most_uses.is_(None), coupon.c.uses < coupon.c.most_uses),
    )


_MEMBERS = member.join(person, person.c.id == member.c.person_id)


def reach(connection: Connection, choice: Choice) -> int:
    """Returns how many people are meant, can be reached and have agreed to advertising."""
    return connection.execute(select(func.count()).select_from(_MEMBERS).where(_meant(choice))).scalar_one()


def fill(connection: Connection, broadcast_id: UUID, choice: Choice, after: UUID, window: int) -> UUID | None:
    """Writes down the recipients among the `window` members after a person; returns the last one looked at.

    None when nobody comes after. Members are looked at in the order of their person's id, so that a long list is
    written in many short transactions and nobody is looked at twice.
    """
    looked_at = select(member.c.person_id).where(member.c.person_id > after).order_by(member.c.person_id).limit(window)
    ids = connection.execute(looked_at).scalars().all()
    if not ids:
        return None
    last: UUID = ids[-1]
    found = (
        select(literal(broadcast_id, Uuid()), person.c.id, literal("waiting"))
        .select_from(_MEMBERS)
        .where(member.c.person_id > after, member.c.person_id <= last, _meant(choice))
    )
    columns = ["broadcast_id", "person_id", "state"]
    connection.execute(insert(broadcast_recipient).from_select(columns, found))
    return last


# --- sending ----------------------------------------------------------------------------------------------------------


def claim(connection: Connection, broadcast_id: UUID, token: UUID, limit: int, now: datetime) -> Sequence[Record]:
    """Claims up to `limit` waiting recipients and returns them with what sending needs to know.

    Rows have person_id, telegram_id, language, reachable, member_id and `wants`: the last word on advertising.
    """
    ids = ROWS.claim(connection, broadcast_id, token, limit, now)
    query = (
        select(
            person.c.id.label("person_id"),
            person.c.telegram_id,
            person.c.language,
            person.c.reachable,
            member.c.id.label("member_id"),
            wants_offers().label("wants"),
        )
        .join(member, member.c.person_id == person.c.id, isouter=True)
        .where(person.c.id.in_(ids))
        .order_by(person.c.id)
    )
    return connection.execute(query).all() if ids else ()


def coupons_used(connection: Connection, rule_id: str, source: str) -> int:
    """Returns how many coupons of a rule, issued under keys that begin with `source`, have been redeemed."""
    query = (
        select(func.count(coupon.c.id.distinct()))
        .join(coupon_use, coupon_use.c.coupon_id == coupon.c.id)
        .where(coupon.c.rule_id == rule_id, coupon.c.source.startswith(source), coupon_use.c.state == "redeemed")
    )
    return connection.execute(query).scalar_one()

"""Broadcasts and their recipients: who is meant, who was claimed for sending, and what became of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Uuid, and_, exists, func, insert, literal, or_, select, update
from sqlalchemy import delete as delete_from

from storage.engine.dialect import insert_once
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


# --- the broadcast ----------------------------------------------------------------------------------------------------


def put(connection: Connection, broadcast_id: UUID, by: UUID, now: datetime, **columns: object) -> bool:
    """Writes a draft unless one with this id is there; says whether it did."""
    row = {"id": broadcast_id, "state": "draft", "created_by": by, "created_at": now, **columns}
    return insert_once(connection, broadcast, "id", row)


def row_of(connection: Connection, broadcast_id: UUID, *, lock: bool = False) -> Record | None:
    """Returns the broadcast's row, locking it when asked to, or None."""
    query = select(broadcast).where(broadcast.c.id == broadcast_id)
    return connection.execute(query.with_for_update() if lock else query).one_or_none()


def change(connection: Connection, broadcast_id: UUID, **columns: object) -> None:
    """Sets columns of a broadcast."""
    connection.execute(update(broadcast).where(broadcast.c.id == broadcast_id).values(**columns))


def delete(connection: Connection, broadcast_id: UUID) -> None:
    """Deletes a broadcast that has no recipients."""
    connection.execute(delete_from(broadcast).where(broadcast.c.id == broadcast_id))


def newest(connection: Connection, limit: int) -> Sequence[Record]:
    """Returns the newest broadcasts, newest first."""
    query = select(broadcast).order_by(broadcast.c.created_at.desc(), broadcast.c.id.desc()).limit(limit)
    return connection.execute(query).all()


def under_way(connection: Connection) -> Record | None:
    """Returns the broadcast that is being sent and was begun first, or None."""
    query = select(broadcast).where(broadcast.c.state == "sending").order_by(broadcast.c.started_at, broadcast.c.id)
    return connection.execute(query.limit(1)).one_or_none()


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
        later = and_(purchase.c.member_id == member.c.id, purchase.c.happened_at > choice.idle_since)
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
    whose = broadcast_recipient.c.broadcast_id == broadcast_id
    due = (
        select(broadcast_recipient.c.person_id)
        .where(whose, broadcast_recipient.c.state == "waiting")
        .order_by(broadcast_recipient.c.person_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        # As a CTE it is run once; as a plain subquery PostgreSQL may run it again per row and claim too many.
        .cte("due")
    )
    claimed = (
        update(broadcast_recipient)
        .where(whose, broadcast_recipient.c.person_id.in_(select(due.c.person_id)))
        .values(state="claimed", claim=token, at=now)
        .returning(broadcast_recipient.c.person_id)
    )
    ids = connection.execute(claimed).scalars().all()
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


def mark(connection: Connection, broadcast_id: UUID, token: UUID, outcomes: Mapping[UUID, str], now: datetime) -> None:
    """Writes down what became of claimed recipients; those whose claim has passed to doubt meanwhile are left."""
    for state in set(outcomes.values()):
        people = [person_id for person_id, outcome in outcomes.items() if outcome == state]
        mine = and_(
            broadcast_recipient.c.broadcast_id == broadcast_id,
            broadcast_recipient.c.person_id.in_(people),
            broadcast_recipient.c.state == "claimed",
            broadcast_recipient.c.claim == token,
        )
        connection.execute(update(broadcast_recipient).where(mine).values(state=state, at=now))


def doubt(connection: Connection, now: datetime) -> int:
    """Marks every claimed recipient as `unknown`, for whoever claimed them has died; returns how many."""
    open_ones = select(broadcast.c.id).where(broadcast.c.state.in_(("sending", "paused", "cancelled")))
    left = and_(broadcast_recipient.c.broadcast_id.in_(open_ones), broadcast_recipient.c.state == "claimed")
    return connection.execute(update(broadcast_recipient).where(left).values(state="unknown", at=now)).rowcount


def left(connection: Connection, broadcast_id: UUID, states: Collection[str]) -> bool:
    """Says whether any recipient is in one of these states."""
    query = select(broadcast_recipient.c.person_id).where(
        broadcast_recipient.c.broadcast_id == broadcast_id, broadcast_recipient.c.state.in_(states)
    )
    return connection.execute(query.limit(1)).one_or_none() is not None


def figures(connection: Connection, broadcast_id: UUID) -> dict[str, int]:
    """Returns how many recipients are in each state; states without any are absent."""
    query = (
        select(broadcast_recipient.c.state, func.count().label("recipients"))
        .where(broadcast_recipient.c.broadcast_id == broadcast_id)
        .group_by(broadcast_recipient.c.state)
    )
    return {row.state: row.recipients for row in connection.execute(query)}


def coupons_used(connection: Connection, rule_id: str, source: str) -> int:
    """Returns how many coupons of a rule, issued under keys that begin with `source`, have been redeemed."""
    query = (
        select(func.count(coupon.c.id.distinct()))
        .join(coupon_use, coupon_use.c.coupon_id == coupon.c.id)
        .where(coupon.c.rule_id == rule_id, coupon.c.source.startswith(source), coupon_use.c.state == "redeemed")
    )
    return connection.execute(query).scalar_one()

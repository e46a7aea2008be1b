"""Coupons and their uses: a use is reserved while its cheque is open, then redeemed or given back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import Connection, Select, and_, bindparam, case, func, or_, select, update

from storage.engine.dialect import exactly, insert, insert_once
from storage.engine.ids import uuid7
from storage.engine.prepared import Prepared
from storage.passes import passes
from storage.tables import Record, attempt, counter, coupon, coupon_use

_NAMES = UUID("6f0a5c5e-6d2b-4c1e-9a43-7d8f2c0b9e11")
_COUNTS = coupon_use.c.state.in_(["reserved", "redeemed"])


def insert_coupon(connection: Connection, *, member_id: UUID | None, issued_at: datetime, **values: object) -> bool:
    """Writes a coupon unless one with this `source` exists; tells whether it did. The member's card shows it."""
    row = {"id": uuid7(), "member_id": member_id, "issued_at": issued_at, **values}
    new = insert_once(connection, coupon, "source", row)
    if new and member_id is not None:
        passes.changed(connection, member_id, issued_at)
    return new


def by_source(connection: Connection, source: str) -> Record | None:
    """Returns the coupon issued for this reason, or None."""
    return connection.execute(select(coupon).where(coupon.c.source == source)).one_or_none()


def by_code(connection: Connection, code: str) -> Record | None:
    """Returns the coupon with this code, or None."""
    return connection.execute(select(coupon).where(coupon.c.code == code)).one_or_none()


def by_ids(connection: Connection, ids: Collection[UUID], *, lock: bool = False) -> Sequence[Record]:
    """Returns these coupons by id, locked for the transaction when asked to."""
    query = select(coupon).where(coupon.c.id.in_(ids)).order_by(coupon.c.id)
    return connection.execute(query.with_for_update() if lock else query).all()


def of_member(connection: Connection, member_id: UUID, now: datetime) -> Sequence[Record]:
    """Returns the member's own coupons that may still be used, soonest to end first."""
    return connection.execute(_usable(now).where(coupon.c.member_id == member_id)).all()


def public(connection: Connection, now: datetime) -> Sequence[Record]:
    """Returns the public codes that hold."""
    return connection.execute(_usable(now).where(coupon.c.member_id.is_(None))).all()


def _usable(now: datetime) -> Select[*tuple[object, ...]]:
    return (
        select(coupon)
        .where(
            coupon.c.voided_at.is_(None),
            or_(coupon.c.expires_at.is_(None), coupon.c.expires_at > now),
            or_(coupon.c.most_uses.is_(None), coupon.c.uses < coupon.c.most_uses),
        )
        .order_by(coupon.c.expires_at.is_(None), coupon.c.expires_at, coupon.c.id)
    )


def unused_of(connection: Connection, purchase_id: UUID) -> dict[str, int]:
    """Returns how many coupons that a purchase brought are neither used nor void, by rule."""
    query = (
        select(coupon.c.rule_id, func.count().label("times"))
        .where(coupon.c.purchase_id == purchase_id, coupon.c.uses == exactly(0), coupon.c.voided_at.is_(None))
        .group_by(coupon.c.rule_id)
    )
    return {row.rule_id: row.times for row in connection.execute(query)}


def held_of(connection: Connection, purchase_id: UUID, rule_id: str) -> int:
    """Returns how many coupons of a rule that a purchase brought are not void, used or not."""
    mine = (coupon.c.purchase_id == purchase_id, coupon.c.rule_id == rule_id, coupon.c.voided_at.is_(None))
    return int(connection.execute(select(func.count()).select_from(coupon).where(*mine)).scalar_one())


def void(connection: Connection, purchase_id: UUID, rule_id: str, times: int, now: datetime) -> None:
    """Takes back so many of the unused coupons that a purchase brought."""
    unused = and_(coupon.c.uses == exactly(0), coupon.c.voided_at.is_(None))
    mine = and_(coupon.c.purchase_id == purchase_id, coupon.c.rule_id == rule_id, unused)
    ids = connection.execute(select(coupon.c.id).where(mine).order_by(coupon.c.id).limit(times)).scalars().all()
    connection.execute(update(coupon).where(coupon.c.id.in_(ids)).values(voided_at=now))
    for coupon_id in ids:
        passes.coupon_changed(connection, coupon_id, now)


def end(connection: Connection, coupon_id: UUID, now: datetime) -> bool:
    """Takes a coupon back, used or not; tells whether it still held."""
    holds = and_(coupon.c.id == coupon_id, coupon.c.voided_at.is_(None))
    if not connection.execute(update(coupon).where(holds).values(voided_at=now)).rowcount:
        return False
    passes.coupon_changed(connection, coupon_id, now)
    return True


def extend(connection: Connection, coupon_id: UUID, expires_at: datetime) -> None:
    """Lets a coupon that ends last at least until `expires_at`."""
    connection.execute(
        update(coupon).where(coupon.c.id == coupon_id, coupon.c.expires_at < expires_at).values(expires_at=expires_at)
    )


# --- uses ----------------------------------------------------------------------------------------------------------


def uses_of(connection: Connection, draft_id: UUID) -> Sequence[Record]:
    """Returns the uses of one cheque, whatever became of them."""
    return connection.execute(
        select(coupon_use).where(coupon_use.c.draft_id == draft_id).order_by(coupon_use.c.id)
    ).all()


def use(connection: Connection, values: dict[str, object], total: int | None) -> bool:
    """Reserves one use of a locked coupon; False when the rule's `total` is reached.

    A use that the same cheque gave back is taken up again.
    """
    if not _count(connection, str(values["rule_id"]), 1, total):
        return False
    statement = insert(connection, coupon_use).values({"id": uuid7(), **values})
    renewed = {name: values[name] for name in ("state", "at", "reserved_until", "outlet_id")}
    connection.execute(statement.on_conflict_do_update(index_elements=["coupon_id", "draft_id"], set_=renewed))
    connection.execute(update(coupon).where(coupon.c.id == values["coupon_id"]).values(uses=coupon.c.uses + 1))
    return True


def redeem(connection: Connection, use_id: UUID) -> None:
    """Marks a reserved use as redeemed."""
    connection.execute(
        update(coupon_use).where(coupon_use.c.id == use_id).values(state="redeemed", reserved_until=None)
    )


def give_back(connection: Connection, row: Record) -> bool:
    """Gives a use back to its coupon, and to the total of its rule; tells whether it was as `row` says until now.

    What was reserved when it was read may be paid for by now, or set aside anew. The coupon is locked first, as by
    whoever uses it.
    """
    by_ids(connection, (row.coupon_id,), lock=True)
    as_read = and_(
        coupon_use.c.id == row.id,
        coupon_use.c.state == row.state,
        coupon_use.c.reserved_until.is_not_distinct_from(row.reserved_until),
        _COUNTS,
    )
    if not connection.execute(update(coupon_use).where(as_read).values(state="returned", reserved_until=None)).rowcount:
        return False
    connection.execute(update(coupon).where(coupon.c.id == row.coupon_id).values(uses=coupon.c.uses - 1))
    _count(connection, row.rule_id, -1, None)
    return True


def carry(connection: Connection, before: UUID, after: UUID, until: datetime) -> None:
    """Moves what one draft of a cheque has set aside to the next, and sets it aside until then."""
    open_ = and_(coupon_use.c.draft_id == before, coupon_use.c.state == exactly("reserved"))
    connection.execute(update(coupon_use).where(open_).values(draft_id=after, reserved_until=until))


def lapsed(connection: Connection, now: datetime, limit: int) -> Sequence[Record]:
    """Returns reserved uses whose cheque was never finished."""
    late = and_(coupon_use.c.state == exactly("reserved"), coupon_use.c.reserved_until <= now)
    return connection.execute(select(coupon_use).where(late).order_by(coupon_use.c.id).limit(limit)).all()


def used_by(connection: Connection, member_id: UUID, rule_id: str, since: datetime | None) -> int:
    """Returns how often the member has used, or is using, coupons of a rule since then."""
    query = select(func.count()).where(coupon_use.c.member_id == member_id, coupon_use.c.rule_id == rule_id, _COUNTS)
    return int(connection.execute(query if since is None else query.where(coupon_use.c.at >= since)).scalar_one())


def _count(connection: Connection, rule_id: str, by: int, most: int | None) -> bool:
    """Adds to the number of uses of a rule; False when that would pass `most`. Callers queue on its row.

    There is none before the rule has its first limit, so that nobody queues where nothing is limited.
    """
    name = uuid5(_NAMES, rule_id).hex
    if most is not None and not _is_counted(connection, name):
        insert_once(connection, counter, "name", {"name": name, "value": _uses(connection, rule_id)})
    statement = update(counter).where(counter.c.name == name).values(value=counter.c.value + by)
    if most is not None:
        statement = statement.where(counter.c.value + by <= most)
    return bool(connection.execute(statement).rowcount) or most is None


def _is_counted(connection: Connection, name: str) -> bool:
    return connection.execute(select(counter.c.name).where(counter.c.name == name)).one_or_none() is not None


def _uses(connection: Connection, rule_id: str) -> int:
    query = select(func.count()).where(coupon_use.c.rule_id == rule_id, _COUNTS)
    return int(connection.execute(query).scalar_one())


def issued(connection: Connection, rule_ids: Collection[str], now: datetime) -> dict[str, tuple[int, int]]:
    """Returns by rule how many coupons members were given, and how many of them ended unused."""
    unused = and_(coupon.c.uses == 0, or_(coupon.c.voided_at.is_not(None), coupon.c.expires_at <= now))
    query = (
        select(coupon.c.rule_id, func.count(), func.sum(case((unused, 1), else_=0)))
        .where(coupon.c.rule_id.in_(rule_ids), coupon.c.member_id.is_not(None))
        .group_by(coupon.c.rule_id)
    )
    return {rule_id: (given, int(ended)) for rule_id, given, ended in connection.execute(query)}


def used(connection: Connection, rule_ids: Collection[str]) -> dict[tuple[str, str], int]:
    """Returns how many uses there are by rule and state."""
    query = (
        select(coupon_use.c.rule_id, coupon_use.c.state, func.count())
        .where(coupon_use.c.rule_id.in_(rule_ids))
        .group_by(coupon_use.c.rule_id, coupon_use.c.state)
    )
    return {(rule_id, state): count for rule_id, state, count in connection.execute(query)}


# --- guessing ------------------------------------------------------------------------------------------------------


_TRIED = Prepared(
    select(attempt.c.count.label("tried")).where(
        attempt.c.person_id == bindparam("person_id"),
        attempt.c.topic == bindparam("topic"),
        attempt.c.hour == bindparam("hour"),
    )
)


def tried(connection: Connection, person_id: UUID, topic: str, hour: datetime) -> int:
    """Returns how much a person did of a topic since `hour`."""
    row = _TRIED.row(connection, {"person_id": person_id, "topic": topic, "hour": hour})
    return row.tried if row else 0


def attempts(connection: Connection, person_id: UUID, topic: str, hour: datetime, by: int) -> int:
    """Adds to what a person did of a topic since `hour` and returns how much that is then."""
    statement = insert(connection, attempt).values(person_id=person_id, topic=topic, hour=hour, count=max(0, by))
    changed = statement.on_conflict_do_update(
        index_elements=["person_id", "topic", "hour"], set_={"count": attempt.c.count + by}
    )
    return int(connection.execute(changed.returning(attempt.c.count)).scalar_one())

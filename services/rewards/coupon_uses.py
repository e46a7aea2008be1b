"""A coupon on a cheque: set aside while it is open, used up with it, given back when it comes back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import CouponEnded, CouponLimitReached, CouponUnknown
from loyalty.events import Presented
from loyalty.localtime import end_of_day
from loyalty.programme import Programme
from services.ledger import accounts
from services.people import Person, staff_member
from services.programme.versions import current, version
from services.rewards.coupons import Coupon, coupon_of, normal, require_usable, shown_rule
from storage.passes import passes
from storage.rewards import coupons as rows
from storage.tables import Record
from storage.till import outcomes, purchases


class Freed(Enum):
    """What a coupon is once a cheque has given it back."""

    OWN = auto()
    """Its member may use it again."""
    PUBLIC = auto()
    """A code for everybody, as before."""
    VOID = auto()
    """It was taken back while it was in use."""
    ENDED = auto()
    """It ends with this, as the cheque that brought it came back while it was in use."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """What became of the coupons of a cheque that came back, by their rules: `back` at their member's, or `gone`."""

    back: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def reserve(
    connection: Connection, draft_id: UUID, member_id: UUID, code: str, outlet_id: int, now: datetime
) -> Coupon:
    """Sets a coupon aside for an open cheque of the member; the same again changes nothing.

    Raises CardSuspended, CouponUnknown, CouponEnded, CouponNotYours, CouponUsed, CouponLimitReached.
    """
    accounts.open_moving(connection, member_id, now)
    found = rows.by_code(connection, normal(code))
    if found is None:
        raise CouponUnknown
    return _reserve(connection, found.id, draft_id, member_id, outlet_id, now)


def release(
    connection: Connection, cashier: Person, draft_id: UUID, now: datetime, coupon_id: UUID | None = None
) -> None:
    """Gives back what an open cheque had set aside: one coupon, or all; a recorded cheque keeps its own."""
    staff_member(connection, cashier)
    for row in rows.uses_of(connection, draft_id):
        if row.state == "reserved" and coupon_id in {None, row.coupon_id}:
            _free(connection, row, now)


def release_lapsed(connection: Connection, now: datetime, limit: int = 100) -> int:
    """Gives back what cheques had set aside that were never finished; returns how many uses."""
    late = rows.lapsed(connection, now, limit)
    for row in late:
        _free(connection, row, now)
    return len(late)


def presented(connection: Connection, coupon_ids: tuple[UUID, ...]) -> tuple[Presented, ...]:
    """Returns coupons as the engine takes them. Raises CouponUnknown."""
    found = {row.id: row for row in rows.by_ids(connection, coupon_ids)} if coupon_ids else {}
    if len(found) < len(set(coupon_ids)):
        raise CouponUnknown
    return tuple(Presented(coupon_id, found[coupon_id].rule_id) for coupon_id in coupon_ids)


def redeem(
    connection: Connection, coupon_ids: tuple[UUID, ...], draft_id: UUID, member_id: UUID, outlet_id: int, now: datetime
) -> None:
    """Uses up a recorded cheque's coupons; the member is locked. One that is set aside no more is tried once more.

    What is set aside counts as the cheque was decided, though its rule be paused since. Raises what `reserve` raises.
    """
    if not coupon_ids:
        return
    _set_aside(connection, coupon_ids, draft_id, member_id, outlet_id, now)
    for row in rows.uses_of(connection, draft_id):
        if row.coupon_id in coupon_ids:
            rows.redeem(connection, row.id)
            passes.coupon_changed(connection, row.coupon_id, now)
        elif row.state == "reserved":
            _free(connection, row, now)


def hold(
    connection: Connection,
    coupon_ids: tuple[UUID, ...],
    draft_id: UUID,
    member_id: UUID,
    outlet_id: int,
    until: datetime,
    now: datetime,
) -> None:
    """Sets a cheque's coupons aside until then, while its locked member is asked. Raises what `reserve` raises."""
    _set_aside(connection, coupon_ids, draft_id, member_id, outlet_id, now)
    if coupon_ids:
        rows.carry(connection, draft_id, draft_id, until)


def reopen(connection: Connection, draft_id: UUID, programme: Programme, now: datetime) -> Reopened:
    """After a full return: the cheque's coupons may be used again, for the days of grace at least.

    Not one that the member has for another cheque which came back itself while the coupon was in use.
    """
    freed: dict[Freed, list[str]] = {each: [] for each in Freed}
    until = end_of_day(now, programme.settings.grace_days, programme.zone)
    for row in rows.uses_of(connection, draft_id):
        if row.state == "redeemed":
            rows.extend(connection, row.coupon_id, until)
            passes.coupon_changed(connection, row.coupon_id, now)
            freed[_free(connection, row, now)].append(row.rule_id)
    return Reopened(tuple(freed[Freed.OWN]), tuple(freed[Freed.ENDED]))


def would_reopen(connection: Connection, draft_id: UUID) -> Reopened:
    """Returns what `reopen` would do, writing nothing."""
    uses = [row for row in rows.uses_of(connection, draft_id) if row.state == "redeemed"]
    back, gone = [], []
    for coupon in rows.by_ids(connection, tuple(row.coupon_id for row in uses)) if uses else ():
        if coupon.voided_at is not None:
            continue
        if coupon.purchase_id is not None and not _is_due(connection, coupon):
            gone.append(coupon.rule_id)
        elif coupon.member_id is not None:
            back.append(coupon.rule_id)
    return Reopened(tuple(back), tuple(gone))


def _free(connection: Connection, use: Record, now: datetime) -> Freed:
    """Gives a coupon back, and says what it is then."""
    given_back = rows.give_back(connection, use)
    (coupon,) = rows.by_ids(connection, (use.coupon_id,))
    if coupon.voided_at is not None:
        return Freed.VOID
    if given_back and coupon.purchase_id is not None and not _is_due(connection, coupon):
        rows.end(connection, coupon.id, now)
        return Freed.ENDED
    return Freed.PUBLIC if coupon.member_id is None else Freed.OWN


def _is_due(connection: Connection, coupon: Record) -> bool:
    """Says whether a cheque still stands for the coupon that it brought, or a debt of stamps does."""
    origin = purchases.row_of(connection, coupon.purchase_id)
    if origin is None:
        return True
    promised = outcomes.of(connection, origin.id).counting.promised
    times = sum(each.times for each in promised if each.coupon == coupon.rule_id)
    if rows.held_of(connection, origin.id, coupon.rule_id) <= times:
        return True
    rules = version(connection, origin.programme_version).rules
    return any(rule.mechanic == "stamp_card" and rule.config.reward == coupon.rule_id for rule in rules)


def _set_aside(
    connection: Connection, coupon_ids: tuple[UUID, ...], draft_id: UUID, member_id: UUID, outlet_id: int, now: datetime
) -> None:
    """Reserves those that are not, or no longer; the others are locked."""
    for row in rows.by_ids(connection, coupon_ids, lock=True) if coupon_ids else ():
        if not _is_set_aside(connection, row.id, draft_id):
            _reserve(connection, row.id, draft_id, member_id, outlet_id, now)


def _is_set_aside(connection: Connection, coupon_id: UUID, draft_id: UUID) -> bool:
    uses = rows.uses_of(connection, draft_id)
    return any(use.coupon_id == coupon_id and use.state != "returned" for use in uses)


def _reserve(
    connection: Connection, coupon_id: UUID, draft_id: UUID, member_id: UUID, outlet_id: int, now: datetime
) -> Coupon:
    (row,) = rows.by_ids(connection, (coupon_id,), lock=True)
    programme = current(connection, now)
    rule = shown_rule(programme, row.rule_id)
    if rule is None:
        raise CouponEnded
    if _is_set_aside(connection, coupon_id, draft_id):
        return coupon_of(row, rule)
    require_usable(connection, row, rule, member_id, now)
    values = {
        "coupon_id": row.id,
        "rule_id": row.rule_id,
        "member_id": member_id,
        "draft_id": draft_id,
        "outlet_id": outlet_id,
        "state": "reserved",
        "at": now,
        "reserved_until": now + timedelta(minutes=programme.settings.hold_minutes),
    }
    if not rows.use(connection, values, rule.config.total):
        raise CouponLimitReached
    return coupon_of(row, rule)

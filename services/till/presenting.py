"""Coupons on a cheque that is still open: taken, carried along while it changes, taken off again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import CouponEnded, CouponNotBeside, CouponNotNow, OwnCard, Refusal
from loyalty.events import Line
from services.people import Person, staff_member
from services.programme.versions import current
from services.rewards import coupon_uses, coupons
from services.rewards.applying import kinds_of
from services.rewards.coupons import Coupon, shown_rule
from services.till import sales
from services.till.cheques import Sale
from services.till.tills import till_of
from storage.rewards import coupons as rows


def attempt(connection: Connection, cashier: Person, now: datetime) -> None:
    """Notes that a cashier tries a code that somebody showed or said. Raises NotAllowed, TooManyAttempts."""
    coupons.attempt(connection, staff_member(connection, cashier), now)


def counts(connection: Connection, cashier: Person, member_id: UUID, code: str, now: datetime) -> bool:
    """Says whether a code behind a button counts as a try, and notes it: one that is not the customer's own coupon.

    Only those are offered; any other is made up. Raises NotAllowed, TooManyAttempts.
    """
    by, row = staff_member(connection, cashier), rows.by_code(connection, coupons.normal(code))
    if row is not None and row.member_id == member_id:
        return False
    coupons.attempt(connection, by, now)
    return True


def reserve(
    connection: Connection, cashier: Person, draft_id: UUID, member_id: UUID, code: str, now: datetime
) -> Coupon:
    """Sets a coupon aside at the cashier's till. Raises NotAllowed, OwnCard, and what `coupon_uses.reserve` raises."""
    till = till_of(connection, cashier)
    if member_id == till.cashier.member_id:
        raise OwnCard
    return coupon_uses.reserve(connection, draft_id, member_id, code, till.outlet_id, now)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A free item that no line of a cheque is yet: one of `kinds`, a part of the sum `within`."""

    code: str
    title: str
    kinds: tuple[str, ...]
    within: int


def unnamed(connection: Connection, cashier: Person, sale: Sale, code: str, now: datetime) -> Unnamed | None:
    """Returns the item whose price must be asked before a coupon counts on a sale; None when nothing need be asked.

    That is so when the sale has a sum of which nobody has said what it is for. Whether the coupon may be used at all
    says `take`. Raises NotAllowed.
    """
    staff_member(connection, cashier)
    row = rows.by_code(connection, coupons.normal(code))
    if row is not None and row.member_id not in {None, sale.member_id}:  # nobody learns that there is such a coupon
        return None
    rule = shown_rule(current(connection, now), row.rule_id) if row is not None else None
    kinds = kinds_of(rule, row.code) if rule is not None and row is not None else ()
    within = sum(line.amount for line in sale.lines or (Line(sale.amount),) if not line.category)
    if row is None or rule is None or not kinds or not within:
        return None
    with_it = replace(sale, coupons=(*(each for each in sale.coupons if each != row.id), row.id), redeem=0)
    try:
        sales.quote(connection, cashier, with_it, now)
    except CouponNotNow:
        return Unnamed(row.code, rule.config.title or row.code, kinds, within)
    except Refusal:
        pass
    return None


def take(connection: Connection, cashier: Person, sale: Sale, draft_id: UUID, code: str, now: datetime) -> Coupon:
    """Sets a coupon aside for an open sale, which goes on under another draft; the same again changes nothing.

    Before there is a sum nothing says whether it counts. Raises what `reserve` and `sales.quote` raise.
    """
    coupon = reserve(connection, cashier, draft_id, sale.member_id, code, now)
    changed = replace(sale, draft_id=draft_id, coupons=(*sale.coupons, coupon.id))
    if sale.amount:
        sales.quote(connection, cashier, changed, now)
    _carry(connection, cashier, sale.draft_id, draft_id, now)
    return coupon


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coupon for one item of `kinds`, none of which is on the cheque yet."""

    title: str
    kinds: tuple[str, ...]


def waiting(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> tuple[Waiting, ...]:
    """Returns those coupons of a sale that wait for their item: nothing can be recorded before it is there.

    Raises NotAllowed.
    """
    staff_member(connection, cashier)
    if not sale.coupons or not sale.amount:
        return ()
    programme, there = current(connection, now), {line.category for line in sale.lines if line.amount}
    rules = [shown_rule(programme, row.rule_id) for row in rows.by_ids(connection, sale.coupons)]
    return tuple(
        Waiting(rule.config.title, tuple(sorted(rule.config.categories)))
        for rule in rules
        if rule is not None and rule.config.kind == "item" and rule.config.categories
        if not there.intersection(rule.config.categories)
    )


def carry(connection: Connection, cashier: Person, before: UUID, sale: Sale, now: datetime) -> None:
    """Lets the coupons of the draft `before` stand by for `sale`, which has taken its place.

    Raises what `sales.quote` raises, and changes nothing then, but for coupons that are `waiting`.
    """
    if sale.amount and not waiting(connection, cashier, sale, now):
        sales.quote(connection, cashier, sale, now)
    _carry(connection, cashier, before, sale.draft_id, now)


def drop(
    connection: Connection, cashier: Person, sale: Sale, draft_id: UUID, coupon_id: UUID, now: datetime
) -> tuple[UUID, ...]:
    """Gives a coupon of an open sale back, which goes on under another draft; returns those that still count.

    Another one that no longer counts goes too: nobody could take it off otherwise. Raises what `sales.quote` raises
    beside that.
    """
    left = tuple(each for each in sale.coupons if each != coupon_id)
    if sale.amount:
        try:
            sales.quote(connection, cashier, replace(sale, draft_id=draft_id, coupons=left), now)
        except (CouponEnded, CouponNotNow, CouponNotBeside):
            left = ()
    for gone in set(sale.coupons) - set(left):
        coupon_uses.release(connection, cashier, sale.draft_id, now, gone)
    _carry(connection, cashier, sale.draft_id, draft_id, now)
    return left


def _carry(connection: Connection, cashier: Person, before: UUID, after: UUID, now: datetime) -> None:
    staff_member(connection, cashier)
    minutes = current(connection, now).settings.hold_minutes
    rows.carry(connection, before, after, now + timedelta(minutes=minutes))

"""Coupons on a cheque that is still open: taken, carried along while it changes, taken off again."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import CouponEnded, CouponNotBeside, CouponNotNow, OwnCard
from services.people import Person, staff_member
from services.programme.versions import current
from services.rewards import coupon_uses, coupons
from services.rewards.coupons import Coupon
from services.till import sales
from services.till.cheques import Sale
from services.till.tills import till_of
from storage.rewards import coupons as rows


def attempt(connection: Connection, cashier: Person, now: datetime) -> None:
    """Notes that a cashier tries a code that somebody showed or said. Raises NotAllowed, TooManyAttempts."""
    coupons.attempt(connection, staff_member(connection, cashier), now)


def reserve(
    connection: Connection, cashier: Person, draft_id: UUID, member_id: UUID, code: str, now: datetime
) -> Coupon:
    """Sets a coupon aside at the cashier's till. Raises NotAllowed, OwnCard, and what `coupon_uses.reserve` raises."""
    till = till_of(connection, cashier)
    if member_id == till.cashier.member_id:
        raise OwnCard
    return coupon_uses.reserve(connection, draft_id, member_id, code, till.outlet_id, now)


def take(connection: Connection, cashier: Person, sale: Sale, draft_id: UUID, code: str, now: datetime) -> Coupon:
    """Sets a coupon aside for an open sale, which goes on under another draft; the same again changes nothing.

    Before there is a sum nothing says whether it counts. Raises what `reserve` and `sales.quote` raise.
    """
    coupon = reserve(connection, cashier, draft_id, sale.member_id, code, now)
    changed = replace(sale, draft_id=draft_id, coupons=(*sale.coupons, coupon.id))
    carry(connection, cashier, sale.draft_id, changed, now)
    return coupon


def carry(connection: Connection, cashier: Person, before: UUID, sale: Sale, now: datetime) -> None:
    """Lets the coupons of the draft `before` stand by for `sale`, which has taken its place.

    Raises what `sales.quote` raises, and changes nothing then.
    """
    if sale.amount:
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

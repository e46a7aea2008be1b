"""Coupons that would count on a cheque: the customer's own, tried one by one."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import engine
from loyalty.errors import Refusal
from loyalty.events import Presented, Purchase
from loyalty.lots import NEVER
from services.ledger import accounts
from services.people import Person, staff_member
from services.programme.versions import current
from services.rewards import coupons
from services.rewards.coupons import Coupon


@dataclass(frozen=True, slots=True)
class Applicable:
    """A coupon that a customer may use on this cheque: `off` minor units, or `points` on top."""

    coupon: Coupon
    off: int
    points: int


def applicable(
    connection: Connection, cashier: Person, member_id: UUID, event: Purchase, now: datetime
) -> tuple[Applicable, ...]:
    """Returns the customer's own coupons that count on this cheque, the best first. Raises NotAllowed, CodeUnknown."""
    staff_member(connection, cashier)
    programme, member = current(connection, now), accounts.view(connection, member_id, now)
    plain = engine.evaluate(event, member, programme)
    found = []
    for coupon in coupons.of_member(connection, member_id, now):
        try:
            with_it = replace(event, coupons=(*event.coupons, Presented(coupon.id, coupon.rule.id)))
            decision = engine.evaluate(with_it, member, programme)
        except Refusal:
            continue
        found.append(Applicable(coupon, decision.discount - plain.discount, decision.bonus - plain.bonus))
    return tuple(sorted(found, key=_worth))


def _worth(found: Applicable) -> tuple[int, int, datetime, UUID]:
    """Returns the key that sorts the best coupon first and, of equal ones, that which ends soonest."""
    coupon = found.coupon
    return -found.off, -found.points, coupon.expires_at or NEVER, coupon.id

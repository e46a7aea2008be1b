"""Coupons that would count on a cheque: the customer's own, tried one by one."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import engine
from loyalty.errors import Refusal
from loyalty.events import Presented, Purchase
from loyalty.lots import NEVER
from loyalty.programme import Rule
from services.ledger import accounts
from services.people import Person, staff_member
from services.programme.versions import current
from services.rewards import coupons
from services.rewards.coupons import Coupon

NAME = 64
"""Characters of a line's category."""


@dataclass(frozen=True, slots=True)
class Applicable:
    """A coupon that a customer may use on this cheque: `off` minor units, or `points` on top.

    `asked`: it is for one item, at most `off`, and the cheque does not say yet which one that is.
    """

    coupon: Coupon
    off: int
    points: int
    asked: bool = False


def applicable(
    connection: Connection, cashier: Person, member_id: UUID, event: Purchase, now: datetime
) -> tuple[Applicable, ...]:
    """Returns the customer's own coupons that count on this cheque, the best first. Raises NotAllowed, CodeUnknown."""
    staff_member(connection, cashier)
    programme, member = current(connection, now), accounts.view(connection, member_id, now)
    plain = engine.evaluate(event, member, programme)
    found = []
    for coupon in coupons.of_member(connection, member_id, now):
        with_it = replace(event, coupons=(*event.coupons, Presented(coupon.id, coupon.rule.id)))
        kinds = kinds_of(coupon.rule, coupon.code)
        for tried in (with_it, *(_bought(with_it, kind) for kind in kinds)):
            try:
                decision = engine.evaluate(tried, member, programme)
            except Refusal:
                continue
            off, points = decision.discount - plain.discount, decision.bonus - plain.bonus
            found.append(Applicable(coupon, off, points, asked=tried != with_it))
            break
    return tuple(sorted(found, key=_worth))


def kinds_of(rule: Rule, code: str) -> tuple[str, ...]:
    """Returns what the one item may be that a coupon of a rule is for, none when it is for something else.

    Where any item will do it is called as the coupon is.
    """
    if rule.config.kind != "item":
        return ()
    return tuple(sorted(rule.config.categories)) or ((rule.config.title or code)[:NAME],)


def _bought(event: Purchase, kind: str) -> Purchase:
    """Returns the purchase as it is when the sum of which nobody has said what it is for is one item of a kind."""
    return replace(event, lines=tuple(line if line.category else replace(line, category=kind) for line in event.lines))


def _worth(found: Applicable) -> tuple[int, int, datetime, UUID]:
    """Returns the key that sorts the best coupon first and, of equal ones, that which ends soonest."""
    coupon = found.coupon
    return -found.off, -found.points, coupon.expires_at or NEVER, coupon.id

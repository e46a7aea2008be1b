"""Coupons outside a sale: how the offers do, and giving one to a member."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import CodeUnknown, CouponEnded, OwnCard
from loyalty.programme import Rule
from services import coupons
from services.coupons import Coupon
from services.people import Person, owner, senior
from services.programmes import current
from storage import coupons as rows
from storage import members, people


@dataclass(frozen=True, slots=True)
class Offer:
    """A coupon rule and how it does.

    `issued` coupons were given to members, of which `ended` ran out or were taken back unused. Uses count those of the
    public `codes` too: `used` on recorded cheques, `reserved` on open ones.
    """

    rule: Rule
    issued: int
    ended: int
    used: int
    reserved: int
    codes: tuple[Coupon, ...]


def offers(connection: Connection, person: Person, now: datetime) -> tuple[Offer, ...]:
    """Returns every coupon rule of the programme, in its order. Raises NotAllowed, ProgrammeMissing."""
    owner(connection, person)
    rules = [rule for rule in current(connection, now).rules if rule.mechanic == "coupon"]
    ids = [rule.id for rule in rules]
    issued, used = rows.issued(connection, ids, now), rows.used(connection, ids)
    codes = coupons.published(connection, person, now)
    return tuple(
        Offer(
            rule,
            *issued.get(rule.id, (0, 0)),
            used.get((rule.id, "redeemed"), 0),
            used.get((rule.id, "reserved"), 0),
            tuple(coupon for coupon in codes if coupon.rule.id == rule.id),
        )
        for rule in rules
    )


def gifts(connection: Connection, person: Person, now: datetime) -> tuple[Rule, ...]:
    """Returns the coupon rules whose coupons may be given now. Raises NotAllowed, ProgrammeMissing."""
    senior(connection, person)
    rules = current(connection, now).rules
    return tuple(rule for rule in rules if rule.mechanic == "coupon" and not rule.paused)


def give(
    connection: Connection, person: Person, draft_id: UUID, member_id: UUID, rule_id: str, now: datetime
) -> Coupon:
    """Gives a member a coupon of a rule, once per draft, and tells them.

    Raises NotAllowed, OwnCard, CodeUnknown, CouponEnded (no such rule, or a paused one).
    """
    by = senior(connection, person)
    if member_id == by.member_id:
        raise OwnCard
    if members.row_of(connection, member_id) is None:
        raise CodeUnknown
    source = f"given:{draft_id}"
    new = rows.by_source(connection, source) is None
    given = coupons.issue(connection, rule_id, member_id, source=source, now=now)
    if given is None:
        raise CouponEnded
    if new:
        people.note(connection, by.id, "gave_coupon", now, member=str(member_id), coupon=str(given.id))
    return given

"""What a member has beside points and what comes next: tier, stamp cards, growing discounts, coupons."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import tiering
from loyalty.errors import CouponEnded
from loyalty.programme import Rule
from loyalty.progress import Progress
from loyalty.registry import MECHANICS
from services.ledger import accounts
from services.programme.versions import current
from services.rewards import coupons
from services.rewards.coupons import Coupon


@dataclass(frozen=True, slots=True)
class Counter:
    """A rule that counts, and how far the member is."""

    rule: Rule
    progress: Progress


@dataclass(frozen=True, slots=True)
class Rewards:
    """`tier` is the key of the member's tier (`""`: the programme has none); `coupons` may still be used."""

    tier: str
    counters: tuple[Counter, ...]
    coupons: tuple[Coupon, ...]

    @property
    def is_empty(self) -> bool:
        """Says that the programme has nothing of all this, and the member nothing left of it."""
        return not (self.tier or self.counters or self.coupons)


def of_member(connection: Connection, member_id: UUID, now: datetime) -> Rewards:
    """Returns what a member has beside points. Raises CodeUnknown."""
    programme, member = current(connection, now), accounts.view(connection, member_id, now)
    facts = tiering.placed(member.facts, programme)
    counters = []
    for rule in programme.rules:
        show = MECHANICS[rule.mechanic].progress
        if show is not None and not rule.paused:
            own = replace(facts, count=member.counts.get(rule.id, 0))
            counters.append(Counter(rule, show(rule.config, own)))
    tier = facts.tier if tiering.rule_of(programme) is not None else ""
    return Rewards(tier, tuple(counters), coupons.of_member(connection, member_id, now))


def coupon_of(connection: Connection, member_id: UUID, coupon_id: UUID, now: datetime) -> Coupon:
    """Returns one of the member's coupons that may still be used. Raises CouponEnded for any other."""
    mine = coupons.of_member(connection, member_id, now)
    found = next((coupon for coupon in mine if coupon.id == coupon_id), None)
    if found is None:
        raise CouponEnded
    return found

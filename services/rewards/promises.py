"""What a decision promises beside points, carried out in the transaction that records it: coupons, tiers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from loyalty.counting import Counted, Counting
from loyalty.decision import Decision, Reversal
from loyalty.member import Member
from loyalty.programme import Programme
from loyalty.registry import MECHANICS
from services.rewards import coupons, tiers
from storage.rewards import coupons as coupon_rows
from storage.till import outcomes
from storage.till.outcomes import Outcome


def outcome_of(
    connection: Connection, member_id: UUID, decision: Decision, programme: Programme, now: datetime
) -> Outcome:
    """Returns what a decided cheque does beside points."""
    tier = tiers.reached(connection, member_id, decision.tier, programme, now)
    return Outcome(decision.offs, decision.counting, tier, decision.unsaid)


def counted_told(outcome: Outcome, programme: Programme) -> list[dict[str, Any]]:
    """Returns what a cheque counted as its receipt carries it: `left` until the next `gift`, by its title."""
    titles = {rule.id: rule.config.title for rule in programme.rules if MECHANICS[rule.mechanic].by_coupon}
    return [
        {
            "rule_id": each.rule_id,
            "after": each.begun,
            "goal": each.goal,
            "full": each.cycles > 0,
            "waiting": each.waiting,
            **_next(each, titles),
        }
        for each in outcome.counting.counted
    ]


def _next(counted: Counted, titles: Mapping[str, str]) -> dict[str, Any]:
    ahead = min(((at, coupon) for at, coupon in counted.rewards if at > counted.begun), default=(counted.goal, ""))
    return {"left": ahead[0] - counted.begun, "gift": titles.get(ahead[1], "")}


def offs_told(outcome: Outcome, programme: Programme) -> list[dict[str, Any]]:
    """Returns what made a cheque cheaper as its receipt carries it: the rule's mechanic and title, minor units."""
    rules = {rule.id: rule for rule in programme.rules}
    return [
        {"mechanic": rule.mechanic, "title": getattr(rule.config, "title", ""), "amount": off.amount}
        for off in outcome.offs
        if (rule := rules.get(off.rule_id))
    ]


def keep(
    connection: Connection,
    member: Member,
    counting: Counting,
    tier: str,
    programme: Programme,
    source: str,
    now: datetime,
    purchase_id: UUID | None = None,
) -> None:
    """Issues the promised coupons and gives the tier, once per `source`; the member is locked."""
    for promise in counting.promised:
        for number in range(promise.times):
            key = f"{source}:{promise.by}:{promise.coupon}:{number}"
            coupons.issue(
                connection,
                promise.coupon,
                member.id,
                source=key,
                purchase_id=purchase_id,
                now=now,
                paid_under=programme if promise.full else None,  # with the stamps of the full card
                filled=promise.by if promise.full and not number else "",
            )
    tiers.rise(connection, member, tier, programme, now, purchase_id)


def take_back(
    connection: Connection,
    member: Member,
    decided: Reversal,
    programme: Programme,
    purchase_id: UUID,
    now: datetime,
    *,
    tier: str,
) -> None:
    """After a return, which left `member` so: voids coupons, keeps what the rest counts, lowers the tier.

    `tier` is the one that they had at the cheque.
    """
    for rule_id, times in decided.voided:
        coupon_rows.void(connection, purchase_id, rule_id, times, now)
    outcomes.keep(connection, purchase_id, decided.counting)
    tiers.fall(connection, member, programme, purchase_id, now, tier)

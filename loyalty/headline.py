"""What a programme without points has to show in their place: the discount that holds, and the way to the next step."""

from dataclasses import dataclass, replace

from loyalty import tiering
from loyalty.ledger import POINTS
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Rule, When
from loyalty.progress import Progress
from loyalty.registry import MECHANICS

_GIVING = frozenset({"earn", "bonus", "grant", "birthday", "referral"})


@dataclass(frozen=True, slots=True)
class Headline:
    """`percent` basis points come off now (0: nothing yet); the next step has `have` of `need` in `unit`.

    `unit` is `visits`, `money` (minor units) or `stamps`; `need` is 0 when there is no next step. A step of purchases
    or money leads to `then` basis points.
    """

    percent: int = 0
    have: int = 0
    need: int = 0
    unit: str = ""
    then: int = 0


def gives_points(programme: Programme) -> bool:
    """Says whether members can get points here by some rule that is not paused."""
    return any(
        rule.mechanic in _GIVING or (rule.mechanic == "coupon" and rule.config.kind == "points")
        for rule in programme.rules
        if not rule.paused
    )


def headline(member: Member, programme: Programme) -> Headline | None:
    """Returns what a member reads first; None where it is their points, for they have some or can get some."""
    if gives_points(programme) or any(amount for (_, unit), amount in member.balances.items() if unit == POINTS):
        return None
    facts = tiering.placed(member.facts, programme)
    rules = [rule for rule in programme.rules if not rule.paused]
    plain = max((_plain(rule, facts) for rule in rules), default=0)
    growing = [_growing(rule, member, facts) for rule in rules if rule.mechanic == "accumulating_discount"]
    stamps = [_stamps(rule, member, facts) for rule in rules if rule.mechanic == "stamp_card"]
    first = max(growing, key=lambda each: (each.percent, each.then), default=None) or next(iter(stamps), Headline())
    return replace(first, percent=max(first.percent, plain))


def _plain(rule: Rule, facts: Facts) -> int:
    """Returns what a discount takes off whenever the member buys something."""
    if rule.mechanic != "discount" or replace(rule.when, tiers=frozenset()) != When():
        return 0
    return int(rule.config.percent) if not rule.when.tiers or facts.tier in rule.when.tiers else 0


def _growing(rule: Rule, member: Member, facts: Facts) -> Headline:
    step = _progress(rule, member, facts)
    then = int(step.step)
    reached = [each.percent for each in rule.config.steps if not step.need or each.percent < then]
    percent = reached[-1] if reached else 0
    return Headline(percent, step.have, step.need, step.unit, then if step.need else 0)


def _stamps(rule: Rule, member: Member, facts: Facts) -> Headline:
    step = _progress(rule, member, facts)
    return Headline(0, max(0, step.have), step.need, step.unit)


def _progress(rule: Rule, member: Member, facts: Facts) -> Progress:
    show = MECHANICS[rule.mechanic].progress
    assert show is not None, "it counts"
    return show(rule.config, replace(facts, count=member.counts.get(rule.id, 0)))

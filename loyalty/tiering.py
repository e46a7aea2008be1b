"""Tiers as the programme has them: the base, the level that a count reaches, and one step down."""

from dataclasses import replace

from loyalty.mechanics import tiers
from loyalty.member import Facts
from loyalty.programme import Programme, Rule


def rule_of(programme: Programme) -> Rule | None:
    """Returns the rule by which the programme has tiers, paused or not, or None."""
    found = (rule for rule in programme.rules if rule.mechanic == "tiers")
    return min(found, key=lambda rule: (rule.paused, rule.id), default=None)


def ladder(programme: Programme) -> tuple[str, ...]:
    """Returns the keys of all tiers, the base first; () where the programme has none."""
    rule = rule_of(programme)
    return (rule.config.base, *(level.key for level in rule.config.levels)) if rule else ()


def placed(facts: Facts, programme: Programme) -> Facts:
    """Returns the facts of a member who, without a tier of their own, is at the base."""
    rule = rule_of(programme)
    return replace(facts, tier=rule.config.base) if rule is not None and not facts.tier else facts


def is_higher(rule: Rule, tier: str, than: str) -> bool:
    """Says whether one tier is above another."""
    return tiers.rank_of(rule.config, tier) > tiers.rank_of(rule.config, than)


def reviewed(rule: Rule, tier: str, count: int) -> str:
    """Returns the tier after a review at `count`: kept, raised, or one step lower."""
    earned = tiers.level_at(rule.config, count)
    if not is_higher(rule, tier, earned):
        return earned
    keys = (rule.config.base, *(level.key for level in rule.config.levels))
    return str(keys[tiers.rank_of(rule.config, tier) - 1])


def missing(rule: Rule, tier: str, count: int) -> int:
    """Returns how much is missing to keep `tier`, in units of the metric."""
    needed = next((level.threshold for level in rule.config.levels if level.key == tier), 0)
    return max(0, needed - count)

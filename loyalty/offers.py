"""Which proposals of a phase stand: the same answer whatever the order in which rules are stored."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, TypeVar

from loyalty.cart import Cart
from loyalty.conditions import applies
from loyalty.events import Event, Purchase
from loyalty.member import Facts
from loyalty.programme import Phase, Programme, Rule
from loyalty.proposals import Proposal
from loyalty.registry import MECHANICS

P = TypeVar("P", bound=Proposal)


@dataclass(frozen=True, slots=True)
class Offer(Generic[P]):
    """A proposal and the rule that makes it."""

    rule: Rule
    proposal: P


def collect(
    phase: Phase, kind: type[P], event: Event, facts: Facts, cart: Cart, programme: Programme
) -> tuple[Offer[P], ...]:
    """Returns what the rules of one phase propose, of one kind, sorted by rule id.

    A coupon's rule speaks only where such a coupon is presented.
    """
    presented = {coupon.rule_id for coupon in event.coupons} if isinstance(event, Purchase) else frozenset()
    offers: list[Offer[P]] = [
        Offer(rule, proposal)
        for rule in programme.rules
        if not rule.paused and phase in (mechanic := MECHANICS[rule.mechanic]).phases
        if not mechanic.by_coupon or rule.id in presented
        if applies(rule.when, event, facts)
        for proposal in mechanic.propose(rule.config, event, _own(facts, rule), cart)
        if isinstance(proposal, kind)
    ]
    return tuple(sorted(offers, key=lambda offer: offer.rule.id))


def _own(facts: Facts, rule: Rule) -> Facts:
    """Returns the facts as this rule sees them, with what it has counted itself."""
    count = facts.counts.get(rule.id, 0)
    return replace(facts, count=count) if count else facts


def standing(offers: Sequence[Offer[P]], worth: Callable[[P], Fraction | int]) -> Sequence[Offer[P]]:
    """Returns the offers that stand together: a leading exclusive one alone, else all that are not exclusive.

    The leading one has the largest priority; among equals an exclusive one leads, then the one of more `worth`.
    """
    if not any(offer.rule.exclusive for offer in offers):
        return offers
    first = min(offers, key=lambda o: (-o.rule.priority, not o.rule.exclusive, -worth(o.proposal), o.rule.id))
    return (first,) if first.rule.exclusive else tuple(o for o in offers if not o.rule.exclusive)


def best(offers: Sequence[Offer[P]], worth: Callable[[P], Fraction | int]) -> Offer[P] | None:
    """Returns the standing offer of most `worth`; ties go by larger priority, then rule id."""
    return min(standing(offers, worth), key=lambda o: (-worth(o.proposal), -o.rule.priority, o.rule.id), default=None)


def on_line(offers: Iterable[Offer[P]], line: int) -> tuple[Offer[P], ...]:
    """Returns the offers whose proposal is about `line`."""
    return tuple(offer for offer in offers if line in offer.proposal.lines)  # type: ignore[union-attr]  # only proposals about lines come here

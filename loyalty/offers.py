"""Which proposals of a phase stand: the same answer whatever the order in which rules are stored."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from loyalty.cart import Cart
from loyalty.conditions import applies
from loyalty.events import Event
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
    """Returns what the rules of one phase propose, of one kind, sorted by rule id."""
    return tuple(
        Offer(rule, proposal)
        for rule in sorted(programme.rules, key=lambda rule: rule.id)
        if not rule.paused and MECHANICS[rule.mechanic].phase == phase and applies(rule.when, event, facts)
        for proposal in MECHANICS[rule.mechanic].propose(rule.config, event, facts, cart)
        if isinstance(proposal, kind)
    )


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

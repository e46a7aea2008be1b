"""The earning phase: what the money part of a cart earns, exactly, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from loyalty.cart import Cart
from loyalty.events import Purchase
from loyalty.ledger import MILLION, Step
from loyalty.member import Facts
from loyalty.offers import Offer, best, collect, on_line, standing
from loyalty.programme import Phase, Programme
from loyalty.proposals import Boost, Rate, Terms

UNIT = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """What was earned under the same terms, in millionths of a point; the steps add up to it."""

    terms: Terms
    raw: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Earning:
    """What a cart earns: `raw` millionths in all, `parts` by terms, and the numbers of the `lines` that earned."""

    raw: int
    parts: tuple[Part, ...]
    lines: frozenset[int]


@dataclass(slots=True)
class _Share:
    """What one rule adds under the same terms, exactly."""

    step: Step
    base: int = 0
    millionths: Fraction = Fraction(0)


def earn(purchase: Purchase, facts: Facts, cart: Cart, programme: Programme) -> Earning:
    """Returns what the money in `cart` earns under the rules that apply to `purchase`.

    Per line the best single rate counts and the boosts multiply it; the sum is floored once to millionths.
    """
    rates = collect(Phase.EARNING, Rate, purchase, facts, cart, programme)
    boosts = collect(Phase.EARNING, Boost, purchase, facts, cart, programme)
    shares: dict[tuple[Terms, int, str], _Share] = {}
    lines: set[int] = set()
    for item in cart:
        rate = best(on_line(rates, item.line), _worth)
        if rate is None:
            continue
        lines.add(item.line)
        terms = rate.proposal.terms
        so_far = Fraction(item.money * rate.proposal.points * MILLION, rate.proposal.per)
        _add(shares, (terms, 0, rate.rule.id), _rate_step(rate, programme.version), item.money, so_far)
        for boost in standing(on_line(boosts, item.line), _factor):
            more = so_far * (boost.proposal.factor - UNIT) / UNIT
            _add(shares, (terms, 1, boost.rule.id), _boost_step(boost, programme.version), item.money, more)
            so_far += more
    parts = _floored(shares)
    return Earning(sum(part.raw for part in parts), parts, frozenset(lines))


def _worth(rate: Rate) -> Fraction:
    return Fraction(rate.points, rate.per)


def _factor(boost: Boost) -> int:
    return boost.factor


def _rate_step(offer: Offer[Rate], version: int) -> Step:
    return Step("rate", 0, offer.rule.id, version, points=offer.proposal.points, per=offer.proposal.per)


def _boost_step(offer: Offer[Boost], version: int) -> Step:
    return Step("boost", 0, offer.rule.id, version, factor=offer.proposal.factor)


def _add(
    shares: dict[tuple[Terms, int, str], _Share], key: tuple[Terms, int, str], step: Step, base: int, more: Fraction
) -> None:
    share = shares.setdefault(key, _Share(step))
    share.base += base
    share.millionths += more


def _floored(shares: dict[tuple[Terms, int, str], _Share]) -> tuple[Part, ...]:
    """Floors the running sum, so that the parts of the answer add up to the floor of the whole."""
    exact, done = Fraction(0), 0
    parts: dict[Terms, list[Step]] = {}
    for (terms, _, _), share in sorted(shares.items(), key=lambda item: _order(item[0])):
        exact += share.millionths
        step = share.step
        millionths = exact.__floor__() - done
        done += millionths
        parts.setdefault(terms, []).append(
            Step(step.kind, millionths, step.rule_id, step.rule_version, share.base, step.points, step.per, step.factor)
        )
    return tuple(Part(terms, _sum(steps), tuple(steps)) for terms, steps in parts.items())


def _order(key: tuple[Terms, int, str]) -> tuple[int, bool, int, int, str]:
    terms, kind, rule_id = key
    return terms.activation_days, terms.expiry_days is None, terms.expiry_days or 0, kind, rule_id


def _sum(steps: Iterable[Step]) -> int:
    return sum(step.millionths for step in steps)

"""The earning phase: what the money part of a cart earns, exactly, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from loyalty.cart import Cart
from loyalty.events import Purchase
from loyalty.ledger import MILLION, Step
from loyalty.member import Facts
from loyalty.offers import Offer, best, collect, on_line, standing
from loyalty.programme import Phase, Programme
from loyalty.proposals import Bonus, Boost, Gift, Rate, Terms
from loyalty.registry import MECHANICS

UNIT = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """What was earned under the same terms, in millionths of a point; the steps add up to it."""

    terms: Terms
    raw: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Whole points that a rule adds to the cheque."""

    terms: Terms
    points: int
    step: Step


@dataclass(frozen=True, slots=True)
class Earning:
    """What a cart earns: `raw` millionths in all, `parts` by terms, and the numbers of the `lines` that earned.

    `bonuses` come on top.
    """

    raw: int
    parts: tuple[Part, ...]
    lines: frozenset[int]
    bonuses: tuple[Fixed, ...] = ()

    @property
    def bonus(self) -> int:
        """The points of all bonuses."""
        return sum(fixed.points for fixed in self.bonuses)

    @property
    def whole(self) -> int:
        """The whole points of this cheque alone, without what was carried from earlier ones."""
        return self.raw // MILLION + self.bonus


@dataclass(slots=True)
class _Share:
    """What one rule adds under the same terms, exactly."""

    step: Step
    base: int = 0
    millionths: Fraction = Fraction(0)


def earn(purchase: Purchase, facts: Facts, cart: Cart, programme: Programme) -> Earning:
    """Returns what the money in `cart` earns under the rules that apply to `purchase`.

    Per line the best single rate counts and the boosts multiply it; the sum is floored once to millionths. Bonuses
    come on top.
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
    fixed = _bonuses(collect(Phase.EARNING, Bonus, purchase, facts, cart, programme))
    bonuses = tuple(
        Fixed(offer.proposal.terms, offer.proposal.points, bonus_step(offer, programme.version)) for offer in fixed
    )
    return Earning(sum(part.raw for part in parts), parts, frozenset(lines), bonuses)


def _bonuses(offers: Sequence[Offer[Bonus]]) -> tuple[Offer[Bonus], ...]:
    """Returns the bonuses that stand; those of coupons always do, for the cheque uses them up."""
    by_coupon = tuple(offer for offer in offers if MECHANICS[offer.rule.mechanic].by_coupon)
    others = [offer for offer in offers if not MECHANICS[offer.rule.mechanic].by_coupon]
    return (*standing(others, lambda bonus: bonus.points), *by_coupon)


def bonus_step(offer: Offer[Bonus] | Offer[Gift], version: int) -> Step:
    """Returns the explanation of whole points that a rule gives."""
    return Step("bonus", offer.proposal.points * MILLION, offer.rule.id, version, points=offer.proposal.points)


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

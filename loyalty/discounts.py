"""The discount phases: what comes off the lines of a cart, by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loyalty.cart import Cart
from loyalty.errors import CouponEnded, CouponNotBeside, CouponNotNow
from loyalty.events import Presented, Purchase
from loyalty.member import Facts
from loyalty.offers import Offer, best, collect, standing
from loyalty.programme import Phase, Programme
from loyalty.proposals import Bonus, Discount
from loyalty.registry import MECHANICS


@dataclass(frozen=True, slots=True)
class Off:
    """What one rule took off a cheque, in minor units."""

    rule_id: str
    rule_version: int
    amount: int


def take_off(
    phase: Phase, purchase: Purchase, facts: Facts, cart: Cart, programme: Programme
) -> tuple[Cart, tuple[Off, ...]]:
    """Returns the cart after the discounts of one phase, and what each rule took off.

    Every rule sees the cart as the phase began. Of line discounts each line gets its best, of the others the whole
    cart; the stackable ones come on top, never below zero.
    """
    # A rule that finds nothing to make cheaper keeps nobody else away, however exclusive it is.
    offers = [o for o in collect(phase, Discount, purchase, facts, cart, programme) if o.proposal.amount]
    if not offers:
        return cart, ()
    left = {share.line: share.net for share in cart}
    free = {share.line: share.free for share in cart}
    items = {(o.rule.id, line): number for o in offers for line, number in o.proposal.free}
    offs: dict[str, int] = {}
    for line, amount, rule_id in _given(phase, offers):
        taken = min(amount, left[line])
        left[line] -= taken
        offs[rule_id] = offs.get(rule_id, 0) + taken
        if taken == amount:  # what is given only in part is still bought
            free[line] = min(free[line] + items.get((rule_id, line), 0), purchase.lines[line].quantity)
    after = tuple(replace(share, discount=share.gross - left[share.line], free=free[share.line]) for share in cart)
    return after, tuple(Off(rule_id, programme.version, amount) for rule_id, amount in offs.items() if amount)


def _given(phase: Phase, offers: Sequence[Offer[Discount]]) -> list[tuple[int, int, str]]:
    """Returns (line, amount, rule) of the discounts that stand, in the order in which they are taken off."""
    if phase is Phase.COUPON:  # every coupon that was presented is meant to count
        return [(line, amount, o.rule.id) for o in offers for line, amount in o.proposal.off]
    offers = standing(offers, _amount)
    on_top = sorted((o for o in offers if o.rule.stackable), key=lambda o: (-o.rule.priority, o.rule.id))
    alone = [o for o in offers if not o.rule.stackable]
    if phase is Phase.LINE_DISCOUNT:
        chosen = _best_by_line(alone)
    else:
        whole = best(alone, _amount)
        chosen = [] if whole is None else [(line, amount, whole.rule.id) for line, amount in whole.proposal.off]
    return [*chosen, *((line, amount, o.rule.id) for o in on_top for line, amount in o.proposal.off)]


def _best_by_line(offers: Sequence[Offer[Discount]]) -> list[tuple[int, int, str]]:
    """Returns (line, amount, rule) of the largest discount of each line; ties go by larger priority, then rule id."""
    found: dict[int, tuple[int, int, str]] = {}
    for offer in offers:
        for line, amount in offer.proposal.off:
            found[line] = min(found.get(line, (1, 0, "")), (-amount, -offer.rule.priority, offer.rule.id))
    return [(line, -amount, rule_id) for line, (amount, _, rule_id) in sorted(found.items())]


def _amount(discount: Discount) -> int:
    return discount.amount


# --- coupons -------------------------------------------------------------------------------------------------------


def check_coupons(purchase: Purchase, facts: Facts, cart: Cart, programme: Programme) -> None:
    """Raises the reason for which a presented coupon cannot count on this cart.

    CouponEnded when its rule is gone or paused, CouponNotNow when its conditions do not hold or it finds nothing to
    be for, CouponNotBeside when two do not go together.
    """
    worth = {
        *(o.rule.id for o in collect(Phase.COUPON, Discount, purchase, facts, cart, programme) if o.proposal.amount),
        *(o.rule.id for o in collect(Phase.EARNING, Bonus, purchase, facts, cart, programme)),
    }
    rules = {rule.id: rule for rule in programme.rules if MECHANICS[rule.mechanic].by_coupon}
    for coupon in purchase.coupons:
        if coupon.rule_id not in rules or rules[coupon.rule_id].paused:
            raise CouponEnded
        if coupon.rule_id not in worth:
            raise CouponNotNow
    _require_together(purchase.coupons, {rule_id: rule.config.beside for rule_id, rule in rules.items()})


def _require_together(coupons: Sequence[Presented], beside: dict[str, str]) -> None:
    kinds = [beside[coupon.rule_id] for coupon in coupons if beside[coupon.rule_id] != "always"]
    if len(kinds) > 1 and "exclusive" in kinds:
        raise CouponNotBeside
    if len({coupon.rule_id for coupon in coupons}) < len(coupons):
        raise CouponNotBeside

"""The engine: an event, a member and a programme in, a decision out; the same inputs give the same answer for ever."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from loyalty import counting, crediting, tiering
from loyalty.allocation import allocate
from loyalty.cart import Cart, opened
from loyalty.cashback import worth
from loyalty.counting import Counting
from loyalty.crediting import Credit, Origin
from loyalty.decision import Decision, Grant
from loyalty.discounts import Off, check_coupons, take_off
from loyalty.earning import Earning, bonus_step, earn
from loyalty.errors import (
    AmountNotPositive,
    AmountTooLarge,
    BelowMinimumOrder,
    InsufficientPoints,
    PointsInDebt,
    RedeemNotPossible,
    Refusal,
    TooManyPoints,
)
from loyalty.events import Birthday, Purchase, Referred, Registered
from loyalty.ledger import CARRY, MILLION, POINTS, Account, Posting, Step
from loyalty.lots import open_lots, take
from loyalty.member import Facts, Member
from loyalty.offers import best, collect, standing
from loyalty.programme import DISCOUNTS, Phase, Programme, Redeemable
from loyalty.proposals import Gift, Tender
from loyalty.unsaid import Unsaid, unsaid

MOST_POINTS = 1_000_000_000
"""Of one cheque: nine thousand million such cheques of one member still fit into the ledger's 64 bits."""


@dataclass(frozen=True, slots=True)
class _Sale:
    """A cheque on its way through the phases."""

    purchase: Purchase
    member: Member
    facts: Facts
    programme: Programme
    cart: Cart
    redeemable: Redeemable
    offs: tuple[Off, ...] = ()
    points: int = 0
    value: int = 0
    earning: Earning = Earning(0, (), frozenset())  # noqa: RUF009 - a frozen value
    counting: Counting = Counting()  # noqa: RUF009 - a frozen value
    unsaid: tuple[Unsaid, ...] = ()
    tier: str = ""


def evaluate(purchase: Purchase, member: Member, programme: Programme) -> Decision:
    """Decides a cheque: what comes off, what points pay, what is left to pay in money, what is earned, and why.

    Raises AmountNotPositive, AmountTooLarge or TooManyPoints for the cheque, CouponEnded, CouponNotNow or
    CouponNotBeside for its coupons, and RedeemNotPossible, PointsInDebt, BelowMinimumOrder or InsufficientPoints for
    the points that shall pay. Writes nothing.
    """
    sale = _open(purchase, member, programme)
    for phase in sorted(_PHASES):
        sale = _PHASES[phase](sale)
    credits_, carry = _credits(sale)
    origin = Origin(purchase.at, purchase.zone, purchase.company, purchase.id)
    credited = crediting.post(credits_, origin, -member.balance(Account.DEBT))
    earned = sum(credit.points for credit in credits_)
    return Decision(
        shares=sale.cart,
        gross=purchase.gross,
        discount=sum(share.discount for share in sale.cart),
        points_redeemed=sale.points,
        points_value=sale.value,
        payable=sum(share.money for share in sale.cart),
        raw=sale.earning.raw,
        bonus=sale.earning.bonus,
        earned=earned,
        pending=sum(credit.points for credit in credits_ if credit.terms.activation_days),
        debt_repaid=credited.debt_repaid,
        redeemable=sale.redeemable,
        postings=(
            *_payment(sale),
            *credited.postings,
            *_carried(sale, carry, earned),
            *counting.post(sale.counting.counted, member, purchase.at, purchase.id),
        ),
        steps=tuple(step for credit in credits_ for step in credit.steps),
        offs=sale.offs,
        counting=sale.counting,
        tier=sale.tier,
        unsaid=sale.unsaid,
    )


def redeemable(purchase: Purchase, member: Member, programme: Programme) -> Redeemable:
    """Returns how many points may pay on this cheque, whatever `purchase.redeem` asks for.

    Raises AmountNotPositive or AmountTooLarge for the cheque.
    """
    sale = _open(replace(purchase, redeem=0, held=None), member, programme)
    for phase in sorted(phase for phase in _PHASES if phase <= Phase.POINTS):
        sale = _PHASES[phase](sale)
    return sale.redeemable


def grant(event: Registered | Birthday | Referred, member: Member, programme: Programme) -> Grant:
    """Decides what an event that is no cheque gives: points, coupons, a step towards a tier.

    Every gift whose conditions hold is given, or the leading exclusive one alone.
    """
    facts = tiering.placed(member.facts, programme)
    offers = standing(collect(Phase.EARNING, Gift, event, facts, (), programme), lambda gift: gift.points)
    credits_ = tuple(
        Credit(gift.points, gift.terms, (bonus_step(offer, programme.version),), offer.rule.id)
        for offer in offers
        for gift in (offer.proposal,)
    )
    origin = Origin(event.at, event.zone)  # gifts are the operator's, so they carry no company
    credited = crediting.post(credits_, origin, -member.balance(Account.DEBT))
    steps = tuple(step for credit in credits_ for step in credit.steps)
    made = counting.count(event, replace(facts, counts=member.counts), (), programme)
    return Grant(
        sum(credit.points for credit in credits_),
        (*credited.postings, *counting.post(made.counted, member, event.at, None)),
        steps,
        made,
        counting.climbed(event, facts, made.counted, (), programme),
    )


def _open(purchase: Purchase, member: Member, programme: Programme) -> _Sale:
    if purchase.gross <= 0 or any(line.amount < 0 for line in purchase.lines) or purchase.redeem < 0:
        raise AmountNotPositive
    if purchase.gross > programme.settings.max_cheque:
        raise AmountTooLarge(programme.settings.max_cheque)
    facts = tiering.placed(member.facts, programme)
    return _Sale(purchase, member, facts, programme, opened(purchase), Redeemable(0, 0, RedeemNotPossible().name))


# --- phases --------------------------------------------------------------------------------------------------------


def _discount(phase: Phase) -> Callable[[_Sale], _Sale]:
    def apply(sale: _Sale) -> _Sale:
        if phase is Phase.COUPON and sale.purchase.coupons:
            check_coupons(sale.purchase, sale.facts, sale.cart, sale.programme)
        cart, offs = take_off(phase, sale.purchase, sale.facts, sale.cart, sale.programme)
        return replace(sale, cart=cart, offs=sale.offs + offs) if offs else sale

    return apply


def _points(sale: _Sale) -> _Sale:
    """Lets points pay: what a hold has set aside, or what was asked for within the limits."""
    offers = collect(Phase.POINTS, Tender, sale.purchase, sale.facts, sale.cart, sale.programme)
    offer = best(offers, _most)
    held = sale.purchase.held
    wanted = sale.purchase.redeem if held is None else sum(points for _, points in held)
    if offer is None:
        if wanted:
            raise RedeemNotPossible
        return sale
    tender = offer.proposal
    if held is None:
        possible, refusal = _limited(tender, sale.member)
        if wanted > possible.points:
            raise refusal or InsufficientPoints(possible.points)
    else:
        possible = Redeemable(wanted, worth(wanted, tender.value))
    sale = replace(sale, redeemable=possible)
    return _paid(sale, tender, wanted)


def _earning(sale: _Sale) -> _Sale:
    """Lets the money earn."""
    earning = earn(sale.purchase, sale.facts, sale.cart, sale.programme)
    if earning.whole > MOST_POINTS:
        raise TooManyPoints(MOST_POINTS)
    cart = tuple(replace(share, eligible=share.line in earning.lines) for share in sale.cart)
    return replace(sale, cart=cart, earning=earning)


def _progress(sale: _Sale) -> _Sale:
    """Counts, from what the member has now: what was frozen for a hold may have been counted on since."""
    facts = replace(sale.facts, counts=sale.member.counts, earned=sale.earning.whole)
    made = counting.count(sale.purchase, facts, sale.cart, sale.programme)
    return replace(sale, counting=made, unsaid=unsaid(sale.purchase, facts, sale.cart, made.counted, sale.programme))


def _status(sale: _Sale) -> _Sale:
    counted = sale.counting.counted
    return replace(sale, tier=counting.climbed(sale.purchase, sale.facts, counted, sale.cart, sale.programme))


_PHASES: Mapping[Phase, Callable[[_Sale], _Sale]] = MappingProxyType(
    {
        **{phase: _discount(phase) for phase in DISCOUNTS},
        Phase.POINTS: _points,
        Phase.EARNING: _earning,
        Phase.PROGRESS: _progress,
        Phase.STATUS: _status,
    }
)


# --- points that pay -----------------------------------------------------------------------------------------------


def _most(tender: Tender) -> int:
    return -tender.below if tender.below else worth(tender.limit, tender.value)


def _limited(tender: Tender, member: Member) -> tuple[Redeemable, Refusal | None]:
    """Returns what the tender and the member's points allow, and the refusal when that is nothing."""
    refusal: Refusal | None = None
    points = min(member.spendable, tender.limit)
    if member.balance(Account.DEBT) < 0:
        refusal = PointsInDebt(-member.balance(Account.DEBT))
    elif tender.below:
        refusal = BelowMinimumOrder(tender.below)
    elif not points:
        refusal = InsufficientPoints(0)
    if refusal is not None:
        return Redeemable(0, 0, refusal.name, tender.below), refusal
    return Redeemable(points, worth(points, tender.value)), None


def _paid(sale: _Sale, tender: Tender, points: int) -> _Sale:
    """Takes the value of `points` off the lines that they may pay for, by largest remainder."""
    if not points:
        return sale
    weights = [share.net if share.line in tender.lines else 0 for share in sale.cart]
    value = worth(points, tender.value)
    if value > sum(weights):  # a hold for another cheque: it was not limited again
        raise InsufficientPoints(int(sum(weights) // tender.value))
    parts = allocate(value, weights)
    cart = tuple(replace(share, points_paid=part) for share, part in zip(sale.cart, parts, strict=True))
    return replace(sale, cart=cart, points=points, value=value)


def _payment(sale: _Sale) -> tuple[Posting, ...]:
    if not sale.points:
        return ()
    held = sale.purchase.held
    if held is not None:
        taken = tuple(Posting(Account.HELD, POINTS, -points, lot) for lot, points in held)
    else:
        lots = take(open_lots(sale.member, Account.ACTIVE), sale.points)
        taken = tuple(Posting(Account.ACTIVE, POINTS, -points, lot.id) for lot, points in lots)
    return (*taken, Posting(Account.REDEEMED, POINTS, sale.points))


# --- points that are earned ----------------------------------------------------------------------------------------


def _credits(sale: _Sale) -> tuple[tuple[Credit, ...], int]:
    """Returns the whole points by terms, each explained from carry to remainder, and the new carry."""
    carry = sale.member.carry
    credits_: list[Credit] = []
    for number, part in enumerate(sale.earning.parts):
        points, rest = divmod(carry + part.raw, MILLION)
        before = (Step("carry", carry),) if carry else ()
        after = (Step("remainder", -rest),) if rest else ()
        credits_.append(Credit(points, part.terms, (*before, *part.steps, *after), str(number)))
        carry = rest
    credits_.extend(Credit(part.points, part.terms, (part.step,), part.step.rule_id) for part in sale.earning.bonuses)
    return tuple(credits_), carry


def _carried(sale: _Sale, carry: int, earned: int) -> tuple[Posting, ...]:
    """Posts the change of the carry; when no whole point came out of the cheque, its steps explain this instead."""
    change = carry - sale.member.carry
    if not change:
        return ()
    why = () if earned else tuple(step for part in sale.earning.parts for step in part.steps)
    return (Posting(Account.ACTIVE, CARRY, change, why=why), Posting(Account.ISSUED, CARRY, -change))

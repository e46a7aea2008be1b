"""Counting: what an event adds to stamps, visits and sums, what is promised for it, and how a return takes it back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from loyalty.cart import Cart
from loyalty.events import Event
from loyalty.ledger import COUNT, WINDOW, Account, NewLot, Posting
from loyalty.localtime import end_of_day, local, start_of
from loyalty.member import Facts, Member
from loyalty.offers import collect
from loyalty.programme import Phase, Programme
from loyalty.proposals import Climb, Count, Promise, Window
from loyalty.registry import MECHANICS

MOST_CARDS = 20
"""Full cards of one rule that one event rewards. More of them wait, full, for the next stamp: a card of tiny amounts
shall not bring thousands of coupons with one cheque, and none of them is lost."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one rule counted: `amount` on top of the `before` that the member had; every `goal` empties the card.

    At most `most` cards are emptied (0: any number of them).
    """

    rule_id: str
    unit: str
    before: int
    amount: int
    goal: int = 0
    expires_at: datetime | None = None
    rewards: tuple[tuple[int, str], ...] = ()
    most: int = 0

    @property
    def cycles(self) -> int:
        """How many full cards were emptied."""
        full = max(0, (self.before + self.amount) // self.goal) if self.goal else 0
        return min(full, self.most) if self.most else full

    @property
    def after(self) -> int:
        """What the member has then."""
        return self.before + self.amount - self.cycles * self.goal

    @property
    def waiting(self) -> int:
        """How many full cards wait for the next stamp to be rewarded."""
        return max(0, self.after // self.goal) if self.goal else 0

    @property
    def begun(self) -> int:
        """What is on the card that is not full; below zero when stamps are owed."""
        return self.after - self.waiting * self.goal


@dataclass(frozen=True, slots=True)
class Promised:
    """`times` coupons of the rule `coupon`, because of the rule `by`; `full` when they stand for a full card."""

    coupon: str
    by: str
    times: int
    full: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """What an event counted and promised."""

    counted: tuple[Counted, ...] = ()
    promised: tuple[Promised, ...] = ()


def count(event: Event, facts: Facts, cart: Cart, programme: Programme) -> Counting:
    """Returns what the rules count on this event, and which coupons they promise."""
    coupons = {rule.id for rule in programme.rules if MECHANICS[rule.mechanic].by_coupon}
    counts = collect(Phase.PROGRESS, Count, event, facts, cart, programme)
    counted = tuple(
        _counted(offer.rule.id, _rewarded(offer.proposal, coupons), facts, event)
        for offer in counts
        if offer.proposal.amount > 0
    )
    given = collect(Phase.PROGRESS, Promise, event, facts, cart, programme)
    promised = [
        Promised(offer.proposal.coupon, offer.rule.id, 1) for offer in given if offer.proposal.coupon in coupons
    ]
    return Counting(counted, _together((*(promise for each in counted for promise in _rewards(each)), *promised)))


def climbed(event: Event, facts: Facts, counted: Iterable[Counted], cart: Cart, programme: Programme) -> str:
    """Returns the tier that the member reaches with what was just counted, `""` when none above their own."""
    counts = {**facts.counts, **{each.rule_id: each.after for each in counted}}
    offers = collect(Phase.STATUS, Climb, event, replace(facts, counts=counts), cart, programme)
    highest = max((offer.proposal for offer in offers), key=lambda climb: climb.rank, default=None)
    return "" if highest is None else highest.tier


def post(counted: Iterable[Counted], member: Member, at: datetime, purchase_id: UUID | None) -> tuple[Posting, ...]:
    """Returns the postings of what was counted; a debt of stamps is repaid first."""
    return tuple(posting for each in counted for posting in _posted(each, member, at, purchase_id))


def _rewarded(proposal: Count, coupons: Collection[str]) -> Count:
    """Returns the count with the rewards that there are; a card whose own reward is gone fills up and waits for it."""
    rewards = tuple((at, coupon) for at, coupon in proposal.rewards if coupon in coupons)
    gone = any(at == proposal.goal and coupon not in coupons for at, coupon in proposal.rewards)
    return replace(proposal, rewards=rewards, goal=0 if gone else proposal.goal)


def _counted(rule_id: str, proposal: Count, facts: Facts, event: Event) -> Counted:
    expires_at = _ends(proposal.window, event)
    unit = (COUNT if expires_at is None else WINDOW) + rule_id
    before, most = facts.counts.get(rule_id, 0), MOST_CARDS if proposal.goal and proposal.rewards else 0
    return Counted(rule_id, unit, before, proposal.amount, proposal.goal, expires_at, proposal.rewards, most)


def _ends(window: Window, event: Event) -> datetime | None:
    if window.kind == "lifetime":
        return None
    if window.kind == "rolling":
        return end_of_day(event.at, window.days, event.zone)
    today = local(event.at, event.zone).date()
    first = today.replace(month=1, day=1) if window.kind == "year" else today.replace(day=1)
    after = first + timedelta(days=366 if window.kind == "year" else 31)
    return start_of(after.replace(month=1, day=1) if window.kind == "year" else after.replace(day=1), event.zone)


def _rewards(counted: Counted) -> list[Promised]:
    """Returns a coupon for every place that the count has passed, on this card and on the next."""
    low, high = max(0, counted.before), counted.before + counted.amount
    if counted.goal:  # what lies beyond it was never rewarded: full cards wait, or the goal was larger before
        low = min(low, counted.goal - 1)
    if counted.most:
        high = min(high, counted.most * counted.goal + counted.goal - 1)
    promised = []
    for at, coupon in counted.rewards:
        times = (high - at) // counted.goal - (low - at) // counted.goal if counted.goal else int(low < at <= high)
        if times > 0:
            promised.append(Promised(coupon, counted.rule_id, times, full=at == counted.goal))
    return promised


def _together(promised: Iterable[Promised]) -> tuple[Promised, ...]:
    """Returns one promise where a rule promises the same coupon at several places."""
    times: dict[Promised, int] = {}
    for each in promised:
        alike = replace(each, times=0)
        times[alike] = times.get(alike, 0) + each.times
    return tuple(replace(alike, times=number) for alike, number in times.items())


def _posted(counted: Counted, member: Member, at: datetime, purchase_id: UUID | None) -> tuple[Posting, ...]:
    unit, amount, full = counted.unit, counted.amount, counted.cycles * counted.goal
    if counted.expires_at is not None:
        lot = NewLot(unit, Account.ACTIVE, amount, at, counted.expires_at, purchase_id)
        return (Posting(Account.ACTIVE, unit, amount, lot), Posting(Account.ISSUED, unit, -amount))
    repaid = min(amount, -member.balance(Account.DEBT, unit))
    return (
        *_nonzero(Account.DEBT, unit, repaid),
        *_nonzero(Account.ACTIVE, unit, amount - repaid - full),
        *_nonzero(Account.ISSUED, unit, -amount),
        *_nonzero(Account.REDEEMED, unit, full),
    )


def no_more_than(made: Counting, before: Counting) -> Counting:
    """Returns what a remaining cheque counts, no rule more than it did before; what it did not promise it does not."""
    most = {each.rule_id: each.amount for each in before.counted}
    counted = tuple(
        replace(each, amount=min(each.amount, most[each.rule_id])) for each in made.counted if each.rule_id in most
    )
    times = {(each.coupon, each.by, each.full): each.times for each in before.promised}
    promised = tuple(
        replace(each, times=min(each.times, times[key]))
        for each in made.promised
        if (key := (each.coupon, each.by, each.full)) in times
    )
    return Counting(counted, promised)


# --- a return ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uncounted:
    """What a return takes back: the postings, and how many unused coupons of which rule become void."""

    postings: tuple[Posting, ...]
    voided: tuple[tuple[str, int], ...]


def take_back(
    before: Counting, remaining: Counting, unused: Mapping[str, int], member: Member, purchase_id: UUID
) -> Uncounted:
    """Returns what goes when a cheque counts only `remaining` any more.

    Coupons that the remaining cheque would not have brought become void if they are `unused` (by rule): then the full
    card is given back. What a used one stood for stays a debt of stamps.
    """
    left, voided = dict(unused), dict.fromkeys(unused, 0)
    kept = {(each.coupon, each.by, each.full): each.times for each in remaining.promised}
    emptied: dict[str, int] = {}
    for promise in sorted(before.promised, key=lambda each: not each.full):
        gone = promise.times - kept.get((promise.coupon, promise.by, promise.full), 0)
        void = max(0, min(gone, left.get(promise.coupon, 0)))
        left[promise.coupon] = left.get(promise.coupon, 0) - void
        voided[promise.coupon] = voided.get(promise.coupon, 0) + void
        if promise.full:
            emptied[promise.by] = gone - void
    after = {each.rule_id: each for each in remaining.counted}
    postings = tuple(
        posting
        for each in before.counted
        for posting in _taken(each, after.get(each.rule_id), emptied.get(each.rule_id, 0), member, purchase_id)
    )
    return Uncounted(postings, tuple((coupon, times) for coupon, times in sorted(voided.items()) if times))


def _taken(
    counted: Counted, remaining: Counted | None, used: int, member: Member, purchase_id: UUID
) -> tuple[Posting, ...]:
    """Takes back what one rule counted; `used` full cards were given for coupons that are used."""
    unit = counted.unit
    gone = counted.amount - (remaining.amount if remaining else 0)
    if counted.expires_at is not None:
        lots = [lot for lot in member.lots if lot.unit == unit and lot.purchase_id == purchase_id]
        return tuple(
            posting
            for lot in lots
            if (part := min(gone, lot.remaining)) > 0
            for posting in (Posting(Account.ACTIVE, unit, -part, lot.id), Posting(Account.ISSUED, unit, part))
        )
    refilled = (counted.cycles - (remaining.cycles if remaining else 0) - used) * counted.goal
    active, debt = member.balance(Account.ACTIVE, unit), -member.balance(Account.DEBT, unit)
    worth = active - debt - gone + refilled
    return (
        *_nonzero(Account.ACTIVE, unit, max(0, worth) - active),
        *_nonzero(Account.DEBT, unit, min(0, worth) + debt),
        *_nonzero(Account.ISSUED, unit, gone),
        *_nonzero(Account.REDEEMED, unit, -refilled),
    )


def _nonzero(account: Account, unit: str, amount: int) -> tuple[Posting, ...]:
    return (Posting(account, unit, amount),) if amount else ()

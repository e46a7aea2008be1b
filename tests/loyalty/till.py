"""A till with one member at it, which keeps sales, returns, coupons, tiers and time as storage and services do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from loyalty import due, engine, tiering
from loyalty.decision import Cheque, Decision, Grant, Reversal
from loyalty.events import Birthday, Line, Presented, Purchase, Referred, Registered, Return
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Rule
from loyalty.progress import Progress
from loyalty.registry import MECHANICS
from loyalty.reversal import amount_only, everything, refund
from tests.loyalty import worlds
from tests.loyalty.worlds import NOON, ZONE, Book, programme


@dataclass
class Issued:
    """A coupon in the member's hands: `state` is `issued`, `redeemed` or `void`."""

    id: UUID
    rule_id: str
    by: UUID | None
    state: str = "issued"


def line(amount: int, category: str = "", quantity: int = 1, sku: str = "") -> Line:
    return Line(amount, category, quantity, sku)


class Till:
    """One member, one programme and a clock."""

    def __init__(self, *rules: Rule, start: Member | None = None, now: datetime = NOON, zone: str = ZONE) -> None:
        self.rules: Programme = programme(*rules)
        self.book = Book(start or worlds.member(purchases=0))
        self.now, self.zone = now, zone
        self.cheques: dict[UUID, Cheque] = {}
        self.coupons: list[Issued] = []
        self.last: UUID | None = None

    @property
    def member(self) -> Member:
        found = self.book.member
        return replace(found, facts=replace(found.facts, counts=found.counts))

    @property
    def tier(self) -> str:
        return tiering.placed(self.book.facts, self.rules).tier

    @property
    def points(self) -> int:
        """Active, pending and held points without the debt."""
        return sum(amount for (_, unit), amount in self.book.state.items() if unit == "points")

    def count(self, rule_id: str) -> int:
        return self.member.counts.get(rule_id, 0)

    def progress(self, rule_id: str) -> Progress:
        rule = next(rule for rule in self.rules.rules if rule.id == rule_id)
        show = MECHANICS[rule.mechanic].progress
        assert show is not None
        return show(rule.config, replace(self.member.facts, tier=self.tier, count=self.count(rule_id)))

    def held(self, rule_id: str) -> int:
        """How many coupons of a rule can be used."""
        return sum(coupon.rule_id == rule_id and coupon.state == "issued" for coupon in self.coupons)

    # --- time

    def at(self, now: datetime) -> list[str]:
        """Moves the clock and lets what is due happen; returns the kinds of it."""
        self.now = now
        moved = due.movements(self.member, now)
        for movement in moved:
            self.book.post(movement.postings)
        return [movement.kind for movement in moved]

    def review(self) -> str:
        """Reviews the tier."""
        rule = tiering.rule_of(self.rules)
        assert rule is not None
        tier = tiering.reviewed(rule, self.tier, self.count(rule.id))
        self.book.facts = replace(self.book.facts, tier=tier)
        return tier

    # --- events

    def event(
        self, *lines: Line | int, redeem: int = 0, coupons: tuple[str, ...] = (), outlet: str = "1", **rest: object
    ) -> Purchase:
        """The purchase with the member's oldest unused coupons of these rules, or unknown ones."""
        made = tuple(Line(each) if isinstance(each, int) else each for each in lines)
        number = UUID(int=100_000 + len(self.cheques))
        presented = tuple(Presented(self._coupon(rule_id), rule_id) for rule_id in coupons)
        return Purchase(number, self.now, self.zone, outlet, made, redeem=redeem, coupons=presented, **rest)  # type: ignore[arg-type]  # only Purchase's own fields come here

    def sell(self, *lines: Line | int, redeem: int = 0, coupons: tuple[str, ...] = ()) -> Decision:
        return self.record(self.event(*lines, redeem=redeem, coupons=coupons), self.member.facts)

    def record(self, event: Purchase, facts: Facts) -> Decision:
        """Decides with these facts (a hold has older ones) and books."""
        decision = engine.evaluate(event, replace(self.member, facts=facts), self.rules)
        self.book.post(decision.postings)
        self.cheques[event.id] = worlds.cheque(event, facts, decision, self.book)
        self.last = event.id
        for presented in event.coupons:
            for coupon in self.coupons:
                if coupon.id == presented.id:
                    coupon.state = "redeemed"
        self._promise(decision, event.id)
        self.book.facts = replace(self.book.facts, purchases=self.book.facts.purchases + 1)
        self._rise(decision.tier)
        return decision

    def back(self, amounts: Mapping[int, int] | int | None = None, cheque: UUID | None = None) -> Reversal:
        """Returns lines, an amount, or everything that is left of a cheque (the last one)."""
        cheque = cheque or self.last
        assert cheque is not None
        before = replace(self.cheques[cheque], unused=self._unused(cheque))
        if amounts is None:
            returned = everything(before, self.now)
        elif isinstance(amounts, int):
            returned = amount_only(before, amounts, self.now)
        else:
            returned = Return(self.now, amounts)
        reversal = refund(before, returned, self.member, self.rules, self.now)
        self.book.post(reversal.postings)
        self.cheques[cheque] = worlds.after(before, reversal)
        for rule_id, times in reversal.voided:
            mine = [c for c in self.coupons if c.by == cheque and c.rule_id == rule_id and c.state == "issued"]
            assert len(mine) >= times, "more coupons voided than there are"
            for coupon in mine[:times]:
                coupon.state = "void"
        if sum(reversal.returned) == before.gross:
            self._reopen(before.purchase)
        return reversal

    def join(self, number: int = 1) -> Grant:
        return self.give(Registered(self.now, self.zone, "1", number))

    def celebrate(self) -> Grant:
        return self.give(Birthday(self.now, self.zone))

    def refer(self, *, invited: bool = False) -> Grant:
        return self.give(Referred(self.now, self.zone, "1", invited))

    def give(self, event: Registered | Birthday | Referred) -> Grant:
        given = engine.grant(event, self.member, self.rules)
        self.book.post(given.postings)
        self._promise(given, None)
        self._rise(given.tier)
        return given

    # --- what services do with a decision

    def _rise(self, tier: str) -> None:
        rule = tiering.rule_of(self.rules)
        if tier and rule is not None and tiering.is_higher(rule, tier, self.tier):
            self.book.facts = replace(self.book.facts, tier=tier)

    def _promise(self, given: Decision | Grant, by: UUID | None) -> None:
        for promise in given.counting.promised:
            for _ in range(promise.times):
                self.coupons.append(Issued(UUID(int=500_000 + len(self.coupons)), promise.coupon, by))

    def _reopen(self, event: Purchase) -> None:
        for presented in event.coupons:
            for coupon in self.coupons:
                if coupon.id == presented.id and coupon.state == "redeemed":
                    coupon.state = "issued"

    def _coupon(self, rule_id: str) -> UUID:
        found = (coupon.id for coupon in self.coupons if coupon.rule_id == rule_id and coupon.state == "issued")
        return next(found, UUID(int=9))

    def _unused(self, cheque: UUID) -> dict[str, int]:
        unused: dict[str, int] = {}
        for coupon in self.coupons:
            if coupon.by == cheque:
                unused[coupon.rule_id] = unused.get(coupon.rule_id, 0) + (coupon.state == "issued")
        return unused

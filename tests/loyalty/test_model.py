"""The engine beside a second reading of the mechanics: after any story both say the same, to the point."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, run_state_machine_as_test
from hypothesis.stateful import rule as step

from loyalty import due, holds
from loyalty.engine import redeemable
from loyalty.errors import Refusal
from loyalty.ledger import Account
from loyalty.mechanics.accumulating_discount import Step
from loyalty.mechanics.stamp_card import Milestone
from loyalty.mechanics.tiers import Level
from loyalty.programme import When
from tests.loyalty import notebook, worlds
from tests.loyalty.model import Shop
from tests.loyalty.notebook import Plan
from tests.loyalty.prices import Refused
from tests.loyalty.till import Till, line
from tests.loyalty.worlds import rule

COFFEE = frozenset({"coffee"})


def rules(plan: Plan):
    """The plan as a programme of the engine."""
    coupons = [
        rule("coupon", "free", kind="item", amount=notebook.FREE_ITEM, categories=COFFEE),
        rule("coupon", "cookie", kind="item", amount=notebook.FREE_ITEM, categories=frozenset({"cake"})),
        rule("coupon", "next", kind="percent", percent=1_000),
        rule("coupon", "points", kind="points", points=notebook.COUPON_POINTS),
        rule("grant", points=40, expiry_days=10),
        rule("birthday", points=30, expiry_days=14),
        rule("referral", inviter=20, friend=10, expiry_days=30),
        rule("points_tender", value=10, minimum=500, cap=5_000, excluded=frozenset({"tobacco"})),
    ]
    monday, wednesday = frozenset({0}), frozenset({2})
    ladder = tuple(Step(*each) for each in notebook.LADDER)
    spending = tuple(Step(*each) for each in notebook.SPENDING)
    card = {"goal": notebook.GOAL, "categories": COFFEE, "reward": "free"}
    levels = tuple(Level(*each) for each in notebook.LEVELS[1:])
    earn = {"points": 3, "per": 100, "excluded": frozenset({"tobacco"}), "expiry_days": notebook.EARNED_DAYS}
    on_top, alone = {"stackable": True, "percent": 100}, {"exclusive": True, "priority": 1, "percent": 200}
    offers = [
        (plan.points, rule("earn", **earn, activation_days=plan.pending)),
        (plan.monday, rule("boost", "monday", When(weekdays=monday), factor=20_000)),
        (plan.gold, rule("boost", "gold", When(tiers=frozenset({"gold"})), factor=15_000)),
        (plan.bonus, rule("bonus", when=When(minimum=notebook.BONUS_FROM), points=5, expiry_days=notebook.BONUS_DAYS)),
        (plan.coffee_off, rule("category_discount", percent=1_000, categories=COFFEE)),
        (plan.third_free, rule("nth_free", every=3, categories=COFFEE)),
        (plan.plain, rule("discount", "plain", percent=plan.plain or 1)),
        (plan.birthday, rule("discount", "near", When(birthday=3), percent=2_000)),
        (plan.on_top, rule("discount", "on-top", **on_top)),
        (plan.wednesday_only, rule("discount", "alone", When(weekdays=wednesday), **alone)),
        (plan.ladder, rule("accumulating_discount", "ladder", steps=ladder)),
        (plan.spending, _spending(plan.spending or "month", spending)),
        (plan.money_off, rule("money_off", when=When(minimum=notebook.OFF_FROM), amount=notebook.OFF)),
        (plan.stamps, rule("stamp_card", "card", **card, milestones=(Milestone(notebook.MILESTONE, "cookie"),))),
        (plan.tiers, rule("tiers", levels=levels, days=notebook.WINDOW_DAYS)),
        (plan.next_time, rule("gift_coupon", "gift", coupon="next")),
    ]
    return [*coupons, *(made for wanted, made in offers if wanted)]


def _spending(window, steps):
    return rule("accumulating_discount", "spend", metric="spend", window=window, days=30, steps=steps)


plans = st.builds(
    Plan,
    points=st.integers(0, 5).map(bool),
    pending=st.sampled_from([0, 0, 2]),
    plain=st.sampled_from([0, 500, 333]),
    spending=st.sampled_from(["", "month", "rolling"]),
    **dict.fromkeys(
        (
            *("monday", "gold", "bonus", "coffee_off", "third_free", "birthday", "on_top", "wednesday_only", "ladder"),
            *("money_off", "stamps", "tiers", "next_time"),
        ),
        st.booleans(),
    ),
)
# Sofia's clocks change on 29 March and 25 October 2026; 2028 has a 29 February.
starts = st.sampled_from(
    [datetime.fromisoformat(f"{day}+00:00") for day in ("2026-03-27T10:00", "2026-10-23T21:30", "2028-02-27T09:00")]
) | st.just(datetime.fromisoformat("2026-12-30T12:00+00:00"))
births = st.sampled_from([(3, 29), (2, 29), (1, 1), (10, 27)])
amounts = st.sampled_from([99, 250, 500, 1_000, 1_999, 4_000])
cups = st.integers(1, 4) | st.just(3 * notebook.CARDS + 5)
goods = st.tuples(amounts, st.just("coffee"), cups) | st.tuples(
    amounts, st.sampled_from(["cake", "tobacco"]), st.just(1)
)
baskets = st.lists(goods, min_size=1, max_size=3) | st.tuples(amounts, st.just(""), st.just(1)).map(lambda one: [one])
waits = st.sampled_from(
    [timedelta(minutes=5), *(timedelta(days=days) for days in (1, 2, 3, 14, 20, 31)), timedelta(hours=11)]
)


class Story(RuleBasedStateMachine):
    """One member's story, told twice."""

    @initialize(plan=plans, now=starts, born=births)
    def open(self, plan, now, born):
        self.shop = Shop(plan, now, born)
        start = worlds.member(purchases=0)
        start = replace(start, facts=replace(start.facts, birthday=born))
        self.till = Till(*rules(plan), start=start, now=now, zone="Europe/Sofia")
        self.ids = []
        self.held = None

    # --- sales

    @step(
        basket=baskets, share=st.integers(0, 4), wanted=st.sets(st.sampled_from(["free", "cookie", "next", "points"]))
    )
    def sell(self, basket, share, wanted):
        coupons = self._coupons(wanted)
        try:
            most = self.shop.limit(basket, coupons)
            told = self.shop.sell(len(self.ids), basket, most * share // 4, coupons)
        except Refused:
            with pytest.raises(Refusal):
                self.till.sell(*self._lines(basket), coupons=coupons)
            return
        event = self.till.event(*self._lines(basket), coupons=coupons)
        assert redeemable(event, self.till.member, self.till.rules).points == most
        with pytest.raises(Refusal):
            self.till.sell(*self._lines(basket), redeem=most + 1, coupons=coupons)
        self._sold(told, self.till.sell(*self._lines(basket), redeem=most * share // 4, coupons=coupons))

    @precondition(lambda self: self.held is None and self.shop.active and not self.shop.debt)
    @step(basket=baskets, share=st.integers(1, 4))
    def ask_the_member(self, basket, share):
        points = self.shop.limit(basket, ()) * share // 4
        if not points:
            return
        event = self.till.event(*self._lines(basket), redeem=points)
        postings, held = holds.place(self.till.member, points)
        facts = self.till.member.facts
        self.till.book.post(postings)
        self.held = replace(event, held=held), facts, basket, self.shop.hold(points)

    @precondition(lambda self: self.held is not None)
    @step(agrees=st.booleans())
    def the_member_answers(self, agrees):
        event, facts, basket, held = self.held
        self.held = None
        if agrees:
            # Sales meanwhile have taken its number.
            event = replace(event, id=self.till.event(100).id)
            self._sold(self.shop.sell_held(len(self.ids), basket, (), held), self.till.record(event, facts))
        else:
            self.till.book.post(holds.release(event.held))
            self.shop.release(held)
            self._wait(timedelta())

    def _sold(self, told, decision):
        self.ids.append(self.till.last)
        assert (decision.discount, decision.payable, decision.earned, decision.raw) == told.figures

    # --- returns, time, gifts

    @precondition(lambda self: self.ids)
    @step(which=st.integers(0, 20), parts=st.lists(st.integers(0, 4), min_size=3, max_size=3))
    def bring_back(self, which, parts):
        number = which % len(self.ids)
        bought = self.shop.bought[number]
        left = [item.gross - back for item, back in zip(bought.items, bought.back, strict=True)]
        back = {
            n: rest * part // 4 for n, (rest, part) in enumerate(zip(left, parts, strict=False)) if rest * part // 4
        }
        if not back:
            return
        reversal = self.till.back(back, self.ids[number])
        told = self.shop.give_back(number, back)
        assert (reversal.money_back, reversal.restored, reversal.taken, reversal.debt) == told.figures

    @precondition(lambda self: self.held is None)
    @step(delta=waits)
    def wait(self, delta):
        self._wait(delta)

    def _wait(self, delta):
        self.till.at(self.till.now + delta)
        self.shop.wait(self.shop.now + delta)

    @precondition(lambda self: self.shop.plan.tiers and self.held is None)  # a hold lasts minutes, a review is at night
    @step()
    def review(self):
        self.till.review()
        self.shop.review()

    @step(what=st.sampled_from(["join", "celebrate", "invite", "come"]))
    def gift(self, what):
        points, days, give = {
            "join": (40, 10, self.till.join),
            "celebrate": (30, 14, self.till.celebrate),
            "invite": (20, 30, self.till.refer),
            "come": (10, 30, lambda: self.till.refer(invited=True)),
        }[what]
        give()
        self.shop.gift(points, days)

    # --- what both say

    @invariant()
    def both_say_the_same(self):
        if not hasattr(self, "shop"):
            return
        shop, till, book = self.shop, self.till, self.till.book.member
        accounts = book.balance(Account.ACTIVE), book.balance(Account.PENDING), -book.balance(Account.DEBT), book.carry
        assert accounts == (shop.active, shop.pending, shop.debt, shop.carry)
        assert dict(due.schedule(book)) == shop.schedule()
        counts = {name: till.count(name) for name in ("card", "ladder", "spend", "tiers")}
        assert counts == {
            "card": shop.stamps,
            "ladder": shop.visits,
            "spend": shop.spending("spend"),
            "tiers": shop.spending("tiers"),
        }
        assert till.tier == shop.tier
        for name in ("free", "cookie", "next"):
            assert till.held(name) == shop.coupons(name)

    # --- helpers

    def _coupons(self, wanted):
        return tuple(name for name in sorted(wanted) if name == "points" or self.shop.coupons(name))

    def _lines(self, basket):
        return [line(*each) for each in basket]


@pytest.mark.parametrize(
    ("examples", "steps"), [(25, 20), pytest.param(3_000, 40, marks=pytest.mark.long)], ids=["quick", "long"]
)
def test_the_engine_and_a_second_reading_of_the_mechanics_agree(examples, steps):
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            phases=[Phase.generate, Phase.shrink] if examples > 100 else [Phase.generate],  # shrinking takes minutes
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

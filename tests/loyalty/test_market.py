"""The use cases on a real database beside a second reading: several members, whatever happens between them."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, run_state_machine_as_test
from hypothesis.stateful import rule as step
from sqlalchemy import Connection, make_url

from loyalty import due
from loyalty.config import programme_to
from loyalty.errors import Refusal
from loyalty.events import Line
from loyalty.ledger import Account
from loyalty.programme import Programme, When
from services import people, team
from services.ledger import accounts, adjustments, audit
from services.members import profiles, registration
from services.members.profiles import Birthdate
from services.people import Person
from services.rewards import coupon_offers, coupon_uses, coupons, referral_links, referrals, tiers
from services.till import holds, presenting, refunds, sales
from services.till.cheques import Sale, new_draft
from storage import programmes
from storage.engine.sqlite import sync_engine
from storage.rewards import referrals as referral_rows
from tests.loyalty import market, worlds
from tests.loyalty.market import LIMITS, NAMES, Market
from tests.loyalty.prices import Refused
from tests.loyalty.test_model import baskets, births, plans, rules, starts, waits
from tests.loyalty.worlds import rule

MOST_MEMBERS = 4


def programme(plan: Any, first_outlet: str) -> Programme:
    """The plan as a programme, with limits on coupons and invitations."""
    made = []
    for each in rules(plan):
        config, when = each.config, each.when
        if each.mechanic == "coupon":
            config = limited(each.id, config)
            when = When(outlets=frozenset({first_outlet})) if each.id == market.ONLY_HERE else when
        if each.mechanic == "referral":
            config = replace(config, minimum=market.ENOUGH, monthly_cap=market.FRIENDS_A_MONTH)
        made.append(replace(each, config=config, when=when))
    public = rule("coupon", "public", kind="percent", percent=500)
    made.append(replace(public, config=limited("public", public.config)))
    limits = {"receipts_per_day": 1_000, "adjust_per_day": market.BY_HAND_A_DAY, "confirm_seconds": 600}
    return replace(worlds.programme(*made, **limits), zone="Europe/Sofia", language="en", currency="EUR")


def limited(name: str, config: Any) -> Any:
    limit, days = LIMITS[name], market.COUPON_DAYS_GOOD
    return replace(
        config, uses=limit.uses, total=limit.total, per_member=limit.each, period_days=limit.days, valid_days=days
    )


class Story(RuleBasedStateMachine):
    """Some members, two tills and an owner."""

    template: ClassVar[Path]
    who = st.integers(0, MOST_MEMBERS - 1)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "story.db")
        self.engine = sync_engine(make_url(f"sqlite:///{self.folder / 'story.db'}"))
        self.connection = self.engine.connect()
        self.connection.begin()  # never committed: every use case is a savepoint of it

    @initialize(plan=plans, now=starts, born=births)
    def open(self, plan: Any, now: datetime, born: tuple[int, int]) -> None:
        self.now, self.market = now, Market(plan, now, born)
        self.people: list[Person] = []
        self.sold: list[tuple[int, UUID]] = []
        self.asking: Any = None
        self.aside: Any = None
        self.touched: set[int] = set()
        self.run(self._open, programme)
        self.join(None)
        self.join(0)

    def _open(self, connection: Connection, made: Callable[[Any, str], Programme]) -> None:
        outlets = []
        for name in ("Here", "There"):
            programmes.add_outlet(connection, name, "Europe/Sofia")
        outlets = [row.id for row in programmes.outlets(connection)]
        body = json.dumps(programme_to(made(self.market.plan, str(outlets[0]))))
        programmes.add_version(connection, 1, body, datetime.min.replace(tzinfo=UTC), None, self.now)
        olga = people.seen(connection, 1, "Olga", "", None, "en", self.now)
        self.owner = team.appoint_owner(connection, olga, self.now)
        self.tills = []
        for number, outlet in enumerate(outlets):
            karim = people.seen(connection, 2 + number, "Karim", "", None, "en", self.now)
            link = team.invite(connection, self.owner, "cashier", outlet, self.now)
            self.tills.append(team.accept(connection, karim, link.token, self.now))
        coupon_offers.publish(connection, self.owner, "public", "SUMMER", self.now)

    def run(self, use_case: Callable[..., Any], *args: Any) -> Any:
        with self.connection.begin_nested():
            return use_case(self.connection, *args)

    def refused(self, use_case: Callable[..., Any], *args: Any) -> None:
        with pytest.raises(Refusal):
            self.run(use_case, *args)

    def member_id(self, who: int) -> UUID:
        member_id = self.people[who].member_id
        assert member_id
        return member_id

    def there(self, who: int) -> int:
        """One of the members that there are, who is looked at after this step, with whoever invited them."""
        found = who % len(self.people)
        friend = self.market.friends.get(found)
        self.touched |= {found} if friend is None else {found, friend.inviter}
        return found

    # --- members

    def join(self, inviter: int | None) -> None:
        self.people.append(self.run(self._join, inviter))
        self.market.join(inviter)

    def _join(self, connection: Connection, inviter: int | None) -> Person:
        person = people.seen(connection, 10 + len(self.people), "M", "", None, "en", self.now)
        if inviter is not None:
            payload = referral_links.link(connection, self.member_id(inviter))
            referral_links.arrive(connection, person.id, payload, self.now)
        day = Birthdate(self.market.born[1], self.market.born[0])
        registration.register(
            connection, person.id, processing=True, advertising=False, phone=None, link=None, now=self.now
        )
        profiles.set_birthday(connection, person.id, day, self.now)
        return people.fresh(connection, person)

    @precondition(lambda self: len(self.people) < MOST_MEMBERS)
    @step(who=st.sampled_from([0, 0, 1, 2]))
    def invite(self, who: int) -> None:
        self.join(self.there(who))

    # --- sales

    @step(who=who, basket=baskets, wanted=st.sets(st.sampled_from([*NAMES, "public"]), max_size=2), here=st.booleans())
    def sell(self, who: int, basket: Any, wanted: set[str], here: bool) -> None:
        who, basket = self.there(who), list(basket)
        names = tuple(name for name in sorted(wanted) if self.market.voucher(who, name))
        till, draft = self.tills[not here], new_draft()
        codes = [self._code(who, name) for name in names]
        try:
            told = self.market.sell(who, len(self.sold), basket, names, here=here)
        except Refused:
            self.refused(self._sell, till, draft, who, basket, codes)
            return
        self._sold(who, told, self.run(self._sell, till, draft, who, basket, codes))

    def _sell(self, connection: Connection, till: Person, draft: UUID, who: int, basket: Any, codes: Any) -> Any:
        taken = [presenting.reserve(connection, till, draft, self.member_id(who), code, self.now).id for code in codes]
        return sales.record(connection, till, self._sale(draft, who, basket, coupons=tuple(taken)), self.now)

    def _code(self, who: int, name: str) -> str:
        if name == "public":
            return "SUMMER"
        mine = coupons.of_member(self.connection, self.member_id(who), self.now)
        return next(coupon.code for coupon in mine if coupon.rule.id == name)

    def _sale(self, draft: UUID, who: int, basket: Any, redeem: int = 0, **rest: Any) -> Sale:
        lines = tuple(Line(*each) for each in basket)
        return Sale(draft, self.member_id(who), sum(line.amount for line in lines), redeem, lines, **rest)

    def _sold(self, who: int, told: Any, sold: Any) -> None:
        self.sold.append((who, sold.purchase_id))
        assert (sold.discount, sold.payable, sold.earned) == told.figures[:3]

    @precondition(lambda self: self.asking is None)
    @step(who=who, basket=baskets, share=st.integers(1, 4))
    def ask_the_member(self, who: int, basket: Any, share: int) -> None:
        who, basket = self.there(who), list(basket)
        most = self.market.most(who, basket)
        quote = self.run(sales.quote, self.tills[0], self._sale(new_draft(), who, basket), self.now)
        assert quote.redeemable == most
        self.refused(holds.place, self.tills[0], self._sale(new_draft(), who, basket, most + 1), self.now)
        points = most * share // 4
        if points:
            sale = self._sale(new_draft(), who, basket, points)
            held = self.run(holds.place, self.tills[0], sale, self.now)
            self.asking = who, basket, held.hold_id, self.market.members[who].hold(points)

    @precondition(lambda self: self.asking is not None)
    @step(agrees=st.integers(0, 3).map(bool))
    def the_member_answers(self, agrees: bool) -> None:
        who, basket, hold_id, held = self.asking
        self.asking = None
        self.there(who)
        if agrees:
            told = self.market.sell_held(who, len(self.sold), basket, held)
            self._sold(who, told, self.run(holds.confirm, self.people[who], hold_id, self.now))
        else:
            self.run(holds.decline, self.people[who], hold_id, self.now)
            self.market.members[who].release(held)

    # --- coupons

    @step(who=who, name=st.sampled_from(NAMES))
    def give_a_coupon(self, who: int, name: str) -> None:
        who = self.there(who)
        self.run(coupon_offers.give, self.owner, uuid4(), self.member_id(who), name, self.now)
        self.market.give(who, name)

    @precondition(lambda self: self.aside is None)
    @step(who=who, name=st.sampled_from([*NAMES, "public"]))
    def set_a_coupon_aside(self, who: int, name: str) -> None:
        who, draft = self.there(who), new_draft()
        if self.market.voucher(who, name) is None:
            return
        arguments = self.tills[0], draft, self.member_id(who), self._code(who, name), self.now
        try:
            self.aside = draft, self.market.set_aside(who, [name])
        except Refused:
            self.refused(presenting.reserve, *arguments)
        else:
            self.run(presenting.reserve, *arguments)

    @precondition(lambda self: self.aside is not None)
    @step()
    def leave_that_cheque(self) -> None:
        draft, uses = self.aside
        self.aside = None
        self.there(uses[0].who)
        self.run(coupon_uses.release, self.tills[0], draft, self.now)
        self.market.leave(uses)

    # --- returns, time, the owner

    @precondition(lambda self: self.sold)
    @step(which=st.integers(0, 20), part=st.sampled_from([1, 2, 3, 4, 4, 4]))
    def bring_back(self, which: int, part: int) -> None:
        number = which % len(self.sold)
        who, purchase_id = self.sold[number]
        self.there(who)
        bought = self.market.members[who].bought[number]
        amount = (bought.gross - sum(bought.back)) * part // 4
        if amount:
            done = self.run(refunds.record, self.tills[0], purchase_id, amount, str(uuid4()), self.now)
            told = self.market.give_back(who, number, amount)
            assert (done.money_back, done.restored, done.taken, done.debt) == told.figures

    @precondition(lambda self: self.asking is None)
    @step(delta=waits)
    def wait(self, delta: timedelta) -> None:
        self.now += delta
        self.market.wait(self.now)
        self.touched = set(range(len(self.people)))
        self.run(coupon_uses.release_lapsed, self.now)
        while found := tiers.due(self.connection, self.now):
            for member_id in found:
                self.run(tiers.review, member_id, self.now)

    @step(who=who, points=st.sampled_from([5, 25, 45, -5, -25]))
    def adjust(self, who: int, points: int) -> None:
        who = self.there(who)
        arguments = self.owner, uuid4(), self.member_id(who), points, "because", self.now
        try:
            self.market.adjust(who, points)
        except Refused:
            self.refused(adjustments.adjust, *arguments)
        else:
            self.run(adjustments.adjust, *arguments)

    @precondition(lambda self: any(friend.state == "review" for friend in self.market.friends.values()))
    @step(pay=st.booleans())
    def decide(self, pay: bool) -> None:
        who = next(who for who, friend in self.market.friends.items() if friend.state == "review")
        self.there(who)
        self.market.decide(who, pay=pay)
        self.run(referrals.decide, self.owner, self.member_id(who), pay, self.now)

    # --- what both say

    @invariant()
    def both_say_the_same(self) -> None:
        if not hasattr(self, "market"):
            return
        for who in self.touched:
            mine = self.market.members[who]
            seen = accounts.view(self.connection, self.member_id(who), self.now)
            figures = [seen.balance(account) for account in (Account.ACTIVE, Account.PENDING, Account.DEBT)]
            assert (*figures, seen.carry) == (mine.active, mine.pending, -mine.debt, mine.carry)
            assert dict(due.schedule(seen)) == mine.schedule()
            counts = {name: seen.counts.get(name, 0) for name in ("card", "ladder", "spend", "tiers")}
            spent = {name: mine.spending(name) for name in ("spend", "tiers")}
            assert counts == {"card": mine.stamps, "ladder": mine.visits, **spent}
            assert (seen.facts.tier or ("bronze" if mine.plan.tiers else "")) == mine.tier
            held = [each.rule.id for each in coupons.of_member(self.connection, self.member_id(who), self.now)]
            assert {name: held.count(name) for name in NAMES} == {name: mine.coupons(name) for name in NAMES}
            friend, row = self.market.friends.get(who), referral_rows.of_friend(self.connection, self.member_id(who))
            assert (row.state if row else None) == (friend.state if friend else None)
        self.touched = set()

    def teardown(self) -> None:
        if hasattr(self, "market"):
            self.touched = set(range(len(self.people)))
            self.both_say_the_same()
            assert list(audit.differences(self.connection)) == []
        self.connection.close()
        self.engine.dispose()
        shutil.rmtree(self.folder)


@pytest.mark.parametrize(
    ("examples", "steps"), [(12, 20), pytest.param(3_000, 40, marks=pytest.mark.long)], ids=["quick", "long"]
)
def test_the_use_cases_and_a_second_reading_of_the_mechanics_agree(
    examples: int, steps: int, sqlite_template: Path
) -> None:
    Story.template = sqlite_template
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            phases=[Phase.generate, Phase.shrink] if examples > 100 else [Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""A small world for the engine's tests: members, programmes, a book that applies postings, and strategies."""

import types
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty.counting import Counting
from loyalty.decision import Cheque, Decision, Reversal
from loyalty.errors import SettingInvalid
from loyalty.events import Line, Purchase
from loyalty.ledger import CARRY, COUNT, MILLION, POINTS, WINDOW, Account, Lot, NewLot, Posting, in_lots
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Rule, Taken, When
from loyalty.registry import MECHANICS

NOON = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, 12:00 in Moscow
ZONE = "Europe/Moscow"
MEMBER = UUID(int=1)
PURCHASE = UUID(int=77)


def programme(*rules: Rule, **settings_: Any) -> Programme:
    made = Programme(1, "Test", "RUB", ZONE, "ru", rules)
    return replace(made, settings=replace(made.settings, **settings_))


def rule(
    mechanic: str,
    id_: str = "",
    when: When | None = None,
    *,
    priority: int = 0,
    exclusive: bool = False,
    stackable: bool = False,
    paused: bool = False,
    **config: Any,
) -> Rule:
    made = MECHANICS[mechanic].config(**config)
    return Rule(id_ or mechanic, mechanic, made, when or When(), priority, exclusive, paused, stackable)


def purchase(*amounts: int, redeem: int = 0, at: datetime = NOON, **rest: Any) -> Purchase:
    return Purchase(PURCHASE, at, ZONE, "1", tuple(Line(amount) for amount in amounts), redeem=redeem, **rest)


def lot(number: int, points: int, *, pending: bool = False, days: int | None = 100, **rest: Any) -> Lot:
    account = Account.PENDING if pending else Account.ACTIVE
    ends = None if days is None else NOON + timedelta(days=days)
    return Lot(UUID(int=number), POINTS, account, points, points, NOON + timedelta(days=1) * pending, ends, **rest)


def member(*lots: Lot, carry: int = 0, debt: int = 0, purchases: int = 3) -> Member:
    balances: defaultdict[tuple[Account, str], int] = defaultdict(int)
    for each in lots:
        balances[each.account, POINTS] += each.remaining
    balances[Account.ACTIVE, CARRY] = carry
    balances[Account.DEBT, POINTS] = -debt
    return Member(MEMBER, Facts(NOON - timedelta(days=30), purchases), dict(balances), lots)


class Book:
    """One member's ledger in memory: applies postings as storage does and refuses what the database would refuse."""

    def __init__(self, start: Member) -> None:
        self.facts = start.facts
        self.balances = defaultdict(int, start.balances)
        self.lots = {each.id: each for each in start.lots}
        self.next = 1000

    @property
    def member(self) -> Member:
        return Member(MEMBER, self.facts, dict(self.balances), tuple(x for x in self.lots.values() if x.remaining))

    @property
    def state(self) -> dict[tuple[Account, str], int]:
        return {key: amount for key, amount in self.balances.items() if amount and key[0] in MEMBERS}

    def post(self, postings: tuple[Posting, ...]) -> None:
        sums: defaultdict[str, int] = defaultdict(int)
        for posting in postings:
            assert posting.amount != 0, posting
            sums[posting.unit] += posting.amount
            self.balances[posting.account, posting.unit] += posting.amount
            if in_lots(posting.unit) and posting.account in {Account.ACTIVE, Account.PENDING}:
                self._move(posting)
            if posting.unit == POINTS and posting.why:
                assert sum(step.millionths for step in posting.why) == posting.amount * MILLION, posting
        assert not any(sums.values()), sums
        self.check()

    def _move(self, posting: Posting) -> None:
        assert posting.lot is not None, posting
        if isinstance(posting.lot, NewLot):
            new = posting.lot
            assert new.amount == posting.amount
            self.next += 1
            id_ = UUID(int=self.next)
            self.lots[id_] = Lot(
                id_, new.unit, new.account, new.amount, new.amount, new.active_from, new.expires_at, new.purchase_id
            )
            return
        old = self.lots[posting.lot]
        account = Account.ACTIVE if posting.account is Account.ACTIVE and posting.amount > 0 else old.account
        self.lots[old.id] = replace(old, remaining=old.remaining + posting.amount, account=account)

    def check(self) -> None:
        for (account, unit), amount in self.balances.items():
            if account in {Account.ACTIVE, Account.PENDING, Account.HELD}:
                assert amount >= 0, (account, unit, amount)
        assert all(amount <= 0 for (account, _), amount in self.balances.items() if account is Account.DEBT)
        assert 0 <= self.balances[Account.ACTIVE, CARRY] < MILLION
        for account in (Account.ACTIVE, Account.PENDING):
            for unit in {POINTS, *(lot.unit for lot in self.lots.values())}:
                held = [x for x in self.lots.values() if x.account is account and x.unit == unit]
                assert all(0 <= x.remaining <= x.amount for x in held)
                assert sum(x.remaining for x in held) == self.balances[account, unit]


MEMBERS = {Account.ACTIVE, Account.PENDING, Account.HELD, Account.DEBT}


def cheque(event: Purchase, facts: Facts, decision: Decision, book: Book) -> Cheque:
    """What storage keeps of a decided purchase."""
    taken = tuple(
        Taken(posting.lot, -posting.amount, book.lots[posting.lot].expires_at)
        for posting in decision.postings
        if posting.unit == POINTS and posting.amount < 0 and isinstance(posting.lot, UUID)
    )
    return Cheque(
        event, facts, decision.shares, decision.payable, decision.points_redeemed, decision.points_value,
        decision.raw, decision.bonus, taken, counting=decision.counting, unused=unused_of(decision.counting),
    )  # fmt: skip


def unused_of(counting: Counting) -> dict[str, int]:
    """The coupons that were promised, none of them used yet."""
    unused: dict[str, int] = defaultdict(int)
    for promise in counting.promised:
        unused[promise.coupon] += promise.times
    return dict(unused)


def after(before: Cheque, reversal: Reversal) -> Cheque:
    """The cheque as storage gives it for the next return."""
    return replace(
        before,
        raw=reversal.raw,
        bonus=reversal.bonus,
        returned=reversal.returned,
        counting=reversal.counting,
        unused={name: times - dict(reversal.voided).get(name, 0) for name, times in before.unused.items()},
        restored=before.restored + reversal.restored,
        money_back=before.money_back + reversal.money_back,
    )


# --- properties ----------------------------------------------------------------------------------------------------

depths = pytest.mark.parametrize("examples", [8, pytest.param(1000, marks=pytest.mark.long)])


def for_all(strategy: st.SearchStrategy, examples: int, body: Any) -> None:
    """Runs `body` on drawn values; the same ones every time in the quick run, so that it never fails by chance."""
    quick = examples < 100
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    profile = settings(
        max_examples=examples, deadline=None, derandomize=quick, database=None, suppress_health_check=checks
    )
    profile(given(strategy)(body))()


RULES = 4
CATEGORIES = st.sampled_from(["", "coffee", "tobacco"])


def _scalar(hint: Any, metadata: Any) -> st.SearchStrategy:
    if metadata.get("choices"):
        return st.sampled_from(metadata["choices"])
    if hint is int:
        low = metadata.get("minimum")
        high = metadata.get("maximum")
        low = 0 if low is None else low
        return st.integers(low, min(high or 50_000, max(low, 50_000)))
    return {
        bool: st.booleans(),
        str: CATEGORIES,
        date: st.dates(date(2026, 2, 1), date(2026, 4, 1)),
        time: st.sampled_from([time(0), time(9), time(12), time(12, 30), time(23)]),
    }[hint]


def values(hint: Any, metadata: Any) -> st.SearchStrategy:
    """Values of a setting's type within its limits; a mechanic nobody has thought of yet is drawn all the same."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return st.none() | values(next(a for a in arguments if a is not types.NoneType), metadata)
    if origin is frozenset:
        return st.frozensets(values(arguments[0], metadata), max_size=2)
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0], metadata), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values(argument, metadata) for argument in arguments))
    return objects(hint) if is_dataclass(hint) else _scalar(hint, metadata)


@st.composite
def objects(draw: st.DrawFn, cls: type) -> Any:
    """A dataclass of settings, each either its default or drawn."""
    hints = get_type_hints(cls)
    drawn = {
        field.name: draw(values(hints[field.name], field.metadata)) for field in fields(cls) if draw(st.booleans())
    }
    while True:
        try:
            return cls(**drawn)
        except SettingInvalid as refusal:  # settings that do not go together: the one complained of keeps its default
            del drawn[refusal.field]


conditions = st.just(When()) | objects(When).filter(lambda when: when.hours is None or len(set(when.hours)) == 2)


def names() -> list[str]:
    """The mechanics that are drawn."""
    return sorted(MECHANICS)


@st.composite
def rules(draw: st.DrawFn, number: int) -> Rule:
    mechanic = draw(st.sampled_from(names()))
    config = draw(objects(MECHANICS[mechanic].config))
    priority, exclusive = draw(st.integers(0, 2)), draw(st.integers(0, 4)) == 0
    paused, stackable = draw(st.integers(0, 9)) == 0, draw(st.booleans())
    id_ = f"{'card' if hasattr(config, 'goal') else 'r'}{number}"  # what a card counts never ends with a window
    return Rule(id_, mechanic, config, draw(conditions), priority, exclusive, paused, stackable)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Any rules, beside the plain ones that make something happen on most cheques."""
    plain = [
        rule("earn", "a-earn", points=draw(st.integers(1, 30)), per=draw(st.sampled_from([7, 100, 1000, 9_999]))),
        rule("points_tender", "a-tender", value=draw(st.sampled_from([1, 3, 100])), cap=draw(st.integers(1, 10_000))),
        rule("grant", "a-grant", points=draw(st.integers(1, 200))),
    ]
    drawn = [draw(rules(number)) for number in range(draw(st.integers(0, RULES)))]
    return programme(*plain, *drawn)


@st.composite
def members(draw: st.DrawFn) -> Member:
    """A member with lots, counts and a birthday; who owes has no active points, since every credit repays first."""
    owes = draw(st.integers(0, 3)) == 0
    ends = st.sampled_from([2, 40, None])
    count = draw(st.integers(0, 3))
    lots = [
        lot(number, draw(st.integers(1, 300)), pending=owes or draw(st.booleans()), days=draw(ends))
        for number in range(2, 2 + count)
    ]
    carry = draw(st.sampled_from([0, 1, 500_000, MILLION - 1]))
    made = member(*lots, carry=carry, debt=draw(st.integers(1, 50)) if owes else 0, purchases=draw(st.integers(0, 1)))
    made = counted(made, {f"card{number}": draw(COUNTS) for number in range(RULES)})
    made = counted(made, {f"r{number}": draw(COUNTS) for number in range(RULES)}, draw(st.booleans()))
    birthday = draw(st.sampled_from([None, (3, 2), (2, 29), (12, 31)]))
    return replace(
        made, facts=replace(made.facts, birthday=birthday, tier=draw(st.sampled_from(["", "silver", "coffee"])))
    )


COUNTS = st.sampled_from([0, 0, 1, 4, 9, 99_999, -1, -7])


def counted(start: Member, counts: Mapping[str, int], windows: bool = False) -> Member:
    """The member with so much counted by each rule, for ever or in a window that ends; what is below zero is owed."""
    balances, lots = dict(start.balances), list(start.lots)
    for number, (rule_id, amount) in enumerate(counts.items()):
        if amount > 0 and windows:
            lots.append(replace(lot(100 + number, amount, days=20), unit=WINDOW + rule_id))
            balances[Account.ACTIVE, WINDOW + rule_id] = amount
        elif amount:
            balances[Account.ACTIVE if amount > 0 else Account.DEBT, COUNT + rule_id] = amount
    made = replace(start, balances=balances, lots=tuple(lots))
    return replace(made, facts=replace(made.facts, counts=made.counts))


@st.composite
def purchases(draw: st.DrawFn) -> Purchase:
    lines = draw(st.lists(st.tuples(st.integers(0, 60_000), CATEGORIES, st.integers(1, 7)), min_size=1, max_size=4))
    amounts = tuple(Line(*line) for line in lines)
    if not sum(line.amount for line in amounts):
        amounts = (*amounts, Line(12_345))
    return Purchase(PURCHASE, NOON, ZONE, "1", amounts)

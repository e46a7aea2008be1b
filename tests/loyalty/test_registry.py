"""What holds for every mechanic in the registry, also for one that nobody has written yet."""

import ast
import json
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import strategies as st

from loyalty import config
from loyalty.counting import Counting
from loyalty.engine import evaluate, grant, redeemable
from loyalty.errors import Refusal, SettingInvalid
from loyalty.events import Birthday, Presented, Purchase, Referred, Registered, Return
from loyalty.ledger import MILLION, POINTS
from loyalty.member import Member
from loyalty.programme import Phase, Programme
from loyalty.registry import MECHANICS
from loyalty.reversal import amount_only, everything, refund
from tests.loyalty import worlds
from tests.loyalty.worlds import NOON, ZONE, Book, depths, for_all

mechanics = pytest.mark.parametrize("mechanic", sorted(MECHANICS))


@mechanics
def test_a_mechanic_has_phases_and_a_frozen_config_that_documents_itself(mechanic):
    made = MECHANICS[mechanic]
    assert made.phases
    assert all(isinstance(phase, Phase) for phase in made.phases)
    assert is_dataclass(made.config)
    assert made.config.__dataclass_params__.frozen
    assert made.config.__doc__
    assert made.config() == made.config()
    assert all("unit" in field.metadata for field in fields(made.config))


def test_the_registry_names_every_module_of_mechanics():
    folder = Path(config.__file__).parent / "mechanics"
    assert sorted(MECHANICS) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def test_no_float_and_no_true_division_in_the_domain():
    """`/` is allowed between Fractions only; there it is exact."""
    exact = {"earning.py", "reversal.py"}
    for path in Path(config.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert path.name in exact or not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), path


@mechanics
@depths
def test_config_round_trip(mechanic, examples):
    def body(made):
        assert config.decode(mechanic, json.loads(json.dumps(config.encode(made)))) == made

    for_all(worlds.objects(MECHANICS[mechanic].config), examples, body)


@mechanics
def test_config_refuses_what_it_does_not_know(mechanic):
    with pytest.raises(SettingInvalid) as refused:
        config.decode(mechanic, {"surprise": 1})
    assert (refused.value.field, refused.value.problem) == ("surprise", "unknown-field")


@mechanics
def test_config_refuses_floats_and_values_out_of_range(mechanic):
    made = MECHANICS[mechanic].config()
    for field in fields(made):
        if isinstance(getattr(made, field.name), int):
            for wrong in (1.5, True, "1", field.metadata["minimum"] - 1, 10**13):
                with pytest.raises(SettingInvalid) as refused:
                    config.decode(mechanic, {field.name: wrong})
                assert refused.value.field == field.name


@depths
def test_programme_round_trip(examples):
    def body(made):
        assert config.programme_from(json.loads(json.dumps(config.programme_to(made)))) == made

    for_all(worlds.programmes(), examples, body)


# --- a sale under any rules ----------------------------------------------------------------------------------------


def asked(event: Purchase, member: Member, programme: Programme, share: int) -> Purchase:
    """The purchase with every coupon that may be presented, and a part of what may be redeemed asked for."""
    for number, rule in enumerate(sorted(programme.rules, key=lambda rule: rule.id)):
        if MECHANICS[rule.mechanic].by_coupon:
            tried = replace(event, coupons=(*event.coupons, Presented(UUID(int=number), rule.id)))
            with suppress(Refusal):
                redeemable(tried, member, programme)
                event = tried
    most = redeemable(event, member, programme).points
    return replace(event, redeem=most * share // 4)


EVENTS = (
    Registered(NOON, ZONE, "1", 5),
    Birthday(NOON, ZONE),
    Referred(NOON, ZONE, "1", invited=True),
    Referred(NOON, ZONE, "1", invited=False),
)
sales = st.tuples(worlds.purchases(), worlds.members(), worlds.programmes(), st.integers(0, 4))


@depths
def test_the_order_in_which_rules_are_stored_never_matters(examples):
    def body(case):
        (event, member, programme, share), order = case
        event = asked(event, member, programme, share)
        shuffled = replace(programme, rules=tuple(order.sample(programme.rules, len(programme.rules))))
        assert evaluate(event, member, shuffled) == evaluate(event, member, programme)
        for happened in EVENTS:
            assert grant(happened, member, shuffled) == grant(happened, member, programme)

    for_all(st.tuples(sales, st.randoms(use_true_random=False)), examples, body)


@depths
def test_explained_is_posted_and_nothing_goes_below_zero(examples):
    def body(case):
        event, member, programme, share = case
        decision = evaluate(asked(event, member, programme, share), member, programme)
        Book(member).post(decision.postings)
        assert sum(step.millionths for step in decision.steps) == decision.earned * MILLION
        ruled = [step for step in decision.steps if step.rule_id]
        assert sum(step.millionths for step in ruled) == decision.raw + decision.bonus * MILLION
        assert sum(off.amount for off in decision.offs) == decision.discount
        assert all(step.rule_version == programme.version for step in ruled)
        shares = decision.shares
        assert sum(s.gross for s in shares) == decision.gross
        assert sum(s.points_paid for s in shares) == decision.points_value
        assert sum(s.money for s in shares) == decision.payable
        assert all(0 <= s.points_paid <= s.net <= s.gross for s in shares)
        for happened in EVENTS:
            given = grant(happened, member, programme)
            Book(member).post(given.postings)
            assert sum(step.millionths for step in given.steps) == given.points * MILLION

    for_all(sales, examples, body)


@depths
def test_one_point_more_than_redeemable_is_refused(examples):
    def body(case):
        event, member, programme, _ = case
        most = redeemable(event, member, programme)
        assert evaluate(event, member, programme).redeemable == most
        assert (most.points == 0) == bool(most.reason)
        with pytest.raises(Refusal) as refused:
            evaluate(replace(event, redeem=most.points + 1), member, programme)
        assert refused.value.name == (most.reason or "insufficient_points")

    for_all(sales, examples, body)


# --- refunds under any rules ---------------------------------------------------------------------------------------

steps = st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(1, 100)), max_size=4)


def some_return(cheque, step):
    """A return of a part of one line, or of a part of everything; None when that part is nothing."""
    by_line, line, percent = step
    left = everything(cheque, NOON).amounts
    if not by_line:
        return amount_only(cheque, max(1, sum(left.values()) * percent // 100), NOON)
    amount = left.get(line, 0) * percent // 100
    return replace(everything(cheque, NOON), amounts={line: amount}) if amount else None


class Returns:
    """A sale under drawn rules and the drawn returns that take it back to nothing."""

    def __init__(self, case):
        (event, self.member, self.programme, share), self.parts = case
        self.event = asked(event, self.member, self.programme, share)
        self.book = Book(self.member)
        self.decision = evaluate(self.event, self.member, self.programme)
        self.book.post(self.decision.postings)
        self.first = worlds.cheque(self.event, self.member.facts, self.decision, self.book)

    def steps(self):
        """Yields the cheque as it is after each return, and the return."""
        cheque, parts = self.first, list(self.parts)
        while sum(cheque.returned) < cheque.gross:
            returned = some_return(cheque, parts.pop(0)) if parts else everything(cheque, NOON)
            if returned is None:
                continue
            reversal = refund(cheque, returned, self.book.member, self.programme, NOON)
            self.book.post(reversal.postings)
            cheque = worlds.after(cheque, reversal)
            yield cheque, reversal


returns = st.tuples(sales, steps)


@depths
def test_any_sequence_of_returns_ends_where_the_sale_began(examples):
    def body(case):
        made = Returns(case)
        start = Book(made.member)
        *_, (cheque, _) = made.steps()
        assert cheque.raw == cheque.bonus == 0
        assert cheque.counting == Counting()
        assert not any(cheque.unused.values())
        assert made.book.state == start.state
        assert {id_: made.book.lots[id_] for id_ in start.lots} == start.lots

    for_all(returns, examples, body)


@depths
def test_a_full_card_whose_coupon_was_used_is_owed_and_nothing_else(examples):
    """However the returns were split: of each card that is short, as many stamps are missing as used coupons took."""

    def body(case):
        (sale, parts), used = case
        made = Returns((sale, parts))
        made.first = replace(made.first, unused={name: max(0, n - used) for name, n in made.first.unused.items()})
        *_, (cheque, _) = made.steps()
        goals = {each.rule_id: each.goal for each in made.first.counting.counted if each.goal}
        for rule_id, before in made.member.counts.items() | {(rule_id, 0) for rule_id in goals}:
            short = made.member.counts.get(rule_id, 0) - made.book.member.counts.get(rule_id, 0)
            cards = sum(p.times for p in made.first.counting.promised if p.full and p.by == rule_id)
            assert short in {goals.get(rule_id, 1) * number for number in range(min(cards, used) + 1)}, before
        assert not any(cheque.unused.values())

    for_all(st.tuples(returns, st.integers(1, 2)), examples, body)


@depths
def test_money_back_is_what_was_paid_and_the_points_are_those_that_paid(examples):
    def body(case):
        made = Returns(case)
        reversals = [reversal for _, reversal in made.steps()]
        assert sum(reversal.money_back for reversal in reversals) == made.decision.payable
        assert sum(reversal.restored for reversal in reversals) == made.decision.points_redeemed
        assert sum(reversal.gross for reversal in reversals) == made.decision.gross
        assert all(min(reversal.money_back, reversal.restored, reversal.taken) >= 0 for reversal in reversals)

    for_all(returns, examples, body)


@depths
def test_splitting_a_return_never_pays_more(examples):
    """However it was split: the same money and points as one return of as much, and never more than is taken back."""

    def body(case):
        made = Returns(case)
        for cheque, _ in made.steps():
            at_once = Return(NOON, dict(enumerate(cheque.returned)))
            whole = refund(made.first, at_once, made.member, made.programme, NOON)
            assert (cheque.money_back, cheque.restored) == (whole.money_back, whole.restored)
            assert cheque.raw <= whole.raw

    for_all(returns, examples, body)


@depths
def test_after_a_refund_the_member_never_has_more_than_without_the_sale(examples):
    """Whatever was spent meanwhile: points, pending points and debt together come back to where they were."""

    def body(case):
        (event, member, programme, share), spend = case
        event = asked(event, member, programme, share)
        book = Book(member)
        worth = sum(amount for (_, unit), amount in book.state.items() if unit == POINTS)
        decision = evaluate(event, member, programme)
        book.post(decision.postings)
        cheque = worlds.cheque(event, member.facts, decision, book)
        spent = _spend(book, spend)
        book.post(refund(cheque, everything(cheque, NOON), book.member, programme, NOON).postings)
        assert sum(amount for (_, unit), amount in book.state.items() if unit == POINTS) == worth - spent
        if book.balances[worlds.Account.DEBT, POINTS] < 0:
            assert book.balances[worlds.Account.ACTIVE, POINTS] == 0

    for_all(st.tuples(sales, st.integers(0, 4)), examples, body)


def _spend(book: Book, share: int) -> int:
    """Pays another cheque, all with points, from the book; returns how many."""
    rules = worlds.programme(worlds.rule("points_tender", value=1, cap=10_000))
    points = book.member.spendable * share // 4
    book.post(evaluate(worlds.purchase(1_000_000, redeem=points), book.member, rules).postings)
    return points

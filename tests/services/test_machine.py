"""The use cases against a model of the ledger written without looking at the engine: any story, the same figures."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from sqlalchemy import Connection, make_url

from loyalty.config import programme_from
from loyalty.errors import AlreadyReturned, HoldExpired, InsufficientPoints, PointsInDebt, ReturnTooLarge, UndoTooLate
from loyalty.ledger import CARRY, Account
from services import people, team
from services.ledger import accounts, audit, expiry
from services.members import registration
from services.people import Person
from services.till import holds, refunds, sales
from services.till.cheques import Sale, new_draft
from storage import programmes
from storage.engine.sqlite import sync_engine
from storage.members import members as member_rows

MORNING = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)
PER, VALUE, CAP, WELCOME, GRACE, UNDO = 10, 3, 5_000, 5, 14, 1_440
PROGRAMME = {
    "version": 1,
    "name": "Model",
    "currency": "EUR",
    "zone": "UTC",
    "language": "en",
    "settings": {"receipts_per_day": 1_000, "undo_minutes": UNDO},
    "rules": [
        {"id": "earn", "mechanic": "earn", "config": {"points": 1, "per": PER, "expiry_days": 2}},
        {"id": "pay", "mechanic": "points_tender", "config": {"value": VALUE, "cap": CAP}},
        {"id": "hello", "mechanic": "grant", "config": {"points": WELCOME, "expiry_days": 1}},
    ],
}


def midnight(at: datetime, days: int) -> datetime:
    return datetime.combine((at + timedelta(days=days + 1)).date(), time.min, UTC)


@dataclass
class Pile:
    """Points that came together: the model's idea of a lot."""

    ends: datetime
    born: int
    left: int
    cheque: UUID | None


@dataclass
class Cheque:
    gross: int
    paid: int
    spent: list[tuple[Pile, int]]
    raw: int
    at: datetime
    back: int = 0
    money_back: int = 0
    restored: int = 0


@dataclass
class Book:
    """One member as the model keeps them."""

    piles: list[Pile] = field(default_factory=list)
    carry: int = 0
    debt: int = 0
    cheques: dict[UUID, Cheque] = field(default_factory=dict)
    held: dict[UUID, tuple[Sale, list[tuple[Pile, int]], datetime]] = field(default_factory=dict)
    births: int = 0

    @property
    def active(self) -> int:
        return sum(pile.left for pile in self.piles)

    def pass_time(self, now: datetime) -> None:
        for hold, (_, taken, until) in list(self.held.items()):
            if until <= now:
                self.give_back(hold, taken)
        for pile in self.piles:
            if pile.ends <= now:
                pile.left = 0

    def give_back(self, hold: UUID, taken: list[tuple[Pile, int]]) -> None:
        for pile, points in taken:
            pile.left += points
        del self.held[hold]

    def add(self, points: int, ends: datetime, cheque: UUID | None) -> None:
        repaid = min(points, self.debt)
        self.debt -= repaid
        if points > repaid:
            self.births += 1
            self.piles.append(Pile(ends, self.births, points - repaid, cheque))

    def spend(self, points: int) -> list[tuple[Pile, int]]:
        taken = []
        for pile in sorted(self.piles, key=lambda pile: (pile.ends, pile.born)):
            part = min(points, pile.left)
            if part:
                pile.left -= part
                points -= part
                taken.append((pile, part))
        assert points == 0
        return taken

    def sell(self, cheque: UUID, gross: int, spent: list[tuple[Pile, int]], at: datetime) -> None:
        paid = gross - VALUE * sum(points for _, points in spent)
        raw = paid * 1_000_000 // PER
        points, self.carry = divmod(self.carry + raw, 1_000_000)
        self.add(points, midnight(at, 2), cheque)
        self.cheques[cheque] = Cheque(gross, paid, spent, raw, at)

    def take_back(self, cheque: UUID, amount: int, now: datetime) -> tuple[int, int]:
        """Returns the money and the points that go back."""
        sold = self.cheques[cheque]
        sold.back += amount
        redeemed = sum(points for _, points in sold.spent)
        restored = redeemed * sold.back // sold.gross - sold.restored
        money = sold.paid * sold.back // sold.gross - sold.money_back
        raw = (sold.paid * (sold.gross - sold.back) // sold.gross) * 1_000_000 // PER
        self.carry -= sold.raw - raw
        gone = 0
        while self.carry < 0:
            self.carry += 1_000_000
            gone += 1
        own = [pile for pile in self.piles if pile.cheque == cheque]
        others = sorted((p for p in self.piles if p.cheque != cheque), key=lambda pile: (pile.ends, pile.born))
        for pile in own + others:
            part = min(gone, pile.left)
            pile.left -= part
            gone -= part
        self.debt += gone
        repaid = min(restored, self.debt)
        self.debt -= repaid
        self._return_to_piles(sold, restored - repaid, now)
        sold.restored += restored
        sold.money_back += money
        sold.raw = raw
        return money, restored

    def _return_to_piles(self, sold: Cheque, points: int, now: datetime) -> None:
        skip, dead = sold.restored, 0
        for pile, spent in sorted(sold.spent, key=lambda entry: (entry[0].ends, entry[0].born), reverse=True):
            skipped = min(skip, spent)
            skip -= skipped
            part = min(points, spent - skipped)
            points -= part
            if pile.ends <= now:
                dead += part
            else:
                pile.left += part
        if dead:
            self.births += 1
            self.piles.append(Pile(midnight(now, GRACE), self.births, dead, None))


class Story(RuleBasedStateMachine):
    """Two members, one till, and time."""

    template: ClassVar[Path]
    cheques = Bundle("cheques")
    waiting = Bundle("waiting")
    who = st.integers(0, 1)
    amounts = st.integers(1, 120)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "story.db")
        self.engine = sync_engine(make_url(f"sqlite:///{self.folder / 'story.db'}"))
        self.now = MORNING
        self.books = [Book(), Book()]
        self.run(self._open)

    def _open(self, connection: Connection) -> None:
        programme_from(PROGRAMME)
        programmes.add_version(connection, 1, json.dumps(PROGRAMME), datetime.min.replace(tzinfo=UTC), None, MORNING)
        programmes.add_outlet(connection, "Model", "UTC")
        cashier = people.seen(connection, 1, "Karim", "", None, "en", MORNING)
        self.cashier = team.appoint_owner(connection, cashier, MORNING)
        self.people: list[Person] = []
        for number, book in enumerate(self.books):
            person = people.seen(connection, 10 + number, "M", "", None, "en", MORNING)
            registration.register(
                connection, person.id, processing=True, advertising=False, phone=None, link=None, now=MORNING
            )
            self.people.append(people.fresh(connection, person))
            book.add(WELCOME, midnight(MORNING, 1), None)

    def run(self, use_case: Callable[..., Any], *args: Any) -> Any:
        with self.engine.begin() as connection:
            return use_case(connection, *args)

    def member_id(self, who: int) -> UUID:
        member_id = self.people[who].member_id
        assert member_id
        return member_id

    @rule(target=cheques, who=who, amount=amounts)
    def sell(self, who: int, amount: int) -> Any:
        book, sale = self.books[who], Sale(new_draft(), self.member_id(who), amount)
        book.pass_time(self.now)
        sold = self.run(sales.record, self.cashier, sale, self.now)
        assert self.run(sales.record, self.cashier, sale, self.now).purchase_id == sold.purchase_id
        book.sell(sale.draft_id, amount, [], self.now)
        assert (sold.payable, sold.balance) == (amount, book.active)
        return who, sale.draft_id

    @rule(target=waiting, who=who, amount=amounts, share=st.integers(1, 100))
    def hold(self, who: int, amount: int, share: int) -> Any:
        book = self.books[who]
        book.pass_time(self.now)
        most = min(0 if book.debt else book.active, amount * CAP // (10_000 * VALUE))
        points = max(1, most * share // 100)
        sale = Sale(new_draft(), self.member_id(who), amount, points)
        if points > most:
            with pytest.raises(PointsInDebt if book.debt else InsufficientPoints):
                self.run(holds.place, self.cashier, sale, self.now)
            return multiple()
        held = self.run(holds.place, self.cashier, sale, self.now)
        book.held[held.hold_id] = (sale, book.spend(points), self.now + timedelta(seconds=60))
        return who, held.hold_id

    @rule(target=cheques, hold=waiting)
    def confirm(self, hold: tuple[int, UUID]) -> Any:
        who, hold_id = hold
        book = self.books[who]
        book.pass_time(self.now)
        if hold_id not in book.held:
            return multiple()
        sale, taken, until = book.held.pop(hold_id)
        sold = self.run(holds.confirm, self.people[who], hold_id, self.now)
        book.sell(sale.draft_id, sale.amount, taken, until - timedelta(seconds=60))
        assert sold.payable == book.cheques[sale.draft_id].paid
        return who, sale.draft_id

    @rule(hold=waiting)
    def decline(self, hold: tuple[int, UUID]) -> None:
        who, hold_id = hold
        book = self.books[who]
        book.pass_time(self.now)
        if hold_id in book.held:
            self.run(holds.decline, self.people[who], hold_id, self.now)
            book.give_back(hold_id, book.held[hold_id][1])

    @rule(hold=waiting)
    def confirm_too_late(self, hold: tuple[int, UUID]) -> None:
        who, hold_id = hold
        if hold_id in self.books[who].held:
            self.now = max(self.now, self.books[who].held[hold_id][2])
            with pytest.raises(HoldExpired):
                self.run(holds.confirm, self.people[who], hold_id, self.now)

    @rule(cheque=cheques, amount=amounts, number=st.integers(1, 4))
    def refund(self, cheque: tuple[int, UUID], amount: int, number: int) -> None:
        who, purchase = cheque
        book = self.books[who]
        book.pass_time(self.now)
        sold, return_no = book.cheques[purchase], f"{number}-{amount}-{book.cheques[purchase].back}"
        arguments = (self.cashier, purchase, amount, return_no, self.now)
        left = sold.gross - sold.back
        if amount > left:
            with pytest.raises(ReturnTooLarge if left else AlreadyReturned):
                self.run(refunds.record, *arguments)
            return
        refunded = self.run(refunds.record, *arguments)
        assert (refunded.money_back, refunded.restored) == book.take_back(purchase, amount, self.now)
        assert self.run(refunds.record, *arguments).refund_id == refunded.refund_id

    @rule(cheque=cheques)
    def undo(self, cheque: tuple[int, UUID]) -> None:
        who, purchase = cheque
        book = self.books[who]
        left = book.cheques[purchase].gross - book.cheques[purchase].back
        if left and self.now - book.cheques[purchase].at > timedelta(minutes=UNDO):
            with pytest.raises(UndoTooLate):
                self.run(refunds.undo, self.cashier, purchase, self.now)
        elif left:
            book.pass_time(self.now)
            refunded = self.run(refunds.undo, self.cashier, purchase, self.now)
            assert (refunded.money_back, refunded.restored) == book.take_back(purchase, left, self.now)
            assert self.run(refunds.undo, self.cashier, purchase, self.now).refund_id == refunded.refund_id

    @rule(hours=st.integers(1, 40))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def clock_goes_back(self) -> None:
        self.settle()
        self.now -= timedelta(hours=1)

    @rule()
    def settle(self) -> None:
        for member_id in self.run(expiry.due, self.now, 10):
            self.run(expiry.settle, member_id, self.now)
        for book in self.books:
            book.pass_time(self.now)

    @invariant()
    def figures_agree(self) -> None:
        with self.engine.begin() as connection:
            for who, book in enumerate(self.books):
                book.pass_time(self.now)
                seen = accounts.view(connection, self.member_id(who), self.now)
                kept = member_rows.load(connection, self.member_id(who))
                assert kept is not None
                assert -seen.balance(Account.DEBT) == book.debt
                assert seen.balance(Account.ACTIVE, CARRY) == book.carry
                if kept.balance(Account.HELD) == sum(n for _, taken, _ in book.held.values() for _, n in taken):
                    assert seen.balance(Account.ACTIVE) == book.active

    def teardown(self) -> None:
        self.settle()
        with self.engine.begin() as connection:
            assert list(audit.differences(connection)) == []
            for who, book in enumerate(self.books):
                kept = member_rows.load(connection, self.member_id(who))
                assert kept is not None
                assert kept.balance(Account.ACTIVE) == book.active
        self.engine.dispose()
        shutil.rmtree(self.folder)


CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def _tell(template: Path, examples: int, steps: int) -> None:
    Story.template = template
    profile = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=CHECKS)
    run_state_machine_as_test(Story, settings=profile)


def test_any_story_gives_the_model_s_figures(sqlite_template: Path) -> None:
    _tell(sqlite_template, 15, 20)


@pytest.mark.long
def test_many_long_stories_give_the_model_s_figures(sqlite_template: Path) -> None:
    _tell(sqlite_template, 2_000, 50)

"""Everything that can happen to certificates, in any order, beside a notebook: money sold = spent + left + ended."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, make_url

from loyalty.certificates import Tender
from loyalty.errors import Refusal
from loyalty.programme import Certificates
from services.database import Database
from services.ledger import audit
from services.people import Person
from services.prepaid import certificates
from services.till import certificates as till
from services.till import refunds, sales
from services.till.cheques import Sale, new_draft
from storage.engine.sqlite import sync_engine
from storage.prepaid import certificates as rows
from tests.people import Shop, open_shop, set_settings

MONTHS = 1
number, minor = st.integers(0, 3), st.integers(1, 9_000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), minor),
        st.tuples(st.just("buy"), minor, st.lists(number, min_size=1, max_size=3, unique=True)),
        st.tuples(st.just("pay"), number, minor),
        st.tuples(st.just("undo"), number),
        st.tuples(st.just("return_"), number, minor, st.integers(0, 2)),
        st.tuples(st.just("return_"), number, minor, st.integers(3, 5)),
        st.tuples(st.just("back"), number),
        st.tuples(st.just("lose"), number),
        st.tuples(st.just("wait"), st.sampled_from([1, 20, 40]), st.booleans()),
        st.tuples(st.just("order"), st.sampled_from(["first", "last"]), st.sampled_from(["untouched", "left"])),
    ),
    min_size=10,
    max_size=25,
)
OPENING = [
    *(("sell", value) for value in (5_000, 800, 3_000, 9_000)),
    ("buy", 5_500, [0, 1]),
    ("buy", 9_000, [1, 2, 3]),
]
"""What every story begins with: cheques that two certificates have paid in part."""


@dataclass
class Cheque:
    """A purchase of the notebook: what each certificate has paid of it, in order, and what came back."""

    id: UUID
    amount: int
    paid: dict[UUID, int]
    back: int = 0
    to_certificates: int = 0
    returns: set[str] = field(default_factory=set)


@dataclass
class Notebook:
    """The shop, and what somebody with a pencil would have written down about its certificates."""

    connection: Connection
    cashier: Person
    owner: Person
    member: UUID
    now: datetime
    terms: Certificates = field(default_factory=lambda: Certificates(most=10_000, months=MONTHS))
    left: dict[UUID, int] = field(default_factory=dict)
    faces: dict[UUID, int] = field(default_factory=dict)
    cheques: list[Cheque] = field(default_factory=list)
    alone: dict[UUID, tuple[UUID, int]] = field(default_factory=dict)
    late: set[UUID] = field(default_factory=set)
    sold: int = 0
    spent: int = 0
    handed: int = 0
    ended: int = 0

    def one(self, place: int) -> certificates.Certificate | None:
        ids = list(self.left)
        return certificates.one(self.connection, ids[place % len(ids)]) if ids else None

    def sell(self, amount: int) -> None:
        made = till.sell(self.connection, self.cashier, amount, new_draft(), self.now)
        self.left[made.id] = self.faces[made.id] = amount
        self.sold += amount

    def buy(self, amount: int, places: list[int]) -> None:
        shown = {found.id: found for place in places if (found := self.one(place)) and found.usable(self.now)}
        tenders = tuple(Tender(each.id, each.balance) for each in shown.values())
        sale = Sale(new_draft(), self.member, amount, certificates=tenders)
        sold = sales.record(self.connection, self.cashier, sale, self.now)
        assert sales.record(self.connection, self.cashier, sale, self.now).certificate == sold.certificate
        due, paid = amount, {}
        for each in shown:
            part = min(due, self.left[each])
            if part:
                paid[each], due = part, due - part
                self.left[each] -= part
        self.cheques.append(Cheque(sold.purchase_id, amount, paid))
        assert sold.cash == due
        self.spent += amount - due

    def pay(self, place: int, amount: int) -> None:
        found = self.one(place)
        if found is None or not found.usable(self.now):
            return
        done = till.pay(self.connection, self.cashier, found.id, amount, new_draft(), self.now)
        assert done.paid == min(amount, self.left[found.id])
        self.left[found.id] -= done.paid
        self.spent += done.paid
        self.alone[done.draft_id] = found.id, done.paid

    def undo(self, place: int) -> None:
        if not self.alone:
            return
        draft = list(self.alone)[place % len(self.alone)]
        for _ in range(2):
            till.undo(self.connection, self.owner, draft, self.now)
        whose, paid = self.alone.pop(draft)
        self._give(whose, paid)

    def return_(self, place: int, amount: int, name: int) -> None:
        if not self.cheques:
            return
        cheque = self.cheques[place % len(self.cheques)]
        if str(name) in cheque.returns:
            return
        amount = 1 + amount % max(1, cheque.amount - cheque.back)
        done = refunds.record(self.connection, self.cashier, cheque.id, amount, str(name), self.now)
        cash_paid = cheque.amount - sum(cheque.paid.values())
        if self.terms.returns == "first":
            share = min(amount, sum(cheque.paid.values()) - cheque.to_certificates)
        else:
            share = max(0, amount - (cash_paid - (cheque.back - cheque.to_certificates)))
        assert (done.to_certificate, done.cash_back) == (share, amount - share)
        cheque.returns.add(str(name))
        skip = cheque.to_certificates
        cheque.back, cheque.to_certificates = cheque.back + amount, cheque.to_certificates + share
        for whose, paid in reversed(cheque.paid.items()):
            skipped = min(skip, paid)
            part = min(share, paid - skipped)
            skip, share = skip - skipped, share - part
            if part:
                self._give(whose, part)

    def _give(self, whose: UUID, amount: int) -> None:
        """Gives back; what has run out before is gone, whether or not it was written off already."""
        if whose in self.late:
            self.late.remove(whose)
            self.ended, self.left[whose] = self.ended + self.left[whose], 0
        self.spent -= amount
        self.left[whose] += amount

    def back(self, place: int) -> None:
        found = self.one(place)
        if found is None:
            return
        _, amount = till.pay_back(self.connection, self.owner, found.id, new_draft(), self.now)
        assert amount == self.left[found.id]
        assert self.terms.payback == "left" or amount == self.faces[found.id]
        self.left[found.id] = 0
        self.handed += amount

    def lose(self, place: int) -> None:
        found = self.one(place)
        if found:
            till.block(self.connection, self.cashier, found.id, self.now)
            till.reissue(self.connection, self.owner, found.id, found.code, self.now)

    def wait(self, days: int, tidy: bool) -> None:
        """Lets days go by; the timetable writes off what has run out, or has not come to it yet."""
        self.now += timedelta(days=days)
        self.late = {each for each in self.left if certificates.one(self.connection, each).ended(self.now)}
        if tidy:
            certificates.end(self.connection, self.now)
            for each in self.late:
                self.ended, self.left[each] = self.ended + self.left[each], 0
            self.late.clear()

    def order(self, returns: str, payback: str) -> None:
        self.terms = Certificates(most=10_000, months=MONTHS, returns=returns, payback=payback)
        set_settings(self.connection, self.now, certificates=self.terms)

    def check(self) -> None:
        for each, left in self.left.items():
            assert certificates.one(self.connection, each).balance == left >= 0
        assert self.sold == self.spent + sum(self.left.values()) + self.handed + self.ended


def play(book: Notebook, story: list[tuple[Any, ...]]) -> None:
    for name, *arguments in story:
        step: Callable[..., None] = getattr(book, name)
        try:
            with book.connection.begin_nested():
                step(*arguments)
        except Refusal:
            pass  # and nothing has moved
        book.check()
    assert list(audit.differences(book.connection)) == []
    kinds = {kind: amount for (kind, _), amount in rows.moved(book.connection).items()}
    assert kinds.get("sold", 0) == book.sold
    assert -kinds.get("expired", 0) == book.ended
    assert -kinds.get("refunded", 0) == book.handed


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


@pytest.mark.database("sqlite")
async def test_money_sold_is_spent_left_run_out_or_paid_back(shop: Shop, database_url: str) -> None:
    anna = await shop.member()
    assert anna.member_id
    member = anna.member_id
    engine = sync_engine(make_url(database_url))

    @settings(
        max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    @given(steps)
    def any_story(story: list[tuple[Any, ...]]) -> None:
        with engine.connect() as connection, connection.begin() as transaction:
            book = Notebook(connection, shop.cashier, shop.owner, member, shop.now)
            set_settings(connection, shop.now, certificates=book.terms, receipts_per_day=1_000)
            play(book, [*OPENING, *story])
            transaction.rollback()

    await asyncio.to_thread(any_story)
    engine.dispose()

"""Members and cheques as the engine takes them, read from what the ledger wrote, on either database."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from loyalty.decision import Cheque
from loyalty.events import Line, Purchase
from loyalty.ledger import CARRY, POINTS, Posting
from loyalty.member import Facts, Member
from loyalty.programme import Share, Taken
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.members import members
from storage.tables import member
from storage.till import purchases
from tests.storage.books import (
    ACTIVE,
    ANNA,
    BORIS,
    HELD,
    HOUR,
    ISSUED,
    NOW,
    PENDING,
    REDEEMED,
    SALE,
    entry,
    given,
)


@pytest.mark.parametrize("lock", [False, True])
async def test_a_member_comes_with_balances_and_the_lots_that_hold_something(book, lock):
    spent, owned = await book.give("1", 1), await book.give("2", 5)
    await book.give("3", 7, whose=BORIS)
    await book.post("4", [Posting(ACTIVE, POINTS, -1, spent), Posting(REDEEMED, POINTS, 1)])
    one_left = await book.give("5", 1, PENDING)
    await book.database.write(
        lambda connection: connection.execute(
            member.update().where(member.c.id == ANNA).values(purchases=4, tier="gold", frozen_at=NOW)
        )
    )
    anna = await book.database.write(members.load, ANNA, lock=lock)
    assert replace(anna, lots=()) == Member(
        ANNA, Facts(NOW, 4, "gold"), {(ACTIVE, POINTS): 5, (PENDING, POINTS): 1}, frozen=True
    )
    assert {each.id for each in anna.lots} == {owned, one_left}
    boris = await book.database.write(members.load, BORIS, lock=lock)
    assert (boris.facts, boris.balances, boris.frozen) == (Facts(NOW), {(ACTIVE, POINTS): 7}, False)
    assert await book.database.write(members.load, uuid7(), lock=lock) is None


LINES = (Line(600, "coffee", 2, "A1"), Line(400, "tea", 1, "B2"))
SHARES = (Share(0, 600, 30, 20, "coffee", eligible=True), Share(1, 400, 0, 10, "tea", eligible=False))
SOLD = purchases.NewPurchase(
    id=SALE, member_id=ANNA, operation_id=None, outlet_id=5, receipt_no="r", business_day=date(2026, 3, 1),
    number="0001", cashier_id=None, happened_at=NOW, zone="Europe/Sofia", programme_version=3,
    facts=Facts(NOW - HOUR, 4, "gold"), gross=1_000, discount=30, points_redeemed=30, points_value=30, payable=940,
    earned=9, pending=0, raw=9_400_000, bonus=8, balance_after=0,
)  # fmt: skip
BACK = purchases.NewRefund(
    id=UUID(int=91), purchase_id=SALE, return_no="1", operation_id=SALE, cashier_id=None, happened_at=NOW, gross=300,
    money_back=280, restored=9, taken=3, debt=0, balance_after=0, raw_after=6_000_000, bonus_after=5, returned=[300, 0],
)  # fmt: skip


async def sold(book, postings, **rest):
    """Records a purchase with these postings, and another one that has nothing to do with it."""

    def record(connection):
        made = entry("sale", "purchase")
        assert ledger.post(connection, made, postings)
        purchases.insert(connection, replace(SOLD, operation_id=made.id, **rest), LINES, SHARES)
        return made.id

    other = await book.give("other", 50)
    operation_id = await book.database.write(record)
    made = entry("next", "purchase")

    def next_sale(connection):
        ledger.post(connection, made, [Posting(ACTIVE, POINTS, -1, other), Posting(REDEEMED, POINTS, 1)])
        new = replace(SOLD, id=UUID(int=78), operation_id=made.id, receipt_no="s")
        purchases.insert(connection, new, LINES[:1], SHARES[:1])
        back = replace(BACK, id=UUID(int=99), purchase_id=new.id, operation_id=made.id, raw_after=1)
        purchases.insert_refund(connection, back)

    await book.database.write(next_sale)
    return operation_id


@pytest.mark.parametrize("source", [ACTIVE, HELD])
async def test_a_cheque_reads_what_was_sold_and_which_lots_paid_in_their_order(book, source):
    one, two = await book.give("1", 10), await book.give("2", 20)
    waiting, stamps = await book.give("3", 5, PENDING), await book.give("4", 1, unit="stamps")
    if source is HELD:
        await book.post("hold", [
            Posting(ACTIVE, POINTS, -10, one), Posting(HELD, POINTS, 10, one),
            Posting(ACTIVE, POINTS, -20, two), Posting(HELD, POINTS, 20, two),
        ])  # fmt: skip
    postings = [
        Posting(source, POINTS, -20, two),
        Posting(source, POINTS, -10, one),
        Posting(REDEEMED, POINTS, 30),
        # What follows paid nothing.
        *given(9, purchase_id=SALE),
        Posting(PENDING, POINTS, -2, waiting),
        Posting(ISSUED, POINTS, 2),
        Posting(ACTIVE, "stamps", -1, stamps),
        Posting(REDEEMED, "stamps", 1),
        Posting(ACTIVE, CARRY, 400_000),
        Posting(ISSUED, CARRY, -400_000),
    ]
    await sold(book, postings)
    assert await book.database.read(purchases.cheque, SALE) == Cheque(
        purchase=Purchase(SALE, NOW, "Europe/Sofia", "5", LINES, redeem=30),
        facts=Facts(NOW - HOUR, 4, "gold"),
        shares=SHARES,
        payable=940,
        points_redeemed=30,
        points_value=30,
        raw=9_400_000,
        bonus=8,
        redeemed_from=(Taken(two, 20, NOW + HOUR), Taken(one, 10, NOW + HOUR)),
        returned=(0, 0),
        restored=0,
        money_back=0,
    )


async def test_a_cheque_adds_up_its_returns_and_goes_on_from_the_last(book):
    operation_id = await sold(book, [])
    first = replace(BACK, operation_id=operation_id, return_no="c")
    second = replace(first, id=UUID(int=92), return_no="b", money_back=10, restored=1, returned=[310, 0])
    last = replace(
        first,
        id=UUID(int=93),
        return_no="a",
        money_back=100,
        restored=2,
        raw_after=5_000_000,
        bonus_after=4,
        returned=[310, 110],
    )
    for each in (last, first, second):  # neither written nor numbered in their order: their ids have it
        await book.database.write(purchases.insert_refund, each)
    cheque = await book.database.read(purchases.cheque, SALE)
    assert (cheque.raw, cheque.bonus, cheque.returned) == (5_000_000, 4, (310, 110))
    assert (cheque.money_back, cheque.restored) == (390, 12)
    assert cheque.redeemed_from == ()

"""What the ledger writes, refuses and reads back, on either database."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from loyalty.ledger import CARRY, POINTS, Lot, Posting, Step
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.ledger.ledger import Operation, UnbalancedError
from storage.tables import balance, lot, operation, posting
from tests.storage.books import (
    ACTIVE,
    ANNA,
    BORIS,
    DEBT,
    HELD,
    HOUR,
    ISSUED,
    NOW,
    PENDING,
    REDEEMED,
    SALE,
    entry,
    given,
    new_lot,
)

# --- writing -------------------------------------------------------------------------------------------------------


async def test_an_operation_is_found_by_its_key_as_it_was_written(book):
    await book.post("before", [])
    (before,) = await book.rows(select(operation.c.id))
    written = Operation(
        id=uuid7(),
        kind="undo",
        key="k",
        member_id=ANNA,
        actor="cashier",
        source="bot",
        happened_at=NOW,
        recorded_at=NOW + HOUR,
        outlet_id=5,
        fingerprint="f",
        reverses=before.id,
        purchase_id=SALE,
        programme_version=3,
    )
    assert await book.database.write(ledger.post, written, [])
    assert await book.database.read(ledger.find, "k") == written
    assert await book.database.read(ledger.find, "another") is None


async def test_every_posting_is_written_in_order_with_its_lot_and_its_reasons(book):
    why = (Step("rate", 4_000_000, "earn", 3, 400, 1, 100, 0), Step("carry", 1_000_000, points=2, factor=5))
    spent = await book.give("first", 10)
    made = entry("second")
    opened = new_lot(5)
    postings = [
        Posting(ACTIVE, POINTS, 5, opened, why),
        Posting(ACTIVE, POINTS, -2, spent),
        Posting(HELD, POINTS, 2, spent),
        Posting(ISSUED, POINTS, -5),
        Posting(ACTIVE, CARRY, 7),
        Posting(ISSUED, CARRY, -7),
    ]
    assert await book.database.write(ledger.post, made, postings)
    mine = (await book.database.read(ledger.lot_of, made.id)).id
    columns = (
        posting.c.seq,
        posting.c.member_id,
        posting.c.account,
        posting.c.unit,
        posting.c.amount,
        posting.c.lot_id,
    )
    written = await book.rows(select(*columns).where(posting.c.operation_id == made.id).order_by(posting.c.seq))
    assert [tuple(row) for row in written] == [
        (0, ANNA, "active", "points", 5, mine),
        (1, ANNA, "active", "points", -2, spent),
        (2, ANNA, "held", "points", 2, spent),
        (3, None, "issued", "points", -5, None),
        (4, ANNA, "active", "carry", 7, None),
        (5, None, "issued", "carry", -7, None),
    ]
    assert await book.database.read(ledger.steps_of, made.id) == why


async def test_reasons_come_in_the_order_of_the_postings_and_of_one_operation(book):
    first, second = Step("rate", 3_000_000), Step("bonus", 2_000_000, "gift", 1)
    await book.post("other", given(1, why=(Step("rate", 1_000_000),)))
    made = entry("two")
    await book.database.write(ledger.post, made, [*given(3, why=(first,)), *given(2, PENDING, why=(second,))])
    assert await book.database.read(ledger.steps_of, made.id) == (first, second)
    without = await book.rows(select(posting.c.why).where(posting.c.operation_id == made.id, posting.c.seq == 1))
    assert without[0].why is None


async def test_a_new_lot_keeps_its_terms_and_what_it_was_given_for(book):
    made = entry("k")
    opened = replace(new_lot(9, PENDING, purchase_id=SALE, company="Corner Ltd"), active_from=NOW + HOUR / 2)
    postings = [Posting(PENDING, POINTS, 9, opened), Posting(ISSUED, POINTS, -9)]
    await book.database.write(ledger.post, made, postings)
    (row,) = await book.rows(select(lot))
    assert row.operation_id == made.id
    assert (await book.member()).lots == (
        Lot(row.id, POINTS, PENDING, 9, 9, NOW + HOUR / 2, NOW + HOUR, SALE, "Corner Ltd"),
    )


async def test_postings_into_one_new_lot_fill_it_together(book):
    opened = new_lot(9)
    await book.post("k", [Posting(ACTIVE, POINTS, 4, opened), *given(3), Posting(ACTIVE, POINTS, 5, opened),
                          Posting(ISSUED, POINTS, -9)])  # fmt: skip
    assert sorted(remaining for _, remaining in (await book.lots()).values()) == [3, 9]


async def test_points_held_out_of_a_lot_of_the_same_operation_do_not_fill_it_twice(book):
    opened = new_lot(9)
    postings = [Posting(ACTIVE, POINTS, 6, opened), Posting(HELD, POINTS, 3, opened), Posting(ISSUED, POINTS, -9)]
    await book.post("k", postings)
    assert [remaining for _, remaining in (await book.lots()).values()] == [6]


async def test_an_operation_that_moves_nothing_for_nobody_is_written(book):
    assert await book.post("k", [], whose=None)
    assert await book.counts() == [1, 0, 0, 0]


async def test_a_key_works_once_and_the_second_time_writes_nothing(book):
    assert await book.post("k", given(10))
    before = await book.counts()
    assert not await book.post("k", given(10), whose=BORIS)
    assert await book.counts() == before
    assert await book.balances() == {ACTIVE: 10}
    assert await book.balances(BORIS) == {}


# --- balances and lots ---------------------------------------------------------------------------------------------


async def test_balances_and_lots_move_together(book):
    one, two = await book.give("1", 10), await book.give("2", 20)
    theirs = await book.give("3", 40, whose=BORIS)
    postings = [
        Posting(ACTIVE, POINTS, -3, one),
        Posting(ACTIVE, POINTS, -5, two),
        Posting(ACTIVE, POINTS, -1, one),
        Posting(REDEEMED, POINTS, 9),
    ]
    assert await book.post("4", postings)
    assert await book.balances() == {ACTIVE: 21}
    assert await book.lots() == {one: (ACTIVE, 6), two: (ACTIVE, 15)}
    assert await book.balances(BORIS) == {ACTIVE: 40}
    assert await book.lots(BORIS) == {theirs: (ACTIVE, 40)}


async def test_each_account_and_unit_has_its_own_balance(book):
    await book.give("1", 10)
    await book.post("2", [Posting(ACTIVE, CARRY, 700), Posting(ISSUED, CARRY, -700), *given(1, PENDING)])
    await book.post("3", [Posting(ACTIVE, CARRY, -100), Posting(ISSUED, CARRY, 100)])
    await book.post("4", [Posting(DEBT, POINTS, -4), Posting(ISSUED, POINTS, 4)])
    assert (await book.member()).balances == {
        (ACTIVE, POINTS): 10,
        (ACTIVE, CARRY): 600,
        (PENDING, POINTS): 1,
        (DEBT, POINTS): -4,
    }


async def test_what_comes_to_nothing_leaves_no_balance(book):
    owned = await book.give("1", 5)
    back_and_forth = [Posting(DEBT, POINTS, -2), Posting(DEBT, POINTS, 2)]
    # Nothing moves on the debt, and that does not keep the held points from moving.
    assert await book.post("2", [*back_and_forth, Posting(ACTIVE, POINTS, -5, owned), Posting(HELD, POINTS, 5, owned)])
    rows = await book.rows(select(balance.c.account, balance.c.balance).order_by(balance.c.account))
    assert [tuple(row) for row in rows] == [("active", 0), ("held", 5)]


async def test_held_points_remember_their_lot_and_go_back_into_it(book):
    one, two = await book.give("1", 10), await book.give("2", 20)
    await book.post("hold", [Posting(ACTIVE, POINTS, -7, one), Posting(HELD, POINTS, 7, one)], kind="hold")
    assert await book.balances() == {ACTIVE: 23, HELD: 7}
    assert await book.lots() == {one: (ACTIVE, 3), two: (ACTIVE, 20)}
    await book.post("back", [Posting(HELD, POINTS, -7, one), Posting(ACTIVE, POINTS, 7, one)], kind="release")
    assert await book.balances() == {ACTIVE: 30}
    assert await book.lots() == {one: (ACTIVE, 10), two: (ACTIVE, 20)}


async def test_a_pending_lot_becomes_active_with_its_first_active_point_alone(book):
    one, two = await book.give("1", 10, PENDING), await book.give("2", 20, PENDING)
    await book.post("3", [Posting(PENDING, POINTS, -4, one), Posting(ISSUED, POINTS, 4)])
    await book.post("4", [Posting(PENDING, POINTS, 1, one), Posting(ISSUED, POINTS, -1)])
    assert await book.lots() == {one: (PENDING, 7), two: (PENDING, 20)}
    repaid = [Posting(PENDING, POINTS, -7, one), Posting(ACTIVE, POINTS, 1, one), Posting(DEBT, POINTS, 6)]
    await book.post("5", [Posting(DEBT, POINTS, -6), Posting(ISSUED, POINTS, 6)])
    await book.post("6", repaid, kind="activation")
    assert await book.lots() == {one: (ACTIVE, 1), two: (PENDING, 20)}
    assert await book.balances() == {ACTIVE: 1, PENDING: 20}


# --- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "postings",
    [
        [Posting(DEBT, POINTS, -5)],
        [Posting(DEBT, POINTS, -5), Posting(ISSUED, POINTS, 4)],
        [Posting(DEBT, POINTS, -5), Posting(ISSUED, CARRY, 5)],
        [Posting(ACTIVE, CARRY, 5), Posting(ISSUED, CARRY, -5), Posting(DEBT, POINTS, -1)],
    ],
)
async def test_units_that_appear_or_vanish_are_refused(book, postings):
    with pytest.raises(UnbalancedError, match="do not sum to zero"):
        await book.post("k", postings)
    assert await book.counts() == [0, 0, 0, 0]


@pytest.mark.parametrize("account", [ACTIVE, PENDING])
async def test_points_that_move_without_a_lot_are_refused(book, account):
    with pytest.raises(UnbalancedError, match="without a lot"):
        await book.post("k", [Posting(account, POINTS, 5), Posting(ISSUED, POINTS, -5)])
    assert await book.counts() == [0, 0, 0, 0]


async def test_points_from_a_lot_that_is_not_there_are_refused(book):
    await book.give("1", 10)
    before = await book.counts()
    nowhere = uuid7()
    with pytest.raises(UnbalancedError, match=str(nowhere)):
        await book.post("2", [Posting(ACTIVE, POINTS, -5, nowhere), Posting(REDEEMED, POINTS, 5)])
    assert await book.counts() == before
    assert await book.balances() == {ACTIVE: 10}


async def test_a_lot_never_goes_below_zero_nor_above_what_it_was(book):
    one, two = await book.give("1", 10), await book.give("2", 10)
    for postings in (
        [Posting(ACTIVE, POINTS, -11, one), Posting(REDEEMED, POINTS, 11)],
        [Posting(ACTIVE, POINTS, 1, two), Posting(REDEEMED, POINTS, -1)],
    ):
        with pytest.raises(IntegrityError):
            await book.post("3", postings)
    assert await book.lots() == {one: (ACTIVE, 10), two: (ACTIVE, 10)}
    assert await book.balances() == {ACTIVE: 20}


@pytest.mark.parametrize("amount", [-1, -8])
async def test_a_balance_never_goes_below_zero(book, amount):
    await book.post("1", [Posting(ACTIVE, CARRY, 7), Posting(ISSUED, CARRY, -7)])
    with pytest.raises(IntegrityError):
        await book.post("2", [Posting(HELD, CARRY, amount), Posting(ISSUED, CARRY, -amount)])
    with pytest.raises(IntegrityError):
        await book.post("2", [Posting(ACTIVE, CARRY, -8), Posting(ISSUED, CARRY, 8)])
    assert await book.balances() == {ACTIVE: 7}


async def test_nobody_owes_less_than_nothing(book):
    await book.post("1", [Posting(DEBT, POINTS, -3), Posting(ISSUED, POINTS, 3)])
    with pytest.raises(IntegrityError):
        await book.post("2", [Posting(DEBT, POINTS, 4), Posting(ISSUED, POINTS, -4)])
    assert await book.balances() == {DEBT: -3}


# --- reading -------------------------------------------------------------------------------------------------------


async def test_the_history_is_the_members_own_newest_first_and_continues_by_keyset(book):
    owned = await book.give("1", 10)
    await book.give("boris", 40, whose=BORIS)
    await book.post("2", [Posting(ACTIVE, POINTS, -4, owned), Posting(HELD, POINTS, 4, owned)], kind="hold")
    await book.post("3", [Posting(HELD, POINTS, -4, owned), Posting(ACTIVE, POINTS, 4, owned)], kind="release")
    await book.post("4", [*given(2, PENDING), Posting(ACTIVE, CARRY, 9), Posting(ISSUED, CARRY, -9)], kind="purchase")
    await book.post("5", [], kind="purchase")
    await book.post("6", [], kind="activation")
    await book.post("7", [Posting(ACTIVE, POINTS, -6, owned), Posting(REDEEMED, POINTS, 6)], kind="purchase")

    async def read(before, limit):
        page = await book.database.read(ledger.history, ANNA, before, limit)
        return page, [(row.key, row.points) for row in page]

    _, everything = await read(None, 10)
    assert everything == [("7", -6), ("5", 0), ("4", 2), ("1", 10)]
    page, first = await read(None, 2)
    assert first == everything[:2]
    _, rest = await read(page[-1].id, 2)
    assert rest == everything[2:]


async def test_one_entry_reads_as_in_the_history_for_its_owner_alone(book):
    await book.give("1", 10)
    await book.give("2", 5)
    entries = await book.database.read(ledger.history, ANNA, None, 10)
    assert len(entries) == 2
    for each in entries:
        assert await book.database.read(ledger.entry_of, ANNA, each.id) == each
        assert await book.database.read(ledger.entry_of, BORIS, each.id) is None


async def test_the_first_lot_of_an_operation_is_its_own(book):
    await book.give("1", 10)
    both, none = entry("2"), entry("3")
    await book.database.write(ledger.post, both, [*given(2), *given(3, PENDING)])
    await book.database.write(ledger.post, none, [])
    first = await book.database.read(ledger.lot_of, both.id)
    assert first.amount == 2

    def an_earlier_one(connection):
        row = {**first._mapping, "id": UUID(int=1), "amount": 4}
        connection.execute(lot.insert().values(row))

    await book.database.write(an_earlier_one)
    assert (await book.database.read(ledger.lot_of, both.id)).amount == 4
    assert await book.database.read(ledger.lot_of, none.id) is None


async def test_issued_points_count_from_a_moment_on_less_what_was_taken_back(book):
    assert await book.database.read(ledger.issued_since, NOW, but="import") == 0
    carry = [Posting(ACTIVE, CARRY, 9), Posting(ISSUED, CARRY, -9)]
    await book.post("1", given(10))
    await book.post("2", [*given(20), *carry], at=NOW + HOUR)
    late = await book.give("3", 40, whose=BORIS)
    await book.post("4", [Posting(ACTIVE, POINTS, -5, late), Posting(ISSUED, POINTS, 5)], whose=BORIS, at=NOW + HOUR)
    await book.post("5", [Posting(ACTIVE, POINTS, -7, late), Posting(REDEEMED, POINTS, 7)], whose=BORIS, at=NOW + HOUR)
    assert await book.database.read(ledger.issued_since, NOW, but="import") == 65
    assert await book.database.read(ledger.issued_since, NOW + HOUR / 2, but="import") == 15
    assert await book.database.read(ledger.issued_since, NOW + HOUR, but="import") == 15
    assert await book.database.read(ledger.issued_since, NOW + 2 * HOUR, but="import") == 0


async def test_the_liability_is_what_all_members_hold_less_what_they_owe(book):
    assert await book.database.read(ledger.liability) == 0
    owned = await book.give("1", 10)
    await book.give("2", 20, PENDING, whose=BORIS)
    await book.post("3", [Posting(ACTIVE, POINTS, -4, owned), Posting(HELD, POINTS, 4, owned)])
    await book.post("4", [Posting(DEBT, POINTS, -3), Posting(ISSUED, POINTS, 3)], whose=BORIS)
    await book.post("5", [Posting(ACTIVE, CARRY, 9), Posting(ISSUED, CARRY, -9)])
    assert await book.database.read(ledger.liability) == 27

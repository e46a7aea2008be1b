"""What falls due by itself, in time order, and never twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from loyalty.due import movements, schedule
from loyalty.ledger import POINTS, Account, Posting, Step
from tests.loyalty.worlds import NOON, Book, lot, member

DAY = timedelta(days=1)


def run(book, now):
    moved = movements(book.member, now)
    foreseen = book.member.after(posting for movement in moved for posting in movement.postings)
    for movement in moved:
        book.post(movement.postings)
    # What a read shows before the write is what the write leaves.
    assert foreseen.lots == book.member.lots
    assert Book(foreseen).state == book.state
    return [(movement.kind, movement.at) for movement in moved]


def test_nothing_is_due_a_moment_too_early():
    book = Book(member(lot(2, 10, pending=True), lot(3, 10, days=3)))
    assert run(book, NOON + DAY - timedelta(microseconds=1)) == []
    assert run(book, NOON + DAY) == [("activation", NOON + DAY)]
    assert run(book, NOON + 3 * DAY - timedelta(microseconds=1)) == []
    assert run(book, NOON + 3 * DAY) == [("expiry", NOON + 3 * DAY)]
    assert run(book, NOON + 3 * DAY) == []
    assert book.state == {(Account.ACTIVE, POINTS): 10}


def test_a_pending_lot_that_activated_and_expired_meanwhile_does_both():
    book = Book(member(lot(2, 10, pending=True, days=2), lot(3, 5, days=1), lot(4, 1, days=None)))
    assert run(book, NOON + 9 * DAY) == [
        ("activation", NOON + DAY),
        ("expiry", NOON + DAY),
        ("expiry", NOON + 2 * DAY),
    ]
    assert book.state == {(Account.ACTIVE, POINTS): 1}
    assert book.balances[Account.EXPIRED, POINTS] == 15


def test_points_that_activate_repay_a_debt_first_and_only_once():
    book = Book(member(lot(2, 10, pending=True, days=2), lot(3, 10, pending=True), debt=12))
    run(book, NOON + DAY)
    assert book.state == {(Account.ACTIVE, POINTS): 8}
    assert [x.remaining for x in book.member.lots] == [8]


def test_what_repaid_a_debt_does_not_expire_as_well():
    book = Book(member(lot(2, 10, pending=True, days=2), debt=10))
    assert run(book, NOON + 5 * DAY) == [("activation", NOON + DAY)]
    assert book.state == {}


def test_what_a_debt_took_of_activating_points_is_explained():
    (movement,) = movements(member(lot(2, 10, pending=True), debt=4), NOON + DAY)
    assert movement.postings == (
        Posting(Account.PENDING, POINTS, -10, UUID(int=2)),
        Posting(Account.ACTIVE, POINTS, 6, UUID(int=2)),
        Posting(Account.DEBT, POINTS, 4, why=(Step("debt", 4_000_000),)),
    )


def test_an_empty_lot_and_one_of_other_units_are_never_due_and_keep_no_other_waiting():
    empty = replace(lot(2, 10, pending=True), remaining=0)
    other = replace(lot(3, 10, pending=True), unit="stamps")
    moved = movements(member(empty, other, lot(4, 10, pending=True)), NOON + DAY)
    assert [movement.postings[0].lot for movement in moved] == [UUID(int=4)]
    assert schedule(member(empty, other, lot(4, 10, days=3))) == ((NOON + 3 * DAY, 10),)


def test_the_schedule_adds_up_what_ends_together():
    lots = (lot(2, 10, days=5), lot(3, 7, days=5), lot(4, 1, days=2, pending=True), lot(5, 9, days=None))
    assert schedule(member(*lots)) == ((NOON + 2 * DAY, 1), (NOON + 5 * DAY, 17))

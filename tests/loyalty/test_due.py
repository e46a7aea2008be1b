"""What falls due by itself, in time order, and never twice."""

from datetime import timedelta

from loyalty.due import movements, schedule
from loyalty.ledger import POINTS, Account
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


def test_the_schedule_adds_up_what_ends_together():
    lots = (lot(2, 10, days=5), lot(3, 7, days=5), lot(4, 1, days=2, pending=True), lot(5, 9, days=None))
    assert schedule(member(*lots)) == ((NOON + 2 * DAY, 1), (NOON + 5 * DAY, 17))

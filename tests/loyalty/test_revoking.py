"""What was given for an event is taken back whole: from its own lots, from others, then as a debt."""

from dataclasses import replace
from uuid import UUID

from loyalty.ledger import COUNT, POINTS, WINDOW, Account, Posting
from loyalty.revoking import revoke
from tests.loyalty.worlds import Book, lot, member

OWN, OLDER = UUID(int=1), UUID(int=2)
GIVEN = (Posting(Account.ACTIVE, POINTS, 50, OWN), Posting(Account.ISSUED, POINTS, -50))


def after(start, given=GIVEN):
    """The member's accounts after the revocation, which the ledger takes, and the decision."""
    decided = revoke(given, start)
    book = Book(start)
    book.post(decided.postings)
    book.check()
    return book, decided


def test_points_go_from_the_lots_they_came_in():
    book, decided = after(member(lot(1, 50), lot(2, 100, days=5)))
    assert {id_: each.remaining for id_, each in book.lots.items() if each.remaining} == {OLDER: 100}
    assert (decided.points, decided.debt) == (50, 0)


def test_what_is_spent_of_them_goes_from_others_and_then_becomes_a_debt():
    book, decided = after(member(replace(lot(1, 50), remaining=10), lot(2, 15)))
    assert book.state == {(Account.DEBT, POINTS): -25}
    assert (decided.points, decided.debt) == (50, 25)


def test_points_that_are_pending_go_and_those_of_others_stay():
    book, _ = after(
        member(lot(1, 50, pending=True), lot(2, 30, pending=True)), (Posting(Account.PENDING, POINTS, 50, OWN),)
    )
    assert book.state == {(Account.PENDING, POINTS): 30}


def test_what_repaid_a_debt_is_owed_again():
    given = (Posting(Account.DEBT, POINTS, 20), Posting(Account.ACTIVE, POINTS, 30, OWN))
    book, _ = after(member(lot(1, 30)), given)
    assert book.state == {(Account.DEBT, POINTS): -20}


def test_what_was_counted_goes_unless_its_window_has_ended():
    unit = WINDOW + "levels"
    counted = (Posting(Account.ACTIVE, unit, 1, OWN),)
    there = replace(member(replace(lot(1, 1), unit=unit)), balances={(Account.ACTIVE, unit): 1})
    assert after(there, counted)[0].state == {}
    assert after(member(), counted)[1].postings == ()


def test_what_counts_for_ever_goes_into_debt_when_it_was_used():
    unit = COUNT + "levels"
    counted = (Posting(Account.ACTIVE, unit, 2),)
    start = replace(member(), balances={(Account.ACTIVE, unit): 1})
    assert after(start, counted)[0].state == {(Account.DEBT, unit): -1}
    assert after(replace(start, balances={(Account.ACTIVE, unit): 3}), counted)[0].state == {(Account.ACTIVE, unit): 1}

"""The member as postings leave it, and the order in which lots are spent."""

from dataclasses import replace
from uuid import UUID

import pytest

from loyalty import holds
from loyalty.ledger import CARRY, POINTS, Account, Lot, NewLot, Posting
from loyalty.localtime import start_of
from loyalty.lots import open_lots, take
from tests.loyalty.worlds import NOON, lot, member


def test_held_points_leave_their_lot_once():
    start = member(lot(2, 10))
    postings, held = holds.place(start, 4)
    waiting = start.after(postings)
    assert [each.remaining for each in waiting.lots] == [6]
    assert (waiting.spendable, waiting.balance(Account.HELD)) == (6, 4)
    assert start.after((*postings, *holds.release(held))).lots == start.lots


def test_a_pending_lot_stays_pending_when_points_are_taken_and_is_active_when_they_activate():
    start = member(lot(2, 10, pending=True))
    taken = start.after([Posting(Account.PENDING, POINTS, -3, UUID(int=2)), Posting(Account.ISSUED, POINTS, 3)])
    assert [(each.account, each.remaining) for each in taken.lots] == [(Account.PENDING, 7)]
    activated = taken.after(
        [Posting(Account.PENDING, POINTS, -7, UUID(int=2)), Posting(Account.ACTIVE, POINTS, 7, UUID(int=2))]
    )
    assert [(each.account, each.remaining) for each in activated.lots] == [(Account.ACTIVE, 7)]
    assert (activated.balance(Account.PENDING), activated.balance(Account.ACTIVE)) == (0, 7)


def test_postings_without_a_lot_of_the_members_move_balances_alone():
    start = member(lot(2, 10))
    new = NewLot(POINTS, Account.ACTIVE, 5, NOON, None)
    postings = [Posting(Account.ACTIVE, POINTS, 5, new), Posting(Account.ACTIVE, CARRY, 7)]
    richer = start.after([*postings, Posting(Account.DEBT, POINTS, -1), Posting(Account.ISSUED, POINTS, -4)])
    assert (richer.balance(Account.ACTIVE), richer.carry, richer.balance(Account.DEBT)) == (15, 7, -1)
    assert richer.balance(Account.ISSUED) == 0
    assert richer.lots == start.lots


def test_who_owes_spends_nothing_and_who_owes_nothing_spends_what_is_active():
    assert member(lot(2, 10), debt=1).spendable == 0
    assert member(lot(2, 10), lot(3, 5, pending=True)).spendable == 10
    assert member().spendable == 0


def test_only_lots_of_points_with_something_left_are_open():
    lots = (replace(lot(2, 10), remaining=0), replace(lot(3, 10), unit="stamps"), lot(4, 1), lot(5, 10, pending=True))
    assert open_lots(member(*lots), Account.ACTIVE) == [lot(4, 1)]


@pytest.mark.parametrize(("points", "parts"), [(0, []), (10, [10]), (11, [10, 1]), (99, [10, 20])])
def test_lots_are_taken_one_after_the_other_as_far_as_they_go(points, parts):
    lots: list[Lot] = [lot(2, 10), lot(3, 20)]
    assert [part for _, part in take(lots, points)] == parts


def test_a_day_begins_at_a_moment_in_utc_wherever_the_machine_stands(in_tokyo):
    assert str(start_of(NOON.date(), "Europe/Moscow")) == "2026-03-01 21:00:00+00:00"

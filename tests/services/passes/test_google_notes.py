"""What the holder of a card in Google Wallet is told next, and what is written down before each of it."""

from dataclasses import replace
from datetime import timedelta

from services.passes.google.notes import Note, Step, Told, steps
from tests.people import NOON
from wallet.google.words import Words, spoken

WORDS: Words = spoken("google-note-coupon")
TEN, OLD = Note("coupon-1", WORDS, WORDS), Note("coupon-2", WORDS, WORDS)
KNOWN = Told(points=100, said=(OLD.id,))


def test_a_pass_that_shows_what_it_should_and_has_nothing_to_say_needs_nothing() -> None:
    assert steps(KNOWN, 100, (OLD,), NOON, news=False, arrived=False) == ((), KNOWN)


def test_new_points_ring_and_another_change_does_not() -> None:
    rung = replace(KNOWN, rang=(NOON,))
    assert steps(KNOWN, 120, (OLD,), NOON, news=True, arrived=False) == (
        (Step(None, True, KNOWN, rung),),
        replace(rung, points=120),
    )
    assert steps(KNOWN, 100, (OLD,), NOON, news=True, arrived=False) == ((Step(None, False, KNOWN, KNOWN),), KNOWN)


def test_the_fourth_thing_in_a_day_does_not_ring() -> None:
    told = replace(KNOWN, rang=(NOON - timedelta(hours=2), NOON - timedelta(hours=1)))
    (shown, said), after = steps(told, 120, (TEN, OLD), NOON, news=True, arrived=False)
    assert (shown.rings, said.rings) == (True, False)
    assert after.rang == (*told.rang, NOON)
    assert steps(told, 120, (), NOON + timedelta(days=1), news=True, arrived=False)[1].rang == (
        NOON + timedelta(days=1),
    )


def test_a_message_is_begun_before_it_is_said_and_what_is_over_is_forgotten() -> None:
    ((step,), after) = steps(KNOWN, 100, (TEN,), NOON, news=False, arrived=False)
    assert (step.note, step.rings) == (TEN, True)
    assert step.before == replace(KNOWN, said=())
    assert step.told == replace(step.before, rang=(NOON,), saying=TEN.id)
    assert after == replace(step.told, said=(TEN.id,), saying="")


def test_what_a_dead_process_was_saying_is_said_again_only_if_it_did_not_arrive() -> None:
    told = replace(KNOWN, saying=TEN.id, rang=(NOON,))
    heard = replace(told, said=(OLD.id, TEN.id), saying="")
    assert steps(told, 100, (OLD, TEN), NOON, news=False, arrived=True) == ((), heard)
    ((step,), after) = steps(told, 100, (OLD, TEN), NOON, news=False, arrived=False)
    assert (step.note, after.said, after.saying) == (TEN, heard.said, "")

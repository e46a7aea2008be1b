"""Where points go that are given: to a debt, to lots, and as gifts; in figures that a person can check by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from loyalty import due
from loyalty.engine import evaluate, grant
from loyalty.events import Registered
from loyalty.ledger import POINTS, Account, NewLot, Step
from loyalty.programme import When
from tests.loyalty.worlds import NOON, ZONE, Book, member, programme, purchase, rule

EARN = rule("earn", points=1, per=10_000)
TENDER = rule("points_tender", value=100, minimum=50_000, cap=2_000)


def balances(start, decision):
    book = Book(start)
    book.post(decision.postings)
    return book


def opened(given):
    """The lots that a decision or a gift opens."""
    return [posting.lot for posting in given.postings if isinstance(posting.lot, NewLot)]


# --- debt ------------------------------------------------------------------------------------------------------------


def test_a_credit_repays_a_debt_first():
    owing = member(debt=4)
    decision = evaluate(purchase(100_000), owing, programme(EARN))
    book = balances(owing, decision)
    assert (decision.earned, decision.debt_repaid) == (10, 4)
    assert book.state == {(Account.ACTIVE, POINTS): 6}
    rate = Step("rate", 10_000_000, "earn", 1, base=100_000, points=1, per=10_000)
    assert [(p.account, p.amount, p.why) for p in decision.postings] == [
        (Account.DEBT, 4, (Step("debt", 4_000_000),)),
        (Account.ACTIVE, 6, (rate, Step("debt", -4_000_000))),
        (Account.ISSUED, -10, ()),
    ]


def test_a_credit_that_goes_to_a_debt_whole_is_still_explained():
    decision = evaluate(purchase(30_000), member(debt=4), programme(EARN))
    posting = next(p for p in decision.postings if p.account is Account.DEBT)
    assert (posting.amount, posting.why[0].kind) == (3, "rate")


def test_a_debt_is_repaid_once_however_many_credits_there_are():
    owing = member(debt=70)
    gifts = [rule("grant", id_, points=points) for id_, points in (("a", 50), ("b", 40), ("c", 30))]
    given = grant(Registered(NOON, ZONE, "1", 1), owing, programme(*gifts))
    assert balances(owing, given).state == {(Account.ACTIVE, POINTS): 50}


def test_pending_points_repay_a_debt_only_when_they_activate():
    owing = member(debt=4)
    decision = evaluate(purchase(100_000), owing, programme(rule("earn", per=10_000, activation_days=1)))
    book = balances(owing, decision)
    assert book.state == {(Account.PENDING, POINTS): 10, (Account.DEBT, POINTS): -4}
    for movement in due.movements(book.member, NOON + timedelta(days=1)):
        book.post(movement.postings)
    assert book.state == {(Account.ACTIVE, POINTS): 6}


# --- gifts -----------------------------------------------------------------------------------------------------------


def test_the_launch_offer_is_for_the_first_hundred():
    rules = programme(rule("grant", "welcome", points=50), rule("grant", "launch", When(participants=100), points=100))
    given = [grant(Registered(NOON, ZONE, "1", number), member(), rules).points for number in (1, 100, 101)]
    assert given == [150, 150, 50]


def test_two_gifts_are_two_lots_even_when_they_are_alike():
    given = grant(Registered(NOON, ZONE, "1", 1), member(), programme(rule("grant", points=50), rule("grant", "b")))
    alike = grant(Registered(NOON, ZONE, "1", 1), member(), programme(rule("grant"), rule("grant", "b")))
    assert [new.amount for new in opened(given)] == [50, given.points - 50]
    assert len(set(opened(alike))) == 2


def test_a_gift_waits_and_ends_as_its_rule_says():
    rules = programme(rule("grant", points=50, activation_days=14, expiry_days=30))
    (new,) = opened(grant(Registered(NOON, ZONE, "1", 1), member(), rules))
    assert (new.account, new.active_from) == (Account.PENDING, datetime(2026, 3, 15, 21, tzinfo=UTC))
    assert new.expires_at == datetime(2026, 4, 15, 21, tzinfo=UTC)
    (at_once,) = opened(grant(Registered(NOON, ZONE, "1", 1), member(), programme(rule("grant", expiry_days=None))))
    assert (at_once.account, at_once.active_from, at_once.expires_at) == (Account.ACTIVE, NOON, None)


def test_a_gift_may_ask_for_a_tier():
    gold = programme(rule("grant", when=When(tiers=frozenset({"gold"})), points=50))
    golden = replace(member(), facts=replace(member().facts, tier="gold"))
    assert grant(Registered(NOON, ZONE, "1", 1), golden, gold).points == 50
    assert grant(Registered(NOON, ZONE, "1", 1), member(), gold).points == 0


def test_an_exclusive_gift_replaces_the_others():
    launch = rule("grant", "launch", When(until=NOON.date()), points=100, exclusive=True)
    given = grant(Registered(NOON, ZONE, "1", 1), member(), programme(rule("grant", points=50), launch))
    assert given.points == 100
    assert given.steps == (Step("bonus", 100_000_000, "launch", 1, points=100),)


def test_registration_earns_nothing_and_a_purchase_is_given_nothing():
    assert grant(Registered(NOON, ZONE, "1", 1), member(), programme(EARN, TENDER)).postings == ()
    assert evaluate(purchase(100), member(), programme(rule("grant"))).postings == ()

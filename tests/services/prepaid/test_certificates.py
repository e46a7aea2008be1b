"""Gift certificates: sold once, spent in parts, given back to, paid back, given on; no cent twice and none lost."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, update

from loyalty.certificates import (
    CertificateBlocked,
    CertificateEmpty,
    CertificateEnded,
    CertificateMoved,
    CertificateSealed,
    CertificatesNotSold,
    CertificateTaken,
    CertificateUnknown,
    CertificateUsed,
    CertificateValueUnusual,
    Tender,
    spelled,
)
from loyalty.errors import FiguresChanged, KeyConflict, NotAllowed, OwnCard, Refusal, TooManyAttempts, UndoTooLate
from loyalty.programme import Certificates, Face
from services.database import Database
from services.ledger import audit
from services.members import registration
from services.people import Person
from services.prepaid import certificates, giving
from services.prepaid.certificates import Certificate
from services.till import certificates as till
from services.till import refunds, sales
from services.till.cheques import Sale, Sold, new_draft
from storage.prepaid import certificates as rows
from storage.tables import certificate, certificate_entry, job
from tests.people import Shop, open_shop, set_settings

TERMS = Certificates(values=(Face(100_000),), least=10_000, most=500_000)
CALLERS = 20


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await database.write(set_settings, opened.now, certificates=TERMS)
    return opened


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


def kinds(connection: Connection) -> list[tuple[str, int]]:
    """What the book says, entry for entry."""
    query = select(certificate_entry.c.kind, certificate_entry.c.amount).order_by(certificate_entry.c.id)
    return [(kind, amount) for kind, amount in connection.execute(query)]


async def bought(shop: Shop, amount: int = 100_000, holder: Person | None = None) -> Certificate:
    whose = holder.member_id if holder else None
    return await shop.database.write(till.sell, shop.cashier, amount, new_draft(), shop.now, whose)


async def again(shop: Shop, one: Certificate) -> Certificate:
    return await shop.database.read(certificates.one, one.id)


def paying(member: Person, amount: int, *shown: Certificate, draft: UUID | None = None) -> Sale:
    assert member.member_id
    tenders = tuple(Tender(each.id, each.balance) for each in shown)
    return Sale(draft or new_draft(), member.member_id, amount, certificates=tenders)


async def sell(shop: Shop, sale: Sale) -> Sold:
    return await shop.database.write(sales.record, shop.cashier, sale, shop.now)


async def tried(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return await work
    except Refusal as refusal:
        return refusal


async def test_two_tills_at_once_never_spend_the_same_cent(shop: Shop, second: Database) -> None:
    """Twenty tills want it all; then twenty want a part that goes into it seven times."""
    anna, one, many = await shop.member(), await bought(shop), await bought(shop)
    whole = await asyncio.gather(*(tried(sell(shop, paying(anna, 100_000, one))) for _ in range(CALLERS)))
    assert [type(each) for each in whole].count(Sold) == 1
    assert [type(each) for each in whole].count(FiguresChanged) == CALLERS - 1
    parts = await asyncio.gather(
        *(tried(shop.database.write(till.pay, shop.cashier, many.id, 14_000, new_draft(), shop.now)) for _ in range(20))
    )
    assert sorted(each.paid for each in parts if isinstance(each, till.Paid)) == [2_000] + [14_000] * 7
    assert sum(isinstance(each, CertificateEmpty) for each in parts) == 12
    assert (await again(shop, one)).balance == (await again(shop, many)).balance == 0
    assert await second.read(clean) == []


async def test_a_gift_is_opened_once_by_whoever_taps_first(shop: Shop, second: Database) -> None:
    """Two taps race, and so do eighteen more; the giver's picture of the code is worth nothing afterwards."""
    anna, friends = await shop.member(), [await shop.member(f"Friend {number}") for number in range(CALLERS)]
    gift = await bought(shop, holder=anna)
    await shop.database.write(giving.give, anna, gift.id, "Happy birthday!", None, shop.now)
    answers = await asyncio.gather(
        *(tried(shop.database.write(giving.claim, friend, gift.code, shop.now)) for friend in friends)
    )
    (opened,) = [each for each in answers if isinstance(each, Certificate)]
    assert {type(each) for each in answers} == {Certificate, CertificateTaken}
    assert (opened.giver, opened.greeting, opened.balance) == ("Anna", "Happy birthday!", 100_000)
    assert opened.code != gift.code
    winner = friends[answers.index(opened)]
    assert (await second.read(certificates.of_member, winner.member_id))[0].id == gift.id
    assert await shop.database.write(giving.claim, winner, gift.code, shop.now) == opened, "the same tap once more"
    with pytest.raises(CertificateMoved):
        await shop.database.read(till.look, shop.cashier, gift.code)
    told = await second.read(lambda c: c.execute(select(job.c.payload)).scalars().all())
    (heard,) = [each["arguments"] for each in told if each["notice"] == "gift-opened"]
    assert (heard["name"], heard["whose"]["name"]) == (winner.name, str(winner.id))


async def test_a_certificate_is_sold_once_however_often_the_tap_comes(shop: Shop, second: Database) -> None:
    draft, anna = new_draft(), await shop.member()
    before = await shop.balance(anna)
    await bought(shop, holder=anna)
    assert await shop.balance(anna) == before, "the sale of a certificate earns nothing"
    made = await asyncio.gather(
        *(shop.database.write(till.sell, shop.cashier, 100_000, draft, shop.now) for _ in range(CALLERS))
    )
    assert len({each.code for each in made}) == 1
    assert await second.read(kinds) == [("sold", 100_000)] * 2
    with pytest.raises(KeyConflict):
        await shop.database.write(till.sell, shop.cashier, 200_000, draft, shop.now)
    for amount in (9_999, 0, -5, 500_001):
        with pytest.raises(Refusal):
            await bought(shop, amount)
    await shop.database.write(set_settings, shop.now, certificates=Certificates(values=(Face(100_000),)))
    with pytest.raises(CertificateValueUnusual):
        await bought(shop, 50_000)
    await shop.database.write(set_settings, shop.now, certificates=Certificates())
    with pytest.raises(CertificatesNotSold):
        await bought(shop)


async def test_it_pays_after_discounts_and_points_and_the_purchase_earns(shop: Shop, second: Database) -> None:
    anna, one, other = await shop.member(), await bought(shop), await bought(shop, 30_000)
    sale = paying(anna, 120_000, one, other)
    quote = await shop.database.read(sales.quote, shop.cashier, sale, shop.now)
    assert (quote.payable, quote.certificate, quote.cash) == (120_000, 120_000, 0)
    most = quote.redeemable_value
    assert (quote.cash_then, quote.certificate_then) == (0, 120_000 - most)
    sold = await sell(shop, sale)
    assert (sold.payable, sold.certificate, sold.cash, sold.earned) == (120_000, 120_000, 0, 12)
    assert [(await again(shop, each)).balance for each in (one, other)] == [0, 10_000]
    repeated = await sell(shop, sale)
    assert (repeated.certificate, repeated.repeated) == (120_000, True)
    with pytest.raises(KeyConflict):
        await sell(shop, paying(anna, 120_000, one, draft=sale.draft_id))
    rest = await sell(shop, paying(anna, 50_000, await again(shop, other)))
    assert (rest.certificate, rest.cash) == (10_000, 40_000)
    stale = paying(anna, 50_000, other)
    with pytest.raises(FiguresChanged):
        await sell(shop, stale)
    again_ = await shop.database.read(sales.quote, shop.cashier, stale, shop.now)
    assert (again_.certificate, again_.cash) == (0, 50_000), "the new quote says what is so now"
    assert await second.read(clean) == []


@pytest.mark.parametrize("order", ["first", "last"])
async def test_a_return_gives_back_to_the_same_certificate_first_or_last(
    shop: Shop, second: Database, order: str
) -> None:
    """Of 150 000, 100 000 were paid by certificate; 80 000, 50 000 and the last 20 000 come back."""
    back = {"first": [80_000, 20_000, 0], "last": [30_000, 50_000, 20_000]}[order]
    terms = Certificates(values=(Face(100_000),), returns=order)
    await shop.database.write(set_settings, shop.now, certificates=terms)
    anna, one = await shop.member(), await bought(shop)
    sold = await sell(shop, paying(anna, 150_000, one))
    for number, (amount, certificate_part) in enumerate(zip((80_000, 50_000, 20_000), back, strict=True)):
        quote = await shop.database.read(refunds.quote, shop.cashier, sold.purchase_id, amount, shop.now)
        for _ in range(2):
            done = await shop.database.write(
                refunds.record, shop.cashier, sold.purchase_id, amount, str(number), shop.now
            )
            assert (done.to_certificate, done.cash_back) == (certificate_part, amount - certificate_part)
        assert quote.to_certificate == certificate_part
    assert (await again(shop, one)).balance == 100_000
    assert await second.read(clean) == []


async def test_returns_at_once_give_a_certificate_back_what_it_paid_and_no_more(shop: Shop, second: Database) -> None:
    anna, one = await shop.member(), await bought(shop)
    sold = await sell(shop, paying(anna, 150_000, one))
    await asyncio.gather(
        *(
            tried(shop.database.write(refunds.record, shop.cashier, sold.purchase_id, 10_000, str(number), shop.now))
            for number in range(CALLERS)
        )
    )
    assert (await again(shop, one)).balance == 100_000
    assert await second.read(clean) == []


@pytest.mark.database("sqlite")
async def test_it_is_taken_back_for_money_untouched_or_for_what_is_left(shop: Shop) -> None:
    anna, untouched, used = await shop.member(), await bought(shop), await bought(shop)
    await sell(shop, paying(anna, 40_000, used))
    back = shop.database.write
    first = new_draft()
    for _ in range(2):
        assert (await back(till.pay_back, shop.cashier, untouched.id, first, shop.now))[1] == 100_000
    with pytest.raises(CertificateEmpty):
        await back(till.pay_back, shop.cashier, untouched.id, new_draft(), shop.now)
    with pytest.raises(CertificateUsed):
        await back(till.pay_back, shop.cashier, used.id, new_draft(), shop.now)
    terms = Certificates(values=(Face(100_000),), payback="left")
    await shop.database.write(set_settings, shop.now, certificates=terms)
    shop.later(minutes=16)
    with pytest.raises(UndoTooLate):
        await back(till.pay_back, shop.cashier, used.id, new_draft(), shop.now)
    assert (await back(till.pay_back, shop.owner, used.id, new_draft(), shop.now))[1] == 60_000
    assert await shop.database.read(clean) == []


@pytest.mark.database("sqlite")
async def test_what_was_paid_without_a_card_is_taken_back_at_once(shop: Shop) -> None:
    one, draft = await bought(shop), new_draft()
    paid = await shop.database.write(till.pay, shop.cashier, one.id, 130_000, draft, shop.now)
    assert (paid.paid, paid.cash) == (100_000, 30_000)
    assert await shop.database.write(till.pay, shop.cashier, one.id, 130_000, draft, shop.now) == paid
    for _ in range(2):
        undone = await shop.database.write(till.undo, shop.cashier, draft, shop.now)
        assert (undone.certificate.balance, undone.undone) == (100_000, True)
    late = new_draft()
    await shop.database.write(till.pay, shop.cashier, one.id, 1_000, late, shop.now)
    shop.later(minutes=16)
    with pytest.raises(UndoTooLate):
        await shop.database.write(till.undo, shop.cashier, late, shop.now)
    assert (await shop.database.write(till.undo, shop.owner, late, shop.now)).certificate.balance == 100_000
    assert await shop.database.read(clean) == []


@pytest.mark.database("sqlite")
async def test_it_ends_with_its_day_and_a_return_lets_it_last(shop: Shop) -> None:
    terms = Certificates(values=(Face(100_000),), months=1)
    await shop.database.write(set_settings, shop.now, certificates=terms)
    anna, one = await shop.member(), await bought(shop)
    assert one.expires_at
    assert (one.expires_at - shop.now).days == 30
    sold = await sell(shop, paying(anna, 70_000, one))
    shop.now = one.expires_at
    shop.later(hours=1)
    with pytest.raises(FiguresChanged):
        await sell(shop, paying(anna, 10_000, await again(shop, one)))
    with pytest.raises(CertificateEnded):
        await shop.database.read(till.presented, shop.cashier, one.code, shop.now)
    assert await shop.database.read(rows.liability, shop.now) == {}
    for _ in range(2):
        await shop.database.write(certificates.end, shop.now)
    assert (await again(shop, one)).balance == 0
    await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, 20_000, "1", shop.now)
    back = await again(shop, one)
    assert back.expires_at
    assert (back.balance, (back.expires_at - shop.now).days) == (20_000, 14)
    assert await shop.database.read(rows.liability, shop.now) == {"RUB": 20_000}
    await sell(shop, paying(anna, 20_000, back))
    assert await shop.database.read(kinds) == [
        ("sold", 100_000),
        ("spent", -70_000),
        ("expired", -30_000),
        ("returned", 20_000),
        ("spent", -20_000),
    ]
    assert await shop.database.read(clean) == []


@pytest.mark.database("sqlite")
async def test_a_lost_one_is_blocked_and_issued_anew_with_all_that_is_left(shop: Shop) -> None:
    anna, one = await shop.member(), await bought(shop)
    await sell(shop, paying(anna, 40_000, one))
    await shop.database.write(till.block, shop.cashier, one.id, shop.now)
    with pytest.raises(FiguresChanged):
        await sell(shop, paying(anna, 10_000, await again(shop, one)))
    with pytest.raises(CertificateBlocked):
        await shop.database.read(till.presented, shop.cashier, one.code, shop.now)
    with pytest.raises(NotAllowed):
        await shop.database.write(till.reissue, shop.cashier, one.id, one.code, shop.now)
    made = await shop.database.write(till.reissue, shop.owner, one.id, one.code, shop.now)
    assert await shop.database.write(till.reissue, shop.owner, one.id, one.code, shop.now) == made
    assert (made.balance, made.blocked) == (60_000, False)
    with pytest.raises(CertificateMoved):
        await shop.database.read(till.look, shop.cashier, one.code)
    assert (await shop.database.read(till.look, shop.cashier, spelled(made.code).lower())).id == one.id


@pytest.mark.database("sqlite")
async def test_guessing_is_limited_and_nobody_serves_their_own(shop: Shop) -> None:
    for _ in range(certificates.ATTEMPTS):
        await shop.database.write(certificates.attempt, shop.cashier, shop.now)
        with pytest.raises(CertificateUnknown):
            await shop.database.read(till.look, shop.cashier, "AB2C-DE3F-GH4J-KL5M")
    with pytest.raises(TooManyAttempts):
        await shop.database.write(certificates.attempt, shop.cashier, shop.now)
    shop.later(hours=1)
    await shop.database.write(certificates.attempt, shop.cashier, shop.now)
    await shop.database.write(
        registration.register, shop.cashier.id, processing=True, advertising=False, phone=None, link=None, now=shop.now
    )
    one = await bought(shop)
    own = await shop.database.write(giving.claim, shop.cashier, one.code, shop.now)
    with pytest.raises(OwnCard):
        await shop.database.read(till.look, shop.cashier, own.code)
    with pytest.raises(OwnCard):
        await bought(shop, holder=await shop.again(shop.cashier))
    with pytest.raises(NotAllowed):
        await shop.database.read(till.look, await shop.member(), own.code)


@pytest.mark.database("sqlite")
async def test_a_gift_waits_for_its_day_and_the_giver_may_keep_it(shop: Shop) -> None:
    anna, boris = await shop.member(), await shop.member("Boris")
    day = shop.now + timedelta(days=3)
    kept, sent, waiting = [await bought(shop, holder=anna) for _ in range(3)]
    for each in (kept, sent, waiting):
        await shop.database.write(giving.give, anna, each.id, "For you", day, shop.now)
    back = await shop.database.write(giving.take_back, anna, kept.id, shop.now)
    assert (back.given_at, back.opens_at) == (None, None)
    assert back.code != kept.code
    with pytest.raises(CertificateTaken):
        await shop.database.write(giving.claim, boris, kept.code, shop.now)
    mine = await shop.database.write(giving.claim, boris, sent.code, shop.now)
    with pytest.raises(CertificateSealed):
        await shop.database.read(till.presented, shop.cashier, mine.code, shop.now)
    with pytest.raises(CertificateSealed):
        await shop.database.write(giving.give, boris, sent.id, "Not yet mine to give", None, shop.now)
    again_ = await shop.database.write(giving.give, anna, waiting.id, "For you, dear", day, shop.now)
    assert again_.greeting == "For you, dear", "until it is opened the giver may think again"
    assert await shop.database.write(giving.deliver, shop.now) == 0
    shop.now = day
    assert [await shop.database.write(giving.deliver, shop.now) for _ in range(2)] == [2, 0]
    told = await shop.database.read(lambda c: c.execute(select(job.c.payload)).scalars().all())
    heard = {each["notice"]: each["person_id"] for each in told if each["notice"].startswith("gift-")}
    assert heard["gift-arrived"] == str(boris.id)
    assert heard["gift-due"] == str(anna.id)
    assert (await shop.database.read(till.presented, shop.cashier, mine.code, shop.now))[1].balance == 100_000
    with pytest.raises(CertificateUnknown):
        await shop.database.write(giving.give, anna, sent.id, "", None, shop.now)


@pytest.mark.database("sqlite")
async def test_the_audit_sees_a_balance_that_is_not_the_sum_of_its_entries(shop: Shop) -> None:
    await bought(shop)
    await shop.database.write(lambda c: c.execute(update(certificate).values(balance=99_999)))
    (difference,) = await shop.database.read(clean)
    assert (difference.expected, difference.found) == (100_000, 99_999)
    assert difference.check == "what is left on a certificate equals its entries"

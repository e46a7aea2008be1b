"""Certificates where several rules, tills and years meet: no cent is lost, doubled or guessed."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection

from loyalty.certificates import CertificateBlocked, CertificateEndsBefore, CertificateSealed, Part, Tender, pays
from loyalty.changeover import converted
from loyalty.errors import CodeUnknown, FiguresChanged, PurchaseUnknown, Refusal
from loyalty.programme import Certificates, Face
from services import figures
from services.database import Database
from services.ledger import accounts, adjustments, audit
from services.ledger.accounts import CardSuspended
from services.members import cards, freezing, merging, own_data
from services.people import Person
from services.prepaid import certificates, giving
from services.prepaid.certificates import Certificate
from services.programme import changing, drafts, versions
from services.programme.changing import CurrencyInUse
from services.till import certificates as till
from services.till import holds, refunds, sales
from services.till.cheques import Sale, Sold, new_draft
from storage import programmes
from storage.members import people as people_rows
from tests.people import Shop, open_shop, rule, set_settings

TERMS = Certificates(values=(Face(100_000),), least=100, most=500_000, payback="left")


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


async def open_(database: Database, currency: str = "RUB") -> Shop:
    shop = await open_shop(database, currency=currency)
    await database.write(set_settings, shop.now, certificates=TERMS)
    return shop


async def bought(shop: Shop, amount: int, holder: Person | None = None) -> Certificate:
    whose = holder.member_id if holder else None
    return await shop.database.write(till.sell, shop.cashier, amount, new_draft(), shop.now, whose)


async def again(shop: Shop, one: Certificate) -> Certificate:
    return await shop.database.read(certificates.one, one.id)


def paying(member: Person, amount: int, *shown: Certificate, redeem: int = 0) -> Sale:
    assert member.member_id
    tenders = tuple(Tender(each.id, each.balance) for each in shown)
    return Sale(new_draft(), member.member_id, amount, redeem, certificates=tenders)


async def sell(shop: Shop, sale: Sale) -> Sold:
    return await shop.database.write(sales.record, shop.cashier, sale, shop.now)


def _in_lev(connection: Connection, shop: Shop) -> None:
    """Writes the version that a shop of last year holds: nobody can choose the lev any more."""
    now = versions.current(connection, shop.now)
    made = replace(now, version=now.version + 1, currency="BGN", valid_from=shop.now)
    programmes.add_version(connection, made.version, versions.body_of(made), shop.now, None, shop.now)


async def to(shop: Shop, currency: str) -> None:
    """Has the owner change the currency of the business."""
    newest = (await shop.database.read(changing.overview, shop.owner, shop.now)).newest
    draft = drafts.with_fact(newest, "currency", currency)
    await shop.database.write(
        changing.change,
        shop.owner,
        newest.version,
        draft.rules,
        draft.settings,
        None,
        shop.now,
        changing.business_of(draft),
    )


async def in_lev(database: Database) -> Shop:
    shop = await open_(database, "EUR")
    await database.write(_in_lev, shop)
    return shop


# --- one cheque ------------------------------------------------------------------------------------------------------


async def test_a_certificate_pays_after_discount_and_points_and_all_of_it_goes_back(
    database: Database, second: Database
) -> None:
    """Of 1 000, a tenth off, 200 by points, 300 by certificate, 400 in money; two returns and an undo undo it."""
    shop = await open_(database)
    ten_off = rule("discount", "ten", percent=1_000)
    half = replace(rule("points_tender", "redeem2", value=100, minimum=0, cap=10_000))
    await shop.promise(ten_off, half)
    anna, one = await shop.member(), await bought(shop, 30_000)
    assert anna.member_id
    for number in range(2):
        await database.write(
            adjustments.adjust, shop.owner, new_draft(), anna.member_id, 300, f"why {number}", shop.now
        )
    before = await shop.balance(anna)
    sale = paying(anna, 100_000, one, redeem=200)
    held = await database.write(holds.place, shop.cashier, sale, shop.now)
    assert (held.value, held.payable) == (20_000, 40_000)
    for _ in range(2):
        sold = await database.write(holds.confirm, anna, held.hold_id, shop.now)
        assert sold
        assert (sold.discount, sold.value, sold.payable, sold.certificate, sold.cash) == (
            10_000,
            20_000,
            70_000,
            30_000,
            40_000,
        )
    assert (await again(shop, one)).balance == 0
    told = await second.read(figures.today, shop.owner, shop.now)
    assert (told.purchases_today, told.turnover_today) == (1, 70_000), "neither the sale of the certificate, nor twice"
    cash = gift = points = 0
    for number, amount in enumerate((33_333, 33_333)):
        done = await database.write(refunds.record, shop.cashier, sold.purchase_id, amount, str(number), shop.now)
        cash, gift, points = cash + done.cash_back, gift + done.to_certificate, points + done.restored
    done = await database.write(refunds.undo, shop.cashier, sold.purchase_id, shop.now)
    assert (cash + done.cash_back, gift + done.to_certificate, points + done.restored) == (40_000, 30_000, 200)
    assert (await again(shop, one)).balance == 30_000
    assert await shop.balance(anna) == before
    assert (await second.read(figures.today, shop.owner, shop.now)).turnover_today == 0
    assert await second.read(clean) == []


@pytest.mark.database("sqlite")
async def test_a_certificate_shown_twice_on_one_cheque_pays_once(database: Database) -> None:
    assert pays(100, [Tender(UUID(int=1), 60), Tender(UUID(int=1), 60)]) == (Part(UUID(int=1), 60),)
    shop = await open_(database)
    anna, one = await shop.member(), await bought(shop, 30_000)
    sold = await sell(shop, paying(anna, 100_000, one, one))
    assert (sold.certificate, sold.cash) == (30_000, 70_000)
    assert await database.read(clean) == []


async def test_tills_that_sell_pay_and_hand_out_at_once_share_what_is_on_it(
    database: Database, second: Database
) -> None:
    shop = await open_(database)
    anna, one = await shop.member(), await bought(shop, 100_000)

    async def tried(work: Coroutine[Any, Any, Any]) -> int:
        try:
            done = await work
        except Refusal:
            return 0
        return int(
            done.certificate if isinstance(done, Sold) else done.paid if isinstance(done, till.Paid) else done[1]
        )

    def each(_: int) -> list[Coroutine[Any, Any, Any]]:
        return [
            sell(shop, paying(anna, 30_000, one)),
            database.write(till.pay, shop.cashier, one.id, 30_000, new_draft(), shop.now, 30_000),
            database.write(till.pay_back, shop.cashier, one.id, new_draft(), shop.now),
        ]

    took = await asyncio.gather(*(tried(work) for number in range(7) for work in each(number)))
    assert sum(took) == 100_000
    assert (await again(shop, one)).balance == 0
    assert await second.read(clean) == []


# --- another currency ------------------------------------------------------------------------------------------------


async def test_certificates_alone_hold_the_currency_of_the_books(database: Database) -> None:
    """No rate is official between rouble and dollar: what people have paid for would be worth nothing."""
    shop = await open_(database)
    assert await database.read(changing.may_change_currency)
    await bought(shop, 30_000)
    assert not await database.read(changing.may_change_currency)
    with pytest.raises(CurrencyInUse):
        await to(shop, "USD")


async def test_returns_of_a_lev_cheque_give_a_euro_certificate_what_the_whole_comes_to(
    database: Database, second: Database
) -> None:
    """Ten returns of 1.05 lev each come to 5.37 euro, as one of 10.50 does, and not to ten times 0.54."""
    shop = await in_lev(database)
    anna, one = await shop.member(), await bought(shop, 2_050)
    sold = await sell(shop, paying(anna, 1_050, one))
    await to(shop, "EUR")
    spent = await sell(shop, paying(anna, 300, replace(one, balance=converted("BGN", "EUR", 1_000))))
    assert spent.certificate == 300
    left = converted("BGN", "EUR", 1_000) - 300
    assert (await again(shop, one)).balance == left
    for number in range(10):
        done = await database.write(refunds.record, shop.cashier, sold.purchase_id, 105, str(number), shop.now)
        assert (done.to_certificate, done.currency) == (105, "BGN")
    assert (await again(shop, one)).balance == left + converted("BGN", "EUR", 1_050)
    assert await second.read(clean) == []


async def test_a_lev_certificate_is_paid_back_in_the_money_of_today(database: Database, second: Database) -> None:
    shop = await in_lev(database)
    one, key = await bought(shop, 10_000), new_draft()
    await to(shop, "EUR")
    for _ in range(2):
        back, minor = await database.write(till.pay_back, shop.cashier, one.id, key, shop.now)
        assert (minor, back.currency, back.balance) == (5_113, "EUR", 0)
    assert await second.read(clean) == []


@pytest.mark.database("sqlite")
async def test_a_sale_that_waited_over_the_changeover_says_that_its_figures_have_changed(database: Database) -> None:
    shop = await in_lev(database)
    anna, boris, one = await shop.member(), await shop.member("Boris"), await bought(shop, 10_000)
    assert anna.member_id
    await shop.promise(rule("points_tender", "pay", value=1, minimum=0, cap=10_000))
    held = await database.write(holds.place, shop.cashier, paying(anna, 4_000, one, redeem=10), shop.now)
    await to(shop, "EUR")
    await sell(shop, paying(boris, 100, replace(one, balance=5_113)))
    with pytest.raises(FiguresChanged):
        await database.write(holds.confirm, anna, held.hold_id, shop.now)
    assert (await again(shop, one)).balance == 5_013
    assert await database.read(clean) == []


# --- whose it is -----------------------------------------------------------------------------------------------------


async def test_a_frozen_card_spends_no_certificate_and_gives_none_on(database: Database) -> None:
    """Who has somebody's phone pays with nothing on it, neither by code nor on another card, and moves it nowhere."""
    shop = await open_(database)
    anna, boris = await shop.member(), await shop.member("Boris")
    assert anna.member_id
    one, gift = await bought(shop, 30_000, anna), await bought(shop, 30_000, anna)
    gift = await database.write(giving.give, anna, gift.id, "", None, shop.now)
    await database.write(freezing.freeze, shop.owner, anna.member_id, shop.now)
    for refused in (
        database.write(till.pay, shop.cashier, one.id, 1_000, new_draft(), shop.now),
        database.read(till.presented, shop.cashier, one.code, shop.now),
        database.write(till.pay_back, shop.cashier, one.id, new_draft(), shop.now),
        database.write(giving.give, anna, one.id, "", None, shop.now),
        database.write(giving.claim, boris, gift.code, shop.now),
    ):
        with pytest.raises(CardSuspended):
            await refused
    with pytest.raises(FiguresChanged):
        await sell(shop, paying(boris, 1_000, one))
    await database.write(freezing.thaw, shop.owner, anna.member_id, shop.now)
    await sell(shop, paying(boris, 1_000, one))
    assert (await database.write(giving.claim, boris, gift.code, shop.now)).member_id == boris.member_id


@pytest.mark.database("sqlite")
async def test_who_erases_a_frozen_card_frees_none_of_its_certificates(database: Database) -> None:
    """Whoever has the phone has seen the codes; a manager gives new ones to who proves that they are theirs."""
    shop = await open_(database)
    anna = await shop.member()
    assert anna.member_id
    one = await bought(shop, 30_000, anna)
    await database.write(freezing.freeze, shop.owner, anna.member_id, shop.now)
    await database.write(own_data.erase, anna.id, shop.now)
    with pytest.raises(CertificateBlocked):
        await database.read(till.presented, shop.cashier, one.code, shop.now)
    anew = await database.write(till.reissue, shop.owner, one.id, one.code, shop.now)
    assert (await database.read(till.presented, shop.cashier, anew.code, shop.now))[1].balance == 30_000


@pytest.mark.database("sqlite")
async def test_a_gift_never_opens_after_it_has_run_out(database: Database) -> None:
    shop = await open_(database)
    await database.write(set_settings, shop.now, certificates=replace(TERMS, months=1))
    anna = await shop.member()
    one = await bought(shop, 30_000, anna)
    assert one.expires_at
    for day in (one.expires_at, one.expires_at + timedelta(days=40)):
        with pytest.raises(CertificateEndsBefore):
            await database.write(giving.give, anna, one.id, "", day, shop.now)
    last = one.expires_at - timedelta(hours=14)
    assert (await database.write(giving.give, anna, one.id, "", last, shop.now)).opens_at == last


@pytest.mark.database("sqlite")
async def test_who_has_opened_a_sealed_gift_cannot_unseal_it_by_giving_it_on(database: Database) -> None:
    shop = await open_(database)
    anna, boris = await shop.member(), await shop.member("Boris")
    one, day = await bought(shop, 30_000, anna), shop.now + timedelta(days=9)
    await database.write(giving.give, anna, one.id, "", day, shop.now)
    await database.write(giving.give, anna, one.id, "Dear Boris", day, shop.now)  # the giver says it otherwise
    await database.write(giving.claim, boris, one.code, shop.now)
    with pytest.raises(CertificateSealed):
        await database.write(giving.give, boris, one.id, "", None, shop.now)
    kept = await database.write(giving.take_back, boris, one.id, shop.now)
    assert kept.opens_at == day


async def test_none_is_sold_to_a_card_that_has_become_anothers_or_nobodys(database: Database, second: Database) -> None:
    """It was being served when its holder joined it with another one, or was erased: nobody would find it."""
    shop = await open_(database)
    anna, boris, zoe = [await shop.member(name) for name in ("Anna", "Boris", "Zoe")]
    draft, before = new_draft(), await bought(shop, 30_000, boris)
    assert boris.member_id
    page = (await database.read(cards.card, boris.member_id)).page_token
    await database.write(people_rows.change, boris.id, telegram_id=None)
    once = await database.write(till.sell, shop.cashier, 20_000, draft, shop.now, boris.member_id)
    await database.write(merging.join, anna.id, page, None, shop.now)
    await database.write(own_data.erase, zoe.id, shop.now)
    for gone in (boris, zoe):
        with pytest.raises(CodeUnknown):
            await bought(shop, 30_000, gone)
    same = await database.write(till.sell, shop.cashier, 20_000, draft, shop.now, boris.member_id)
    assert (same.id, same.member_id) == (once.id, anna.member_id), "a tap that comes again finds what it has sold"
    held = await second.read(certificates.of_member, anna.member_id)
    assert {each.id for each in held} == {before.id, once.id}
    assert await second.read(clean) == []


# --- returns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["first", "last"])
async def test_returns_find_certificates_that_ended_were_lost_or_lost_their_holder_meanwhile(
    database: Database, second: Database, order: str
) -> None:
    """Four certificates pay 1 000 of 1 100; 333 and 333 come back, and the rest."""
    shop = await open_(database)
    await database.write(set_settings, shop.now, certificates=replace(TERMS, months=1, returns=order))
    anna, boris = await shop.member(), await shop.member("Boris")
    ended, lost, erased, back = [await bought(shop, 25_000, who) for who in (None, None, boris, None)]
    sold = await sell(shop, paying(anna, 110_000, ended, lost, erased, back))
    assert (sold.certificate, sold.cash) == (100_000, 10_000)
    with pytest.raises(PurchaseUnknown):  # the goods stay with the customer, and so does what they have paid
        await database.write(till.undo, shop.owner, sold.purchase_id, shop.now)
    await database.write(till.block, shop.cashier, lost.id, shop.now)
    await database.write(own_data.erase, boris.id, shop.now)
    shop.later(days=40)
    cash = []
    for number, amount in enumerate((33_300, 33_300, 43_400)):
        for _ in range(2):
            done = await database.write(refunds.record, shop.owner, sold.purchase_id, amount, str(number), shop.now)
        cash.append(done.cash_back)
    assert cash == ([0, 0, 10_000] if order == "first" else [10_000, 0, 0])
    for each in (ended, lost, erased, back):
        now = await again(shop, each)
        assert now.expires_at
        assert (now.balance, (now.expires_at - shop.now).days) == (25_000, 14)
    anew = await database.write(till.reissue, shop.owner, lost.id, lost.code, shop.now)
    for usable in (ended, anew, erased, back):
        sold = await sell(shop, paying(anna, 25_000, await again(shop, usable)))
        assert sold.cash == 0
    assert await second.read(clean) == []


@pytest.mark.database("sqlite")
async def test_a_purchase_paid_by_certificate_alone_earns_stamps_and_counts_as_any_other(database: Database) -> None:
    shop = await open_(database)
    await shop.promise(rule("stamp_card", "stamps", goal=2))
    anna, boris, one = await shop.member(), await shop.member("Boris"), await bought(shop, 100_000)
    by_gift = await sell(shop, paying(anna, 40_000, one))
    by_money = await sell(shop, paying(boris, 40_000))
    assert (by_gift.cash, by_money.cash) == (0, 40_000)
    assert by_gift.outcome.rules == by_money.outcome.rules
    assert by_gift.earned == by_money.earned > 0
    for who in (anna, boris):
        assert who.member_id
        assert (await database.read(accounts.view, who.member_id, shop.now)).counts["stamps"] == 1
    told = await database.read(figures.today, shop.owner, shop.now)
    assert (told.purchases_today, told.turnover_today) == (2, 80_000)
    (prepaid,) = await database.read(figures.prepaid, shop.owner, shop.now)
    assert (prepaid.sold, prepaid.spent, prepaid.owed) == (100_000, 40_000, 60_000)

"""The whole visit through the use cases, asserted through a second connection."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select

from loyalty.codes import parse
from loyalty.errors import (
    AlreadyReturned,
    CodeUnknown,
    ConsentMissing,
    HoldClosed,
    HoldExpired,
    InsufficientPoints,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    KeyConflict,
    NotAllowed,
    OwnCard,
    PurchaseUnknown,
    Refusal,
    ReturnTooLarge,
    UndoTooLate,
)
from services import people, team
from services.database import Database
from services.ledger import audit, expiry
from services.members import cards, history, registration, standings
from services.till import asking, holds, identifying, refunds, sales
from services.till.cheques import Sale, new_draft
from storage.tables import job, operation, purchase
from tests.people import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


def notices(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute(select(job.c.payload).where(job.c.kind == "telegram").order_by(job.c.id)).scalars()
    return [(payload["telegram_id"], payload["notice"]) for payload in rows]


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


def count(connection: Connection, table: object) -> int:
    return len(connection.execute(select(table)).all())  # type: ignore[call-overload]  # any table will do


async def test_register_sell_redeem_refund(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna", phone="+359 88 123")
    assert await shop.balance(anna) == 150
    again = await shop.database.write(
        registration.register, anna.id, processing=True, advertising=True, phone=None, link=None, now=shop.now
    )
    assert (again.new, again.points) == (False, 0)

    card = await second.read(cards.card, anna.member_id)
    customer = await second.read(identifying.identify, shop.cashier, parse(f"c_{card.code}"), shop.now)
    assert (customer.name, customer.spendable) == ("Anna", 150)
    assert await second.read(identifying.identify, shop.cashier, parse(card.digits), shop.now) == customer

    sale = Sale(new_draft(), anna.member_id, 100_000)
    quote = await second.read(sales.quote, shop.cashier, sale, shop.now)
    assert (quote.payable, quote.earned, quote.redeemable) == (100_000, 10, 150)
    sold = await shop.database.write(sales.record, shop.cashier, sale, shop.now)
    assert (sold.payable, sold.earned, sold.balance, sold.repeated) == (100_000, 10, 160, False)
    repeated = await shop.database.write(sales.record, shop.cashier, sale, shop.now)
    assert repeated.repeated
    assert repeated.purchase_id == sold.purchase_id
    assert repeated.balance == 160
    with pytest.raises(KeyConflict):
        await shop.database.write(sales.record, shop.cashier, Sale(sale.draft_id, anna.member_id, 99), shop.now)

    second_sale = Sale(new_draft(), anna.member_id, 80_000, redeem=160)
    held = await shop.database.write(holds.place, shop.cashier, second_sale, shop.now)
    assert (held.points, held.payable) == (160, 64_000)
    assert (await shop.database.write(holds.place, shop.cashier, second_sale, shop.now)).hold_id == held.hold_id
    assert await shop.balance(anna) == 0
    await shop.database.write(asking.shown, held.hold_id, shop.now, chat_id=2, message_id=7)
    confirmed = await shop.database.write(holds.confirm, anna, held.hold_id, shop.later(seconds=20))
    assert (confirmed.redeemed, confirmed.payable, confirmed.earned) == (160, 64_000, 6)
    assert (await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)).repeated
    with pytest.raises(HoldClosed):
        await shop.database.write(holds.decline, anna, held.hold_id, shop.now)

    preview = await second.read(refunds.quote, shop.cashier, confirmed.purchase_id, 40_000, shop.now)
    part = await shop.database.write(refunds.record, shop.cashier, confirmed.purchase_id, 40_000, "r1", shop.now)
    assert (part.money_back, part.restored) == (32_000, 80)
    assert (preview.money_back, preview.restored, preview.taken) == (part.money_back, part.restored, part.taken)
    twice = await shop.database.write(refunds.record, shop.cashier, confirmed.purchase_id, 40_000, "r1", shop.now)
    assert twice.repeated
    assert twice.refund_id == part.refund_id
    with pytest.raises(ReturnTooLarge):
        await shop.database.write(refunds.record, shop.cashier, confirmed.purchase_id, 40_001, "r2", shop.now)
    rest = await shop.database.write(refunds.undo, shop.cashier, confirmed.purchase_id, shop.now)
    assert part.money_back + rest.money_back == confirmed.payable
    assert await shop.balance(anna) == 160
    with pytest.raises(AlreadyReturned):
        await shop.database.write(refunds.record, shop.cashier, confirmed.purchase_id, 1, "r3", shop.now)

    entries, more = await second.read(history.history, anna.member_id)
    assert [(entry.kind, entry.points) for entry in entries] == [
        ("undo", 80 - 3),
        ("refund", 80 - 3),
        ("purchase", 6 - 160),
        ("purchase", 10),
        ("welcome", 150),
    ]
    assert not more
    explained = await second.read(history.why, anna.member_id, entries[3].operation_id)
    assert sum(step.millionths for step in explained.steps) == 10_000_000
    assert await second.read(clean) == []
    told = [notice for who, notice in await second.read(notices) if who == anna.telegram_id]
    assert told == ["moved", "confirm", "moved", "moved", "moved"]


async def test_a_hold_that_runs_out_gives_its_points_back(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    sale = Sale(new_draft(), anna.member_id, 100_000, redeem=100)
    held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    shop.later(seconds=61)
    with pytest.raises(HoldExpired):
        await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    due = await second.read(expiry.due, shop.now, 10)
    assert list(due) == [anna.member_id]
    await shop.database.write(expiry.settle, anna.member_id, shop.now)
    assert await shop.balance(anna) == 150
    assert await second.read(expiry.due, shop.now, 10) == []
    told = await second.read(notices)
    assert (shop.cashier.telegram_id, "confirm-expired") in told
    assert (anna.telegram_id, "confirm-expired") in told
    again = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    assert again.hold_id != held.hold_id
    await shop.database.write(holds.decline, anna, again.hold_id, shop.now)
    await shop.database.write(holds.decline, anna, again.hold_id, shop.now)
    assert await shop.balance(anna) == 150
    assert await second.read(clean) == []


async def test_a_quote_counts_what_its_own_draft_holds(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    sale = Sale(new_draft(), anna.member_id, 100_000)
    await shop.database.write(holds.place, shop.cashier, Sale(sale.draft_id, anna.member_id, 100_000, 150), shop.now)
    assert (await second.read(sales.quote, shop.cashier, sale, shop.now)).redeemable == 150
    other = Sale(new_draft(), anna.member_id, 100_000)
    assert (await second.read(sales.quote, shop.cashier, other, shop.now)).redeemable == 0


async def test_another_number_of_points_replaces_the_hold(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    draft = new_draft()
    first = await shop.database.write(holds.place, shop.cashier, Sale(draft, anna.member_id, 100_000, 100), shop.now)
    await shop.database.write(holds.place, shop.cashier, Sale(draft, anna.member_id, 100_000, 150), shop.now)
    assert await shop.balance(anna) == 0
    with pytest.raises(HoldClosed):
        await shop.database.write(holds.confirm, anna, first.hold_id, shop.now)
    assert await second.read(clean) == []


async def test_twenty_parallel_redemptions_of_one_balance_succeed_once(shop: Shop, second: Database) -> None:
    anna = await shop.member()

    async def redeem() -> object:
        sale = Sale(new_draft(), anna.member_id, 100_000, redeem=150)
        try:
            held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
            return await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
        except Refusal as refusal:
            return refusal

    answers = await asyncio.gather(*(redeem() for _ in range(20)))
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == 19
    assert {type(refusal) for refusal in refused} == {InsufficientPoints}
    assert await shop.balance(anna) == 8
    assert await second.read(clean) == []


async def test_double_taps_sell_once(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    sale = Sale(new_draft(), anna.member_id, 100_000)
    answers = await asyncio.gather(*(shop.database.write(sales.record, shop.cashier, sale, shop.now) for _ in range(8)))
    assert sorted(answer.repeated for answer in answers) == [False] + [True] * 7
    assert await second.read(count, purchase) == 1
    assert await shop.balance(anna) == 160


async def test_two_hundred_people_register_at_once_and_get_their_own_numbers(shop: Shop, second: Database) -> None:
    strangers = [await shop.stranger(f"N{i}") for i in range(20)]

    def join(connection: Connection, person: people.Person) -> registration.Welcome:
        return registration.register(
            connection, person.id, processing=True, advertising=False, phone=None, link=None, now=shop.now
        )

    answers = await asyncio.gather(*(shop.database.write(join, person) for person in strangers for _ in range(4)))
    assert sum(answer.new for answer in answers) == 20
    assert sum(answer.points for answer in answers) == 20 * 150
    assert await second.read(clean) == []


async def test_nobody_serves_their_own_card(shop: Shop) -> None:
    await shop.database.write(
        registration.register, shop.cashier.id, processing=True, advertising=False, phone=None, link=None, now=shop.now
    )
    karim = await shop.again(shop.cashier)
    assert karim.member_id is not None
    card = await shop.database.read(cards.card, karim.member_id)
    with pytest.raises(OwnCard):
        await shop.database.read(identifying.identify, shop.cashier, parse(card.digits), shop.now)
    sale = Sale(new_draft(), karim.member_id, 100)
    with pytest.raises(OwnCard):
        await shop.database.write(sales.record, shop.cashier, sale, shop.now)
    with pytest.raises(OwnCard):
        await shop.database.write(holds.place, shop.cashier, sale, shop.now)


async def test_strangers_and_removed_cashiers_are_refused(shop: Shop) -> None:
    anna, zoe = await shop.member(), await shop.stranger("Zoe")
    card = await shop.database.read(cards.card, anna.member_id)
    sale = Sale(new_draft(), anna.member_id, 100_000)
    sold = await shop.sell(anna, 100_000)
    await shop.database.write(team.remove, shop.owner, shop.cashier.id, shop.now)
    for person in (zoe, anna, shop.cashier):
        with pytest.raises(NotAllowed):
            await shop.database.read(identifying.identify, person, parse(card.digits), shop.now)
        with pytest.raises(NotAllowed):
            await shop.database.write(sales.record, person, sale, shop.now)
        with pytest.raises(NotAllowed):
            await shop.database.write(holds.place, person, sale, shop.now)
        with pytest.raises(NotAllowed):
            await shop.database.write(refunds.record, person, sold.purchase_id, 1, "x", shop.now)
        with pytest.raises(NotAllowed):
            await shop.database.write(refunds.undo, person, sold.purchase_id, shop.now)
        with pytest.raises(NotAllowed):
            await shop.database.write(team.invite, person, "cashier", None, shop.now)
        with pytest.raises(NotAllowed):
            await shop.database.write(people.switch, person.id, "owner", shop.now)


async def test_an_invitation_works_once_and_runs_out(shop: Shop) -> None:
    anna, zoe = await shop.stranger("Anna"), await shop.stranger("Zoe")
    invitation = await shop.database.write(team.invite, shop.owner, "cashier", None, shop.now)
    hired = await shop.database.write(team.accept, anna, invitation.token, shop.now)
    assert (hired.role, hired.mode) == ("cashier", "staff")
    assert (await shop.database.write(team.accept, anna, invitation.token, shop.now)).role == "cashier"
    with pytest.raises(InvitationUsed):
        await shop.database.write(team.accept, zoe, invitation.token, shop.now)
    late = await shop.database.write(team.invite, shop.owner, "manager", None, shop.now)
    with pytest.raises(InvitationExpired):
        await shop.database.write(team.accept, zoe, late.token, shop.later(hours=24))
    with pytest.raises(InvitationUnknown):
        await shop.database.write(team.accept, zoe, "nonsense", shop.now)
    assert (await shop.again(zoe)).role is None


async def test_an_undo_is_for_fresh_sales_and_a_dispute_reaches_the_owner_once(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    sold = await shop.sell(anna, 100_000)
    entries, _ = await second.read(history.history, anna.member_id)
    for _ in range(2):
        await shop.database.write(history.not_me, anna.member_id, entries[0].operation_id, shop.now)
    told = [notice for who, notice in await second.read(notices) if who == shop.owner.telegram_id]
    assert told.count("disputed") == 1
    boris = await shop.member("Boris")
    with pytest.raises(PurchaseUnknown):
        await shop.database.write(history.not_me, boris.member_id, entries[0].operation_id, shop.now)
    with pytest.raises(UndoTooLate):
        await shop.database.write(refunds.undo, shop.cashier, sold.purchase_id, shop.later(minutes=16))
    with pytest.raises(PurchaseUnknown):
        await shop.database.write(refunds.undo, shop.cashier, uuid4(), shop.now)


async def test_points_expire_by_themselves_and_the_member_sees_when(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    standing = await second.read(standings.standing, anna.member_id, shop.now)
    ((when, points),) = standing.schedule
    assert points == 150
    before = await second.read(count, operation)
    assert (await second.read(standings.standing, anna.member_id, when)).active == 0
    assert await second.read(count, operation) == before
    await shop.database.write(expiry.settle, anna.member_id, when)
    await shop.database.write(expiry.settle, anna.member_id, when)
    assert await second.read(count, operation) == before + 1
    assert await second.read(clean) == []


async def test_a_phone_that_is_registered_already_moves_the_card(shop: Shop) -> None:
    anna = await shop.member("Anna", phone="+359881")
    later = await shop.stranger("Anna's new account")
    answer = await shop.database.write(
        registration.register, later.id, processing=True, advertising=False, phone="359881", link=None, now=shop.now
    )
    assert (answer.moved, answer.member_id, answer.points) == (True, anna.member_id, 0)
    assert (await shop.again(anna)).member_id is None
    assert (await shop.again(later)).member_id == anna.member_id


async def test_no_consent_no_membership_and_unknown_codes_are_nobodys(shop: Shop) -> None:
    zoe = await shop.stranger("Zoe")
    with pytest.raises(ConsentMissing):
        await shop.database.write(
            registration.register, zoe.id, processing=False, advertising=True, phone=None, link=None, now=shop.now
        )
    with pytest.raises(CodeUnknown):
        await shop.database.read(identifying.identify, shop.cashier, parse("c_nobody"), shop.now)

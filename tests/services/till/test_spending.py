"""Points spent at once: after a code that changes, or within the day's limit for codes that do not."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, update

from loyalty.changing_codes import ChangingCodes
from loyalty.codes import parse
from loyalty.config import programme_to
from loyalty.errors import (
    ChangingCodeNeeded,
    CodePaid,
    InsufficientPoints,
    KeyConflict,
    NotAllowed,
    OwnCard,
    Refusal,
    TooManyAttempts,
)
from services.database import Database
from services.ledger import audit
from services.members import cards, registration
from services.programme import versions
from services.till import identifying, refunds, spending
from services.till.cheques import Sale, Sold, new_draft
from services.till.holds import Held
from services.till.identifying import Proof, Scanned
from storage import programmes as rows_of
from storage.tables import code_use, person, static_use
from tests.people import Shop, open_shop

CODES = ChangingCodes(b"m" * 32, "corner_bot")


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


def allow(connection: Connection, points: int, shop: Shop) -> None:
    """Lets so many points a day be spent by a static code."""
    programme = versions.current(connection, shop.now)
    settings = replace(programme.settings, static_points_per_day=points)
    made = replace(programme, version=programme.version + 1, settings=settings, valid_from=shop.now)
    rows_of.add_version(connection, made.version, json.dumps(programme_to(made)), shop.now, None, shop.now)


async def scan(shop: Shop, member: UUID, ago: float = 0) -> Scanned | None:
    """The cashier scans what the member's screen showed so many seconds ago."""
    card = await shop.database.read(cards.card, member)
    (shown,) = CODES.coming(card.code, shop.now - timedelta(seconds=ago))
    code = parse(shown.content)
    return await shop.database.write(identifying.present, shop.cashier, CODES, code, shop.now)


async def fresh(shop: Shop, member: UUID) -> Proof:
    scanned = await scan(shop, member)
    assert scanned is not None
    return scanned.proof


async def spend(shop: Shop, sale: Sale, proof: Proof | None = None) -> Sold | Held | Refusal:
    try:
        return await shop.database.write(spending.spend, shop.cashier, sale, proof, shop.now)
    except Refusal as refusal:
        return refusal


def cheque(member: UUID, redeem: int = 0, amount: int = 50_000) -> Sale:
    return Sale(new_draft(), member, amount, redeem)


async def test_twenty_callers_spend_one_step_once(shop: Shop, second: Database) -> None:
    member = (await shop.member()).member_id
    assert member
    proof = await fresh(shop, member)
    answers = await asyncio.gather(*(spend(shop, cheque(member, 3), proof) for _ in range(20)))
    assert sum(isinstance(answer, Sold) for answer in answers) == 1
    assert sum(isinstance(answer, CodePaid) for answer in answers) == 19
    assert len(await second.read(lambda c: c.execute(select(code_use)).all())) == 1
    assert await second.read(clean) == []


async def test_twenty_callers_stay_within_the_days_limit(shop: Shop, second: Database) -> None:
    await shop.database.write(allow, 20, shop)
    member = (await shop.member()).member_id
    assert member

    def alone(connection: Connection) -> None:
        connection.execute(update(person).where(person.c.first_name == "Anna").values(telegram_id=None))

    await shop.database.write(alone)
    answers = await asyncio.gather(*(spend(shop, cheque(member, 3)) for _ in range(20)))
    assert sum(isinstance(answer, Sold) for answer in answers) == 6
    assert sum(isinstance(answer, ChangingCodeNeeded) for answer in answers) == 14
    assert sum(row.points for row in await second.read(lambda c: c.execute(select(static_use)).all())) == 18
    assert await second.read(clean) == []


@pytest.mark.database("sqlite")
async def test_a_fresh_code_pays_at_once_and_the_same_draft_gets_the_same_answer(shop: Shop) -> None:
    anna = await shop.member()
    assert anna.member_id
    proof = await fresh(shop, anna.member_id)
    sale = cheque(anna.member_id)
    sold = await spend(shop, sale, proof)
    assert isinstance(sold, Sold)
    assert (sold.redeemed, sold.payable, sold.repeated) == (100, 40_000, False)
    shop.later(minutes=9)  # handled again after a kill, and long after the code has run out
    again = await spend(shop, sale, proof)
    assert isinstance(again, Sold)
    assert (again.purchase_id, again.redeemed, again.repeated) == (sold.purchase_id, 100, True)
    assert isinstance(await spend(shop, replace(sale, redeem=7), proof), KeyConflict)
    assert await shop.balance(anna) == 150 - 100 + 4


@pytest.mark.database("sqlite")
async def test_a_code_is_fresh_at_the_scan_and_good_for_a_few_minutes(shop: Shop) -> None:
    member = (await shop.member()).member_id
    assert member
    assert [bool(await scan(shop, member, ago)) for ago in (-30, 0, 30, 61, 90, -61)] == [True] * 3 + [False] * 3
    proof = await fresh(shop, member)
    shop.later(minutes=5)
    assert isinstance(await spend(shop, cheque(member, 2), proof), Sold)
    late = await fresh(shop, member)
    shop.later(minutes=5, seconds=1)
    assert isinstance(await spend(shop, cheque(member, 2), late), Held), "then the member is asked, as without it"
    other = (await shop.member("Boris")).member_id
    assert other
    assert isinstance(await spend(shop, cheque(other, 2), await fresh(shop, member)), NotAllowed)
    assert isinstance(await spend(shop, cheque(member, 149), await fresh(shop, member)), InsufficientPoints)


@pytest.mark.database("sqlite")
async def test_guessing_is_limited_and_a_right_code_costs_nothing(shop: Shop) -> None:
    member = (await shop.member()).member_id
    assert member
    for _ in range(identifying.ATTEMPTS):
        assert await scan(shop, member)
        assert await scan(shop, member, 300) is None
    with pytest.raises(TooManyAttempts) as refused:
        await scan(shop, member)
    assert refused.value.minutes == 60
    shop.later(hours=1)
    assert await scan(shop, member)
    own = await shop.database.write(
        registration.register, shop.cashier.id, processing=True, advertising=False, phone=None, link=None, now=shop.now
    )
    with pytest.raises(OwnCard):
        await scan(shop, own.member_id)


@pytest.mark.database("sqlite")
async def test_what_is_undone_gives_the_limit_back_on_its_day(shop: Shop) -> None:
    await shop.database.write(allow, 10, shop)
    member = (await shop.member()).member_id
    assert member
    sold = await spend(shop, cheque(member, 10))
    assert isinstance(sold, Sold)
    assert isinstance(await spend(shop, cheque(member, 1)), Held)
    await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, 25_000, "half", shop.now)
    assert isinstance(await spend(shop, cheque(member, 6)), Held)
    assert isinstance(await spend(shop, cheque(member, 5)), Sold)
    await shop.database.write(refunds.undo, shop.cashier, sold.purchase_id, shop.now)
    assert isinstance(await spend(shop, cheque(member, 5)), Sold)
    assert isinstance(await spend(shop, cheque(member, 1)), Held)
    shop.later(days=1)
    assert isinstance(await spend(shop, cheque(member, 10)), Sold), "tomorrow is another day"
    assert await shop.database.write(identifying.purge, shop.now) == 0
    assert await shop.database.write(identifying.purge, shop.later(days=8)) == 4

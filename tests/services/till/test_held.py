"""Points that wait for a member's word: whoever scans the card sees them, and goes on with their sale."""

import asyncio
from dataclasses import replace

import pytest

from loyalty.errors import HoldClosed, NotAllowed
from services import team
from services.database import Database
from services.till import asking, holds, identifying, sales
from services.till.cheques import Sale, new_draft
from tests.people import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def test_a_hold_is_seen_and_taken_over_once_by_who_placed_it(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, 50_000, redeem=100)
    held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    seen = await second.read(identifying.customer, anna.member_id, shop.now)
    assert [(each.points, each.cashier, each.until) for each in seen.waiting] == [(100, "Karim", held.expires_at)]
    link = await shop.database.write(team.invite, shop.owner, "cashier", None, shop.now)
    lena = await shop.database.write(team.accept, await shop.stranger("Lena"), link.token, shop.now)
    with pytest.raises(NotAllowed):
        await shop.database.write(holds.take_over, lena, held.hold_id, shop.now)
    taken, used = await shop.database.write(holds.take_over, shop.cashier, held.hold_id, shop.now)
    assert (taken, used) == (replace(sale, currency="RUB"), ()), "what it was begun in goes along"
    assert await shop.balance(anna) == 150
    assert (await second.read(identifying.customer, anna.member_id, shop.now)).waiting == ()
    with pytest.raises(HoldClosed):
        await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)


async def test_a_hold_whose_time_is_up_counts_as_free_before_anybody_has_settled_it(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member()
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, 75_000, redeem=150)
    await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    shop.later(seconds=61)
    assert await shop.balance(anna) == 150
    assert (await second.read(identifying.customer, anna.member_id, shop.now)).spendable == 150
    quote = await second.read(sales.quote, shop.cashier, replace(sale, redeem=0), shop.now)
    assert quote.redeemable == 150, "its own sale counts it once"


async def test_the_messages_of_both_sides_are_remembered_side_by_side(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, 50_000, redeem=100)
    hold = (await shop.database.write(holds.place, shop.cashier, sale, shop.now)).hold_id
    await asyncio.gather(
        shop.database.write(asking.shown, hold, shop.now, chat_id=1, message_id=2),
        second.write(asking.asked, hold, chat_id=3, message_id=4),
    )
    seen = await second.read(asking.asking, hold, shop.later(seconds=20))
    assert (seen.seconds, seen.waiting, seen.question) == (
        40,
        {"chat_id": 1, "message_id": 2},
        {"chat_id": 3, "message_id": 4},
    )
    assert (await second.read(asking.asking, hold, shop.later(seconds=40))).seconds == 0


async def test_a_sale_whose_cashier_is_gone_is_finished_once_and_by_managers_only(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, 50_000, redeem=100)
    hold = (await shop.database.write(holds.place, shop.cashier, sale, shop.now)).hold_id
    with pytest.raises(NotAllowed):  # the member has said nothing yet
        await shop.database.write(holds.finish, shop.owner, hold, shop.now)
    await shop.database.write(team.remove, shop.owner, shop.cashier.id, shop.now)
    assert await shop.database.write(holds.confirm, anna, hold, shop.now) is None
    assert await shop.database.write(holds.confirm, anna, hold, shop.later(minutes=14)) is None
    with pytest.raises(NotAllowed):
        await shop.database.write(holds.finish, shop.cashier, hold, shop.now)
    done = await asyncio.gather(
        shop.database.write(holds.finish, shop.owner, hold, shop.now),
        second.write(holds.finish, shop.owner, hold, shop.now),
    )
    assert sorted(sold.repeated for sold in done) == [False, True]
    assert await shop.balance(anna) == 54

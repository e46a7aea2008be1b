"""A purchase that came back whole counts nowhere: not in the day's limit, nor the owner's figures, nor the lists."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection

from loyalty.errors import DailyLimitReached
from services import figures
from services.database import Database
from services.figures import Figures
from services.ledger import accounts, giving
from services.members import consents, customers, history
from services.members.cards import IMPORTED
from services.people import Person
from services.programme.versions import current
from services.till import holds, receipts, refunds
from services.till.cheques import Sale, new_draft
from storage.campaigns import broadcasts as broadcast_rows
from storage.campaigns import reminders as reminder_rows
from storage.campaigns import winback as winback_rows
from storage.campaigns.broadcasts import Choice as BroadcastChoice
from storage.campaigns.winback import Choice as WinbackChoice
from storage.members import people
from tests.people import Shop, open_shop, set_settings


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def undo(shop: Shop, anna: Person, amount: int) -> None:
    sold = await shop.sell(anna, amount)
    await shop.database.write(refunds.undo, shop.cashier, sold.purchase_id, shop.now)


async def today(shop: Shop, second: Database) -> Figures:
    return await second.read(figures.today, shop.owner, shop.now)


async def test_what_was_undone_leaves_the_days_limit_as_it_was(shop: Shop) -> None:
    await shop.database.write(set_settings, shop.now, receipts_per_day=2)
    anna = await shop.member("Anna")
    for _ in range(3):
        await undo(shop, anna, 10_000)
    await shop.sell(anna, 10_000)
    part = await shop.sell(anna, 10_000)
    await shop.database.write(refunds.record, shop.cashier, part.purchase_id, 9_999, "1", shop.now)
    with pytest.raises(DailyLimitReached):
        await shop.sell(anna, 10_000)
    await shop.database.write(refunds.record, shop.cashier, part.purchase_id, 1, "2", shop.now)
    await shop.sell(anna, 10_000)


async def test_the_owners_figures_of_today_have_what_stands(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna")
    before = await today(shop, second)
    await undo(shop, anna, 10_000)
    await shop.sell(anna, 20_000)
    redeemed = await spent(shop, anna, 50_000)
    told = await today(shop, second)
    assert (told.purchases_today, told.turnover_today) == (2, 60_000)
    assert told.points_redeemed == 100
    await shop.database.write(refunds.undo, shop.cashier, redeemed, shop.now)
    told = await today(shop, second)
    assert (told.purchases_today, told.turnover_today, told.points_redeemed) == (1, 20_000, 0)
    assert told.points_issued == before.points_issued + 2


async def spent(shop: Shop, anna: Person, amount: int) -> UUID:
    """Lets Anna pay with as many points as she may; returns the purchase."""
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, amount, redeem=100)
    held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    return (await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)).purchase_id


async def test_points_that_came_with_an_old_list_were_not_issued_today(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna")
    before = await today(shop, second)

    def bring(connection: Connection) -> None:
        assert anna.member_id is not None
        member = accounts.open_account(connection, anna.member_id, shop.now)
        entry = accounts.operation("import", "import:1:1", anna.member_id, shop.now, source=IMPORTED)
        giving.give(connection, entry, member, 500, current(connection, shop.now))

    await shop.database.write(bring)
    told = await today(shop, second)
    assert told.points_issued == before.points_issued
    assert told.liability == before.liability + 500


async def test_lists_of_a_customer_have_what_stands_and_the_tills_says_what_came_back(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member("Anna")
    assert anna.member_id is not None
    await undo(shop, anna, 10_000)
    sold = await shop.sell(anna, 20_000)
    own = await second.read(receipts.of_member, shop.cashier, anna.member_id)
    page = await second.read(customers.page, shop.owner, anna.member_id, shop.now)
    assert [each.purchase_id for each in own] == [each.purchase_id for each in page.purchases] == [sold.purchase_id]
    newest = await second.read(receipts.recent, shop.cashier, shop.now)
    assert {each.gross: each.stands for each in newest} == {10_000: False, 20_000: True}
    entries, _ = await second.read(history.history, anna.member_id)
    assert sorted(entry.reversed for entry in entries if entry.kind == "purchase") == [False, True]


async def test_an_undone_purchase_is_no_visit_for_campaigns_and_reminders(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna")
    assert anna.member_id is not None
    await shop.database.write(consents.consent, anna.id, "advertising", True, shop.now)
    await shop.database.write(people.change, anna.id, phone="+359888000001")
    first = await shop.sell(anna, 10_000)
    came = shop.now
    await undo(shop, anna, 10_000)
    shop.later(days=40)
    idle = shop.now - timedelta(days=30)
    await undo(shop, anna, 10_000)
    assert await second.read(reminder_rows.last_purchase, anna.member_id) == came
    scan = (shop.now - timedelta(days=41), shop.now - timedelta(days=39), UUID(int=0), 10)
    assert list(await second.read(reminder_rows.last_bought, *scan)) == [anna.member_id]
    assert await second.read(broadcast_rows.reach, BroadcastChoice(shop.now, idle_since=idle)) == 1
    assert len(await second.read(winback_rows.meant, WinbackChoice(outside=False, idle_since=idle))) == 1
    await shop.database.write(refunds.record, shop.cashier, first.purchase_id, 10_000, "r1", shop.now)
    assert await second.read(reminder_rows.last_purchase, anna.member_id) is None
    assert list(await second.read(reminder_rows.last_bought, *scan)) == []


async def test_the_owner_reads_of_a_past_purchase_what_was_kept_of_it(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna")
    assert anna.member_id is not None
    part = await shop.sell(anna, 10_000)
    await shop.database.write(refunds.record, shop.cashier, part.purchase_id, 4_000, "1", shop.now)
    page = await second.read(customers.page, shop.owner, anna.member_id, shop.now)
    assert [receipt.kept for receipt in page.purchases] == [6_000]

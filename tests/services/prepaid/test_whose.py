"""Whose a certificate is: in the data of its holder, after two cards become one, after somebody is erased; its end."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from jobs import tasks
from loyalty.programme import Certificates
from services.campaigns import reminders
from services.database import Database
from services.ledger import audit
from services.members import cards, merging, own_data
from services.people import Person
from services.prepaid import certificates, giving
from services.till import certificates as till
from services.till.cheques import new_draft
from storage.members import people as people_rows
from storage.tables import job
from tests.people import Shop, open_shop, set_settings


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await database.write(set_settings, opened.now, certificates=Certificates(most=500_000, months=3))
    return opened


async def bought(shop: Shop, holder: Person) -> certificates.Certificate:
    return await shop.database.write(till.sell, shop.cashier, 100_000, new_draft(), shop.now, holder.member_id)


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


async def test_two_cards_become_one_with_all_their_certificates(shop: Shop) -> None:
    anna, boris, zoe = [await shop.member(name) for name in ("Anna", "Boris", "Zoe")]
    mine, given = await bought(shop, boris), await bought(shop, boris)
    await shop.database.write(giving.give, boris, given.id, "Hello", None, shop.now)
    assert boris.member_id
    page = (await shop.database.read(cards.card, boris.member_id)).page_token
    await shop.database.write(people_rows.change, boris.id, telegram_id=None)
    await shop.database.write(merging.join, anna.id, page, None, shop.now)
    held = await shop.database.read(certificates.of_member, anna.member_id)
    assert {each.id for each in held} == {mine.id, given.id}
    opened = await shop.database.write(giving.claim, zoe, given.code, shop.now)
    assert (opened.member_id, opened.giver) == (zoe.member_id, "Anna")
    assert await shop.database.read(clean) == []


async def test_it_stands_in_ones_data_and_outlives_its_erased_holder(shop: Shop) -> None:
    """Money does not end with a name: whoever has the code has it, and what was said with a gift is forgotten."""
    anna, boris = await shop.member(), await shop.member("Boris")
    kept, gift = await bought(shop, anna), await bought(shop, anna)
    await shop.database.write(giving.give, anna, gift.id, "Dear Boris", None, shop.now)
    await shop.database.write(till.pay, shop.cashier, kept.id, 40_000, new_draft(), shop.now)
    known = (await shop.database.read(own_data.export, anna.id, shop.now))["certificates"]
    (first,) = [each for each in known if each["code"] == kept.code]
    assert (first["balance"], [each["kind"] for each in first["entries"]]) == (60_000, ["spent", "sold"])
    theirs = await shop.database.write(giving.claim, boris, gift.code, shop.now)
    assert theirs.greeting == "Dear Boris"
    await shop.database.write(own_data.erase, anna.id, shop.now)
    theirs = await shop.database.read(certificates.one, gift.id)
    assert (theirs.giver, theirs.greeting, theirs.balance) == ("", "", 100_000)
    mine = await shop.database.read(certificates.found, kept.code)
    assert (mine.member_id, mine.balance) == (None, 60_000)
    claimed = await shop.database.write(giving.claim, boris, kept.code, shop.now)
    assert claimed.member_id == boris.member_id
    assert await shop.database.read(clean) == []


@pytest.mark.database("sqlite")
async def test_its_holder_hears_of_the_end_once_and_the_timetable_writes_it_off(shop: Shop) -> None:
    anna = await shop.member()
    one = await bought(shop, anna)
    assert one.expires_at
    assert anna.member_id
    shop.now = one.expires_at - timedelta(days=31)
    assert not await shop.database.write(reminders.remind, anna.member_id, shop.now)
    shop.later(days=2, hours=12)  # at noon of a day within the last month
    assert [await shop.database.write(reminders.remind, anna.member_id, shop.now) for _ in range(2)] == [True, False]
    shop.later(days=1)
    await shop.database.write(reminders.remind, anna.member_id, shop.now)
    told = await shop.database.read(lambda c: c.execute(select(job.c.payload)).scalars().all())
    reminded = [each["arguments"] for each in told if each["notice"] == "reminder"]
    (heard,) = [each for each in reminded if each["kind"] == "certificates"]
    assert (heard["money"], heard["certificate_id"]) == (100_000, str(one.id)), "said once"
    assert await tasks.end_certificates(shop.database, one.expires_at - timedelta(seconds=1)) == 0
    assert [await tasks.end_certificates(shop.database, one.expires_at) for _ in range(2)] == [1, 0]
    assert (await shop.database.read(certificates.one, one.id)).balance == 0

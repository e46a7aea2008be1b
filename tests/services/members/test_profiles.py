"""Profiles and topics on real databases: what is told, changed and taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from loyalty.errors import (
    BirthdayTooSoon,
    BirthdayUnreadable,
    EmailUnreadable,
    NotRegistered,
    SettingInvalid,
    TextEmpty,
    TextTooLong,
)
from services.database import Database
from services.ledger import accounts
from services.members import consents, profiles, topics
from services.members.profiles import Birthdate, Profile
from storage.campaigns import broadcasts
from storage.campaigns.broadcasts import Choice
from tests.people import Shop, open_shop


async def _profile(shop: Shop, person) -> Profile:
    return await shop.database.read(profiles.of, person.id, shop.now)


async def test_everything_may_be_told_and_taken_back(database: Database) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    assert await _profile(shop, anna) == Profile()
    for field, value in (("sex", "female"), ("city", "  Sofia "), ("email", "anna@example.com")):
        await database.write(profiles.put, anna.id, field, value, shop.now)
    await database.write(profiles.set_birthday, anna.id, Birthdate(29, 2), shop.now)
    told = await _profile(shop, anna)
    assert (told.birthday, told.sex, told.city, told.email) == (Birthdate(29, 2), "female", "Sofia", "anna@example.com")
    for field in profiles.FIELDS:
        await database.write(profiles.remove, anna.id, field, shop.now)
    gone = await _profile(shop, anna)
    assert (gone.birthday, gone.sex, gone.city, gone.email) == (None, "", "", "")


async def test_rules_know_the_birthday(database: Database) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    assert (await database.read(accounts.view, anna.member_id, shop.now)).facts.birthday is None
    await database.write(profiles.set_birthday, anna.id, Birthdate(29, 2, 2000), shop.now)
    assert (await database.read(accounts.view, anna.member_id, shop.now)).facts.birthday == (2, 29)
    assert (await database.write(accounts.open_account, anna.member_id, shop.now)).facts.birthday == (2, 29)


async def test_a_birthday_changes_once_a_year_by_local_days(database: Database) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    shop.now = datetime(2028, 2, 28, 22, 30, tzinfo=UTC)  # 29 February in Sofia
    first, other = Birthdate(1, 5, 1990), Birthdate(2, 5, 1990)
    await database.write(profiles.set_birthday, anna.id, first, shop.now)
    await database.write(profiles.set_birthday, anna.id, first, shop.now)  # a second tap
    await database.write(profiles.remove, anna.id, "birthday", shop.now)
    shop.now = datetime(2029, 2, 27, 21, 59, tzinfo=UTC)
    again = datetime(2029, 2, 27, 22, 0, tzinfo=UTC)  # when 28 February begins in Sofia
    with pytest.raises(BirthdayTooSoon) as refused:
        await database.write(profiles.set_birthday, anna.id, other, shop.now)
    assert refused.value.changes_from == again
    assert (await _profile(shop, anna)).changes_from == again
    await database.write(profiles.set_birthday, anna.id, other, again)
    assert (await _profile(shop, anna)).birthday == other


@pytest.mark.parametrize(
    "birthday", [Birthdate(31, 4), Birthdate(29, 2, 1990), Birthdate(2, 6, 2026), Birthdate(1, 1, 1899)], ids=str
)
@pytest.mark.database("sqlite")
async def test_days_that_are_no_birthdays(database: Database, birthday: Birthdate) -> None:
    shop = await open_shop(database)  # on 1 June 2026
    anna = await shop.member()
    with pytest.raises(BirthdayUnreadable):
        await database.write(profiles.set_birthday, anna.id, birthday, shop.now)


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("city", "  ", TextEmpty),
        ("city", "x" * 101, TextTooLong),
        ("email", "anna at example.com", EmailUnreadable),
        ("email", "a@b@example.com", EmailUnreadable),
        ("sex", "king", SettingInvalid),
        ("phone", "1", SettingInvalid),
    ],
)
@pytest.mark.database("sqlite")
async def test_what_is_refused(database: Database, field: str, value: str, refusal: type[Exception]) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    with pytest.raises(refusal):
        await database.write(profiles.put, anna.id, field, value, shop.now)


async def test_a_card_that_moves_to_another_account_takes_all_of_it_along(database: Database) -> None:
    shop = await open_shop(database)
    old = await shop.member("Anna", "+359887654321")
    await database.write(profiles.set_birthday, old.id, Birthdate(1, 5), shop.now)
    await database.write(topics.choose, old.id, "expiry", False, shop.now)
    new = await shop.member("Anna", "+359887654321")
    assert new.member_id == old.member_id
    assert (await _profile(shop, new)).birthday == Birthdate(1, 5)
    assert not (await database.read(topics.wanted, new.id))["expiry"]
    with pytest.raises(BirthdayTooSoon):
        await database.write(profiles.set_birthday, new.id, Birthdate(2, 5), shop.now)


async def test_only_members_have_a_profile_and_topics(database: Database) -> None:
    shop = await open_shop(database)
    zoe = await shop.stranger("Zoe")
    for use_case, arguments in (
        (profiles.set_birthday, (Birthdate(1, 5),)),
        (profiles.put, ("city", "Sofia")),
        (profiles.remove, ("city",)),
        (topics.choose, ("expiry", False)),
    ):
        with pytest.raises(NotRegistered):
            await database.write(use_case, zoe.id, *arguments, shop.now)


async def test_who_switched_offers_off_gets_no_broadcast(database: Database) -> None:
    shop = await open_shop(database)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    for person in (anna, boris):
        await database.write(consents.consent, person.id, "advertising", True, shop.now)
    assert await database.read(broadcasts.reach, Choice(shop.now)) == 2
    await database.write(topics.choose, anna.id, "offers", False, shop.now)
    assert await database.read(broadcasts.reach, Choice(shop.now)) == 1
    await database.write(topics.choose, anna.id, "offers", True, shop.now)
    assert await database.read(broadcasts.reach, Choice(shop.now)) == 2


async def test_topics_are_wanted_until_somebody_says_no_and_offers_need_the_consent(database: Database) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    assert await database.read(topics.wanted, anna.id) == {**dict.fromkeys(topics.TOPICS, True), "offers": False}
    await database.write(consents.consent, anna.id, "advertising", True, shop.now)
    assert await database.read(topics.wanted, anna.id) == dict.fromkeys(topics.TOPICS, True)
    for wanted in (False, False, True, False):
        shop.now += timedelta(hours=1)
        await database.write(topics.choose, anna.id, "expiry", wanted, shop.now)
        assert (await database.read(topics.wanted, anna.id))["expiry"] is wanted
    with pytest.raises(SettingInvalid):
        await database.write(topics.choose, anna.id, "points", False, shop.now)

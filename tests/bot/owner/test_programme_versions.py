"""Versions of the programme on the phone: from when they hold, the way back, and two owners at once."""

from datetime import UTC, datetime

import pytest

from services.design import pictures
from services.programme import outlets
from services.programme.versions import current
from tests.bot.desk import another_owner, put_in_force, rate, rules, running, sold, versions
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both


async def test_a_rate_is_changed_shown_before_and_after_and_earns_at_once(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await rate(olga, "3")
    assert "Cashback 1% → Cashback 3%" in olga.last.text
    assert "Points: 1 point → 3 points" in olga.last.text
    assert (await running(shop)).version == 1, "a draft changes nothing"
    assert await sold(shop, karim, anna) == 10
    await olga.tap("From now on", times=2)
    await olga.wait("Done")
    assert await versions(shop) == 2
    assert await sold(shop, karim, anna) == 30
    await olga.tap("Undo", times=2)
    await olga.wait("as they were")
    assert await versions(shop) == 3
    assert await sold(shop, karim, anna) == 10


async def test_a_change_holds_from_the_next_day_on(shop: LiveShop) -> None:
    olga = await rules(shop)
    karim, anna = await shop.cashier(olga), await shop.member()
    await rate(olga, "5")
    await put_in_force(olga, "From tomorrow")
    assert "2 June 2026" in olga.last.text
    assert await sold(shop, karim, anna) == 10
    shop.later(hours=24)
    assert await sold(shop, karim, anna) == 50
    await olga.tap("All rules")
    listed = await olga.wait("5 points for every")
    assert "planned" not in listed.text


async def test_a_typed_date_must_be_one_and_to_come(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await olga.tap("From a later day")
    await olga.wait("Please check")
    await olga.tap("From another day")
    await olga.wait("Type the date")
    for nonsense, words in (
        ("soon", "Type the date"),
        ("31.2.2027", "Type the date"),
        ("31.5.2026", "That day is over"),
    ):
        await olga.say(nonsense)
        await olga.wait(words)
    await olga.say("24.12")
    await olga.wait("24 December 2026")
    await olga.tap("Put in force")
    await olga.wait("24 December 2026")
    christmas = datetime(2026, 12, 23, 22, tzinfo=UTC)
    found = await shop.database.read(current, christmas)
    assert (found.version, found.valid_from) == (2, christmas), "midnight in Sofia"


async def test_a_planned_change_can_be_joined_or_withdrawn(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await put_in_force(olga, "From tomorrow")
    await olga.tap("All rules")
    await olga.wait("A change is planned")
    await olga.tap("For joining")
    await olga.tap("Points: 50")
    await olga.say("70")
    asked = await olga.wait("planned already")
    assert "From now on" not in " ".join(asked.labels)
    await olga.tap("From a later day")
    await olga.tap("From another day")
    await olga.say("1.6.2026")
    await olga.wait("Type 02.06.2026 or a later day")
    await olga.say("2.6.2026")
    await olga.tap("Put in force")
    await olga.wait("Done")
    assert (await running(shop)).version == 1
    await olga.tap("All rules")
    await olga.tap("Withdraw the planned change")
    await olga.tap("Yes, withdraw", times=2)
    await olga.wait("Withdrawn")
    shop.later(days=3)
    programme = await running(shop)
    assert (programme.version, programme.rules[0].config.points) == (4, 1)
    await olga.tap("All rules")
    await olga.tap("Versions")
    await olga.wait(lambda m: any(label.startswith("✖️ 3") for label in m.labels))
    await olga.tap("✖️ 3")
    withdrawn = await olga.wait("was withdrawn")
    assert "50 points → 70 points" in withdrawn.text


async def test_of_two_owners_the_slower_is_told_and_loses_nothing_from_sight(shop: LiveShop) -> None:
    olga = await rules(shop)
    pavel = await another_owner(shop)
    await pavel.tap("Rules")
    await rate(pavel, "3")
    await rate(olga, "5")
    await put_in_force(pavel)
    await olga.tap("From now on")
    told = await olga.wait("Pavel has changed the rules meanwhile")
    assert "1 point → 5 points" in told.text
    assert await versions(shop) == 2
    await olga.tap("as they are now")
    await olga.wait("3 points for every")
    await olga.tap("Cashback")
    await olga.tap("Points: ")
    await olga.say("5")
    await put_in_force(olga)
    assert (await running(shop)).rules[0].config.points == 5


async def test_undo_after_somebody_elses_change_is_refused(shop: LiveShop) -> None:
    olga = await rules(shop)
    await rate(olga, "5")
    await put_in_force(olga)
    pavel = await another_owner(shop)
    await pavel.tap("Rules")
    await pavel.tap("For joining")
    await pavel.tap("Points: ")
    await pavel.say("60")
    await put_in_force(pavel)
    await olga.tap("Undo")
    assert "Pavel has changed the rules meanwhile" in olga.toasts[-1].text
    assert (await running(shop)).version == 3


async def test_going_back_to_an_earlier_version(shop: LiveShop) -> None:
    olga = await rules(shop)
    for points in ("3", "4"):
        await olga.say("/business")
        await olga.tap("Rules")
        await olga.tap("Cashback")
        await olga.tap("Points: ")
        await olga.say(points)
        await put_in_force(olga)
    await olga.tap("All rules")
    await olga.tap("Versions")
    await olga.tap("1 · 1 Jun")
    await olga.tap("Go back to this version")
    asked = await olga.wait("This will change")
    assert "4 points → 1 point" in asked.text
    await olga.tap("Yes, from now on", times=2)
    await olga.wait("as they were")
    assert ((await running(shop)).version, (await running(shop)).rules[0].config.points) == (4, 1)


async def test_a_new_name_currency_and_time_hold_at_once_and_reach_the_cards(shop: LiveShop) -> None:
    olga = await rules(shop)
    await olga.tap("Back")
    await olga.tap("Team")
    await olga.tap("Name, currency, time")
    await olga.tap("Name: Corner")
    await olga.say(" ")
    await olga.say("Corner & Sons")
    await olga.wait("Corner → Corner & Sons")
    await olga.tap("Currency: RUB")
    await olga.say("doubloons")
    await olga.say("jpy")
    await olga.wait("RUB → JPY")
    await olga.tap("Time of: Sofia")
    await olga.location(35.68, 139.69)
    await olga.wait("Sofia → Tokyo")
    assert "it is 18:00 there now" in olga.last.text.replace("6:00\u202fPM", "18:00")
    changed = await olga.wait("can only hold from now on")
    assert "later day" not in " ".join(changed.labels)
    await olga.tap("From now on")
    await olga.wait("Done")
    programme = await running(shop)
    assert (programme.name, programme.currency, programme.zone) == ("Corner & Sons", "JPY", "Asia/Tokyo")
    assert programme.rules[0].config.per == 100
    assert (await shop.database.read(pictures.design)).organisation == "Corner & Sons"
    assert [place.zone for place in await shop.database.read(outlets.all_open)] == ["Asia/Tokyo"]
    await shop.member()
    await olga.say("/business")
    await olga.tap("Team")
    await olga.tap("Name, currency, time")
    assert "cannot be changed any more" in await olga.tap("Currency: JPY")

"""Reminders and birthday gifts as they arrive, one visit per topic, and as the owner sets them."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.words.reading import NotUnderstoodError, read
from bot.words.speech import Speech
from bot.words.values import Teller, reminder_settings
from jobs import tasks
from loyalty import reminding
from loyalty.mechanics import birthday, coupon, discount, earn, stamp_card, tiers
from loyalty.presets import PRESETS
from loyalty.programme import Reminders, Rule, When
from sandbox.phone import Phone
from services.members import consents, profiles, topics
from services.members.profiles import Birthdate
from services.programme import changing, versions
from services.rewards import coupons
from services.till import sales
from services.till.cheques import Sale, new_draft
from storage.tables import job
from tests.people import NOON
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

COUPON = Rule("next", "coupon", coupon.Config(title="Free coffee", valid_days=10))


async def open_with(shop: LiveShop, *rules: Rule, **wanted: Any) -> Phone:
    """Opens a shop with these rules and reminders; all reminders that are not named are off."""
    olga = await shop.owner()
    person = await shop.person(olga)
    newest = (await shop.database.read(changing.overview, person, shop.clock())).newest
    off = dict.fromkeys(reminding.KINDS, False)
    settings = replace(newest.settings, reminders=Reminders(**{**off, **wanted}))
    await shop.database.write(changing.change, person, newest.version, rules, settings, None, shop.clock())
    return olga


async def sell(shop: LiveShop, olga: Phone, member: Phone, amount: int) -> None:
    sale = Sale(new_draft(), await shop.member_id(member), amount)
    await shop.database.write(sales.record, await shop.person(olga), sale, shop.clock())


async def round_on(shop: LiveShop, day: str) -> None:
    """Turns the clock to 12:30 of a day in Sofia and lets the timetable remind."""
    shop.clock.now = datetime.fromisoformat(f"{day}T12:30").replace(tzinfo=ZoneInfo("Europe/Sofia")).astimezone(UTC)
    await tasks.remind(shop.database, shop.clock())


async def test_the_birthday_gift_is_told_with_the_name_and_explained(shop: LiveShop) -> None:
    await open_with(shop, Rule("cake", "birthday", birthday.Config(points=200, days_before=0)), birthday=True)
    anna = await shop.member("Анна", language="ru")
    await shop.database.write(profiles.set_birthday, (await shop.person(anna)).id, Birthdate(10, 7), shop.clock())
    await round_on(shop, "2026-07-10")
    told = await anna.wait("Анна, с днём рождения!")
    assert "+200 баллов" in told.text
    await anna.tap("Почему?")
    await anna.wait("День рождения: +200")
    await anna.tap("Назад")
    await anna.wait(lambda message: any("День рождения" in label for label in message.labels))
    assert sum("с днём рождения" in message.text for message in anna.messages) == 0  # the one that was tapped on


async def test_what_could_not_be_sent_before_the_quiet_hours_waits_for_the_morning(shop: LiveShop) -> None:
    await open_with(shop, Rule("cake", "birthday", birthday.Config(points=200, days_before=0)), birthday=True)
    anna = await shop.member()
    await shop.database.write(profiles.set_birthday, (await shop.person(anna)).id, Birthdate(10, 7), shop.clock())
    sofia = ZoneInfo("Europe/Sofia")
    ordered = datetime(2026, 7, 10, 20, 59, tzinfo=sofia).astimezone(UTC)
    shop.clock.now = datetime(2026, 7, 10, 21, 0, tzinfo=sofia).astimezone(UTC)  # by then it is at the deliverer
    assert await tasks.remind(shop.database, ordered) == 1
    query = select(job.c.run_at).where(job.c.dedupe.startswith("birthday-gift:"))
    morning = datetime(2026, 7, 11, 9, 0, tzinfo=sofia).astimezone(UTC)
    while await shop.database.read(lambda c: c.execute(query).scalar_one()) != morning:
        await asyncio.sleep(0.02)
    assert not any("birthday" in message.text for message in anna.messages)
    shop.clock.now = morning
    await anna.wait("happy birthday")


async def test_a_greeting_with_an_offer(shop: LiveShop) -> None:
    await open_with(shop, Rule("cake", "discount", discount.Config(percent=1_000), When(birthday=3)), birthday=True)
    anna = await shop.member()
    person = await shop.person(anna)
    await shop.database.write(profiles.set_birthday, person.id, Birthdate(10, 7), shop.clock())
    await shop.database.write(consents.consent, person.id, "advertising", True, shop.clock())
    await round_on(shop, "2026-07-10")
    told = await anna.wait("Anna, happy birthday!")
    assert "offer is valid until 13 July" in told.text
    await anna.tap("My card")
    await anna.wait("Show the code")


async def test_points_that_expire_and_no_more_of_that(shop: LiveShop) -> None:
    olga = await open_with(shop, Rule("earn", "earn", earn.Config(points=1, per=1_000, expiry_days=90)), expiry=True)
    anna = await shop.member()
    await sell(shop, olga, anna, 100_000)
    await round_on(shop, "2026-07-31")
    await anna.wait("100 points expire by 30 August")
    await anna.tap("Expiry")
    await anna.wait("Expiring at the end of the day")
    await round_on(shop, "2026-08-23")
    await anna.wait("100 points expire by 30 August")
    await anna.tap("Do not remind me of this")
    await anna.wait(lambda message: "⬜ Expiring points" in message.labels)
    person = await shop.person(anna)
    assert not (await shop.database.read(topics.wanted, person.id))["expiry"]
    await round_on(shop, "2026-08-29")
    await anna.settle()
    assert "expire by" not in anna.last.text


async def test_a_level_that_may_be_lost(shop: LiveShop) -> None:
    levels = (tiers.Level("silver", 50_000),)
    olga = await open_with(shop, Rule("levels", "tiers", tiers.Config(days=90, levels=levels)), tier=True)
    anna = await shop.member()
    for day in ("2026-06-02", "2026-06-20"):
        await round_on(shop, day)
        await sell(shop, olga, anna, 30_000)
    await round_on(shop, "2026-08-19")
    told = await anna.wait("will be reviewed after 18 September")
    assert "Silver" in told.text
    assert "you need purchases for another ₽500" in told.text
    await anna.tap("Rewards")
    await anna.wait("Your rewards")


async def test_a_coupon_that_ends(shop: LiveShop) -> None:
    await open_with(shop, COUPON, coupons=True)
    anna = await shop.member()
    member = await shop.member_id(anna)
    await shop.database.write(coupons.issue, "next", member, source="t", now=shop.clock(), quietly=True)
    await round_on(shop, "2026-06-08")
    await anna.wait("Free coffee is valid until 11 June only")
    await anna.tap("Show the coupon")
    await anna.wait("Show this code at the till")


async def test_a_card_that_lacks_one_stamp(shop: LiveShop) -> None:
    card = Rule("coffee", "stamp_card", stamp_card.Config(goal=3, per="purchase", reward="next"))
    olga = await open_with(shop, COUPON, card, stamps=True)
    anna = await shop.member(language="bg")
    for _ in range(2):
        await sell(shop, olga, anna, 50_000)
    await round_on(shop, "2026-06-04")
    told = await anna.wait("имате 2 от 3")
    assert "За пълната карта: Free coffee" in told.text


async def test_who_stays_away_is_offered_a_coupon(shop: LiveShop) -> None:
    rule = Rule("earn", "earn", earn.Config(points=1, per=1_000))
    olga = await open_with(shop, rule, COUPON, inactive=True, inactive_coupon="next")
    anna = await shop.member()
    person = await shop.person(anna)
    await shop.database.write(consents.consent, person.id, "advertising", True, shop.clock())
    await sell(shop, olga, anna, 50_000)
    await round_on(shop, "2026-07-01")
    told = await anna.wait("We have not seen you for a while")
    assert "Free coffee" in told.text
    await anna.settle()
    assert sum("A coupon for you" in message.text for message in anna.messages) == 0, "one message says it all"
    await anna.tap("Show the coupon")
    await anna.wait("Show this code at the till")


async def test_the_owner_sets_what_is_reminded_of_and_when(shop: LiveShop) -> None:
    olga = await shop.owner()
    await olga.tap("Offers")
    await olga.tap("Reminders")
    listed = await olga.wait("one thing a day at most")
    assert "🟢 Expiring coupons: 3 days before, from 11:00" in listed.text
    assert "⚪ Those who stay away: after 30, 60 and 90 days, from 12:00" in listed.text
    await olga.tap("🟢 Expiring points · 10:00")
    await olga.wait(lambda m: "Not before: 10:00" in m.labels)
    await olga.tap("Not before")
    await olga.wait("such as 10 or 10:00")
    await olga.say("7:30")
    await olga.wait("7:30")
    await olga.say("20:00")
    await olga.wait("Expiring points → Not before: 10:00 → 20:00")
    await olga.tap("Back")
    await olga.tap("Those who stay away")
    await olga.tap("Switch on")
    shown = await olga.wait("🟢 Those who stay away")
    assert "Those who stay away: off → on" in shown.text
    await olga.tap("Back")
    await olga.tap("Quiet hours")
    await olga.say("22–8")
    await olga.wait("22:00–08:00")
    await olga.tap("From now on")
    await olga.wait("Done")
    held = await shop.database.read(versions.current, shop.clock())
    reminders = held.settings.reminders
    assert (reminders.expiry_hour, reminders.inactive, reminders.quiet) == (20, True, (time(22), time(8)))


@pytest.mark.parametrize(
    ("typed", "hour"), [("10", 10), ("0", 0), ("9:00", 9), ("9 pm", 21), ("7:30", None), ("25", None)]
)
def test_hours_as_owners_type_them(typed: str, hour: int | None) -> None:
    teller = Teller(Speech("en", "EUR"), PRESETS["shop"].programme("EUR"))
    setting = next(setting for setting in reminder_settings() if setting.field.name == "expiry_hour")
    if hour is None:
        with pytest.raises(NotUnderstoodError):
            read(teller, setting, typed, date(2026, 6, 1))
    else:
        assert read(teller, setting, typed, NOON.date()) == hour

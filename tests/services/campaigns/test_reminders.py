"""Birthday gifts and reminders on real databases, with the time passed in: each once, the most important first."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select, update
from structlog.testing import capture_logs

from jobs import tasks
from loyalty.mechanics import birthday, coupon, discount, earn, gift_coupon, stamp_card, tiers
from loyalty.programme import Reminders, Rule, When
from services import people
from services.campaigns import reminders
from services.database import Database
from services.members import cards, consents, history, profiles, topics
from services.members.profiles import Birthdate
from services.passes import pass_facts
from services.people import Person
from services.programme import changing
from services.rewards import birthdays, coupons
from storage import tables
from tests.people import Shop, open_shop

SOFIA = ZoneInfo("Europe/Sofia")
EARN = Rule("earn", "earn", earn.Config(points=1, per=1_000, expiry_days=90))
COUPON = Rule("next", "coupon", coupon.Config(title="Free coffee", valid_days=10))


def at(day: date | str, clock: str = "12:30") -> datetime:
    """The UTC moment of a local time in Sofia."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time.fromisoformat(clock), SOFIA).astimezone(UTC)


async def programme(shop: Shop, *rules: Rule, **wanted: object) -> None:
    """Lets these rules hold from now on, and these reminders; all that is not named is off."""
    off = dict.fromkeys(reminders.TOPIC_OF, False)
    newest = (await shop.database.read(changing.overview, shop.owner, shop.now)).newest
    settings = replace(newest.settings, reminders=Reminders(**{**off, **wanted}))
    await shop.database.write(changing.change, shop.owner, newest.version, rules, settings, None, shop.now)


async def told(database: Database, notice: str = "reminder") -> list[dict]:
    """Returns the arguments of what was put into the outbox for members, oldest first."""

    def read(connection: Connection) -> list[dict]:
        query = select(tables.job.c.payload).where(tables.job.c.kind == "telegram").order_by(tables.job.c.id)
        return [each["arguments"] for each in connection.execute(query).scalars() if each["notice"] == notice]

    return await database.read(read)


async def days(shop: Shop, first: date, last: date, clock: str = "12:30") -> list[tuple[date, dict]]:
    """Returns what was said on which day, one round each: by names, as a round looks at several members at once."""
    found, day = [], first
    before = len(await told(shop.database))
    while day <= last:
        await tasks.settle(shop.database, at(day, clock))
        await tasks.remind(shop.database, at(day, clock))
        said = await told(shop.database)
        found += [(day, entry) for entry in sorted(said[before:], key=lambda entry: str(entry.get("name")))]
        before, day = len(said), day + timedelta(days=1)
    return found


async def born(shop: Shop, name: str, day: int, month: int) -> Person:
    person = await shop.member(name)
    await shop.database.write(profiles.set_birthday, person.id, Birthdate(day, month), shop.now)
    return person


# --- the gift --------------------------------------------------------------------------------------------------------


async def test_the_gift_comes_days_before_once_with_its_coupon_and_is_explained(database: Database) -> None:
    shop = await open_shop(database)
    gift = Rule("cake", "birthday", birthday.Config(points=200, days_before=3, expiry_days=14))
    extra = Rule("sweet", "gift_coupon", gift_coupon.Config(coupon="next", on="birthday"))
    await programme(shop, EARN, COUPON, gift, extra)
    anna = await born(shop, "Anna", 29, 2)
    before = await shop.balance(anna)
    for day in ("2027-02-24", "2027-02-25", "2027-02-25", "2027-02-26", "2027-02-28", "2027-03-02"):
        shop.now = at(day)
        await tasks.remind(database, shop.now)
        assert await shop.balance(anna) == before + (200 if day >= "2027-02-25" else 0)
    (said,) = await told(database, "birthday-gift")
    assert (said["name"], said["when"], said["points"]) == ("Anna", "soon", 200)
    assert len(await database.read(coupons.of_member, anna.member_id, shop.now)) == 1
    entries, _ = await database.read(history.history, anna.member_id)
    entry = next(entry for entry in entries if entry.kind == "birthday")
    why = await database.read(history.why, anna.member_id, entry.operation_id)
    assert [(step.kind, step.rule_id) for step in why.steps] == [("bonus", "cake")]
    shop.now = at("2028-02-26")
    await tasks.remind(database, shop.now)
    assert len(await told(database, "birthday-gift")) == 2


async def test_a_changed_birthday_brings_no_second_gift(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, Rule("cake", "birthday", birthday.Config(points=200, days_before=0)))
    shop.now = at("2026-06-02")
    anna = await born(shop, "Anna", 30, 12)
    for day in ("2026-12-30", "2027-06-02"):
        shop.now = at(day)
        await tasks.remind(database, shop.now)
    await database.write(profiles.set_birthday, anna.id, Birthdate(3, 6), shop.now)
    for day in ("2027-06-03", "2027-12-30"):
        shop.now = at(day)
        await tasks.remind(database, shop.now)
    assert len(await told(database, "birthday-gift")) == 1  # 3 June is but five months after
    shop.now = at("2028-06-03")
    await tasks.remind(database, shop.now)
    assert len(await told(database, "birthday-gift")) == 2


async def test_a_gift_missed_in_a_downtime_comes_late_and_a_frozen_card_gets_none(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, Rule("cake", "birthday", birthday.Config(points=200, days_before=0)))
    anna, boris = await born(shop, "Anna", 10, 7), await born(shop, "Boris", 10, 7)

    def freeze(connection: Connection) -> None:
        mine = tables.member.c.id == boris.member_id
        connection.execute(update(tables.member).where(mine).values(frozen_at=shop.now))

    await database.write(freeze)
    shop.now = at("2026-07-13")
    await tasks.remind(database, shop.now)
    (said,) = await told(database, "birthday-gift")
    assert (said["name"], said["when"]) == ("Anna", "late")
    assert await shop.balance(anna) == 200


async def test_two_at_once_give_one_gift(database: Database, second: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, Rule("cake", "birthday", birthday.Config(points=200, days_before=0)))
    anna = await born(shop, "Anna", 10, 7)
    shop.now = at("2026-07-10")
    gave = await asyncio.gather(
        *(each.write(birthdays.celebrate, anna.member_id, shop.now) for each in (database, second, database, second))
    )
    assert sorted(gave) == [False, False, False, True]
    assert await shop.balance(anna) == 200


# --- reminders -------------------------------------------------------------------------------------------------------


async def test_points_are_told_of_30_7_and_1_days_before_they_expire(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, expiry=True)
    anna = await shop.member()
    await shop.sell(anna, 100_000)  # 100 points on 1 June, good through 30 August
    said = await days(shop, date(2026, 7, 28), date(2026, 9, 2))
    assert [(day, entry["last"]) for day, entry in said] == [
        (date(2026, 7, 31), "2026-08-30"),
        (date(2026, 8, 23), "2026-08-30"),
        (date(2026, 8, 29), "2026-08-30"),
    ]
    assert {entry["points"] for _, entry in said} == {100}


async def test_after_three_days_of_silence_what_is_still_true_is_said_once(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, expiry=True, inactive=True)
    anna = await shop.member()
    await database.write(consents.consent, anna.id, "advertising", True, shop.now)
    await shop.sell(anna, 100_000)
    said = await days(shop, date(2026, 7, 1), date(2026, 7, 2))
    assert [(day, entry["kind"]) for day, entry in said] == [(date(2026, 7, 1), "inactive")]
    said = await days(shop, date(2026, 8, 3), date(2026, 8, 5))  # the 30 days and the second month were in the dark
    assert [(day, entry["kind"], entry.get("limit") or entry["days"]) for day, entry in said] == [
        (date(2026, 8, 3), "expiry", 30),
    ]
    said = await days(shop, date(2026, 8, 30), date(2026, 9, 1))
    assert [(day, entry["kind"]) for day, entry in said] == [
        (date(2026, 8, 30), "expiry"),
        (date(2026, 8, 31), "inactive"),
    ]


async def test_one_a_day_and_the_most_important_first(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, COUPON, coupons=True, expiry=True, expiry_hour=20, birthday=True, coupons_hour=9)
    anna = await born(shop, "Anna", 31, 7)
    await shop.sell(anna, 100_000)
    shop.now = at("2026-07-25")
    await database.write(coupons.issue, "next", anna.member_id, source="test", now=shop.now)  # good through 4 August
    said = []
    for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 3)):
        for clock in ("09:30", "10:30", "19:59", "20:01"):
            said += [(f"{day:%d} {clock}", entry["kind"]) for _, entry in await days(shop, day, day, clock)]
    assert said == [("31 10:30", "birthday"), ("01 20:01", "expiry"), ("02 09:30", "coupons")]


@pytest.mark.parametrize("quiet", [(time(21), time(9)), (time(0), time(12))], ids=str)
async def test_nobody_is_reminded_in_quiet_hours(database: Database, quiet: tuple[time, time]) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True, birthday_hour=8, quiet=quiet)
    await born(shop, "Anna", 10, 7)
    first = {}
    for hour in range(24):
        await tasks.remind(database, at("2026-07-10", f"{hour:02}:30"))
        first.setdefault(len(await told(database)), hour)
    assert first == {0: 0, 1: quiet[1].hour}


@pytest.mark.database("sqlite")
async def test_a_round_that_lasts_into_the_quiet_hours_ends_there(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True)
    for number in range(9):
        await born(shop, f"Anna {number}", 10, 7)
    seconds = count(0, 10)  # whatever asks what time it is, asks ten seconds later
    monkeypatch.setattr(tasks, "time", SimpleNamespace(monotonic=lambda: float(next(seconds))))
    monkeypatch.setattr(tasks, "TOGETHER", 1)
    reached = await tasks.remind(database, at("2026-07-10", "20:57"))
    assert 0 < reached < 9
    moments = await database.read(lambda c: c.execute(select(tables.reminder.c.at)).scalars().all())
    assert len(moments) == reached
    assert max(moments) < at("2026-07-10", "21:00")


async def test_what_was_missed_until_the_quiet_hours_is_left_for_the_morning(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True)
    await born(shop, "Anna", 10, 7)
    assert await days(shop, date(2026, 7, 10), date(2026, 7, 10), "23:30") == []
    assert await days(shop, date(2026, 7, 11), date(2026, 7, 11)) == []  # the day has passed


async def test_the_hour_that_comes_twice_reminds_once(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True, birthday_hour=3, quiet=None)
    await born(shop, "Anna", 25, 10)
    night = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # 01:00 in Sofia; 04:00 becomes 03:00
    for minutes in range(0, 300, 10):
        await tasks.remind(database, night + timedelta(minutes=minutes))
        expected = 1 if minutes >= 120 else 0
        assert len(await told(database)) == expected, minutes


async def test_an_hour_that_is_skipped_reminds_after_it(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True, birthday_hour=3, quiet=None)
    await born(shop, "Anna", 28, 3)
    night = datetime(2027, 3, 28, 0, 0, tzinfo=UTC)  # 02:00 in Sofia; at 03:00 it is 04:00
    await tasks.remind(database, night + timedelta(minutes=59))
    assert await told(database) == []
    await tasks.remind(database, night + timedelta(minutes=60))
    assert len(await told(database)) == 1


async def test_two_schedulers_make_one_round_and_one_reminder(database: Database, second: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True)
    for name in ("Anna", "Boris", "Vera"):
        await born(shop, name, 10, 7)
    now = at("2026-07-10")
    done = await asyncio.gather(*(tasks.remind(each, now) for each in (database, second, database, second)))
    assert sum(done) == 3
    assert sorted(entry["name"] for entry in await told(database)) == ["Anna", "Boris", "Vera"]

    def rounds(connection: Connection) -> list[tuple[str, str]]:
        query = select(tables.job.c.dedupe, tables.job.c.state).where(tables.job.c.kind == "reminders")
        return [tuple(row) for row in connection.execute(query)]

    assert await second.read(rounds) == [("reminders:birthday:2026-07-10", "done")]


async def test_a_round_begun_again_tells_only_the_rest(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PAGE", 2)
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True)
    people_ = [await born(shop, f"Anna {number}", 10, 7) for number in range(5)]
    now = at("2026-07-10")
    assert await database.write(reminders.remind, people_[2].member_id, now)
    assert not await database.write(reminders.remind, people_[2].member_id, now)
    assert await tasks.remind(database, now) == 4
    assert await tasks.remind(database, now + timedelta(minutes=1)) == 0
    assert len(await told(database)) == 5


async def test_one_member_who_cannot_be_reminded_stops_nobody_else(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True)
    broken, _ = await born(shop, "Broken", 10, 7), await born(shop, "Anna", 10, 7)
    ask = topics.wanted

    def wanted(connection: Connection, person_id: UUID) -> dict[str, bool]:
        if person_id == broken.id:
            raise OSError("a page of the file cannot be read")
        return ask(connection, person_id)

    monkeypatch.setattr(topics, "wanted", wanted)
    with capture_logs() as lines:
        assert await tasks.remind(database, at("2026-07-10")) == 1
    assert [line["event"] for line in lines] == ["choosing_failed", "reminding_failed"]
    assert [entry["name"] for entry in await told(database)] == ["Anna"]


async def test_who_is_not_reminded(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, birthday=True)
    quiet, blocked, _ = [await born(shop, name, 10, 7) for name in ("Quiet", "Blocked", "Anna")]
    await database.write(topics.choose, quiet.id, "birthday", False, shop.now)
    await database.write(people.reachable, blocked.telegram_id, False, shop.now)
    await tasks.remind(database, at("2026-07-10"))
    assert [entry["name"] for entry in await told(database)] == ["Anna"]


async def test_who_is_not_in_the_chat_reads_on_the_card_what_expires(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, expiry=True, birthday=True)
    anna = await born(shop, "Anna", 31, 7)
    await shop.sell(anna, 100_000)  # 100 points, good through 30 August
    await database.write(people.reachable, anna.telegram_id, False, shop.now)
    page = (await database.read(cards.card, anna.member_id)).page_token
    shown = [await database.read(pass_facts.facts, page_token=page, now=at("2026-07-31"))]
    assert await days(shop, date(2026, 7, 31), date(2026, 7, 31)) == []
    shown.append(await database.read(pass_facts.facts, page_token=page, now=at("2026-07-31", "13:00")))
    said = [facts.news.expiring for facts in shown if facts and facts.news]
    assert [expiring and expiring[0] for expiring in said] == [None, 100]


async def test_an_offer_for_the_birthday_is_named_only_with_the_consent(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, Rule("cake", "discount", discount.Config(percent=1_000), When(birthday=3)), birthday=True)
    await born(shop, "Anna", 29, 2)
    boris = await born(shop, "Boris", 29, 2)
    await database.write(consents.consent, boris.id, "advertising", True, shop.now)
    said = await days(shop, date(2027, 2, 27), date(2027, 3, 1))
    assert [(day, entry["name"], entry["until"]) for day, entry in said] == [
        (date(2027, 2, 28), "Anna", ""),
        (date(2027, 2, 28), "Boris", "2027-03-03"),
    ]


async def test_who_got_the_gift_today_is_not_greeted_again(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, Rule("cake", "birthday", birthday.Config(points=200, days_before=0)), birthday=True)
    await born(shop, "Anna", 10, 7)
    await tasks.remind(database, at("2026-07-10"))
    assert [len(await told(database, notice)) for notice in ("birthday-gift", "reminder")] == [1, 0]


async def test_one_missing_stamp_is_told_of_days_after_the_last_purchase(database: Database) -> None:
    shop = await open_shop(database)
    card = Rule("coffee", "stamp_card", stamp_card.Config(goal=3, per="purchase", reward="next"))
    await programme(shop, COUPON, card, stamps=True)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    for person in (anna, anna, boris):
        await shop.sell(person, 50_000)
    said = await days(shop, date(2026, 6, 2), date(2026, 6, 10))
    assert [(day, entry["have"], entry["need"]) for day, entry in said] == [(date(2026, 6, 4), 2, 3)]


async def test_a_tier_that_will_be_lost_is_warned_of_with_what_is_missing(database: Database) -> None:
    shop = await open_shop(database)
    levels = (tiers.Level("silver", 50_000),)
    rule = Rule("levels", "tiers", tiers.Config(metric="spend", window="rolling", days=90, levels=levels, warn_days=30))
    await programme(shop, rule, tier=True)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    for day in ("2026-06-01", "2026-06-20"):
        shop.now = at(day)
        for person in (anna, boris):
            await shop.sell(person, 30_000)
    shop.now = at("2026-08-01")
    await shop.sell(boris, 50_000)
    said = await days(shop, date(2026, 8, 15), date(2026, 8, 25))
    ((day, entry),) = said
    # Silver since 20 June, looked at again as 18 September ends, when what was bought until then counts no more.
    assert day == date(2026, 8, 19)
    assert (entry["tier"], entry["missing"], entry["metric"], entry["day"]) == ("silver", 50_000, "spend", "2026-09-18")


async def test_who_stays_away_gets_an_offer_with_the_owners_coupon(database: Database) -> None:
    shop = await open_shop(database)
    await programme(shop, EARN, COUPON, inactive=True, inactive_coupon="next")
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    await database.write(consents.consent, anna.id, "advertising", True, shop.now)
    for person in (anna, boris):
        await shop.sell(person, 50_000)
    said = await days(shop, date(2026, 6, 29), date(2026, 7, 6))
    assert [(day, entry["days"], entry["title"]) for day, entry in said] == [(date(2026, 7, 1), 30, "Free coffee")]
    assert len(await database.read(coupons.of_member, anna.member_id, at("2026-07-02"))) == 1
    assert await database.read(coupons.of_member, boris.member_id, at("2026-07-02")) == ()
    shop.now = at("2026-07-07")
    await shop.sell(anna, 50_000)
    said = await days(shop, date(2026, 8, 1), date(2026, 8, 9))
    assert [(day, entry["days"]) for day, entry in said] == [(date(2026, 8, 6), 30)]

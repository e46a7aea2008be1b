"""Broadcasts below the chat: who is counted, who is claimed, what a killed sender leaves, and what may follow what."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, select, update

from loyalty.config import programme_to
from loyalty.errors import (
    BroadcastClosed,
    BroadcastUnknown,
    LinkUnusable,
    MomentPassed,
    MomentTooFar,
    NobodyToReach,
    SettingInvalid,
    TextEmpty,
    TextTooLong,
)
from loyalty.events import Line
from services import people
from services.campaigns import broadcast_sending, broadcasts
from services.campaigns.broadcasts import Audience, Broadcast, Content, Figures
from services.database import Database
from services.members import consents
from services.people import Person
from services.programme import versions
from services.rewards import coupons
from services.till import sales
from services.till.cheques import Sale, new_draft
from storage.programmes import add_version
from storage.tables import broadcast_recipient, job, member, profile
from tests.people import Shop, add_rules, open_shop, rule

HELLO = Content(text="Hello")


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def friend(shop: Shop, name: str = "Anna") -> Person:
    """A member who wants offers."""
    person = await shop.member(name)
    await shop.database.write(consents.consent, person.id, "advertising", True, shop.now)
    return person


async def drafted(shop: Shop, content: Content = HELLO, audience: Audience | None = None) -> Broadcast:
    made = await shop.database.write(broadcasts.compose, shop.owner, uuid4(), content, shop.now)
    if audience:
        await shop.database.write(broadcasts.address, shop.owner, made.id, audience, shop.now)
    return made


async def started(shop: Shop, audience: Audience | None = None) -> Broadcast:
    made = await drafted(shop, audience=audience)
    await shop.database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    while not await shop.database.write(broadcast_sending.fill, made.id, shop.now):
        pass
    return made


async def told(shop: Shop, made: Broadcast) -> tuple[str, Figures]:
    now, figures = await shop.database.read(broadcasts.one, shop.owner, made.id)
    return now.state, figures


async def count(shop: Shop, audience: Audience) -> int:
    made = await drafted(shop, audience=audience)
    return await shop.database.read(broadcasts.reach, shop.owner, made.id, shop.now)


async def states(database: Database, broadcast_id: UUID) -> dict[UUID, str]:
    query = select(broadcast_recipient.c.person_id, broadcast_recipient.c.state).where(
        broadcast_recipient.c.broadcast_id == broadcast_id
    )
    return {row.person_id: row.state for row in await database.read(lambda c: c.execute(query).all())}


async def test_only_members_who_can_be_reached_and_want_offers_are_counted(shop: Shop) -> None:
    await friend(shop)
    await shop.member("Quiet")  # never agreed
    gone, sorry = await friend(shop, "Gone"), await friend(shop, "Sorry")
    await shop.database.write(people.reachable, gone.telegram_id, False, shop.now)
    await shop.database.write(consents.consent, sorry.id, "advertising", False, shop.now)
    await shop.stranger("Zoe")
    assert await count(shop, Audience()) == 1


async def test_those_who_have_not_come_for_so_long_are_counted(shop: Shop) -> None:
    anna = await friend(shop)
    shop.later(days=40)
    boris = await friend(shop, "Boris")
    await shop.sell(boris, 10_000)
    assert [await count(shop, Audience("inactive", days)) for days in ("30", "60")] == [1, 0]
    await shop.sell(anna, 10_000)
    assert await count(shop, Audience("inactive", "30")) == 0
    shop.later(days=31)
    assert await count(shop, Audience("inactive", "30")) == 2


async def test_birthdays_are_those_of_the_month_that_it_is_in_the_shop(shop: Shop) -> None:
    anna, boris = await friend(shop), await friend(shop, "Boris")
    for person, month in ((anna, 6), (boris, 7)):
        row = {"person_id": person.id, "birth_day": 1, "birth_month": month}
        await shop.database.write(lambda c, row=row: c.execute(profile.insert().values(row)))
    assert await count(shop, Audience("birthday")) == 1
    shop.now = datetime.fromisoformat("2026-06-30T21:30:00+00:00")  # July in Sofia already
    made = await started(shop, Audience("birthday"))
    assert set(await states(shop.database, made.id)) == {boris.id}


async def test_a_level_and_a_coupon_that_the_programme_does_not_have_are_refused(shop: Shop) -> None:
    made = await drafted(shop)
    for audience in (Audience("tier", "gold"), Audience("coupon", "c"), Audience("inactive", "31"), Audience("king")):
        with pytest.raises(SettingInvalid):
            await shop.database.write(broadcasts.address, shop.owner, made.id, audience, shop.now)
    with pytest.raises(SettingInvalid):
        await shop.database.write(broadcasts.compose, shop.owner, made.id, replace(HELLO, coupon="none"), shop.now)


async def test_what_telegram_would_not_take_is_refused_before(shop: Shop) -> None:
    async def refused(content: Content) -> type[Exception]:
        with pytest.raises(Exception) as error:  # noqa: PT011 - which one is what the caller looks at
            await drafted(shop, content)
        return error.type

    assert await refused(Content()) is TextEmpty
    assert await refused(Content(text="x" * 4097)) is TextTooLong
    assert await refused(Content(text="x" * 1025, photo="file")) is TextTooLong
    assert await refused(Content(text="😀" * 2049)) is TextTooLong, "Telegram counts UTF-16"
    await drafted(shop, Content(text="😀" * 2048))
    await drafted(shop, Content(photo="file"))


@pytest.mark.parametrize(
    "link",
    [
        *(
            "http://example.com",
            "example.com",
            "javascript:alert(1)",
            "https://",
            "https://localhost",
            "https://a b.com",
        ),
        *("https://user:pass@example.com", "https://[1", "https://example.com:x", "tg://resolve?domain=x"),
        "https://example.com/" + "x" * 1024,
    ],
)
async def test_a_link_that_leads_nowhere_safe_is_refused(shop: Shop, link: str) -> None:
    with pytest.raises(LinkUnusable):
        await drafted(shop, replace(HELLO, label="Menu", link=link))
    await drafted(shop, replace(HELLO, label="Menu", link="https://example.com/menu?a=1#b"))


async def test_a_first_message_that_is_taken_twice_makes_one_draft(shop: Shop) -> None:
    broadcast_id = uuid4()
    for text in ("one", "one", "two"):
        await shop.database.write(broadcasts.compose, shop.owner, broadcast_id, Content(text=text), shop.now)
    (made,) = await shop.database.read(broadcasts.recent, shop.owner)
    assert made.content.text == "two"


async def test_nobody_to_reach_is_said_and_the_draft_stays(shop: Shop) -> None:
    made = await drafted(shop)
    with pytest.raises(NobodyToReach):
        await shop.database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    assert (await told(shop, made))[0] == "draft"


async def test_everybody_is_claimed_once_and_the_broadcast_ends(shop: Shop) -> None:
    friends = {(await friend(shop, f"F{number}")).id for number in range(7)}
    made = await started(shop)
    claimed: list[UUID] = []
    while (group := await shop.database.write(broadcast_sending.claim, made.id, 3, shop.now)).taken:
        assert len(group.messages) <= 3
        claimed += [recipient.person_id for recipient in group.messages]
        outcomes = dict.fromkeys((r.person_id for r in group.messages), "sent")
        await shop.database.write(broadcasts.RUNS.mark, made.id, group.token, outcomes, shop.now)
    assert sorted(claimed) == sorted(friends)
    ended = await shop.database.write(broadcasts.RUNS.finish, made.id, shop.now)
    assert ended is not None
    assert ended.state == "done"
    assert (await told(shop, made))[1] == Figures(7, 0, 7, 0, 0, 0, 0, 0)
    assert await shop.database.read(broadcast_sending.under_way, shop.now) is None


async def test_what_lasts_into_the_night_stops_and_goes_on_in_the_morning(shop: Shop) -> None:
    for number in range(3):
        await friend(shop, f"F{number}")
    made = await started(shop)
    first = await shop.database.write(broadcast_sending.claim, made.id, 2, shop.now)
    night, morning = (shop.now.replace(hour=hour) + timedelta(days=day) for hour, day in ((18, 0), (6, 1)))
    for moment in (night, morning - timedelta(seconds=1)):
        assert (await shop.database.write(broadcast_sending.claim, made.id, 2, moment)).taken == 0
        assert await shop.database.read(broadcast_sending.under_way, moment) is None
        going_on = await shop.database.write(broadcasts.RUNS.finish, made.id, moment)
        assert going_on is not None
        assert going_on.state == "sending"
    assert await shop.database.read(broadcast_sending.under_way, morning) == made.id
    rest = await shop.database.write(broadcast_sending.claim, made.id, 2, morning)
    assert (len(first.messages), len(rest.messages)) == (2, 1)


async def test_who_withdraws_or_blocks_after_the_start_is_not_sent_to(shop: Shop) -> None:
    anna, boris, vera = await friend(shop), await friend(shop, "Boris"), await friend(shop, "Vera")
    made = await started(shop)
    await shop.database.write(consents.consent, anna.id, "advertising", False, shop.now)
    await shop.database.write(people.reachable, boris.telegram_id, False, shop.now)
    group = await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)
    assert ([r.person_id for r in group.messages], group.taken) == ([vera.id], 3)
    assert await states(shop.database, made.id) == {anna.id: "skipped", boris.id: "blocked", vera.id: "claimed"}


async def test_who_agrees_after_the_start_is_not_among_them(shop: Shop) -> None:
    await friend(shop)
    made = await started(shop)
    await friend(shop, "Late")
    assert await shop.database.write(broadcast_sending.fill, made.id, shop.now)
    assert (await told(shop, made))[1].total == 1


async def test_what_a_killed_sender_had_claimed_stays_in_doubt_and_is_not_claimed_again(shop: Shop) -> None:
    for number in range(4):
        await friend(shop, f"F{number}")
    made = await started(shop)
    lost = await shop.database.write(broadcast_sending.claim, made.id, 2, shop.now)
    assert await shop.database.write(broadcasts.RUNS.doubt, shop.now) == 2
    outcomes = dict.fromkeys((r.person_id for r in lost.messages), "sent")
    await shop.database.write(
        broadcasts.RUNS.mark, made.id, lost.token, outcomes, shop.now
    )  # it lives after all, too late
    rest = await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)
    assert {r.person_id for r in rest.messages}.isdisjoint(outcomes)
    _, figures = await told(shop, made)
    assert (figures.unknown, figures.sent, figures.waiting) == (2, 0, 2)


async def test_recipients_are_written_in_windows_and_each_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.campaigns.broadcast_sending.WINDOW", 2)
    friends = {(await friend(shop, f"F{number}")).id for number in range(5)}
    await shop.member("Quiet")
    made = await drafted(shop)
    await shop.database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    windows = 0
    while not await shop.database.write(broadcast_sending.fill, made.id, shop.now):
        windows += 1
        assert await shop.database.write(broadcasts.RUNS.finish, made.id, shop.now)
    assert windows == 3
    assert set(await states(shop.database, made.id)) == friends
    assert (await told(shop, made))[0] == "sending", "it does not end before all are written"


async def test_pause_resume_and_cancel_may_come_twice_and_late(shop: Shop) -> None:
    await friend(shop)
    made = await started(shop)

    async def turn(name: str) -> str:
        return (await shop.database.write(getattr(broadcasts, name), shop.owner, made.id, shop.now)).state

    assert [await turn(name) for name in ("resume", "pause", "pause")] == ["sending", "paused", "paused"]
    assert (await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)).taken == 0
    assert [await turn(name) for name in ("resume", "resume", "cancel", "cancel")] == [
        *("sending", "sending", "cancelled", "cancelled")
    ]
    assert [await turn(name) for name in ("pause", "resume")] == ["cancelled", "cancelled"]
    assert (await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)).taken == 0
    with pytest.raises(BroadcastClosed):
        await shop.database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    with pytest.raises(BroadcastClosed):
        await shop.database.write(broadcasts.compose, shop.owner, made.id, HELLO, shop.now)
    with pytest.raises(BroadcastClosed):
        await shop.database.write(broadcasts.discard, shop.owner, made.id)


async def test_a_planned_one_leaves_in_its_time_once_and_can_be_taken_back(shop: Shop) -> None:
    await friend(shop)
    made, tomorrow = await drafted(shop), shop.now + timedelta(days=1)
    plan = (broadcasts.plan, shop.owner, made.id)
    with pytest.raises(MomentPassed):
        await shop.database.write(*plan, shop.now, shop.now)
    with pytest.raises(MomentTooFar):
        await shop.database.write(*plan, shop.now + timedelta(days=366), shop.now)
    for _ in range(2):
        assert (await shop.database.write(*plan, tomorrow, shop.now)).state == "planned"
    with pytest.raises(BroadcastClosed):
        await shop.database.write(*plan, tomorrow + timedelta(days=1), shop.now)
    assert (await shop.database.write(broadcasts.unplan, shop.owner, made.id)).state == "draft"
    await shop.database.write(*plan, tomorrow, shop.now)
    assert await shop.database.write(broadcast_sending.begin_due, tomorrow - timedelta(seconds=1)) == 0
    assert [await shop.database.write(broadcast_sending.begin_due, tomorrow) for _ in range(2)] == [1, 0]
    assert (await told(shop, made))[0] == "sending"


async def test_one_that_is_hours_late_waits_for_its_owner_who_is_told_once(shop: Shop) -> None:
    await friend(shop)
    made, tomorrow = await drafted(shop), shop.now + timedelta(days=1)
    await shop.database.write(broadcasts.plan, shop.owner, made.id, tomorrow, shop.now)
    late = tomorrow + timedelta(hours=2, seconds=1)
    assert [await shop.database.write(broadcast_sending.begin_due, late) for _ in range(2)] == [1, 0]
    notices = await shop.database.read(lambda c: c.execute(select(job.c.payload)).scalars().all())
    assert [p["person_id"] for p in notices if p["notice"] == "broadcast-late"] == [str(shop.owner.id)]
    assert (await told(shop, made))[0] == "paused"
    await shop.database.write(broadcasts.resume, shop.owner, made.id, late)
    while not await shop.database.write(broadcast_sending.fill, made.id, late):
        pass
    assert (await shop.database.write(broadcast_sending.claim, made.id, 30, late)).taken == 1


async def test_a_deleted_draft_is_gone_and_may_be_deleted_again(shop: Shop) -> None:
    made = await drafted(shop)
    for _ in range(2):
        await shop.database.write(broadcasts.discard, shop.owner, made.id)
    with pytest.raises(BroadcastUnknown):
        await shop.database.read(broadcasts.one, shop.owner, made.id)


async def test_a_card_that_moved_to_another_account_is_not_written_to_at_the_old_one(shop: Shop) -> None:
    anna = await friend(shop)
    made = await started(shop)
    await shop.database.write(lambda c: c.execute(update(member).values(person_id=None)))
    group = await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)
    assert (group.messages, group.taken) == ((), 1)
    assert await states(shop.database, made.id) == {anna.id: "skipped"}


CAKE = rule("coupon", "cake", title="Free cake", kind="item", amount=30_000)
LEVELS = rule("tiers", "levels", levels=[{"key": "gold", "threshold": 10_000_000}])


async def test_a_coupon_goes_along_once_each_and_its_use_is_counted(shop: Shop) -> None:
    await shop.database.write(add_rules, (CAKE,), shop.now)
    anna, boris = await friend(shop), await friend(shop, "Boris")
    made = await drafted(shop, replace(HELLO, coupon="cake"))
    await shop.database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    while not await shop.database.write(broadcast_sending.fill, made.id, shop.now):
        pass
    group = await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)
    given = {recipient.person_id: recipient.coupon_id for recipient in group.messages}
    assert len({*given.values()} - {None}) == 2
    assert anna.member_id
    (coupon,) = await shop.database.read(coupons.of_member, anna.member_id, shop.now)
    assert coupon.id == given[anna.id]
    notices = await shop.database.read(lambda c: c.execute(select(job.c.payload)).scalars().all())
    assert not any(payload["notice"] == "coupon" for payload in notices), "the broadcast itself says so"
    cake = (Line(20_000, "Free cake"), Line(40_000))
    sale = Sale(new_draft(), anna.member_id, 60_000, lines=cake, coupons=(coupon.id,))
    assert await count(shop, Audience("coupon", "cake")) == 2
    await shop.database.write(sales.record, shop.cashier, sale, shop.now)
    assert (await told(shop, made))[1].coupons_used == 1
    assert await count(shop, Audience("coupon", "cake")) == 1
    holders = await started(shop, Audience("coupon", "cake"))
    assert set(await states(shop.database, holders.id)) == {boris.id}


def _without(connection: Connection, rule_id: str, now: datetime) -> None:
    """Writes a version of the programme that does not have this rule."""
    before = versions.current(connection, now)
    rules = tuple(rule for rule in before.rules if rule.id != rule_id)
    made = replace(before, version=before.version + 1, rules=rules, valid_from=now)
    add_version(connection, made.version, json.dumps(programme_to(made)), now, None, now)


async def test_a_coupon_that_the_programme_has_lost_is_left_out_and_the_message_goes(shop: Shop) -> None:
    await shop.database.write(add_rules, (CAKE,), shop.now)
    await friend(shop)
    made = await drafted(shop, replace(HELLO, coupon="cake"))
    await shop.database.write(broadcasts.start, shop.owner, made.id, None, shop.now)
    await shop.database.write(_without, "cake", shop.later(days=1))
    while not await shop.database.write(broadcast_sending.fill, made.id, shop.now):
        pass
    (recipient,) = (await shop.database.write(broadcast_sending.claim, made.id, 30, shop.now)).messages
    assert recipient.coupon_id is None


async def test_levels_are_counted_and_the_lowest_holds_those_who_never_bought(shop: Shop) -> None:
    await shop.database.write(add_rules, (LEVELS,), shop.now)
    anna = await friend(shop)
    await friend(shop, "Boris")
    risen = update(member).where(member.c.id == anna.member_id).values(tier="gold")
    await shop.database.write(lambda c: c.execute(risen))
    assert [await count(shop, Audience("tier", key)) for key in ("gold", "bronze")] == [1, 1]

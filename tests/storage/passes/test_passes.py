"""Which phones hold a pass, what each is told of, and that no change is lost between two of them."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.engine.ids import uuid7
from storage.passes import farewells, passes
from storage.plumbing import outbox
from storage.tables import coupon, pass_device, pass_registration
from tests.people import Shop, open_shop

LEASE = timedelta(seconds=30)
PHONE, TABLET = "phone-1", "tablet-1"


def serial_of(connection, member_id):
    return passes.card_of(connection, member_id).serial


def tags(connection, device):
    return {row.serial: (row.changed, row.changes) for row in passes.held(connection, device)}


def push_tokens(connection):
    return dict(connection.execute(select(pass_device.c.id, pass_device.c.push_token)).all())


def claim(connection, now):
    return list(outbox.claim(connection, (passes.PUSH,), 10, now, LEASE))


async def opened(database) -> tuple[Shop, list, list[str]]:
    shop = await open_shop(database)
    people = [await shop.member(name) for name in ("Anna", "Boris")]
    return shop, people, [await database.read(serial_of, person.member_id) for person in people]


async def test_a_phone_is_new_once_and_gets_its_new_push_token(database) -> None:
    shop, _, (serial, _) = await opened(database)
    register = [passes.register, serial, PHONE]
    assert await database.write(*register, "token-1", shop.now) is True
    assert await database.write(*register, "token-2", shop.now) is False
    assert await database.read(push_tokens) == {PHONE: "token-2"}
    assert await database.write(passes.register, "no-such-serial", PHONE, "token-3", shop.now) is None
    assert await database.read(push_tokens) == {PHONE: "token-2"}


async def test_two_changes_at_one_moment_have_two_tags_on_each_phone(database) -> None:
    shop, (anna, boris), (of_anna, of_boris) = await opened(database)
    for serial in (of_anna, of_boris):
        await database.write(passes.register, serial, PHONE, "token", shop.now)
    await database.write(passes.register, of_anna, TABLET, "other", shop.now)
    tablet = await database.read(tags, TABLET)
    seen = [await database.read(tags, PHONE)]
    for member in (anna, boris, anna):
        await database.write(passes.changed, member.member_id, shop.now)
        seen.append(await database.read(tags, PHONE))
    counts = [next(iter(tag.values()))[1] for tag in seen]
    assert counts == list(range(counts[0], counts[0] + 4))
    assert [tag[of_anna][0] - counts[0] for tag in seen[1:]] == [1, 1, 3]
    assert [tag[of_boris][0] - counts[0] for tag in seen[1:]] == [0, 2, 2]
    before, after = tablet[of_anna], (await database.read(tags, TABLET))[of_anna]
    assert after == (before[0] + 2, before[1] + 2)


async def test_a_pass_that_no_phone_holds_makes_no_job_and_one_that_waits_waits_once(database) -> None:
    shop, (anna, boris), (of_anna, _) = await opened(database)
    await database.write(passes.changed, anna.member_id, shop.now)
    assert await database.write(claim, shop.now) == []
    await database.write(passes.register, of_anna, PHONE, "token", shop.now)
    for _ in range(3):
        await database.write(passes.changed, anna.member_id, shop.now)
        await database.write(passes.changed, boris.member_id, shop.now)
    (job,) = await database.write(claim, shop.now)
    assert job.payload == {"serial": of_anna}


async def test_a_change_while_the_phone_is_told_is_told_again(database) -> None:
    shop, (anna, _), (of_anna, _) = await opened(database)
    await database.write(passes.register, of_anna, PHONE, "token", shop.now)
    (first,) = await database.write(claim, shop.now)
    await database.write(passes.changed, anna.member_id, shop.now)
    assert not await database.write(outbox.finish, first, shop.now), "what it told may be old"
    (again,) = await database.write(claim, shop.now)
    assert await database.write(outbox.finish, again, shop.now)
    assert await database.write(claim, shop.now) == []
    await database.write(passes.changed, anna.member_id, shop.later(days=1))
    (later,) = await database.write(claim, shop.now)
    assert (later.id, later.tries) == (first.id, 1), "one row for ever, begun anew"


async def test_a_change_does_not_shorten_the_pause_after_a_failure(database) -> None:
    shop, (anna, _), (of_anna, _) = await opened(database)
    await database.write(passes.register, of_anna, PHONE, "token", shop.now)
    (job,) = await database.write(claim, shop.now)
    await database.write(outbox.retry, job, shop.now + timedelta(minutes=5), "busy")
    await database.write(passes.changed, anna.member_id, shop.now)
    assert await database.write(claim, shop.later(minutes=4)) == []
    (again,) = await database.write(claim, shop.later(minutes=1))
    assert again.tries == 2


async def test_the_last_pass_takes_the_phone_with_it(database) -> None:
    shop, _, serials = await opened(database)
    for serial in serials:
        await database.write(passes.register, serial, PHONE, "token", shop.now)
    await database.write(passes.unregister, serials[0], PHONE)
    assert await database.read(push_tokens) == {PHONE: "token"}
    assert [row.serial for row in await database.read(passes.held, PHONE)] == [serials[1]]
    await database.write(passes.unregister, serials[1], PHONE)
    await database.write(passes.unregister, serials[1], PHONE)
    assert await database.read(push_tokens) == {}


async def test_a_dead_phone_is_forgotten_unless_it_has_come_back(database) -> None:
    shop, _, serials = await opened(database)
    for serial in serials:
        await database.write(passes.register, serial, PHONE, "old", shop.now)
    await database.write(passes.register, serials[0], PHONE, "new", shop.now)
    assert not await database.write(passes.forget, PHONE, "old", shop.now)
    assert not await database.write(passes.forget, PHONE, "new", shop.now - timedelta(seconds=1))
    assert len(await database.read(passes.holders, serials)) == 2
    assert await database.write(passes.forget, PHONE, "new", shop.now)
    assert await database.read(passes.holders, serials) == []
    assert await database.read(lambda connection: connection.execute(select(pass_registration)).all()) == []


async def test_a_phone_that_comes_back_counts_on_from_later(database) -> None:
    shop, (anna, _), (serial, _) = await opened(database)
    await database.write(passes.register, serial, PHONE, "token", shop.now)
    for _ in range(5):
        await database.write(passes.changed, anna.member_id, shop.now)
    former = (await database.read(tags, PHONE))[serial][1]
    await database.write(passes.unregister, serial, PHONE)
    await database.write(passes.register, serial, PHONE, "token", shop.later(seconds=1))
    assert (await database.read(tags, PHONE))[serial][0] > former


@pytest.mark.database("postgresql")
async def test_twenty_sales_of_two_members_who_share_two_phones_never_wait_for_each_other(database) -> None:
    shop, people, serials = await opened(database)
    for number, phone in enumerate((PHONE, TABLET)):
        for serial in (serials[number], serials[1 - number]):
            await database.write(passes.register, serial, phone, phone, shop.now)
    attempts = []

    def sale(connection, member_id):
        attempts.append(member_id)
        passes.changed(connection, member_id, shop.now)

    before = await database.read(tags, PHONE)
    await asyncio.gather(*(database.write(sale, people[number % 2].member_id) for number in range(20)))
    after = await database.read(tags, PHONE)
    assert {count for _, count in after.values()} == {count + 20 for _, count in before.values()}
    assert len(attempts) == 20, "a deadlock would have been undone and tried again"


@pytest.mark.database("sqlite")
async def test_a_coupons_pass_changes_with_its_coupon_and_not_with_the_card(database) -> None:
    shop, (anna, _), (card, _) = await opened(database)

    def save(connection):
        coupon_id = uuid7()
        values = {"id": coupon_id, "rule_id": "r", "code": "ABC", "source": "s", "issued_at": shop.now}
        connection.execute(coupon.insert().values(member_id=anna.member_id, **values))
        for serial in ("1" * 32, "2" * 32):
            passes.insert_of_coupon(connection, serial, anna.member_id, coupon_id, shop.now)
        return coupon_id

    coupon_id = await database.write(save)
    for serial in (card, "1" * 32):
        assert await database.write(passes.register, serial, PHONE, "token", shop.now)
    assert await database.write(passes.register, "2" * 32, PHONE, "token", shop.now) is None, "one pass each"
    start = await database.read(tags, PHONE)
    await database.write(passes.coupon_changed, coupon_id, shop.now)
    await database.write(passes.changed, anna.member_id, shop.now)
    end = await database.read(tags, PHONE)
    assert [end[serial][0] - start[card][1] for serial in ("1" * 32, card)] == [1, 2]
    assert (await database.read(passes.card_of, anna.member_id)).serial == card


async def test_each_phone_of_an_ended_pass_gets_one_empty_pass_and_is_forgotten_with_the_last(database) -> None:
    shop, (anna, _), serials = await opened(database)
    for device in ("phone", "tablet"):
        await database.write(passes.register, serials[0], device, device, shop.now)
    await database.write(passes.register, serials[1], "tablet", "tablet", shop.now)
    before = (await database.read(tags, "phone"))[serials[0]]
    await database.write(farewells.begin, anna.member_id, shop.now)
    assert (await database.read(tags, "phone"))[serials[0]] > before, "it hears of the change"
    assert await database.write(passes.register, serials[0], "third", "third", shop.now) is None
    taken = await asyncio.gather(*(database.write(farewells.take, serials[0]) for _ in range(4)))
    assert sorted(taken) == [False, False, True, True]
    assert await database.read(push_tokens) == {"tablet": "tablet"}, "it holds another pass"
    assert not await database.write(farewells.take, serials[1]), "that one is somebody's"
    assert not await database.write(farewells.take, "no-such-pass")

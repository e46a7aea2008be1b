"""Which phones hold a pass, what each is told of, and that no change is lost between two of them."""

from datetime import timedelta

from sqlalchemy import select

from storage import outbox, passes
from storage.tables import pass_device, pass_registration
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
    assert not await database.write(passes.forget, PHONE, "old")
    assert len(await database.read(passes.holders, serials)) == 2
    assert await database.write(passes.forget, PHONE, "new")
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

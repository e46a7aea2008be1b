"""The inbox keeps every update once, hands them out in order per chat, and knows what it has seen."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from services.plumbing import updates
from services.plumbing.updates import Ended
from storage.plumbing import conversation, inbox, outbox
from storage.plumbing.conversation import Conversation
from storage.plumbing.inbox import Backlog, Waiting
from storage.tables import inbox as table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def taken(waiting):
    return [(one.chat_id, one.update_id) for one in waiting]


async def test_an_update_is_kept_once_however_often_it_comes(database, second):
    assert await database.write(inbox.put, [(1, 7, "a"), (2, 7, "b")], NOW) == 2
    assert await database.write(inbox.put, [(2, 7, "b"), (3, 7, "c")], NOW) == 1
    assert await database.write(inbox.put, [], NOW) == 0
    answers = await asyncio.gather(*(db.write(inbox.put, [(4, 7, "d")], NOW) for db in (database, second) * 5))
    assert sorted(answers) == [0] * 9 + [1]
    assert await database.read(inbox.backlog) == Backlog(4, 0, NOW)


async def test_a_hundred_updates_fit_into_one_call(database):
    body = '{"text": "Привет 👋"}' * 50
    assert await database.write(inbox.put, [(n, n % 3, body) for n in range(100)], NOW) == 100
    assert (await database.write(inbox.take, (), 1)) == [Waiting(0, 0, body, 1, NOW)]


async def test_each_chat_gets_its_oldest_and_busy_chats_wait(database):
    await database.write(inbox.put, [(5, 20, "e"), (1, 10, "a"), (2, 10, "b"), (3, 20, "c"), (4, 30, "d")], NOW)
    assert taken(await database.write(inbox.take, (), 10)) == [(10, 1), (20, 3), (30, 4)]
    assert taken(await database.write(inbox.take, (), 2)) == [(10, 1), (20, 3)]
    assert taken(await database.write(inbox.take, (10, 30), 10)) == [(20, 3)]
    await database.write(inbox.done, 1)
    await database.write(inbox.park, 3, "abcd1234", "KeyError")
    assert taken(await database.write(inbox.take, (30,), 10)) == [(10, 2), (20, 5)]


async def test_a_chat_can_be_asked_for_its_oldest_alone(database):
    await database.write(inbox.put, [(2, 10, "b"), (1, 10, "a"), (3, 20, "c")], NOW)
    assert await database.write(inbox.take_next, 10) == Waiting(1, 10, "a", 1, NOW)
    assert await database.write(inbox.take_next, 10) == Waiting(1, 10, "a", 2, NOW)
    assert await database.write(inbox.done, 1)
    assert not await database.write(inbox.done, 1)
    assert await database.write(inbox.take_next, 10) == Waiting(2, 10, "b", 1, NOW)
    assert await database.write(inbox.take_next, 30) is None


async def test_an_update_ends_together_with_its_conversation_and_once(database):
    assert await database.write(updates.arrive, [(1, 10, "a"), (2, 10, "b")], [10, 20], NOW) == [
        Waiting(1, 10, "a", 1, NOW)
    ]
    ended = await database.write(updates.end, 1, Conversation("10:10", "asked"), 10, NOW)
    assert ended == Ended(Waiting(2, 10, "b", 1, NOW), due=False)
    await database.write(updates.end, 1, Conversation("10:10", "too late"), None, NOW)
    assert await database.read(conversation.get, "10:10") == Conversation("10:10", "asked")
    await database.write(outbox.put, "telegram", "key", {}, priority=1, run_at=NOW)
    assert (await database.write(updates.end, 2, None, 10, NOW)) == Ended(None, due=True)


async def test_what_was_handled_is_recognised_when_it_comes_again(database):
    await database.write(inbox.put, [(1, 10, "secret")], NOW)
    await database.write(inbox.done, 1)
    assert await database.write(inbox.put, [(1, 10, "secret")], NOW) == 0
    assert await database.write(inbox.take, (), 10) == []
    assert await database.read(lambda c: c.execute(select(table.c.body)).scalar_one()) == ""


async def test_an_update_whose_handling_never_ended_comes_again_and_counts(database, second):
    await database.write(inbox.put, [(1, 10, "a")], NOW)
    await database.write(inbox.take, (), 10)
    assert await second.write(inbox.take, (), 10) == [Waiting(1, 10, "a", 2, NOW)]


async def test_a_parked_update_stays_for_a_person_to_see(database):
    await database.write(inbox.put, [(1, 10, "a"), (2, 10, "b")], NOW)
    await database.write(inbox.park, 1, "abcd1234", "KeyError")
    await database.write(inbox.done, 1)
    row = await database.read(lambda c: c.execute(select(table).where(table.c.update_id == 1)).one())
    assert (row.state, row.error_id, row.body) == ("parked", "abcd1234", "a")
    assert await database.read(inbox.backlog) == Backlog(1, 1, NOW)


async def test_a_parked_update_waits_again_or_is_forgotten_and_is_known_either_way(database):
    await database.write(inbox.put, [(1, 10, "a"), (2, 10, "b"), (3, 20, "c")], NOW)
    for update_id in (1, 3):
        assert await database.write(inbox.park, update_id, f"number{update_id}", "KeyError " + "x" * 300)
        assert not await database.write(inbox.park, update_id, "again", "KeyError")
    first, last = await database.read(inbox.parked)
    assert (first.error_id, first.body, first.received_at, len(last.error)) == ("number1", "a", NOW, 200)
    assert await database.read(inbox.parked, "number3") == [last]
    assert not await database.write(inbox.unpark, 2)
    assert not await database.write(inbox.drop, 2)
    assert await database.write(inbox.unpark, 1)
    assert taken(await database.write(inbox.take, (), 10)) == [(10, 1)]
    assert await database.write(inbox.drop, 3)
    assert await database.read(inbox.parked) == []
    assert await database.write(inbox.put, [(3, 20, "c")], NOW) == 0
    assert await database.read(inbox.backlog) == Backlog(2, 0, NOW)


async def test_tries_of_an_update_that_the_process_survived_do_not_count(database):
    await database.write(inbox.put, [(1, 10, "a")], NOW)
    for _ in range(3):
        await database.write(inbox.take, (), 10)
    await database.write(inbox.spare, 1)
    assert [waiting.tries for waiting in await database.write(inbox.take, (), 10)] == [1]


async def test_old_rows_go_and_waiting_ones_never_do(database):
    old, later = NOW - timedelta(days=3), NOW - timedelta(hours=1)
    await database.write(inbox.put, [(1, 10, "a"), (2, 20, "b"), (3, 30, "c")], old)
    await database.write(inbox.put, [(4, 40, "d")], later)
    for update_id in (1, 4):
        await database.write(inbox.done, update_id)
    await database.write(inbox.park, 2, "abcd1234", "KeyError")
    assert await database.write(inbox.purge, NOW - timedelta(days=2), NOW - timedelta(days=30)) == 1
    assert await database.write(inbox.purge, NOW - timedelta(days=2), NOW - timedelta(days=2)) == 1
    left = await database.read(lambda c: c.execute(select(table.c.update_id)).scalars().all())
    assert sorted(left) == [3, 4]

"""PostgreSQL's own traps: deadlocks, locks, lost connections."""

import asyncio

import pytest
from sqlalchemy import select, text, update

from storage.database import open_database
from storage.engine import postgres
from storage.errors import DatabaseUnavailable
from storage.plumbing import inbox, outbox
from storage.tables import keepsake as table
from tests.storage.test_database import NOW, keep, names

pytestmark = pytest.mark.database("postgresql")


async def test_letters_are_those_of_unicode_whatever_the_machine_speaks(database):
    asked = text(
        "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale, lower('ЖЁЛЪДИ')"
        " FROM pg_database WHERE datname = current_database()"
    )
    assert await database.read(lambda c: tuple(c.execute(asked).one())) == ("UTF8", "b", "C.UTF-8", "жёлъди")


async def test_a_deadlock_is_tried_again_and_nobody_notices(database, second):
    for name in "ab":
        await database.write(keep, name, value="")
    tries = []

    def append(connection, who, order):
        tries.append(who)
        for name in order:
            value = connection.execute(select(table.c.value).where(table.c.name == name).with_for_update()).scalar_one()
            connection.execute(update(table).where(table.c.name == name).values(value=value + who))
            if tries.count(who) == 1:
                connection.execute(text("SELECT pg_sleep(0.2)"))  # until each holds what the other wants

    await asyncio.gather(database.write(append, "1", "ab"), database.write(append, "2", "ba"))
    assert sorted(tries) in (["1", "1", "2"], ["1", "2", "2"])
    values = await second.read(lambda c: c.execute(select(table.c.value)).scalars().all())
    assert [sorted(value) for value in values] == [["1", "2"], ["1", "2"]]


async def test_a_deadlock_without_end_is_given_up(database, monkeypatch):
    monkeypatch.setattr(postgres, "PAUSE", 0.001)
    tries = []

    def never(connection):
        tries.append(1)
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$"))

    with pytest.raises(DatabaseUnavailable):
        await database.write(never)
    assert len(tries) == postgres.ATTEMPTS


async def test_a_lock_held_too_long_is_said_and_passes(database_url, second, monkeypatch):
    monkeypatch.setitem(postgres._TIMEOUTS, "lock_timeout", "200ms")
    database = await open_database(database_url)
    async with second._engine.begin() as holder:
        await holder.execute(text("LOCK TABLE keepsake IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(DatabaseUnavailable):
            await database.write(keep, "a")
    await database.write(keep, "b")
    assert await second.read(names) == ["b"]
    await database.close()


async def test_a_statement_without_end_is_stopped(database_url, monkeypatch):
    monkeypatch.setitem(postgres._TIMEOUTS, "statement_timeout", "200ms")
    database = await open_database(database_url)
    with pytest.raises(DatabaseUnavailable):
        await database.write(lambda c: c.execute(text("SELECT pg_sleep(60)")))
    await database.write(keep, "a")
    await database.close()


async def test_lost_connections_are_replaced(database, second):
    await asyncio.gather(*(database.write(keep, name) for name in "abc"))

    def end_all_others(connection):
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    await second.write(end_all_others)
    await asyncio.gather(*(database.write(keep, name) for name in "def"))
    assert await database.read(names) == list("abcdef")


async def test_a_connection_lost_inside_a_use_case_is_said_and_nothing_is_written(database, second):
    def die(connection):
        keep(connection, "half")
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(DatabaseUnavailable):
        await database.write(die)
    await database.write(keep, "a")
    assert await second.read(names) == ["a"]


async def test_more_callers_than_connections_wait_their_turn(database):
    await asyncio.gather(*(database.write(keep, str(n)) for n in range(5 * postgres.POOL)))
    assert len(await database.read(names)) == 5 * postgres.POOL


async def test_a_database_that_does_not_exist_is_unavailable(database_url):
    with pytest.raises(DatabaseUnavailable):
        await open_database(database_url.replace("/t_", "/missing_"))


async def test_whoever_listens_hears_of_updates_and_of_jobs_for_telegram_and_listens_again(
    database, second, monkeypatch
):
    monkeypatch.setattr(postgres, "LISTEN_PAUSE", 0.05)
    heard = asyncio.Queue()
    listening = asyncio.create_task(database.listen(heard.put_nowait))
    async with asyncio.timeout(30):
        assert [await heard.get(), await heard.get()] == ["inbox", "job"], "what came before is not known"
        await second.write(inbox.put, [(1, 10, "a"), (2, 10, "b")], NOW)
        assert await heard.get() == "inbox"
        for kind in ("apple", "telegram"):
            await second.write(outbox.put, kind, kind, {}, priority=1, run_at=NOW)
        assert await heard.get() == "job"
        assert heard.empty(), "and once of what is written together"
        others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        await second.write(lambda c: c.execute(others).all())
        assert [await heard.get(), await heard.get()] == ["inbox", "job"], "nobody knows what was missed"
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)

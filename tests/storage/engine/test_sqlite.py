"""SQLite's own traps: group commit, a lock held elsewhere, a full disk, a transaction that ends by itself."""

import asyncio
import sqlite3
import subprocess
import threading
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import event, make_url, text

from storage.database import open_database, serving_lock
from storage.engine import sqlite
from storage.errors import AlreadyServing, DatabaseUnavailable
from storage.migrations import migrate
from tests import today
from tests.storage.test_database import TroubleError, fail_after_writing, keep, names

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def commits(database):
    seen = []
    event.listen(database._engine, "commit", lambda _: seen.append(1))
    return seen


@asynccontextmanager
async def held_up(database):
    """Keeps the writer busy, so that what is asked for inside waits and becomes one group."""
    started, gate = threading.Event(), threading.Event()

    def hold(_):
        started.set()
        gate.wait(10)

    holding = asyncio.create_task(database.write(hold))
    await asyncio.to_thread(started.wait, 10)
    yield
    await asyncio.sleep(0)  # lets the tasks made inside ask
    gate.set()
    await holding


async def test_writes_that_wait_together_share_one_commit(database, second, commits):
    async with held_up(database):
        tasks = [asyncio.create_task(database.write(keep, f"{n:02}")) for n in range(30)]
        tasks.append(asyncio.create_task(database.write(fail_after_writing)))
        tasks += [asyncio.create_task(database.write(keep, f"{n:02}")) for n in range(30, 50)]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [answer for answer in answers if not isinstance(answer, str)] == [answers[30]]
    assert isinstance(answers[30], TroubleError)
    assert await second.read(names) == [f"{n:02}" for n in range(50)]
    assert len(commits) == 2  # the one that held the others up, and theirs


async def test_nobody_is_answered_before_the_commit(database, second):
    seen = []

    def look_from_elsewhere(connection):
        with sqlite3.connect(database._engine.url.database) as other:
            seen.append(other.execute("SELECT count(*) FROM keepsake").fetchone()[0])
        other.close()

    async with held_up(database):
        first = asyncio.create_task(database.write(keep, "a"))
        first.add_done_callback(lambda _: seen.append("answered"))
        last = asyncio.create_task(database.write(look_from_elsewhere))
    await asyncio.gather(first, last)
    assert seen == [0, "answered"]
    assert await second.read(names) == ["a"]


async def test_a_failing_commit_fails_the_whole_group_and_the_next_one_works(database, second):
    def refuse(connection):
        if names(connection):
            raise sqlite3.OperationalError("no")

    event.listen(database._engine, "commit", refuse)
    async with held_up(database):
        tasks = [asyncio.create_task(database.write(keep, name)) for name in "ab"]
        tasks.append(asyncio.create_task(database.write(fail_after_writing)))
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseUnavailable, DatabaseUnavailable, TroubleError]
    event.remove(database._engine, "commit", refuse)
    await database.write(keep, "c")
    assert await second.read(names) == ["c"]


async def test_a_transaction_that_ended_by_itself_takes_nobody_s_word_for_written(database, second):
    async with held_up(database):
        before = asyncio.create_task(database.write(keep, "before"))
        rogue = asyncio.create_task(database.write(lambda c: c.exec_driver_sql("ROLLBACK")))
        after = asyncio.create_task(database.write(keep, "after"))
    answers = await asyncio.gather(before, rogue, after, return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseUnavailable] * 3
    assert await second.read(names) == []
    await database.write(keep, "next")
    assert await second.read(names) == ["next"]


async def test_a_commit_of_a_transaction_that_is_gone_is_refused(database_url):
    engine = sqlite.sync_engine(make_url(database_url))
    with engine.connect() as connection:
        transaction = connection.begin()
        keep(connection, "a")
        connection.connection.driver_connection.rollback()
        with pytest.raises(DatabaseUnavailable):
            transaction.commit()
    engine.dispose()


async def test_a_connection_closed_underneath_is_replaced(database, second):
    with pytest.raises(DatabaseUnavailable):
        await database.write(lambda c: c.connection.driver_connection.close())
    await database.write(keep, "a")
    assert await second.read(names) == ["a"]


async def test_a_full_disk_refuses_and_recovers(database, second):
    await database.write(keep, "a")
    pages = await database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    await database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}"))
    async with held_up(database):
        small = asyncio.create_task(database.write(keep, "small"))
        large = asyncio.create_task(database.write(keep, "large", value="x" * 1_000_000))
    answers = await asyncio.gather(small, large, return_exceptions=True)
    assert isinstance(answers[1], DatabaseUnavailable)
    assert await second.read(names) == (["a", "small"] if answers[0] == "small" else ["a"])
    await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000000"))
    await database.write(keep, "large", value="x" * 1_000_000)
    assert "large" in await second.read(names)


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


async def test_locked_by_another_process_is_said_and_passes(database_url, second, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.2)
    database = await open_database(database_url)
    file = database._engine.url.database
    with subprocess.Popen(
        today.python("-c", HOLD, file), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        answers = await asyncio.gather(*(database.write(keep, name) for name in "abc"), return_exceptions=True)
        assert [type(answer) for answer in answers] == [DatabaseUnavailable] * 3
        assert await database.read(names) == []
        waiting = asyncio.create_task(database.write(keep, "d"))
        holder.communicate("\n")
        assert await waiting == "d"
    assert await second.read(names) == ["d"]
    await database.close()


async def test_more_readers_than_connections_are_told_so(database_url, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.2)
    monkeypatch.setattr(sqlite, "READERS", 1)
    database = await open_database(database_url)
    async with database._readers.one():
        with pytest.raises(DatabaseUnavailable):
            await database.read(names)
    assert await database.read(names) == []
    await database.close()


async def test_a_file_that_is_no_database_is_unavailable(tmp_path):
    file = tmp_path / "letter.db"
    file.write_text("Dear Sir or Madam, " * 100)
    for use in (open_database, migrate):
        with pytest.raises(DatabaseUnavailable, match="not a database"):
            await use(f"sqlite:///{file}")


async def test_every_connection_has_its_settings(database):
    def settings(connection):
        wanted = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "query_only", "wal_autocheckpoint")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted]

    assert await database.write(settings) == [1, "wal", 2, 5000, 0, 1000]
    assert await database.read(settings) == [1, "wal", 2, 5000, 1, 0]


async def test_foreign_keys_hold(database):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        await database.write(
            lambda c: c.execute(
                text("INSERT INTO join_link (payload, source, outlet_id, created_at) VALUES ('a', 'b', 77, 1)")
            )
        )


async def test_a_short_command_beside_the_server_leaves_the_log_to_it(database, database_url):
    beside = await open_database(database_url, checkpoints=False)
    await beside.write(keep, "a")
    assert await beside.write(lambda c: c.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()) == 0
    await beside.close()
    assert await database.read(names) == ["a"]


SERVE = """
import sys
from storage.database import serving_lock
with serving_lock(sys.argv[1]):
    print("serving", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("end", ["politely", "killed"])
def test_one_process_serves_a_file_and_its_end_frees_it(tmp_path, end):
    url = f"sqlite+aiosqlite:///{tmp_path / 'a.db'}?timeout=3"
    with subprocess.Popen(
        today.python("-c", SERVE, url), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout.readline() == "serving\n"
        with pytest.raises(AlreadyServing, match=r"a\.db"), serving_lock(url):
            pass
        if end == "killed":
            server.kill()
        server.communicate("\n")
    with serving_lock(url):
        pass

"""Reading and writing on both databases: what was answered is committed, what failed left nothing."""

import asyncio
import contextvars
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import database_url as parse
from storage.database import open_database
from storage.errors import DatabaseUnavailable
from storage.plumbing import keepsake
from storage.tables import keepsake as table
from tests.conftest import run_aside

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def names(connection):
    return sorted(connection.execute(select(table.c.name)).scalars())


def keep(connection, name, value="x"):
    connection.execute(insert(table).values(name=name, value=value, changed_at=NOW))
    return name


def add_one(connection):
    value = connection.execute(select(table.c.value).where(table.c.name == "n").with_for_update()).scalar_one()
    connection.execute(update(table).where(table.c.name == "n").values(value=str(int(value) + 1)))


class TroubleError(Exception):
    pass


def fail_after_writing(connection):
    keep(connection, "half")
    raise TroubleError


async def test_a_write_is_seen_elsewhere_once_it_is_answered(database, second):
    assert await second.read(names) == []
    assert await database.write(keep, "a", value="b") == "a"
    assert await second.read(keepsake.get, "a") == "b"


async def test_a_use_case_that_raises_leaves_nothing_and_its_error_arrives(database, second):
    with pytest.raises(TroubleError):
        await database.write(fail_after_writing)
    assert await second.read(names) == []


async def test_what_the_database_forbids_arrives_as_its_own_error(database):
    await database.write(keep, "a")
    with pytest.raises(IntegrityError):
        await database.write(keep, "a")
    await database.write(keep, "b")
    assert await database.read(names) == ["a", "b"]


async def test_twenty_parallel_increments_lose_none(database, second):
    await database.write(keep, "n", value="0")
    await asyncio.gather(*(db.write(add_one) for db in (database, second) for _ in range(20)))
    assert await second.read(keepsake.get, "n") == "40"


async def test_a_read_cannot_write(database, second):
    with pytest.raises(DBAPIError):
        await database.read(keep, "a")
    await database.write(keep, "b")
    assert await second.read(names) == ["b"]


async def test_a_read_sees_one_unchanging_view(database, database_url):
    async def write_elsewhere():
        other = await open_database(database_url)
        await other.write(keep, "a")
        await other.close()

    def look_twice(connection):
        before = names(connection)
        run_aside(write_elsewhere())
        return before, names(connection)

    assert await database.read(look_twice) == ([], [])
    assert await database.read(names) == ["a"]


async def test_a_cancelled_caller_does_not_undo_the_write(database, second):
    await database.write(keep, "n", value="0")
    tasks = [asyncio.create_task(database.write(add_one)) for _ in range(10)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await database.close()
    assert await second.read(keepsake.get, "n") == "10"


async def test_context_variables_reach_the_use_case(database):
    variable = contextvars.ContextVar("variable", default="nothing")
    variable.set("something")
    assert await database.write(lambda _: variable.get()) == "something"
    assert await database.read(lambda _: variable.get()) == "something"


async def test_stop_iteration_does_not_leave_the_caller_waiting(database):
    async with asyncio.timeout(60):
        with pytest.raises(RuntimeError):
            await database.write(lambda _: next(iter(())))
        assert await database.write(lambda _: 1) == 1


async def test_a_closed_database_says_so(database):
    await database.close()
    await database.close()
    with pytest.raises(DatabaseUnavailable):
        await database.write(keep, "a")


async def test_check_names_the_database(database):
    assert (await database.check()).startswith({"sqlite": "SQLite 3.", "postgresql": "PostgreSQL "}[database.dialect])


async def test_times_json_and_ids_come_back_as_they_went(database):
    moment = datetime(2026, 3, 1, 12, 30, 15, 123_457, tzinfo=UTC)
    await database.write(keepsake.put, "a", "Ж😀", moment)
    row = await database.read(lambda c: c.execute(select(table)).one())
    assert (row.value, row.changed_at) == ("Ж😀", moment)


async def test_urls_with_options_work(database_url):
    option = (
        "timeout=3&cached_statements=64" if database_url.startswith("sqlite") else "prepared_statement_cache_size=9"
    )
    url = f"{database_url}{'&' if '?' in database_url else '?'}{option}"
    opened = await open_database(url)
    await opened.write(keep, "a")
    assert await opened.read(names) == ["a"]
    await opened.close()


async def test_the_driver_may_be_left_out(database_url):
    opened = await open_database(database_url.replace("+aiosqlite", "").replace("+asyncpg", ""))
    assert await opened.read(names) == []
    await opened.close()


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite:///:memory:", "mysql://a/b", "sqlite:///x?mode=memory"])
def test_what_is_no_usable_database_is_refused_in_words(url):
    with pytest.raises(ValueError, match=r"file|SQLite or PostgreSQL"):
        parse(url)


@pytest.mark.parametrize(
    "url", ["sqlite+aiosqlite:////nowhere/at/all.db", "postgresql+asyncpg://nobody@127.0.0.1:9/nothing"]
)
async def test_a_database_that_is_not_there_is_unavailable(url):
    with pytest.raises(DatabaseUnavailable):
        await open_database(url)


async def test_a_missing_table_is_a_defect_and_not_unavailability(database):
    for run in (database.read, database.write):
        with pytest.raises(DBAPIError):
            await run(lambda c: c.execute(text("SELECT * FROM missing")))


async def test_cancelled_reads_give_their_connections_back(database):
    slow = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT max(i) FROM n",
        "postgresql": "SELECT pg_sleep(0.2)",
    }[database.dialect]
    tasks = [asyncio.create_task(database.read(lambda c: c.execute(text(slow)).all())) for _ in range(20)]
    await asyncio.sleep(0.02)
    for task in tasks:
        task.cancel()
    assert {type(answer) for answer in await asyncio.gather(*tasks, return_exceptions=True)} == {asyncio.CancelledError}
    async with asyncio.timeout(60):
        assert await asyncio.gather(*(database.read(names) for _ in range(20))) == [[]] * 20

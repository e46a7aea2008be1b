"""A prepared statement does what SQLAlchemy's own `execute` does, on both databases."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import bindparam, event, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from storage.engine.ids import uuid7
from storage.engine.prepared import Prepared
from storage.tables import job, person, purchase

NOW = datetime(2026, 3, 1, 12, 0, 0, 123_457, tzinfo=UTC)
EMPTY = {"lease_until": None, "lease_token": None, "error": None, "finished_at": None}

NEW_JOB, NEW_PERSON = Prepared(job.insert()), Prepared(person.insert())
WAITING = select(job).where(job.c.state == "waiting", job.c.kind == bindparam("of")).order_by(job.c.id).limit(2)
RENAME = update(person).where(person.c.id == bindparam("whose")).values(first_name=bindparam("to"))


def a_job(number, **columns):
    row = {"id": uuid7(), "kind": "a", "dedupe": f"job {number}", "priority": number, "run_at": NOW, "payload": {}}
    return {**row, **columns}


def a_person(number):
    return {"id": uuid7(), "telegram_id": number, "first_name": "Anna", "language": "en", "created_at": NOW}


async def test_what_is_written_is_read_as_sqlalchemy_reads_it(database):
    rows = [a_job(1, payload={"a": [1, None, "ж"]}, **EMPTY), a_job(2, **{**EMPTY, "lease_token": uuid7()})]

    def write_and_read(connection):
        NEW_JOB.run_each(connection, rows)
        NEW_JOB.run_each(connection, [])
        assert NEW_JOB.run(connection, a_job(3)) == 1
        assert NEW_JOB.run(connection, a_job(4, kind="b", finished_at=NOW)) == 1
        return Prepared(WAITING).rows(connection, {"of": "a"}), connection.execute(WAITING, {"of": "a"}).all()

    ours, plain = await database.write(write_and_read)
    assert [tuple(row) for row in ours] == [tuple(row) for row in plain]
    assert [row._asdict() for row in ours] == [{**row, "state": "waiting", "tries": 0} for row in rows]


async def test_dates_are_bound_as_sqlalchemy_binds_them(database):
    query = select(purchase.c.id).where(purchase.c.business_day == bindparam("day"))
    assert await database.read(Prepared(query).rows, {"day": date(2026, 3, 1)}) == []


async def test_the_only_row_or_none(database):
    by_id, anna = Prepared(select(person).where(person.c.id == bindparam("id"))), a_person(7)
    await database.write(NEW_PERSON.run, anna)
    assert (await database.read(by_id.row, {"id": anna["id"]})).telegram_id == 7
    assert await database.read(by_id.row, {"id": uuid7()}) is None


async def test_run_counts_the_rows_that_it_changed(database):
    anna = a_person(7)
    await database.write(NEW_PERSON.run, anna)
    assert await database.write(Prepared(RENAME).run, {"whose": anna["id"], "to": "Boris"}) == 1
    assert await database.write(Prepared(RENAME).run, {"whose": uuid7(), "to": "Boris"}) == 0


async def test_a_value_left_out_is_an_error_and_no_null(database):
    with pytest.raises((KeyError, StatementError), match="to"):
        await database.write(Prepared(RENAME).run, {"whose": uuid7()})


async def test_errors_are_sqlalchemys_and_hide_the_parameters(database):
    await database.write(NEW_PERSON.run, a_person(7))
    with pytest.raises(IntegrityError) as caught:
        await database.write(NEW_PERSON.run, {**a_person(7), "first_name": "Secret"})
    assert "Secret" not in str(caught.value)


async def test_listeners_hear_every_statement(database):
    heard = []

    def listened(connection):
        event.listen(connection, "before_cursor_execute", lambda *said: heard.append((said[2].split()[0], said[5])))
        NEW_JOB.run(connection, a_job(1))
        NEW_JOB.run_each(connection, [a_job(2), a_job(3)])
        Prepared(WAITING).rows(connection, {"of": "a"})
        return list(heard)

    assert await database.write(listened) == [("INSERT", False), ("INSERT", True), ("SELECT", False)]


@pytest.mark.database("sqlite")
async def test_a_reader_sees_one_state_from_its_first_statement_on(database):
    waiting, loop = Prepared(WAITING), asyncio.get_running_loop()

    def twice(connection):
        before = waiting.rows(connection, {"of": "a"})
        asyncio.run_coroutine_threadsafe(database.write(NEW_JOB.run, a_job(1)), loop).result()
        return before, waiting.rows(connection, {"of": "a"})

    assert await database.read(twice) == ([], [])
    assert len(await database.read(waiting.rows, {"of": "a"})) == 1

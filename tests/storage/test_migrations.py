"""Migrations go up, down and up again, all or nothing, and end where tables.py says."""

import asyncio
import re
import sqlite3
from datetime import timedelta
from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Uuid, bindparam, insert, inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from storage import migrations
from storage.database import open_database
from storage.engine.ids import uuid7
from storage.errors import DatabaseUnavailable
from storage.migrations import current_version, head_version, migrate, rollback
from storage.passes import passes
from storage.plumbing import outbox
from storage.tables import (
    Moment,
    audit_log,
    consent,
    member,
    metadata,
    operation,
    pass_device,
    pass_registration,
    person,
    posting,
)
from tests.storage.test_database import NOW

first = import_module("storage.migrations.versions.0001_first")


def tables(connection):
    return sorted(inspect(connection).get_table_names())


async def test_up_down_and_up_again(empty_url):
    database = await open_database(empty_url)
    assert await database.read(current_version) == ""
    for _ in range(2):
        assert await migrate(empty_url) == head_version()
        assert await database.read(current_version) == head_version()
        assert await database.read(tables) == sorted([*metadata.tables, "alembic_version"])
        assert await rollback(empty_url, "base") == ""
        assert await database.read(tables) == ["alembic_version"]
        assert await database.read(schema) == {}
    await database.close()


async def test_a_migrated_database_is_left_as_it_is(database, database_url):
    before = await database.read(schema)
    assert await migrate(database_url) == head_version()
    assert await database.read(schema) == before


async def test_several_processes_may_start_at_once(empty_url):
    assert await asyncio.gather(*(migrate(empty_url) for _ in range(4))) == [head_version()] * 4


async def test_half_a_migration_never_remains(empty_url, monkeypatch):
    def stumble(connection, step):
        run(connection, step)
        connection.execute(text("SELECT * FROM missing"))

    run = migrations._run
    monkeypatch.setattr(migrations, "_run", stumble)
    with pytest.raises(Exception, match="missing"):
        await migrate(empty_url)
    monkeypatch.undo()
    database = await open_database(empty_url)
    assert await database.read(tables) == []
    assert await database.read(schema) == {}
    assert await migrate(empty_url) == head_version()
    await database.close()


@pytest.mark.database("sqlite")
async def test_a_migration_that_leaves_rows_pointing_nowhere_is_undone(empty_url, monkeypatch):
    def orphan(connection, step):
        version = run(connection, step)
        connection.execute(
            text("INSERT INTO join_link (payload, source, outlet_id, created_at) VALUES ('a', 'b', 77, 1)")
        )
        return version

    run = migrations._run
    monkeypatch.setattr(migrations, "_run", orphan)
    with pytest.raises(RuntimeError, match="nowhere"):
        await migrate(empty_url)
    monkeypatch.undo()
    database = await open_database(empty_url)
    assert await database.read(tables) == []
    await database.close()


@pytest.mark.database("sqlite")
async def test_a_locked_file_is_said_and_not_half_migrated(empty_url, monkeypatch):
    monkeypatch.setattr("storage.engine.sqlite.BUSY_TIMEOUT", 0.1)
    holder = sqlite3.connect(make_url(empty_url).database, isolation_level=None)
    holder.execute("PRAGMA journal_mode = WAL")
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable):
        await migrate(empty_url)
    holder.execute("ROLLBACK")
    holder.close()
    assert await migrate(empty_url) == head_version()


# --- the migrations end where tables.py says -------------------------------------------------------------------------


def schema(connection):
    """Everything the database says of its own schema, by object, without the triggers."""
    # SQLite appends the columns of a later migration to the last line of what created the table; a rebuilt one has its
    # name in quotes and its defaults in brackets.
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT type || ' ' || name, sql FROM sqlite_schema "
            "WHERE sql IS NOT NULL AND type <> 'trigger' AND tbl_name <> 'alembic_version'"
        )
        return {
            name: sorted(re.split(r",?\s*\n\s*|, (?=[a-z_]+ [A-Z])", re.sub(r'"|\((?=\'\'\))|(?<=\'\')\)', "", sql)))
            for name, sql in connection.execute(text(query))
        }
    queries = (
        (
            "SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length, "
            "is_nullable, column_default) FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
        ),
        (
            "SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 "
            "AND conrelid::regclass::text <> 'alembic_version'"
        ),
        (
            "SELECT 'index ' || indexname, indexdef FROM pg_indexes "
            "WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ),
        "SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    )
    return {name: definition for query in queries for name, definition in connection.execute(text(query))}


async def test_migrations_end_where_the_tables_say(database, empty_url):
    blank = await open_database(empty_url)
    await blank.write(metadata.create_all)
    wanted, found = await blank.read(schema), await database.read(schema)
    await blank.close()
    for only_migrated in ("function refuse_change", "function ring"):
        found.pop(only_migrated, None)
    assert found == wanted
    assert len(found) >= len(metadata.tables)


async def test_alembic_sees_no_difference_either(database):
    def compare(connection):
        def same(_context, _inspected, column, _type, _wanted):
            return False if isinstance(column.type, Moment) else None

        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": same}), metadata)

    assert await database.read(compare) == []


# --- what was there before -------------------------------------------------------------------------------------------


async def test_passes_of_people_who_were_erased_before_say_goodbye_after_the_upgrade(empty_url):
    await migrate(empty_url, "0004")
    database = await open_database(empty_url)
    await database.write(_two_cards)
    await migrate(empty_url)
    for serial, farewells in (("kept", None), ("erased", 1)):
        row = await database.read(passes.row_of, serial=serial)
        assert (row.farewells, row.version) == (farewells, 2 if farewells else 1)
    held = await database.read(passes.held, "phone")
    assert [(each.serial, each.changed == each.changes) for each in held] == [("kept", False), ("erased", True)]
    jobs = await database.write(outbox.claim, ("apple",), 9, NOW + timedelta(days=1), timedelta(minutes=1))
    assert [job.payload for job in jobs] == [{"serial": "erased"}]
    await database.close()
    assert await rollback(empty_url, "0004") == "0004"


def _two_cards(connection):
    someone = uuid7()
    connection.execute(insert(person).values(id=someone, language="en", created_at=NOW))
    connection.execute(insert(pass_device).values(id="phone", push_token="t", changes=7, since=NOW))
    for number, (serial, person_id) in enumerate((("kept", someone), ("erased", None))):
        member_id, names = uuid7(), dict.fromkeys(("code", "page_token", "digits"), serial)
        row = {"id": member_id, "person_id": person_id, "number": number, **names}
        connection.execute(insert(member).values(**row, registered_at=NOW))
        statement = "INSERT INTO wallet_pass (serial, member_id, version, changed_at) VALUES (:serial, :whose, 1, :at)"
        whose = text(statement).bindparams(bindparam("whose", type_=Uuid()), bindparam("at", type_=Moment()))
        connection.execute(whose, {"serial": serial, "whose": member_id, "at": NOW})
        connection.execute(insert(pass_registration).values(device_id="phone", serial=serial, changed=7, at=NOW))


# --- history is not changed ------------------------------------------------------------------------------------------


def write_history(connection):
    someone, sale = uuid7(), uuid7()
    connection.execute(insert(person).values(id=someone, language="en", created_at=NOW))
    connection.execute(
        insert(consent).values(
            id=uuid7(), person_id=someone, topic="processing", granted=1, text_version="1", language="en", at=NOW
        )
    )
    connection.execute(insert(audit_log).values(id=uuid7(), at=NOW, person_id=someone, action="a", detail={}))
    connection.execute(
        insert(operation).values(
            id=sale, kind="purchase", key="k", actor="a", source="chat", happened_at=NOW, recorded_at=NOW
        )
    )
    connection.execute(insert(posting).values(operation_id=sale, seq=0, account="issued", unit="points", amount=1))


CHANGES = {
    "operation": "kind = 'x'",
    "posting": "amount = 1000",
    "consent": "granted = 0",
    "audit_log": "action = 'x'",
}


def test_every_table_of_history_is_tried():
    assert set(CHANGES) == set(first.APPEND_ONLY)


@pytest.mark.parametrize("table", CHANGES)
async def test_history_cannot_be_changed_or_deleted(database, table):
    await database.write(write_history)
    for statement in (f"UPDATE {table} SET {CHANGES[table]}", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"):
            await database.write(lambda c, statement=statement: c.execute(text(statement)))
    assert await database.read(lambda c: c.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()) == 1


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("table", CHANGES)
async def test_history_cannot_be_truncated(database, table):
    with pytest.raises(IntegrityError, match="append-only"):
        await database.write(lambda c: c.execute(text(f"TRUNCATE {table} CASCADE")))

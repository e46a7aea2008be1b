"""Migrations go up, down and up again, all or nothing, and end where tables.py says."""

import asyncio
import re
import sqlite3
from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from storage import migrations
from storage.database import open_database
from storage.engine.ids import uuid7
from storage.errors import DatabaseUnavailable
from storage.migrations import current_version, head_version, migrate, rollback
from storage.tables import Moment, audit_log, consent, metadata, operation, person, posting
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

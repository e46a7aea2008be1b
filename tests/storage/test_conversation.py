"""Conversations outlive a restart and leave no row when they are over."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from storage import conversation
from storage.tables import conversation as table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def rows(connection):
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


async def test_state_and_data_are_kept_apart_and_together(database, second):
    assert await database.read(conversation.get, "7:7") == (None, {})
    await database.write(conversation.set_state, "7:7", "sale:amount", NOW)
    await database.write(conversation.set_data, "7:7", {"сумма": 1250, "lines": [{"a": None}]}, NOW)
    await database.write(conversation.set_state, "8:7", "other", NOW)
    assert await second.read(conversation.get, "7:7") == ("sale:amount", {"сумма": 1250, "lines": [{"a": None}]})
    await database.write(conversation.set_state, "7:7", None, NOW)
    assert await second.read(conversation.get, "7:7") == (None, {"сумма": 1250, "lines": [{"a": None}]})
    assert await second.read(conversation.get, "8:7") == ("other", {})


async def test_data_may_come_before_state(database):
    await database.write(conversation.set_data, "7:7", {"a": 1}, NOW)
    assert await database.read(conversation.get, "7:7") == (None, {"a": 1})


async def test_nothing_is_left_of_a_conversation_that_ended(database):
    await database.write(conversation.set_state, "7:7", None, NOW)
    await database.write(conversation.set_state, "7:7", "a", NOW)
    await database.write(conversation.set_data, "7:7", {"a": 1}, NOW)
    await database.write(conversation.set_state, "7:7", None, NOW)
    assert await database.read(rows) == 1
    await database.write(conversation.set_data, "7:7", {}, NOW)
    assert await database.read(rows) == 0


async def test_forgotten_conversations_go(database):
    await database.write(conversation.set_state, "old", "a", NOW - timedelta(days=8))
    await database.write(conversation.set_state, "new", "a", NOW)
    assert await database.write(conversation.purge, NOW - timedelta(days=7)) == 1
    assert await database.read(conversation.get, "new") == ("a", {})

"""Conversations outlive a restart and leave no row when they are over."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from storage.plumbing import conversation
from storage.plumbing.conversation import Conversation
from storage.tables import conversation as table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def rows(connection):
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


async def test_state_and_data_are_kept_until_they_change(database, second):
    assert await database.read(conversation.get, "7:7") == Conversation("7:7")
    sale = Conversation("7:7", "sale:amount", {"сумма": 1250, "lines": [{"a": None}]})
    await database.write(conversation.put, sale, NOW)
    await database.write(conversation.put, Conversation("8:7", "other"), NOW)
    assert await second.read(conversation.get, "7:7") == sale
    await database.write(conversation.put, Conversation("7:7", None, {"a": 1}), NOW)
    assert await second.read(conversation.get, "7:7") == Conversation("7:7", None, {"a": 1})
    assert await second.read(conversation.get, "8:7") == Conversation("8:7", "other")


async def test_nothing_is_left_of_a_conversation_that_ended(database):
    await database.write(conversation.put, Conversation("7:7"), NOW)
    await database.write(conversation.put, Conversation("7:7", "a", {"a": 1}), NOW)
    await database.write(conversation.put, Conversation("7:7", None, {"a": 1}), NOW)
    assert await database.read(rows) == 1
    await database.write(conversation.put, Conversation("7:7"), NOW)
    assert await database.read(rows) == 0


async def test_forgotten_conversations_go(database):
    await database.write(conversation.put, Conversation("old", "a"), NOW - timedelta(days=8))
    await database.write(conversation.put, Conversation("new", "a"), NOW)
    assert await database.write(conversation.purge, NOW - timedelta(days=7)) == 1
    assert await database.read(conversation.get, "new") == Conversation("new", "a")

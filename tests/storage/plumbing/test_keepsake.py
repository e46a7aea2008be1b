"""Small facts are kept by name, the last one wins."""

from datetime import UTC, datetime

from storage.plumbing import keepsake

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_the_last_value_is_kept(database, second):
    assert await database.read(keepsake.get, "file:card") is None
    await database.write(keepsake.put, "file:card", "AgAC1", NOW)
    await database.write(keepsake.put, "file:card", "AgAC2", NOW)
    await database.write(keepsake.put, "offset", "77", NOW)
    assert await second.read(keepsake.get, "file:card") == "AgAC2"

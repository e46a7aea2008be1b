"""Reading and writing on both databases: what was answered is committed, what failed left nothing."""

from sqlalchemy import select

from storage.tables import keepsake


async def test_a_write_is_seen_elsewhere_once_it_is_answered(database, second):
    assert (await database.read(lambda c: c.execute(select(keepsake)).all())) == []
    assert (await second.read(lambda c: c.execute(select(keepsake)).all())) == []

"""A process killed while it writes has lost nothing that it had acknowledged, and doubled nothing."""

import asyncio
import random
import subprocess

import pytest
from sqlalchemy import select

from storage.database import open_database
from storage.plumbing import keepsake
from storage.tables import keepsake as table
from tests import today
from tests.storage.test_database import NOW

WRITE = """
import asyncio, sys
from datetime import UTC, datetime
from sqlalchemy import insert, update
from storage.database import open_database
from storage.tables import keepsake

NOW = datetime(2026, 3, 1, tzinfo=UTC)

def write(connection, name):
    connection.execute(insert(keepsake).values(name=name, value="1", changed_at=NOW))
    value = connection.execute(keepsake.select().where(keepsake.c.name == "sum").with_for_update()).one().value
    connection.execute(update(keepsake).where(keepsake.c.name == "sum").values(value=str(int(value) + 1)))

async def work(database, run, worker):
    number = 0
    while True:
        name = f"{run}-{worker}-{number}"
        await database.write(write, name)
        print(name, flush=True)
        number += 1

async def main():
    database = await open_database(sys.argv[1])
    await asyncio.gather(*(work(database, sys.argv[2], worker) for worker in range(8)))

asyncio.run(main())
"""


def killed_run(url, run, writes):
    """Returns what a process acknowledged before it was killed, so many writes after its first."""
    with subprocess.Popen(today.python("-c", WRITE, url, str(run)), stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline()]
        said += [process.stdout.readline() for _ in range(writes)]
        process.kill()
        said += process.stdout.read().split("\n")[:-1]  # the last line may be half written
    return [line.strip() for line in said]


async def prove_kills(url, kills):
    database = await open_database(url)
    await database.write(keepsake.put, "sum", "0", NOW)
    await database.close()
    acknowledged = []
    for run in range(kills):
        acknowledged += await asyncio.to_thread(killed_run, url, run, random.randint(8, 80))
    database = await open_database(url)
    found = await database.read(lambda c: dict(c.execute(select(table.c.name, table.c.value)).all()))
    total, written = int(found.pop("sum")), set(found)
    await database.close()
    assert len(acknowledged) > 8 * kills
    assert set(acknowledged) <= written
    assert total == len(written) <= len(acknowledged) + 8 * kills


async def test_a_few_kills_lose_nothing(database_url):
    await prove_kills(database_url, 3)


@pytest.mark.long
async def test_fifty_kills_lose_nothing(database_url):
    await prove_kills(database_url, 50)

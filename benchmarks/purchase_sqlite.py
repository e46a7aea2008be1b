"""The purchase on SQLite at 8 at a time, against the same statements on raw sqlite3, one writer and group commit."""

import asyncio
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measure import Aim, Compared, Row, Size, compared, percentile
from benchmarks.shop import AT_ONCE, Opened, baskets, in_rounds, sell, stocked
from benchmarks.statements import Statement, written_down
from services.till.cheques import Sale
from storage.database import open_database

MILLISECOND = 1000


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu, took = asyncio.run(_measured(Path(folder), size))
    floor = f"the same SQL on sqlite3, commits of {AT_ONCE}"
    slow = percentile(took, 99) * MILLISECOND
    return [
        Row("purchase, SQLite", "sales/s", wall.ours, floor, wall.floor, wall.ratio, Aim("≥", 0.3)),
        Row("purchase, SQLite", "sales/CPU s", cpu.ours, floor, cpu.floor, cpu.ratio),
        Row("purchase, SQLite, p99", "ms", slow),
    ]


async def _measured(folder: Path, size: Size) -> tuple[Compared, Compared, list[float]]:
    opened = await stocked(f"sqlite:///{folder / 'ours.db'}", size.members)
    for copy in ("recorded.db", "raw.db"):
        shutil.copyfile(folder / "ours.db", folder / copy)
    rounds = in_rounds(baskets(opened.members, (size.rounds + 1) * size.work), size.rounds + 1)
    scripts = [await _recorded(folder / "recorded.db", opened, todo) for todo in rounds]
    raw, database = _raw(folder / "raw.db"), await open_database(opened.url)
    wall, cpu, took = [], [], []
    for number, (todo, script) in enumerate(zip(rounds, scripts, strict=True)):
        began = _clocks()
        _play(raw, script)
        middle = _clocks()
        latencies = await sell(database, opened.cashier, todo)
        end = _clocks()
        if number:  # the first turn warms both up
            wall.append((len(todo) / (end[0] - middle[0]), len(todo) / (middle[0] - began[0])))
            cpu.append((len(todo) / (end[1] - middle[1]), len(todo) / (middle[1] - began[1])))
            took += latencies
    raw.close()
    await database.close()
    return compared(wall), compared(cpu), took


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


async def _recorded(file: Path, opened: Opened, todo: Iterable[Sale]) -> list[list[Statement]]:
    """Records the sales in a copy of the database, one by one, and returns the statements of each."""
    database, scripts = await open_database(f"sqlite:///{file}"), []
    try:
        for sale in todo:
            with written_down() as said:
                await sell(database, opened.cashier, [sale], at_once=1)
            scripts.append(list(said))
    finally:
        await database.close()
    return scripts


def _raw(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _play(connection: sqlite3.Connection, scripts: list[list[Statement]]) -> None:
    """Plays the sales, a savepoint for each and a commit for every eight, as the writer thread does."""
    cursor = connection.cursor()
    for first in range(0, len(scripts), AT_ONCE):
        cursor.execute("BEGIN IMMEDIATE")
        for script in scripts[first : first + AT_ONCE]:
            cursor.execute("SAVEPOINT sale")
            for statement in script:
                for row in statement.rows:
                    cursor.execute(statement.sql, row).fetchall()
            cursor.execute("RELEASE sale")
        cursor.execute("COMMIT")

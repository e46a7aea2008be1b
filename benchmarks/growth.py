"""What a purchase on SQLite costs in a chain of many members, against the same in a shop of few."""

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Aim, Compared, Row, Size, compared
from benchmarks.shop import baskets, in_rounds, sell, stocked
from storage.database import open_database


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`; the ratio is the cost at many members over the cost at few."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = asyncio.run(_measured(Path(folder), size))
    name, few = f"purchase, {size.many} members, cost", f"{size.members} members"
    return [
        Row(name, "sales/s", wall.ours, few, wall.floor, 1 / wall.ratio, Aim("≤", 1.3)),
        Row(name, "sales/CPU s", cpu.ours, few, cpu.floor, 1 / cpu.ratio),
    ]


async def _measured(folder: Path, size: Size) -> tuple[Compared, Compared]:
    shops = [await stocked(f"sqlite:///{folder / str(members)}.db", members) for members in (size.members, size.many)]
    databases = [await open_database(shop.url) for shop in shops]
    todo = [in_rounds(baskets(shop.members, (size.rounds + 1) * size.work), size.rounds + 1) for shop in shops]
    wall, cpu = [], []
    for number in range(size.rounds + 1):
        rates = []
        for shop, database, rounds in zip(shops, databases, todo, strict=True):
            began = time.perf_counter(), time.process_time()
            await sell(database, shop.cashier, rounds[number])
            took = time.perf_counter() - began[0], time.process_time() - began[1]
            rates.append([size.work / seconds for seconds in took])
        if number:  # the first turn warms both up
            (few_wall, few_cpu), (many_wall, many_cpu) = rates
            wall.append((many_wall, few_wall))
            cpu.append((many_cpu, few_cpu))
    for database in databases:
        await database.close()
    return compared(wall), compared(cpu)

"""A running programme with as many members as wished, written straight into the tables, and sales to record there."""

import asyncio
import itertools
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Table

from loyalty.codes import with_check_digit
from loyalty.ledger import CARRY, POINTS, Account
from services.database import Database
from services.people import Person
from services.till import sales
from services.till.cheques import Sale, new_draft
from storage import tables
from storage.database import open_database
from storage.migrations import migrate
from tests.people import NOON, open_shop

AT_ONCE = 8
NOW = NOON + timedelta(hours=1)
_BATCH = 5_000
_WELCOME, _BOUGHT = 150, 420
FIRST_TELEGRAM_ID = 5_000_000


def member_id(number: int) -> UUID:
    """Returns the id of the loaded member with this number, 0 first; ids sort as registrations did."""
    return _uuid(1, number)


def person_id(number: int) -> UUID:
    """Returns the id of the person whose card that is."""
    return _uuid(2, number)


def _uuid(kind: int, number: int) -> UUID:
    # Version 7 as the application makes it: time first, so that rows of one time lie together in an index.
    return UUID(int=(1_700_000_000_000 + number) << 80 | 7 << 76 | kind << 64 | 2 << 62 | number)


@dataclass(frozen=True, slots=True)
class Opened:
    """The database's URL, who sells there and how many members were loaded."""

    url: str
    cashier: Person
    members: int


async def stocked(url: str, members: int) -> Opened:
    """Migrates the database, sets a shop up and loads `members` with a welcome, a purchase, lots and balances."""
    await migrate(url)
    database = await open_database(url)
    try:
        shop = await open_shop(database)
        for first in range(0, members, _BATCH):
            await database.write(_load, range(first, min(first + _BATCH, members)))
        return Opened(url, shop.cashier, members)
    finally:
        await database.close()


def _load(connection: Connection, numbers: Sequence[int]) -> None:
    by_table: dict[Table, list[dict[str, object]]] = {}
    for number in numbers:
        for table, row in _rows(number):
            by_table.setdefault(table, []).append(row)
    for table, rows in by_table.items():
        connection.execute(table.insert(), rows)


def _rows(number: int) -> Iterator[tuple[Table, dict[str, object]]]:
    """Yields the rows of a member in an order that foreign keys bear."""
    member, person, registered = member_id(number), person_id(number), NOON - timedelta(days=30)
    names = {"first_name": f"Name {number}", "last_name": "", "language": "en", "created_at": registered}
    yield tables.person, {"id": person, "telegram_id": FIRST_TELEGRAM_ID + number, **names}
    yield (
        tables.member,
        {
            "id": member,
            "person_id": person,
            "number": number + 1_000,
            "code": f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}",
            "digits": with_check_digit(f"{number * 387_420_489 % 999_999_937:09d}"),
            "page_token": f"{number * 0xD1B54A32D192ED03 % 2**64:032x}",
            "registered_at": registered,
            "purchases": 1,
        },
    )
    yield tables.wallet_pass, _pass(number)
    for kind, amount in ((3, _WELCOME), (4, _BOUGHT)):
        yield from _credit(number, kind, amount, registered + timedelta(days=kind))
    for unit, balance in ((POINTS, _WELCOME + _BOUGHT), (CARRY, 0)):
        yield tables.balance, {"member_id": member, "account": Account.ACTIVE, "unit": unit, "balance": balance}


def _pass(number: int) -> dict[str, object]:
    return {"serial": f"{number:032x}", "member_id": member_id(number), "version": 2, "changed_at": NOON}


def _credit(number: int, kind: int, amount: int, at: datetime) -> Iterator[tuple[Table, dict[str, object]]]:
    member, operation, lot = member_id(number), _uuid(kind, number), _uuid(kind + 10, number)
    entry = {"id": operation, "kind": "welcome" if kind == 3 else "purchase", "key": f"loaded:{operation}"}
    yield (
        tables.operation,
        {**entry, "member_id": member, "actor": "bench", "source": "chat", "happened_at": at, "recorded_at": at},
    )
    opened = {"account": Account.ACTIVE, "amount": amount, "remaining": amount, "active_from": at}
    ends = at + timedelta(days=365)
    yield (
        tables.lot,
        {"id": lot, "member_id": member, "unit": POINTS, **opened, "expires_at": ends, "operation_id": operation},
    )
    for seq, (who, account, moved) in enumerate(((member, Account.ACTIVE, amount), (None, Account.ISSUED, -amount))):
        line = {"account": account, "unit": POINTS, "amount": moved, "lot_id": lot if who else None, "why": None}
        yield tables.posting, {"operation_id": operation, "seq": seq, "member_id": who, **line}


def baskets(members: int, count: int, seed: int = 1) -> list[Sale]:
    """Returns `count` sales to members drawn evenly, each with its own draft."""
    chance = random.Random(seed)
    return [
        Sale(new_draft(), member_id(chance.randrange(members)), chance.randrange(10_000, 500_000)) for _ in range(count)
    ]


async def sell(database: Database, cashier: Person, todo: Iterable[Sale], at_once: int = AT_ONCE) -> list[float]:
    """Records the sales, `at_once` at a time as so many tills would, and returns how long each took, in seconds."""
    waiting, took = iter(todo), []

    async def till() -> None:
        for sale in waiting:
            began = time.perf_counter()
            await database.write(sales.record, cashier, sale, NOW)
            took.append(time.perf_counter() - began)

    await asyncio.gather(*(till() for _ in range(at_once)))
    return took


def in_rounds(todo: Sequence[Sale], rounds: int) -> list[list[Sale]]:
    """Splits the sales into `rounds` turns of equal length."""
    length = len(todo) // rounds
    return [list(itertools.islice(todo, n * length, (n + 1) * length)) for n in range(rounds)]

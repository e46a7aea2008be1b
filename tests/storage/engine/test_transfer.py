"""Rows leave one database and enter another exactly as they stand."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert, select, text

from storage.database import Database
from storage.engine import transfer
from storage.engine.transfer import RowRefused, Shape
from storage.tables import keepsake, metadata, operation, outlet

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
OPERATION = next(shape for shape in transfer.shapes() if shape.name == "operation")


def test_every_column_of_every_table_can_be_written_down_and_parents_come_first() -> None:
    shapes = transfer.shapes()
    assert {shape.name for shape in shapes} == set(metadata.tables)
    order = [shape.name for shape in shapes]
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            assert order.index(key.column.table.name) <= order.index(table.name)
    assert [shape.name for shape in shapes if shape.parent] == ["member", "operation"]
    assert [Shape.from_json(json.loads(json.dumps(shape.to_json()))) for shape in shapes] == list(shapes)


async def test_more_rows_than_a_batch_come_once_each_and_in_order(database: Database) -> None:
    names = sorted(f"name-{number:03}" for number in range(25))
    shape = next(shape for shape in transfer.shapes() if shape.name == "keepsake")
    await database.write(
        lambda c: c.execute(insert(keepsake), [{"name": n, "value": n * 2, "changed_at": NOW} for n in names])
    )
    for batch in (1, 5, 7, 25, 26):
        found = await database.read(lambda c, batch=batch: list(transfer.rows(c, shape, batch)))
        assert [row[0] for row in found] == names


def _operation(number: int, reverses: int | None) -> list[Any]:
    values: dict[str, Any] = dict.fromkeys((name for name, _ in OPERATION.columns), None)
    values |= {
        "id": UUID(int=number),
        "kind": "purchase",
        "key": f"key-{number}",
        "fingerprint": "",
        "actor": "system",
        "source": "test",
        "happened_at": 1,
        "recorded_at": 1,
        "reverses": None if reverses is None else UUID(int=reverses),
    }
    return list(values.values())


@pytest.mark.parametrize("batch", [1, 3, 500])
async def test_an_operation_may_reverse_one_that_comes_later(database: Database, batch: int) -> None:
    # The clock of the process that wrote 1 and 2 was behind that of the one that wrote 5.
    found = [_operation(1, 5), _operation(2, 1), _operation(3, None), _operation(4, 3), _operation(5, None)]

    def fill(connection: Connection) -> None:
        transfer.fill(connection, OPERATION, found, batch)

    await database.write(fill)
    kept = await database.read(lambda c: c.execute(select(operation.c.id, operation.c.reverses)).all())
    assert {(own.int, other and other.int) for own, other in kept} == {(1, 5), (2, 1), (3, None), (4, 3), (5, None)}


async def test_rows_that_point_nowhere_or_in_a_circle_are_refused_in_words(database: Database) -> None:
    for found, words in (
        ([_operation(2, 1)], "a row of operation does not fit"),
        ([_operation(1, 2), _operation(2, 1)], "name each other in a circle"),
        ([_operation(1, None), _operation(1, None)], "a row of operation does not fit"),
    ):
        with pytest.raises(RowRefused, match=words):
            await database.write(transfer.fill, OPERATION, found)
    assert await database.read(transfer.filled) is None


async def test_json_and_bytes_stay_as_they_were_written(database: Database) -> None:
    odd = '{"b": 1.0,  "a": [1e3, "\\u0000\\ud83d\\ude00"], "big": 12345678901234567890123}'
    shape = next(shape for shape in transfer.shapes() if shape.name == "design")
    row = [1, odd, b"\x00\xff\n", 7, None, 8, b"\x01", None]

    def there_and_back(connection: Connection) -> Sequence[Any]:
        transfer.fill(connection, shape, [shape.read(json.loads(json.dumps(shape.written(row))))])
        return next(transfer.rows(connection, shape))

    assert list(await database.write(there_and_back)) == row


async def test_numbers_go_on_after_those_that_came(database: Database) -> None:
    shape = next(shape for shape in transfer.shapes() if shape.name == "outlet")
    found = [[number, f"Outlet {number}", "", "Europe/Sofia", None, None, None, "", "", ""] for number in (1, 2, 9)]

    def work(connection: Connection) -> Any:
        transfer.fill(connection, shape, found)
        transfer.go_on_counting(connection, transfer.shapes())
        return connection.execute(insert(outlet).values(name="New", zone="Europe/Sofia").returning(outlet.c.id))

    assert await database.write(lambda c: work(c).scalar_one()) == 10


async def test_a_table_of_somebody_else_counts_as_filled(database: Database) -> None:
    assert await database.read(transfer.filled) is None
    await database.write(lambda c: c.execute(text("CREATE TABLE foreign_thing (x integer)")))
    assert await database.read(transfer.filled) is None
    await database.write(lambda c: c.execute(text("INSERT INTO foreign_thing VALUES (1)")))
    assert await database.read(transfer.filled) == "foreign_thing"

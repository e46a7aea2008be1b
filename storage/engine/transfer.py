"""Whole tables out of one database and into another of either kind, row for row as they stand."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from operator import itemgetter
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnClause,
    Connection,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    inspect,
    literal,
    literal_column,
    select,
    table,
    tuple_,
    type_coerce,
)
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.types import TypeEngine, UserDefinedType

from storage.tables import metadata

BATCH = 500
"""Rows that are in memory at once."""

Values = Sequence[Any]


class RowRefused(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """The target does not take a row: it is too long for it, or breaks a rule that it checks."""


class _JsonText(UserDefinedType[str]):
    """JSON exactly as it was written: read as text, and handed over as text."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        return "JSON"

    def bind_processor(self, dialect: Dialect) -> None:
        """Hands text over untouched."""


@dataclass(frozen=True)
class _Kind:
    """How values of a kind of column are bound, and how they are written down in JSON."""

    type: TypeEngine[Any]
    to_json: Callable[[Any], Any] | None = None
    from_json: Callable[[Any], Any] | None = None


_KINDS = {
    "uuid": _Kind(Uuid(), lambda value: value.hex, UUID),
    "date": _Kind(Date(), date.isoformat, date.fromisoformat),
    "bytes": _Kind(LargeBinary(), lambda value: b64encode(value).decode("ascii"), b64decode),
    "json": _Kind(_JsonText()),
    "whole": _Kind(BigInteger()),
    "text": _Kind(Text()),
}


def _kind(type_: TypeEngine[Any]) -> str:
    plain = getattr(type_, "impl_instance", type_)  # a Moment is the whole number that it is kept as
    for known, kind in (
        (Uuid, "uuid"),
        (Date, "date"),
        (LargeBinary, "bytes"),
        (JSON, "json"),
        (Integer, "whole"),
        (String, "text"),
    ):
        if isinstance(plain, known):
            return kind
    raise TypeError(f"no way to write down {type_!r}")


@dataclass(frozen=True)
class Shape:
    """A table as it is written down: `columns` of (name, kind); `parent` is the column that names a row of the same."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    parent: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns what `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """Reads what `to_json` returned."""
        columns = tuple((str(name), str(kind)) for name, kind in body["columns"])
        return cls(body["name"], columns, tuple(body["key"]), body["parent"])

    def written(self, row: Values) -> list[Any]:
        """Returns the row as JSON knows it."""
        return [
            value if value is None or kind.to_json is None else kind.to_json(value)
            for value, kind in zip(row, self._kinds, strict=True)
        ]

    def read(self, row: Values) -> list[Any]:
        """Returns the row that `written` wrote down."""
        return [
            value if value is None or kind.from_json is None else kind.from_json(value)
            for value, kind in zip(row, self._kinds, strict=True)
        ]

    @property
    def _kinds(self) -> list[_Kind]:
        return [_KINDS[kind] for _, kind in self.columns]


def shapes() -> tuple[Shape, ...]:
    """Returns every table of the newest version, each after those that it refers to."""
    return tuple(_shape(found) for found in metadata.sorted_tables)


def _shape(found: Table) -> Shape:
    parents = [key.parent.name for key in found.foreign_keys if key.column.table is found]
    return Shape(
        found.name,
        tuple((each.name, _kind(each.type)) for each in found.columns),
        tuple(each.name for each in found.primary_key),
        parents[0] if parents else None,
    )


def rows(connection: Connection, shape: Shape, batch: int = BATCH) -> Iterator[Values]:
    """Yields every row by its key, few at a time however many there are."""
    kinds = dict(shape.columns)
    key: list[ColumnClause[Any]] = [column(name) for name in shape.key]
    # Text of a JSON column is exact on both; parsed and written again it would not be.
    taken = [
        cast(column(name), Text) if kind == "json" else type_coerce(column(name), _KINDS[kind].type)
        for name, kind in shape.columns
    ]
    first = select(*taken).select_from(table(shape.name)).order_by(*key).limit(batch)
    last = tuple_(*(bindparam(name, type_=_KINDS[kinds[name]].type) for name in shape.key))
    following = first.where(tuple_(*key) > last)
    places = [next(i for i, (name, _) in enumerate(shape.columns) if name == wanted) for wanted in shape.key]
    found = connection.execute(first).all()
    while found:
        yield from found
        if len(found) < batch:
            return
        after = {name: found[-1][place] for name, place in zip(shape.key, places, strict=True)}
        found = connection.execute(following, after).all()


def fill(connection: Connection, shape: Shape, found: Iterable[Values], batch: int = BATCH) -> None:
    """Inserts rows that come by their key; raises RowRefused when the database does not take one.

    A row may name one of the same table that comes later, made by a process whose clock was behind: it waits.
    """
    target = table(shape.name, *(column(name, _KINDS[kind].type) for name, kind in shape.columns))
    names = [name for name, _ in shape.columns]
    waiting: dict[Any, Values] = {}
    ready: list[Values] = []

    def put(some: list[Values]) -> None:
        try:
            if some:
                connection.execute(target.insert(), [dict(zip(names, row, strict=True)) for row in some])
        except (IntegrityError, DataError) as error:
            reason = str(error.orig).splitlines()[0]
            raise RowRefused(f"a row of {shape.name} does not fit: {reason}") from error
        some.clear()

    key: Callable[[Values], Any] = itemgetter(names.index(shape.key[0]))
    parent: Callable[[Values], Any] | None = itemgetter(names.index(shape.parent)) if shape.parent else None
    for row in found:
        if parent and parent(row) is not None and (parent(row) > key(row) or parent(row) in waiting):
            waiting[key(row)] = row
            continue
        ready.append(row)
        if len(ready) == batch:
            put(ready)
    put(ready)
    while parent and waiting:
        freed = [name for name, row in waiting.items() if parent(row) not in waiting]
        if not freed:
            raise RowRefused(f"rows of {shape.name} name each other in a circle")
        put([waiting[name] for name in freed])
        for name in freed:
            del waiting[name]


def count(connection: Connection, name: str) -> int:
    """Returns how many rows a table has."""
    return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def filled(connection: Connection) -> str | None:
    """Returns the name of a table that has rows, of ours or not; None when there is nothing to lose."""
    for name in inspect(connection).get_table_names():
        found = connection.execute(select(literal(1)).select_from(table(name)).limit(1)).first()
        if name != "alembic_version" and found:
            return name
    return None


def go_on_counting(connection: Connection, found: Iterable[Shape]) -> None:
    """Makes PostgreSQL give out numbers above those that came with the rows; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for shape in found:
        for name, kind in shape.columns:
            if kind != "whole":
                continue
            sequence = connection.execute(select(func.pg_get_serial_sequence(shape.name, name))).scalar_one()
            highest = connection.execute(select(func.max(literal_column(name))).select_from(table(shape.name))).scalar()
            if sequence and highest is not None:
                connection.execute(select(func.setval(sequence, highest)))

"""What every table is made of: rows, moments in time, the columns that many have."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    MetaData,
    Row,
    TypeDecorator,
    Uuid,
)

Record = Row[*tuple[Any, ...]]
"""A row whose columns are read by name."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A UTC time kept as microseconds since 1970: exact, ordered and the same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Takes an aware datetime; a naive one is a defect and raises TypeError."""
        if value is None:
            return None
        delta = value - _EPOCH
        return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Returns an aware UTC datetime."""
        return (
            None
            if value is None
            else datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000)
        )


def id_column(name: str = "id", **options: Any) -> Column[UUID]:
    """Returns a column for an id of ours, a UUIDv7."""
    return Column(name, Uuid(), **options)


def member_column(**options: Any) -> Column[UUID]:
    """Returns the column that says whose row it is."""
    return Column("member_id", Uuid(), ForeignKey("member.id"), **options)

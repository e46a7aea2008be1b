"""The programme's versions, outlets and join links, how the cards look, and the counters."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from storage.tables.kinds import Moment, metadata

# --- the programme --------------------------------------------------------------------------------------------------

programme_version = Table(
    "programme_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("valid_from", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_by", Uuid()),
    Column("created_at", Moment, nullable=False),
)

outlet = Table(
    "outlet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("company", String(100), nullable=False, server_default=""),
    Column("zone", String(64), nullable=False),
    Column("closed_at", Moment),
    Column("latitude", Integer),
    Column("longitude", Integer),
    Column("hours", String(300), nullable=False, server_default=""),
    Column("address", String(200), nullable=False, server_default=""),
    Column("phone", String(40), nullable=False, server_default=""),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place"),
)
"""Latitude and longitude are millionths of a degree; hours are the owner's own words."""

join_link = Table(
    "join_link",
    metadata,
    Column("payload", String(32), primary_key=True),
    Column("source", String(100), nullable=False),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("source", "outlet_id"),
)

design = Table(
    "design",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON, nullable=False),
    Column("logo", LargeBinary),
    Column("created_at", Moment, nullable=False),
    Column("strip", LargeBinary),
    Column("published_at", Moment),
    Column("stamp_full", LargeBinary),
    Column("stamp_empty", LargeBinary),
)
"""How cards look, version by version; what has no `published_at` is the owner's draft and shown to nobody else."""

counter = Table(
    "counter",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Numbers given out one by one under a row lock, such as a member's number: no gaps guessed, none twice."""

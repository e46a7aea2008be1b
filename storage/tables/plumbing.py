"""What came in, what must leave, conversations, leases, things kept."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from storage.tables.kinds import Moment, id_column, metadata

# --- plumbing --------------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False, server_default="new"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("received_at", Moment, nullable=False),
    Column("error_id", String(16)),
    Column("error", String(200), nullable=False, server_default=""),
    CheckConstraint("state IN ('new', 'done', 'parked')", name="state"),
    Index(
        "ix_inbox_open",
        "state",
        "chat_id",
        "update_id",
        postgresql_where=text("state <> 'done'"),
        sqlite_where=text("state <> 'done'"),
    ),
)
"""Updates from Telegram. A done one keeps its id, without its body, so that a copy that comes later is known.

On PostgreSQL a trigger tells whoever listens of new ones, and of jobs for Telegram (`storage.engine.postgres`).
"""

job = Table(
    "job",
    metadata,
    id_column(primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("dedupe", String(160), nullable=False, unique=True),
    Column("priority", Integer, nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("lease_until", Moment),
    Column("lease_token", Uuid()),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("payload", JSON, nullable=False),
    Column("error", String(200)),
    Column("finished_at", Moment),
    CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
    Index(
        "ix_job_open",
        "state",
        "kind",
        "priority",
        "run_at",
        postgresql_where=text("state <> 'done'"),
        sqlite_where=text("state <> 'done'"),
    ),
)

conversation = Table(
    "conversation",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("state", String(100)),
    Column("data", JSON, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", Uuid(), nullable=False),
    Column("until", Moment, nullable=False),
)
"""What only one process may do at a time, such as speaking to Telegram, and which one does it until when."""

keepsake = Table(
    "keepsake",
    metadata,
    Column("name", String(160), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Small facts worth keeping over a restart: file ids of pictures that Telegram holds, the polling offset."""

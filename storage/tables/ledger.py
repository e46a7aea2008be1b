"""The ledger: operations with their postings, balances and lots."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    text,
)

from storage.tables.kinds import Moment, id_column, member_column, metadata

# --- the ledger: operations and postings are append-only (triggers in the first migration) ---------------------------

operation = Table(
    "operation",
    metadata,
    id_column(primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("key", String(160), nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False, server_default=""),
    member_column(),
    Column("actor", String(64), nullable=False),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("source", String(32), nullable=False),
    Column("happened_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("reverses", Uuid(), ForeignKey("operation.id")),
    Column("purchase_id", Uuid()),
    Column("programme_version", Integer),
    Index("ix_operation_member", "member_id", "id"),
)

posting = Table(
    "posting",
    metadata,
    Column("operation_id", Uuid(), ForeignKey("operation.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    member_column(),
    Column("account", String(16), nullable=False),
    Column("unit", String(48), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("lot_id", Uuid()),
    Column("why", JSON(none_as_null=True)),
    CheckConstraint("amount <> 0", name="moves"),
    Index("ix_posting_member", "member_id", "operation_id"),
    Index(
        "ix_posting_lot", "lot_id", postgresql_where=text("lot_id IS NOT NULL"), sqlite_where=text("lot_id IS NOT NULL")
    ),
)

balance = Table(
    "balance",
    metadata,
    member_column(primary_key=True),
    Column("account", String(16), primary_key=True),
    Column("unit", String(48), primary_key=True),
    Column("balance", BigInteger, nullable=False),
    CheckConstraint("CASE WHEN account = 'debt' THEN balance <= 0 ELSE balance >= 0 END", name="sign"),
)

lot = Table(
    "lot",
    metadata,
    id_column(primary_key=True),
    member_column(nullable=False),
    Column("unit", String(48), nullable=False),
    Column("account", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("active_from", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("operation_id", Uuid(), ForeignKey("operation.id"), nullable=False),
    Column("purchase_id", Uuid()),
    Column("company", String(100), nullable=False, server_default=""),
    CheckConstraint("remaining >= 0 AND remaining <= amount", name="remaining"),
    CheckConstraint("account IN ('active', 'pending')", name="account"),
    Index("ix_lot_open", "member_id", postgresql_where=text("remaining > 0"), sqlite_where=text("remaining > 0")),
    Index("ix_lot_expires", "expires_at", postgresql_where=text("remaining > 0"), sqlite_where=text("remaining > 0")),
    Index(
        "ix_lot_activates",
        "active_from",
        postgresql_where=text("account = 'pending'"),
        sqlite_where=text("account = 'pending'"),
    ),
)

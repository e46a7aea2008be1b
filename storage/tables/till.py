"""What happens at the till: purchases with their lines, returns, holds, and the codes that have paid."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)

from storage.tables.kinds import Moment, id_column, member_column, metadata

# --- purchases -------------------------------------------------------------------------------------------------------

purchase = Table(
    "purchase",
    metadata,
    id_column(primary_key=True),
    member_column(index=True),
    Column("operation_id", Uuid(), ForeignKey("operation.id")),
    Column("outlet_id", Integer, ForeignKey("outlet.id"), nullable=False),
    Column("receipt_no", String(64), nullable=False),
    Column("business_day", Date, nullable=False),
    Column("number", String(9), nullable=False, index=True),
    Column("cashier_id", Uuid(), ForeignKey("person.id")),
    Column("happened_at", Moment, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("programme_version", Integer, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("gross", BigInteger, nullable=False),
    Column("discount", BigInteger, nullable=False),
    Column("points_redeemed", BigInteger, nullable=False),
    Column("points_value", BigInteger, nullable=False),
    Column("payable", BigInteger, nullable=False),
    Column("earned", BigInteger, nullable=False),
    Column("raw", BigInteger, nullable=False),
    Column("bonus", BigInteger, nullable=False),
    Column("pending", BigInteger, nullable=False),
    Column("balance_after", BigInteger, nullable=False),
    Index("ix_purchase_recent", "outlet_id", "happened_at"),
    UniqueConstraint("outlet_id", "receipt_no", "business_day", name="uq_purchase_receipt"),
    CheckConstraint("payable = gross - discount - points_value AND payable >= 0", name="adds_up"),
)

purchase_line = Table(
    "purchase_line",
    metadata,
    Column("purchase_id", Uuid(), ForeignKey("purchase.id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("category", String(64), nullable=False),
    Column("sku", String(64), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("gross", BigInteger, nullable=False),
    Column("discount", BigInteger, nullable=False),
    Column("points_paid", BigInteger, nullable=False),
    Column("eligible", Integer, nullable=False),
    Column("free", Integer, nullable=False, server_default="0"),
)
"""`free` is how many of the quantity the shop gave away."""

refund = Table(
    "refund",
    metadata,
    id_column(primary_key=True),
    Column("purchase_id", Uuid(), ForeignKey("purchase.id"), nullable=False),
    Column("return_no", String(64), nullable=False),
    Column("operation_id", Uuid(), ForeignKey("operation.id"), nullable=False),
    Column("cashier_id", Uuid(), ForeignKey("person.id")),
    Column("happened_at", Moment, nullable=False),
    Column("gross", BigInteger, nullable=False),
    Column("money_back", BigInteger, nullable=False),
    Column("restored", BigInteger, nullable=False),
    Column("taken", BigInteger, nullable=False),
    Column("debt", BigInteger, nullable=False),
    Column("balance_after", BigInteger, nullable=False),
    Column("raw_after", BigInteger, nullable=False),
    Column("bonus_after", BigInteger, nullable=False),
    Column("returned", JSON, nullable=False),
    UniqueConstraint("purchase_id", "return_no"),
)

hold = Table(
    "hold",
    metadata,
    id_column(primary_key=True),
    member_column(nullable=False),
    Column("operation_id", Uuid(), ForeignKey("operation.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("lots", JSON, nullable=False),
    Column("sale", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("purchase_id", Uuid()),
    CheckConstraint("state IN ('open', 'committed', 'released', 'expired')", name="state"),
    Index("ix_hold_open", "expires_at", postgresql_where=text("state = 'open'"), sqlite_where=text("state = 'open'")),
    Index("ix_hold_member", "member_id", "state"),
)

# --- what the card promises: outcomes, coupons, tiers, referrals ----------------------------------------------------

purchase_outcome = Table(
    "purchase_outcome",
    metadata,
    Column("purchase_id", Uuid(), ForeignKey("purchase.id"), primary_key=True),
    Column("discounts", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("rewards", JSON, nullable=False),
)
"""What a cheque did beside points: discounts by rule, what it counted, what it promised. Absent when it did nothing."""

# --- codes that change ----------------------------------------------------------------------------------------------

code_use = Table(
    "code_use",
    metadata,
    member_column(primary_key=True),
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("draft_id", Uuid(), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
"""The rotating codes that have paid: each time step of a member's works once, for one cheque."""

static_use = Table(
    "static_use",
    metadata,
    member_column(primary_key=True),
    Column("day", Date, primary_key=True),
    Column("draft_id", Uuid(), primary_key=True),
    Column("points", BigInteger, nullable=False),
    CheckConstraint("points >= 0", name="points"),
)
"""Points that a cheque paid with a code that does not change; the owner's limit holds for a local day's sum."""

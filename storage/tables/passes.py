"""Passes, and the phones that hold them."""

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

from storage.tables.kinds import Moment, member_column, metadata

# --- wallet passes ---------------------------------------------------------------------------------------------------

wallet_pass = Table(
    "wallet_pass",
    metadata,
    Column("serial", String(64), primary_key=True),
    member_column(nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("kind", String(16), nullable=False, server_default="card"),
    Column("coupon_id", Uuid(), ForeignKey("coupon.id"), unique=True),
    Column("farewells", Integer()),
    CheckConstraint("(kind = 'coupon') = (coupon_id IS NOT NULL) AND kind IN ('card', 'coupon')", name="kind"),
    Index(
        "ix_wallet_pass_card",
        "member_id",
        unique=True,
        postgresql_where=text("kind = 'card'"),
        sqlite_where=text("kind = 'card'"),
    ),
)
"""What a phone may hold: a member's one card, and a pass of its own for each coupon that was saved.

`farewells` is None while it is somebody's; then so many phones are still to get an empty one.
"""

pass_device = Table(
    "pass_device",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("push_token", String(200), nullable=False),
    Column("changes", BigInteger, nullable=False),
    Column("since", Moment, nullable=False),
)
"""A phone that asked to be told of changes, last at `since`; `changes` counts those of all passes it holds."""

pass_registration = Table(
    "pass_registration",
    metadata,
    Column("device_id", String(100), ForeignKey("pass_device.id"), primary_key=True),
    Column("serial", String(64), ForeignKey("wallet_pass.serial"), primary_key=True, index=True),
    Column("changed", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
"""A pass on a phone; `changed` is what the phone's counter said when the pass last changed."""

google_pass = Table(
    "google_pass",
    metadata,
    Column("serial", String(64), ForeignKey("wallet_pass.serial"), primary_key=True),
    Column("shown", String(64), nullable=False, server_default=""),
    Column("notified", JSON, nullable=False),
    Column("saved_at", Moment),
    Column("removed_at", Moment),
)
"""A pass that Google has: a hash of what it shows there, when its holder was last notified, saved or removed it."""

google_nonce = Table(
    "google_nonce",
    metadata,
    Column("nonce", String(64), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)
"""Google's callbacks that were heard, so that a repeated one changes nothing."""

"""What was paid before it is used: gift certificates, the codes they had, and what moved on them."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from storage.tables.kinds import Moment, id_column, member_column, metadata

certificate = Table(
    "certificate",
    metadata,
    id_column(primary_key=True),
    Column("code", String(24), nullable=False, unique=True),
    Column("face", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("balance", BigInteger, nullable=False),
    member_column(index=True),
    Column("sold_by", Uuid(), ForeignKey("person.id")),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("sold_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("blocked_at", Moment),
    Column("opened_at", Moment),
    Column("given_by", Uuid(), ForeignKey("member.id"), index=True),
    Column("given_at", Moment),
    Column("greeting", Text, nullable=False, server_default=""),
    Column("deliver_at", Moment),
    Column("delivered_at", Moment),
    CheckConstraint("face > 0 AND balance >= 0", name="amounts"),
    Index(
        "ix_certificate_expires",
        "expires_at",
        postgresql_where=text("balance > 0"),
        sqlite_where=text("balance > 0"),
    ),
    Index(
        "ix_certificate_deliver",
        "deliver_at",
        postgresql_where=text("delivered_at IS NULL"),
        sqlite_where=text("delivered_at IS NULL"),
    ),
)
"""Money in minor units. The member holds it; without one it is whoever's who has its code. `given_by` has given it on:
until somebody opens it, which is once, it is still theirs."""

certificate_payment = Table(
    "certificate_payment",
    metadata,
    Column("charge", String(160), primary_key=True),
    Column("provider_charge", String(160), nullable=False),
    Column("certificate_id", Uuid(), ForeignKey("certificate.id"), nullable=False, index=True),
    Column("person_id", Uuid(), ForeignKey("person.id"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Money that came through Telegram's payments, by the number of the charge: each makes one certificate."""

certificate_code = Table(
    "certificate_code",
    metadata,
    Column("code", String(24), primary_key=True),
    Column("certificate_id", Uuid(), ForeignKey("certificate.id"), nullable=False),
    Column("ended_at", Moment, nullable=False),
)
"""Codes that a certificate had before, so that who shows one is told what became of it."""

certificate_entry = Table(
    "certificate_entry",
    metadata,
    id_column(primary_key=True),
    Column("certificate_id", Uuid(), ForeignKey("certificate.id"), nullable=False, index=True),
    Column("key", String(160), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("at", Moment, nullable=False),
    Column("purchase_id", Uuid(), index=True),
    Column("return_id", Uuid(), index=True),
    Column("settles", BigInteger, nullable=False, server_default="0"),
    CheckConstraint("amount <> 0", name="moves"),
    CheckConstraint("kind IN ('sold', 'spent', 'returned', 'refunded', 'expired', 'changed')", name="kind"),
)
"""Append-only (triggers in the migration); what is left on a certificate is the sum of its entries. `settles` is what
an entry is worth in the currency of its purchase, in minor units."""

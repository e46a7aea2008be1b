"""Gift certificates: money paid before, in a book of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"


def upgrade() -> None:
    """Adds certificates, their former codes, and their entries, which nobody changes."""
    _certificate()
    op.create_table(
        "certificate_code",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_code_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_certificate_code")),
    )
    _entry()
    op.create_table(
        "certificate_payment",
        sa.Column("charge", sa.String(length=160), nullable=False),
        sa.Column("provider_charge", sa.String(length=160), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_payment_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_payment_person_id_person")),
        sa.PrimaryKeyConstraint("charge", name=op.f("pk_certificate_payment")),
    )
    op.create_index(op.f("ix_certificate_payment_certificate_id"), "certificate_payment", ["certificate_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER certificate_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER certificate_entry_no_{change.lower()} BEFORE {change} ON certificate_entry "
            "BEGIN SELECT RAISE(ABORT, 'certificate_entry is append-only'); END"
        )


def downgrade() -> None:
    """Takes them away again."""
    for table in ("certificate_payment", "certificate_entry", "certificate_code", "certificate"):
        op.drop_table(table)


def _certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("face", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("sold_by", sa.Uuid(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("sold_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("blocked_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.Column("greeting", sa.Text(), server_default="", nullable=False),
        sa.Column("deliver_at", sa.BigInteger(), nullable=True),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("face > 0 AND balance >= 0", name=op.f("ck_certificate_amounts")),
        sa.ForeignKeyConstraint(["given_by"], ["member.id"], name=op.f("fk_certificate_given_by_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_certificate_member_id_member")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_certificate_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["sold_by"], ["person.id"], name=op.f("fk_certificate_sold_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
    )
    for name, column, where in (
        ("ix_certificate_expires", "expires_at", "balance > 0"),
        ("ix_certificate_deliver", "deliver_at", "delivered_at IS NULL"),
    ):
        condition = sa.text(where)
        op.create_index(name, "certificate", [column], postgresql_where=condition, sqlite_where=condition)
    for column in ("member_id", "given_by"):
        op.create_index(op.f(f"ix_certificate_{column}"), "certificate", [column])


def _entry() -> None:
    op.create_table(
        "certificate_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("return_id", sa.Uuid(), nullable=True),
        sa.Column("settles", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_certificate_entry_moves")),
        sa.CheckConstraint(
            "kind IN ('sold', 'spent', 'returned', 'refunded', 'expired', 'changed')",
            name=op.f("ck_certificate_entry_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_entry_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_certificate_entry_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_certificate_entry_key")),
    )
    for column in ("certificate_id", "purchase_id", "return_id"):
        op.create_index(op.f(f"ix_certificate_entry_{column}"), "certificate_entry", [column])

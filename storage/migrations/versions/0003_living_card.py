"""What a living card needs: passes for coupons, Google's, codes that change, designs, imports and win-back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = (
    "google_pass",
    "google_nonce",
    "code_use",
    "static_use",
    "member_import",
    "member_import_row",
    "winback",
    "winback_recipient",
)


def upgrade() -> None:
    """Adds them; every card stays as it is, and the design in use counts as published."""
    _columns()
    _passes()
    _codes()
    _imports()
    _winback()


def downgrade() -> None:
    """Takes them away again, coupon passes included."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DELETE FROM pass_registration WHERE serial IN (SELECT serial FROM wallet_pass WHERE kind = 'coupon')")
    op.execute("DELETE FROM wallet_pass WHERE kind = 'coupon'")
    op.execute("DELETE FROM design WHERE published_at IS NULL")
    op.drop_index("ix_wallet_pass_card", table_name="wallet_pass")
    op.drop_index("ix_wallet_pass_member_id", table_name="wallet_pass")
    with op.batch_alter_table("wallet_pass") as batch:
        batch.drop_constraint(op.f("ck_wallet_pass_kind"), type_="check")
        batch.drop_constraint(op.f("uq_wallet_pass_coupon_id"), type_="unique")
        batch.drop_constraint(op.f("fk_wallet_pass_coupon_id_coupon"), type_="foreignkey")
        batch.drop_column("coupon_id")
        batch.drop_column("kind")
        batch.create_unique_constraint(op.f("uq_wallet_pass_member_id"), ["member_id"])
    op.drop_index("ix_member_former_number", table_name="member")
    with op.batch_alter_table("member") as batch:
        batch.drop_column("former_number")
        batch.drop_constraint(op.f("fk_member_merged_into_member"), type_="foreignkey")
        batch.drop_column("merged_into")
    with op.batch_alter_table("outlet") as batch:
        batch.drop_constraint(op.f("ck_outlet_place"), type_="check")
        batch.drop_column("longitude")
        batch.drop_column("latitude")
    with op.batch_alter_table("design") as batch:
        batch.drop_column("published_at")
        batch.drop_column("strip")
    with op.batch_alter_table("purchase_line") as batch:
        batch.drop_column("free")


def _columns() -> None:
    with op.batch_alter_table("outlet") as batch:
        batch.add_column(sa.Column("latitude", sa.Integer()))
        batch.add_column(sa.Column("longitude", sa.Integer()))
        batch.create_check_constraint(op.f("ck_outlet_place"), "(latitude IS NULL) = (longitude IS NULL)")
    op.add_column("design", sa.Column("strip", sa.LargeBinary()))
    op.add_column("design", sa.Column("published_at", sa.BigInteger()))
    op.execute("UPDATE design SET published_at = created_at")
    with op.batch_alter_table("member") as batch:
        batch.add_column(sa.Column("merged_into", sa.Uuid()))
        batch.create_foreign_key(op.f("fk_member_merged_into_member"), "member", ["merged_into"], ["id"])
        batch.add_column(sa.Column("former_number", sa.String(length=40), server_default="", nullable=False))
    op.create_index(
        "ix_member_former_number",
        "member",
        ["former_number"],
        unique=False,
        postgresql_where=sa.text("former_number <> ''"),
        sqlite_where=sa.text("former_number <> ''"),
    )
    op.add_column("purchase_line", sa.Column("free", sa.Integer(), server_default="0", nullable=False))


def _passes() -> None:
    with op.batch_alter_table("wallet_pass") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=16), server_default="card", nullable=False))
        batch.add_column(sa.Column("coupon_id", sa.Uuid()))
        batch.drop_constraint(op.f("uq_wallet_pass_member_id"), type_="unique")
        batch.create_unique_constraint(op.f("uq_wallet_pass_coupon_id"), ["coupon_id"])
        batch.create_foreign_key(op.f("fk_wallet_pass_coupon_id_coupon"), "coupon", ["coupon_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_wallet_pass_kind"),
            "(kind = 'coupon') = (coupon_id IS NOT NULL) AND kind IN ('card', 'coupon')",
        )
    op.create_index(op.f("ix_wallet_pass_member_id"), "wallet_pass", ["member_id"], unique=False)
    op.create_index(
        "ix_wallet_pass_card",
        "wallet_pass",
        ["member_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'card'"),
        sqlite_where=sa.text("kind = 'card'"),
    )
    _google()


def _google() -> None:
    op.create_table(
        "google_pass",
        sa.Column("serial", sa.String(length=64), nullable=False),
        sa.Column("shown", sa.String(length=64), server_default="", nullable=False),
        sa.Column("notified", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["serial"], ["wallet_pass.serial"], name=op.f("fk_google_pass_serial_wallet_pass")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_google_pass")),
    )
    op.create_table(
        "google_nonce",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_google_nonce")),
    )
    op.create_index(op.f("ix_google_nonce_at"), "google_nonce", ["at"], unique=False)


def _codes() -> None:
    op.create_table(
        "code_use",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_code_use_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "step", name=op.f("pk_code_use")),
    )
    op.create_index(op.f("ix_code_use_at"), "code_use", ["at"], unique=False)
    op.create_table(
        "static_use",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_static_use_points")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_static_use_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "day", "draft_id", name=op.f("pk_static_use")),
    )


def _imports() -> None:
    op.create_table(
        "member_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'running', 'done', 'undoing', 'undone')", name=op.f("ck_member_import_state")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_member_import_created_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_import")),
    )
    op.create_table(
        "member_import_row",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="waiting", nullable=False),
        sa.Column("problem", sa.String(length=64), server_default="", nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'added', 'known', 'bad', 'undone', 'kept')", name=op.f("ck_member_import_row_state")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["member_import.id"], name=op.f("fk_member_import_row_import_id_member_import")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_import_row_member_id_member")),
        sa.PrimaryKeyConstraint("import_id", "line", name=op.f("pk_member_import_row")),
    )
    op.create_index(op.f("ix_member_import_row_member_id"), "member_import_row", ["member_id"], unique=False)
    op.create_index("ix_member_import_row_state", "member_import_row", ["import_id", "state", "line"], unique=False)


def _winback() -> None:
    op.create_table(
        "winback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sending', 'paused', 'cancelled', 'done')", name=op.f("ck_winback_state")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_winback_created_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_winback")),
    )
    op.create_table(
        "winback_recipient",
        sa.Column("winback_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="waiting", nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'sent', 'refused', 'skipped', 'unknown')",
            name=op.f("ck_winback_recipient_state"),
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_winback_recipient_member_id_member")),
        sa.ForeignKeyConstraint(["winback_id"], ["winback.id"], name=op.f("fk_winback_recipient_winback_id_winback")),
        sa.PrimaryKeyConstraint("winback_id", "member_id", name=op.f("pk_winback_recipient")),
        sa.UniqueConstraint("token", name=op.f("uq_winback_recipient_token")),
    )
    op.create_index(op.f("ix_winback_recipient_member_id"), "winback_recipient", ["member_id"], unique=False)
    op.create_index("ix_winback_recipient_state", "winback_recipient", ["winback_id", "state"], unique=False)

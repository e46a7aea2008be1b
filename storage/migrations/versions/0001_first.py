"""The first tables, and the triggers that keep history as it was written."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

APPEND_ONLY = ("operation", "posting", "consent", "audit_log")

TABLES = (
    "programme_version",
    "outlet",
    "join_link",
    "design",
    "person",
    "member",
    "consent",
    "staff",
    "invitation",
    "audit_log",
    "operation",
    "posting",
    "balance",
    "lot",
    "purchase",
    "purchase_line",
    "refund",
    "hold",
    "wallet_pass",
    "inbox",
    "job",
    "conversation",
    "lease",
    "counter",
    "keepsake",
)


def upgrade() -> None:
    """Lays every table and forbids changing what is history."""
    _programme()
    _people()
    _ledger()
    _purchases()
    _wallet_passes()
    _plumbing()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def downgrade() -> None:
    """Leaves an empty database."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _guard_postgresql() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _guard_sqlite() -> None:
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _programme() -> None:
    op.create_table(
        "programme_version",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_programme_version")),
    )
    op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("company", sa.String(length=100), server_default="", nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("name", name=op.f("uq_outlet_name")),
    )
    op.create_table(
        "join_link",
        sa.Column("payload", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_join_link_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("payload", name=op.f("pk_join_link")),
        sa.UniqueConstraint("source", "outlet_id", name=op.f("uq_join_link_source")),
    )
    op.create_table(
        "design",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_design")),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("first_name", sa.String(length=256), server_default="", nullable=False),
        sa.Column("last_name", sa.String(length=256), server_default="", nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("mode", sa.String(length=16), server_default="member", nullable=False),
        sa.Column("reachable", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("phone", name=op.f("uq_person_phone")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_person_telegram_id")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("digits", sa.String(length=10), nullable=False),
        sa.Column("page_token", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=32), server_default="", nullable=False),
        sa.Column("purchases", sa.Integer(), server_default="0", nullable=False),
        sa.Column("source", sa.String(length=100), server_default="", nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("frozen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_member_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("code", name=op.f("uq_member_code")),
        sa.UniqueConstraint("digits", name=op.f("uq_member_digits")),
        sa.UniqueConstraint("number", name=op.f("uq_member_number")),
        sa.UniqueConstraint("page_token", name=op.f("uq_member_page_token")),
        sa.UniqueConstraint("person_id", name=op.f("uq_member_person_id")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("role IN ('cashier', 'manager', 'owner')", name=op.f("ck_staff_role")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_staff_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("person_id", name=op.f("uq_staff_person_id")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", sa.Uuid(), nullable=True),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_invitation_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name=op.f("fk_invitation_used_by_person")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )


def _ledger() -> None:
    op.create_table(
        "operation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), server_default="", nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("programme_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_operation_member_id_member")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_operation_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["reverses"], ["operation.id"], name=op.f("fk_operation_reverses_operation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("key", name=op.f("uq_operation_key")),
    )
    op.create_index("ix_operation_member", "operation", ["member_id", "id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("account", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=48), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_posting_moves")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_posting_member_id_member")),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_posting_operation_id_operation")),
        sa.PrimaryKeyConstraint("operation_id", "seq", name=op.f("pk_posting")),
    )
    op.create_index(
        "ix_posting_lot",
        "posting",
        ["lot_id"],
        unique=False,
        postgresql_where=sa.text("lot_id IS NOT NULL"),
        sqlite_where=sa.text("lot_id IS NOT NULL"),
    )
    op.create_index("ix_posting_member", "posting", ["member_id", "operation_id"], unique=False)
    op.create_table(
        "balance",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=48), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN account = 'debt' THEN balance <= 0 ELSE balance >= 0 END", name=op.f("ck_balance_sign")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_balance_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "account", "unit", name=op.f("pk_balance")),
    )
    op.create_table(
        "lot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=48), nullable=False),
        sa.Column("account", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("active_from", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("company", sa.String(length=100), server_default="", nullable=False),
        sa.CheckConstraint("account IN ('active', 'pending')", name=op.f("ck_lot_account")),
        sa.CheckConstraint("remaining >= 0 AND remaining <= amount", name=op.f("ck_lot_remaining")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_lot_member_id_member")),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_lot_operation_id_operation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
    )
    op.create_index(
        "ix_lot_activates",
        "lot",
        ["active_from"],
        unique=False,
        postgresql_where=sa.text("account = 'pending'"),
        sqlite_where=sa.text("account = 'pending'"),
    )
    op.create_index(
        "ix_lot_expires",
        "lot",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("remaining > 0"),
        sqlite_where=sa.text("remaining > 0"),
    )
    op.create_index(
        "ix_lot_open",
        "lot",
        ["member_id"],
        unique=False,
        postgresql_where=sa.text("remaining > 0"),
        sqlite_where=sa.text("remaining > 0"),
    )


def _purchases() -> None:
    op.create_table(
        "purchase",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("receipt_no", sa.String(length=64), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("cashier_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("programme_version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("points_redeemed", sa.BigInteger(), nullable=False),
        sa.Column("points_value", sa.BigInteger(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=False),
        sa.Column("earned", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.BigInteger(), nullable=False),
        sa.Column("bonus", sa.BigInteger(), nullable=False),
        sa.Column("pending", sa.BigInteger(), nullable=False),
        sa.Column("balance_after", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "payable = gross - discount - points_value AND payable >= 0", name=op.f("ck_purchase_adds_up")
        ),
        sa.ForeignKeyConstraint(["cashier_id"], ["person.id"], name=op.f("fk_purchase_cashier_id_person")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_purchase_member_id_member")),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_purchase_operation_id_operation")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_purchase_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sa.UniqueConstraint("outlet_id", "receipt_no", "business_day", name="uq_purchase_receipt"),
    )
    op.create_index(op.f("ix_purchase_member_id"), "purchase", ["member_id"], unique=False)
    op.create_index(op.f("ix_purchase_number"), "purchase", ["number"], unique=False)
    op.create_index("ix_purchase_recent", "purchase", ["outlet_id", "happened_at"], unique=False)
    op.create_table(
        "purchase_line",
        sa.Column("purchase_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("points_paid", sa.BigInteger(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_line_purchase_id_purchase")),
        sa.PrimaryKeyConstraint("purchase_id", "line", name=op.f("pk_purchase_line")),
    )
    op.create_table(
        "refund",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=False),
        sa.Column("return_no", sa.String(length=64), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("cashier_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("money_back", sa.BigInteger(), nullable=False),
        sa.Column("restored", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("debt", sa.BigInteger(), nullable=False),
        sa.Column("balance_after", sa.BigInteger(), nullable=False),
        sa.Column("raw_after", sa.BigInteger(), nullable=False),
        sa.Column("bonus_after", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["cashier_id"], ["person.id"], name=op.f("fk_refund_cashier_id_person")),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_refund_operation_id_operation")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_refund_purchase_id_purchase")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("purchase_id", "return_no", name=op.f("uq_refund_purchase_id")),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("lots", sa.JSON(), nullable=False),
        sa.Column("sale", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'committed', 'released', 'expired')", name=op.f("ck_hold_state")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hold_member_id_member")),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_hold_operation_id_operation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_member", "hold", ["member_id", "state"], unique=False)
    op.create_index(
        "ix_hold_open",
        "hold",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
        sqlite_where=sa.text("state = 'open'"),
    )


def _wallet_passes() -> None:
    op.create_table(
        "wallet_pass",
        sa.Column("serial", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_wallet_pass_member_id_member")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_wallet_pass")),
        sa.UniqueConstraint("member_id", name=op.f("uq_wallet_pass_member_id")),
    )


def _plumbing() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="new", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("error_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("state IN ('new', 'done', 'parked')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "ix_inbox_open",
        "inbox",
        ["state", "chat_id", "update_id"],
        unique=False,
        postgresql_where=sa.text("state <> 'done'"),
        sqlite_where=sa.text("state <> 'done'"),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("dedupe", sa.String(length=160), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("run_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="waiting", nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_job_dedupe")),
    )
    op.create_index(
        "ix_job_open",
        "job",
        ["state", "kind", "priority", "run_at"],
        unique=False,
        postgresql_where=sa.text("state <> 'done'"),
        sqlite_where=sa.text("state <> 'done'"),
    )
    op.create_table(
        "conversation",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_conversation")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.Uuid(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "keepsake",
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_keepsake")),
    )

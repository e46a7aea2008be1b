"""The tables of what the card promises and of what members hear of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    "purchase_outcome",
    "coupon",
    "coupon_use",
    "attempt",
    "tier_standing",
    "referral_link",
    "referral",
    "profile",
    "topic_choice",
    "reminder",
    "broadcast",
    "broadcast_recipient",
    "pass_device",
    "pass_registration",
)


def upgrade() -> None:
    """Adds coupons, tiers, referrals, profiles, reminders and broadcasts."""
    _promises()
    _promises_2()
    _messages()
    _wallet_passes()


def downgrade() -> None:
    """Takes them away again."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _promises() -> None:
    op.create_table(
        "purchase_outcome",
        sa.Column("purchase_id", sa.Uuid(), nullable=False),
        sa.Column("discounts", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("rewards", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_outcome_purchase_id_purchase")
        ),
        sa.PrimaryKeyConstraint("purchase_id", name=op.f("pk_purchase_outcome")),
    )
    op.create_table(
        "coupon",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=160), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("uses >= 0 AND (most_uses IS NULL OR uses <= most_uses)", name=op.f("ck_coupon_uses")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_coupon_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupon")),
        sa.UniqueConstraint("code", name=op.f("uq_coupon_code")),
        sa.UniqueConstraint("source", name=op.f("uq_coupon_source")),
    )
    op.create_index("ix_coupon_expires", "coupon", ["expires_at"], unique=False)
    op.create_index(op.f("ix_coupon_member_id"), "coupon", ["member_id"], unique=False)
    op.create_index(op.f("ix_coupon_purchase_id"), "coupon", ["purchase_id"], unique=False)
    op.create_index("ix_coupon_rule", "coupon", ["rule_id"], unique=False)
    op.create_table(
        "coupon_use",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coupon_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reserved_until", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('reserved', 'redeemed', 'returned')", name=op.f("ck_coupon_use_state")),
        sa.ForeignKeyConstraint(["coupon_id"], ["coupon.id"], name=op.f("fk_coupon_use_coupon_id_coupon")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_coupon_use_member_id_member")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_coupon_use_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupon_use")),
        sa.UniqueConstraint("coupon_id", "draft_id", name=op.f("uq_coupon_use_coupon_id")),
    )
    op.create_index(op.f("ix_coupon_use_draft_id"), "coupon_use", ["draft_id"], unique=False)
    op.create_index("ix_coupon_use_member", "coupon_use", ["member_id", "rule_id"], unique=False)
    op.create_index(
        "ix_coupon_use_reserved",
        "coupon_use",
        ["reserved_until"],
        unique=False,
        postgresql_where=sa.text("state = 'reserved'"),
        sqlite_where=sa.text("state = 'reserved'"),
    )
    op.create_index("ix_coupon_use_rule", "coupon_use", ["rule_id", "state"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attempt_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "topic", "hour", name=op.f("pk_attempt")),
    )


def _promises_2() -> None:
    op.create_table(
        "tier_standing",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("tier", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("pinned_until", sa.BigInteger(), nullable=True),
        sa.Column("review_at", sa.BigInteger(), nullable=True),
        sa.Column("warned_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_tier_standing_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_tier_standing")),
    )
    op.create_index("ix_tier_standing_review", "tier_standing", ["review_at"], unique=False)
    op.create_table(
        "referral_link",
        sa.Column("payload", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("opened", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_referral_link_member_id_member")),
        sa.PrimaryKeyConstraint("payload", name=op.f("pk_referral_link")),
        sa.UniqueConstraint("member_id", name=op.f("uq_referral_link_member_id")),
    )
    op.create_table(
        "referral",
        sa.Column("friend_id", sa.Uuid(), nullable=False),
        sa.Column("inviter_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=64), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'paid', 'review', 'voided', 'refused')", name=op.f("ck_referral_state")
        ),
        sa.ForeignKeyConstraint(["friend_id"], ["member.id"], name=op.f("fk_referral_friend_id_member")),
        sa.ForeignKeyConstraint(["inviter_id"], ["member.id"], name=op.f("fk_referral_inviter_id_member")),
        sa.PrimaryKeyConstraint("friend_id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_inviter_id"), "referral", ["inviter_id"], unique=False)
    op.create_index("ix_referral_review", "referral", ["state", "at"], unique=False)
    op.create_table(
        "profile",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("birth_day", sa.Integer(), nullable=True),
        sa.Column("birth_month", sa.Integer(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birthday_set_at", sa.BigInteger(), nullable=True),
        sa.Column("sex", sa.String(length=8), server_default="", nullable=False),
        sa.Column("city", sa.String(length=100), server_default="", nullable=False),
        sa.Column("email", sa.String(length=254), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_profile_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_profile")),
    )
    op.create_index("ix_profile_birthday", "profile", ["birth_month", "birth_day"], unique=False)


def _messages() -> None:
    op.create_table(
        "topic_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_topic_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_topic_choice")),
    )
    op.create_table(
        "reminder",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=160), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_reminder")),
        sa.UniqueConstraint("person_id", "reason", name=op.f("uq_reminder_person_id")),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("send_at", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("filled_to", sa.Uuid(), nullable=True),
        sa.Column("filled_at", sa.BigInteger(), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'planned', 'sending', 'paused', 'cancelled', 'done')", name=op.f("ck_broadcast_state")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_broadcast_created_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index("ix_broadcast_state", "broadcast", ["state", "send_at"], unique=False)
    op.create_table(
        "broadcast_recipient",
        sa.Column("broadcast_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'sent', 'blocked', 'refused', 'skipped', 'unknown')",
            name=op.f("ck_broadcast_recipient_state"),
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name=op.f("fk_broadcast_recipient_broadcast_id_broadcast")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_broadcast_recipient_person_id_person")),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name=op.f("pk_broadcast_recipient")),
    )
    op.create_index(
        "ix_broadcast_recipient_state", "broadcast_recipient", ["broadcast_id", "state", "person_id"], unique=False
    )


def _wallet_passes() -> None:
    op.create_table(
        "pass_device",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("push_token", sa.String(length=200), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_device")),
    )
    op.create_table(
        "pass_registration",
        sa.Column("device_id", sa.String(length=100), nullable=False),
        sa.Column("serial", sa.String(length=64), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["pass_device.id"], name=op.f("fk_pass_registration_device_id_pass_device")
        ),
        sa.ForeignKeyConstraint(
            ["serial"], ["wallet_pass.serial"], name=op.f("fk_pass_registration_serial_wallet_pass")
        ),
        sa.PrimaryKeyConstraint("device_id", "serial", name=op.f("pk_pass_registration")),
    )
    op.create_index(op.f("ix_pass_registration_serial"), "pass_registration", ["serial"], unique=False)

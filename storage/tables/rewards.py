"""Coupons and their uses, tiers, referrals."""

from sqlalchemy import (
    CheckConstraint,
    Column,
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

coupon = Table(
    "coupon",
    metadata,
    id_column(primary_key=True),
    Column("rule_id", String(32), nullable=False),
    Column("code", String(24), nullable=False, unique=True),
    member_column(index=True),
    Column("source", String(160), nullable=False, unique=True),
    Column("purchase_id", Uuid(), index=True),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("most_uses", Integer),
    Column("voided_at", Moment),
    CheckConstraint("uses >= 0 AND (most_uses IS NULL OR uses <= most_uses)", name="uses"),
    Index("ix_coupon_rule", "rule_id"),
    Index("ix_coupon_expires", "expires_at"),
)
"""A coupon of the rule that says what it is worth: a member's own, or a public code (no member). `source` is the key
under which it was issued, so that the same reason gives it once. `uses` counts what is reserved and redeemed."""

coupon_use = Table(
    "coupon_use",
    metadata,
    id_column(primary_key=True),
    Column("coupon_id", Uuid(), ForeignKey("coupon.id"), nullable=False),
    Column("rule_id", String(32), nullable=False),
    member_column(nullable=False),
    Column("draft_id", Uuid(), nullable=False, index=True),
    Column("outlet_id", Integer, ForeignKey("outlet.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reserved_until", Moment),
    UniqueConstraint("coupon_id", "draft_id"),
    CheckConstraint("state IN ('reserved', 'redeemed', 'returned')", name="state"),
    Index("ix_coupon_use_member", "member_id", "rule_id"),
    Index("ix_coupon_use_rule", "rule_id", "state"),
    Index(
        "ix_coupon_use_reserved",
        "reserved_until",
        postgresql_where=text("state = 'reserved'"),
        sqlite_where=text("state = 'reserved'"),
    ),
)

attempt = Table(
    "attempt",
    metadata,
    Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
    Column("topic", String(16), primary_key=True),
    Column("hour", Moment, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often somebody guessed wrong within an hour, and how many points they moved by hand on a day."""

tier_standing = Table(
    "tier_standing",
    metadata,
    member_column(primary_key=True),
    Column("tier", String(32), nullable=False),
    Column("since", Moment, nullable=False),
    Column("raised_by", Uuid()),
    Column("pinned_until", Moment),
    Column("review_at", Moment),
    Column("warned_at", Moment),
    Index("ix_tier_standing_review", "review_at"),
)
"""Since when a member has a tier, which purchase raised it, and when it is looked at again."""

referral_link = Table(
    "referral_link",
    metadata,
    Column("payload", String(32), primary_key=True),
    member_column(nullable=False, unique=True),
    Column("opened", Integer, nullable=False, server_default="0"),
)
"""The part of a member's own link that nobody can guess, and how many newcomers it has led here."""

referral = Table(
    "referral",
    metadata,
    Column("friend_id", Uuid(), ForeignKey("member.id"), primary_key=True),
    Column("inviter_id", Uuid(), ForeignKey("member.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("purchase_id", Uuid()),
    Column("paid_at", Moment),
    Column("reason", String(64), nullable=False, server_default=""),
    CheckConstraint("state IN ('pending', 'paid', 'review', 'voided', 'refused')", name="state"),
    Index("ix_referral_review", "state", "at"),
)

"""Every table, in one place; typed columns, no relationships, the database checks what must hold."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    text,
)

Record = Row[*tuple[Any, ...]]
"""A row whose columns are read by name."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A UTC time kept as microseconds since 1970: exact, ordered and the same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Takes an aware datetime; a naive one is a defect and raises TypeError."""
        if value is None:
            return None
        delta = value - _EPOCH
        return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Returns an aware UTC datetime."""
        return (
            None
            if value is None
            else datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000)
        )


def _id(name: str = "id", **options: Any) -> Column[UUID]:
    return Column(name, Uuid(), **options)


def _member(**options: Any) -> Column[UUID]:
    return Column("member_id", Uuid(), ForeignKey("member.id"), **options)


# --- the programme --------------------------------------------------------------------------------------------------

programme_version = Table(
    "programme_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("valid_from", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_by", Uuid()),
    Column("created_at", Moment, nullable=False),
)

outlet = Table(
    "outlet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("company", String(100), nullable=False, server_default=""),
    Column("zone", String(64), nullable=False),
    Column("closed_at", Moment),
    Column("latitude", Integer),
    Column("longitude", Integer),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place"),
)
"""Latitude and longitude are millionths of a degree."""

join_link = Table(
    "join_link",
    metadata,
    Column("payload", String(32), primary_key=True),
    Column("source", String(100), nullable=False),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("source", "outlet_id"),
)

design = Table(
    "design",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON, nullable=False),
    Column("logo", LargeBinary),
    Column("created_at", Moment, nullable=False),
    Column("strip", LargeBinary),
    Column("published_at", Moment),
)
"""How cards look, version by version; what has no `published_at` is the owner's draft and shown to nobody else."""

# --- people: personal data lives here and nowhere else ---------------------------------------------------------------

person = Table(
    "person",
    metadata,
    _id(primary_key=True),
    Column("telegram_id", BigInteger, unique=True),
    Column("first_name", String(256), nullable=False, server_default=""),
    Column("last_name", String(256), nullable=False, server_default=""),
    Column("username", String(64)),
    Column("phone", String(20), unique=True),
    Column("language", String(8), nullable=False),
    Column("mode", String(16), nullable=False, server_default="member"),
    Column("reachable", Integer, nullable=False, server_default="1"),
    Column("created_at", Moment, nullable=False),
)

member = Table(
    "member",
    metadata,
    _id(primary_key=True),
    Column("person_id", Uuid(), ForeignKey("person.id"), unique=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("digits", String(10), nullable=False, unique=True),
    Column("page_token", String(64), nullable=False, unique=True),
    Column("tier", String(32), nullable=False, server_default=""),
    Column("purchases", Integer, nullable=False, server_default="0"),
    Column("source", String(100), nullable=False, server_default=""),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("registered_at", Moment, nullable=False),
    Column("frozen_at", Moment),
    Column("merged_into", Uuid(), ForeignKey("member.id")),
    Column("former_number", String(40), nullable=False, server_default=""),
    Index(
        "ix_member_former_number",
        "former_number",
        postgresql_where=text("former_number <> ''"),
        sqlite_where=text("former_number <> ''"),
    ),
)
"""`merged_into` is the account that took over everything of this one, when one person had two; `former_number` that of
a card which the shop had given out before."""

consent = Table(
    "consent",
    metadata,
    _id(primary_key=True),
    Column("person_id", Uuid(), ForeignKey("person.id"), nullable=False, index=True),
    Column("topic", String(32), nullable=False),
    Column("granted", Integer, nullable=False),
    Column("text_version", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("at", Moment, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    _id(primary_key=True),
    Column("person_id", Uuid(), ForeignKey("person.id"), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("since", Moment, nullable=False),
    Column("removed_at", Moment),
    CheckConstraint("role IN ('cashier', 'manager', 'owner')", name="role"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("outlet_id", Integer, ForeignKey("outlet.id")),
    Column("created_by", Uuid()),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", Uuid(), ForeignKey("person.id")),
    Column("used_at", Moment),
)

audit_log = Table(
    "audit_log",
    metadata,
    _id(primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person_id", Uuid()),
    Column("action", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
)

# --- the ledger: operations and postings are append-only (triggers in the first migration) ---------------------------

operation = Table(
    "operation",
    metadata,
    _id(primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("key", String(160), nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False, server_default=""),
    _member(),
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
    _member(),
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
    _member(primary_key=True),
    Column("account", String(16), primary_key=True),
    Column("unit", String(48), primary_key=True),
    Column("balance", BigInteger, nullable=False),
    CheckConstraint("CASE WHEN account = 'debt' THEN balance <= 0 ELSE balance >= 0 END", name="sign"),
)

lot = Table(
    "lot",
    metadata,
    _id(primary_key=True),
    _member(nullable=False),
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

# --- purchases -------------------------------------------------------------------------------------------------------

purchase = Table(
    "purchase",
    metadata,
    _id(primary_key=True),
    _member(index=True),
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
    _id(primary_key=True),
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
    _id(primary_key=True),
    _member(nullable=False),
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

coupon = Table(
    "coupon",
    metadata,
    _id(primary_key=True),
    Column("rule_id", String(32), nullable=False),
    Column("code", String(24), nullable=False, unique=True),
    _member(index=True),
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
    _id(primary_key=True),
    Column("coupon_id", Uuid(), ForeignKey("coupon.id"), nullable=False),
    Column("rule_id", String(32), nullable=False),
    _member(nullable=False),
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
    _member(primary_key=True),
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
    _member(nullable=False, unique=True),
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

profile = Table(
    "profile",
    metadata,
    Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
    Column("birth_day", Integer),
    Column("birth_month", Integer),
    Column("birth_year", Integer),
    Column("birthday_set_at", Moment),
    Column("sex", String(8), nullable=False, server_default=""),
    Column("city", String(100), nullable=False, server_default=""),
    Column("email", String(254), nullable=False, server_default=""),
    Index("ix_profile_birthday", "birth_month", "birth_day"),
)

# --- what members hear of: topics, reminders, broadcasts ------------------------------------------------------------

topic_choice = Table(
    "topic_choice",
    metadata,
    Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
    Column("topic", String(32), primary_key=True),
    Column("wanted", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

reminder = Table(
    "reminder",
    metadata,
    Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("topic", String(32), nullable=False),
    Column("reason", String(160), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("person_id", "reason"),
)
"""What a person was reminded of: one thing at most a local day, and each reason once."""

broadcast = Table(
    "broadcast",
    metadata,
    _id(primary_key=True),
    Column("state", String(16), nullable=False),
    Column("message", JSON, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("created_by", Uuid(), ForeignKey("person.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("send_at", Moment),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("filled_to", Uuid()),
    Column("filled_at", Moment),
    Column("progress", JSON),
    CheckConstraint("state IN ('draft', 'planned', 'sending', 'paused', 'cancelled', 'done')", name="state"),
    Index("ix_broadcast_state", "state", "send_at"),
)
"""`message` is what is sent, `audience` the choice of people, `progress` the owner's message that counts along.
Recipients are written person by person up to `filled_to`; at `filled_at` that was done."""

broadcast_recipient = Table(
    "broadcast_recipient",
    metadata,
    Column("broadcast_id", Uuid(), ForeignKey("broadcast.id"), primary_key=True),
    Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("claim", Uuid()),
    Column("at", Moment),
    CheckConstraint(
        "state IN ('waiting', 'claimed', 'sent', 'blocked', 'refused', 'skipped', 'unknown')", name="state"
    ),
    Index("ix_broadcast_recipient_state", "broadcast_id", "state", "person_id"),
)
"""At most once each: what was claimed by a process that died stays `unknown` and is not sent again. Whoever wanted no
more offers when their turn came is `skipped`."""

# --- wallet passes ---------------------------------------------------------------------------------------------------

wallet_pass = Table(
    "wallet_pass",
    metadata,
    Column("serial", String(64), primary_key=True),
    _member(nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("kind", String(16), nullable=False, server_default="card"),
    Column("coupon_id", Uuid(), ForeignKey("coupon.id"), unique=True),
    CheckConstraint("(kind = 'coupon') = (coupon_id IS NOT NULL) AND kind IN ('card', 'coupon')", name="kind"),
    Index(
        "ix_wallet_pass_card",
        "member_id",
        unique=True,
        postgresql_where=text("kind = 'card'"),
        sqlite_where=text("kind = 'card'"),
    ),
)
"""What a phone may hold: a member's one card, and a pass of its own for each coupon that was saved."""

pass_device = Table(
    "pass_device",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("push_token", String(200), nullable=False),
    Column("changes", BigInteger, nullable=False),
    Column("since", Moment, nullable=False),
)
"""A phone that asked to be told of changes; `changes` counts those of all passes it holds."""

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

# --- codes that change ----------------------------------------------------------------------------------------------

code_use = Table(
    "code_use",
    metadata,
    _member(primary_key=True),
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("draft_id", Uuid(), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
"""The rotating codes that have paid: each time step of a member's works once, for one cheque."""

static_use = Table(
    "static_use",
    metadata,
    _member(primary_key=True),
    Column("day", Date, primary_key=True),
    Column("draft_id", Uuid(), primary_key=True),
    Column("points", BigInteger, nullable=False),
    CheckConstraint("points >= 0", name="points"),
)
"""Points that a cheque paid with a code that does not change; the owner's limit holds for a local day's sum."""

# --- former customers: imports and the messages that win them back --------------------------------------------------

member_import = Table(
    "member_import",
    metadata,
    _id(primary_key=True),
    Column("state", String(16), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("columns", JSON, nullable=False),
    Column("created_by", Uuid(), ForeignKey("person.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    CheckConstraint("state IN ('draft', 'running', 'done', 'undoing', 'undone')", name="state"),
)
"""A file of former customers; `columns` says what each column of it means."""

member_import_row = Table(
    "member_import_row",
    metadata,
    Column("import_id", Uuid(), ForeignKey("member_import.id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("problem", String(64), nullable=False, server_default=""),
    _member(index=True),
    CheckConstraint("state IN ('waiting', 'added', 'known', 'bad', 'undone', 'kept')", name="state"),
    Index("ix_member_import_row_state", "import_id", "state", "line"),
)
"""A line of the file, what became of it, and the member it became."""

winback = Table(
    "winback",
    metadata,
    _id(primary_key=True),
    Column("state", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("days", Integer, nullable=False),
    Column("created_by", Uuid(), ForeignKey("person.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    CheckConstraint("state IN ('draft', 'sending', 'paused', 'cancelled', 'done')", name="state"),
)
"""Personal links by SMS: whoever puts the card on a phone before `ends_at` gets `points`, good for `days`."""

winback_recipient = Table(
    "winback_recipient",
    metadata,
    Column("winback_id", Uuid(), ForeignKey("winback.id"), primary_key=True),
    _member(primary_key=True, index=True),
    Column("token", String(32), nullable=False, unique=True),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("claim", Uuid()),
    Column("at", Moment),
    Column("opened_at", Moment),
    Column("paid_at", Moment),
    CheckConstraint("state IN ('waiting', 'claimed', 'sent', 'refused', 'skipped', 'unknown')", name="state"),
    Index("ix_winback_recipient_state", "winback_id", "state"),
)
"""At most one SMS each, as with broadcasts; `token` is the personal link, `paid_at` when the bonus was given."""

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
"""Updates from Telegram. A done one keeps its id, without its body, so that a copy that comes later is known."""

job = Table(
    "job",
    metadata,
    _id(primary_key=True),
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

counter = Table(
    "counter",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Numbers given out one by one under a row lock, such as a member's number: no gaps guessed, none twice."""

keepsake = Table(
    "keepsake",
    metadata,
    Column("name", String(160), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Small facts worth keeping over a restart: file ids of pictures that Telegram holds, the polling offset."""

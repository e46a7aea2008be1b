"""People: who they are, what they agreed to, who is a member and who is staff."""

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

from storage.tables.kinds import Moment, id_column, metadata

# --- people: personal data lives here and nowhere else ---------------------------------------------------------------

person = Table(
    "person",
    metadata,
    id_column(primary_key=True),
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
    id_column(primary_key=True),
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
    Column("suspended_at", Moment),
    Column("merged_into", Uuid(), ForeignKey("member.id")),
    Column("former_number", String(40), nullable=False, server_default=""),
    Index(
        "ix_member_former_number",
        "former_number",
        postgresql_where=text("former_number <> ''"),
        sqlite_where=text("former_number <> ''"),
    ),
)
"""`frozen_at` says that the audit stopped the account, `suspended_at` that the owner froze the card; `merged_into` is
the account that took over everything of this one, when one person had two; `former_number` that of a card which the
shop had given out before."""

consent = Table(
    "consent",
    metadata,
    id_column(primary_key=True),
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
    id_column(primary_key=True),
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
    id_column(primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person_id", Uuid()),
    Column("action", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
)

dispute = Table(
    "dispute",
    metadata,
    Column("operation_id", Uuid(), ForeignKey("operation.id"), primary_key=True),
    Column("person_id", Uuid(), ForeignKey("person.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("times", Integer, nullable=False),
)
"""What members said was not theirs, and how often; `withdrawn_at` when they took that back."""

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

"""Reminders, broadcasts and win-back, with whom they reach."""

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
    Text,
    UniqueConstraint,
    Uuid,
)

from storage.tables.kinds import Moment, id_column, member_column, metadata

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
    id_column(primary_key=True),
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

winback = Table(
    "winback",
    metadata,
    id_column(primary_key=True),
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
    member_column(primary_key=True, index=True),
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

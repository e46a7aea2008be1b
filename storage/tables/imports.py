"""Lists of former customers, row by row."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
)

from storage.tables.kinds import Moment, id_column, member_column, metadata

# --- former customers: imports and the messages that win them back --------------------------------------------------

member_import = Table(
    "member_import",
    metadata,
    id_column(primary_key=True),
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
    member_column(index=True),
    CheckConstraint("state IN ('waiting', 'added', 'known', 'bad', 'undone', 'kept')", name="state"),
    Index("ix_member_import_row_state", "import_id", "state", "line"),
)
"""A line of the file, what became of it, and the member it became."""

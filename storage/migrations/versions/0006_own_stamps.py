"""Stamps of an owner's own: a picture of one that was given, and one of a place that waits for it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the columns; every design goes on to draw its stamps."""
    op.add_column("design", sa.Column("stamp_full", sa.LargeBinary()))
    op.add_column("design", sa.Column("stamp_empty", sa.LargeBinary()))


def downgrade() -> None:
    """Takes the columns away again."""
    with op.batch_alter_table("design") as batch:
        batch.drop_column("stamp_empty")
        batch.drop_column("stamp_full")

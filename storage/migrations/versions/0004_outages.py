"""Why an update was put aside, and a bell that PostgreSQL rings for what another process has written."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

RUNG_BY = {"inbox": "", "job": "WHEN (NEW.kind = 'telegram') "}
"""What somebody waits for, and which rows of it."""


def upgrade() -> None:
    """Adds them; what is put aside already has no reason but in the log."""
    with op.batch_alter_table("inbox") as batch:
        batch.add_column(sa.Column("error", sa.String(length=200), nullable=False, server_default=""))
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        """
        CREATE FUNCTION ring() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('tessera', TG_TABLE_NAME);
            RETURN NULL;
        END $$
        """
    )
    for table, when in RUNG_BY.items():
        op.execute(f"CREATE TRIGGER {table}_rings AFTER INSERT ON {table} FOR EACH ROW {when}EXECUTE FUNCTION ring()")


def downgrade() -> None:
    """Takes them away again."""
    if op.get_bind().dialect.name == "postgresql":
        for table in RUNG_BY:
            op.execute(f"DROP TRIGGER {table}_rings ON {table}")
        op.execute("DROP FUNCTION ring()")
    with op.batch_alter_table("inbox") as batch:
        batch.drop_column("error")

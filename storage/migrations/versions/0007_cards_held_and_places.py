"""Cards that an owner froze, reports of members, and how an outlet is reached and when it is open."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

OUTLET = {"hours": 300, "address": 200, "phone": 40}


def upgrade() -> None:
    """Adds them; nothing is frozen, nothing reported, and of outlets nothing is known yet."""
    op.add_column("member", sa.Column("suspended_at", sa.BigInteger(), nullable=True))
    for name, length in OUTLET.items():
        op.add_column("outlet", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.create_table(
        "dispute",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name=op.f("fk_dispute_operation_id_operation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dispute_person_id_person")),
        sa.PrimaryKeyConstraint("operation_id", name=op.f("pk_dispute")),
    )


def downgrade() -> None:
    """Takes them away again."""
    op.drop_table("dispute")
    for name in OUTLET:
        op.drop_column("outlet", name)
    op.drop_column("member", "suspended_at")

"""Passes of people who were erased: how many phones are still to get the empty one, counted for those of before too."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ERASED = """
    SELECT p.serial FROM wallet_pass p JOIN member m ON m.id = p.member_id LEFT JOIN member t ON t.id = m.merged_into
    WHERE coalesce(t.person_id, m.person_id) IS NULL
"""
_SECOND = 1_000_000


def upgrade() -> None:
    """Adds the column; a phone that still shows the card of somebody erased gets the empty one when it asks next."""
    op.add_column("wallet_pass", sa.Column("farewells", sa.Integer(), nullable=True))
    op.execute(
        f"""
        UPDATE wallet_pass SET version = version + 1, changed_at = changed_at + {_SECOND}, farewells =
            (SELECT CASE WHEN count(*) = 0 THEN 1 ELSE count(*) END FROM pass_registration r
             WHERE r.serial = wallet_pass.serial)
        WHERE serial IN ({_ERASED})
        """  # noqa: S608 - our own constants
    )


def downgrade() -> None:
    """Takes the column away again."""
    op.drop_column("wallet_pass", "farewells")

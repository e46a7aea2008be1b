"""Passes of people who were erased: how many phones are still to get the empty one, those of before included."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ERASED = """
    SELECT p.serial FROM wallet_pass p JOIN member m ON m.id = p.member_id LEFT JOIN member t ON t.id = m.merged_into
    WHERE coalesce(t.person_id, m.person_id) IS NULL
"""
_SECOND = 1_000_000
_SERVICE = 20
_JOB = sa.table(
    "job",
    sa.column("id", sa.Uuid()),
    *map(sa.column, ("kind", "dedupe", "priority", "run_at", "state", "tries")),
    sa.column("payload", sa.JSON()),
)


def upgrade() -> None:
    """Adds the column, and has phones and Google told of passes that have been nobody's for some time."""
    op.add_column("wallet_pass", sa.Column("farewells", sa.Integer(), nullable=True))
    op.execute(
        f"""
        UPDATE wallet_pass SET version = version + 1, changed_at = changed_at + {_SECOND}, farewells =
            (SELECT CASE WHEN count(*) = 0 THEN 1 ELSE count(*) END FROM pass_registration r
             WHERE r.serial = wallet_pass.serial)
        WHERE serial IN ({_ERASED})
        """  # noqa: S608 - our own constants
    )
    connection = op.get_bind()
    ended = "SELECT serial, changed_at FROM wallet_pass WHERE farewells IS NOT NULL AND serial IN (SELECT serial FROM "
    for serial, at in connection.execute(sa.text(f"{ended} pass_registration)")).all():
        phones = "(SELECT device_id FROM pass_registration WHERE serial = :serial)"
        op.execute(
            sa.text(f"UPDATE pass_device SET changes = changes + 1 WHERE id IN {phones}").bindparams(serial=serial)  # noqa: S608 - as above
        )
        newest = "(SELECT changes FROM pass_device d WHERE d.id = pass_registration.device_id)"
        op.execute(
            sa.text(f"UPDATE pass_registration SET changed = {newest} WHERE serial = :serial").bindparams(serial=serial)  # noqa: S608 - as above
        )
        _order(connection, "apple", serial, at)
    for serial, at in connection.execute(sa.text(f"{ended} google_pass)")).all():
        _order(connection, "google", serial, at)


def _order(connection: sa.Connection, kind: str, serial: str, at: int) -> None:
    dedupe = f"{kind}:{serial}"
    connection.execute(sa.delete(_JOB).where(_JOB.c.dedupe == dedupe))
    job = {"id": uuid4(), "kind": kind, "dedupe": dedupe, "priority": _SERVICE, "run_at": at}
    connection.execute(sa.insert(_JOB).values(**job, state="waiting", tries=0, payload={"serial": serial}))


def downgrade() -> None:
    """Takes the column away again."""
    op.drop_column("wallet_pass", "farewells")

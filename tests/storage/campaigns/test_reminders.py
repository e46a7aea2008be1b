"""Who may be reminded is found page by page through an index, however many members there are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, event

from storage.campaigns import reminders
from storage.database import Database
from storage.members import profiles

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOBODY = UUID(int=0)
LATER = NOW + timedelta(days=30)

Scan = Callable[[Connection], Sequence[UUID]]
SCANS: dict[str, tuple[str, Scan]] = {
    "expiring points": ("ix_lot_", lambda c: reminders.with_expiring(c, NOW, LATER, NOBODY, 100)),
    "reviews of tiers": ("ix_tier_standing_review", lambda c: reminders.with_review(c, NOW, LATER, NOBODY, 100)),
    "coupons that end": ("ix_coupon_", lambda c: reminders.with_coupons(c, NOW, LATER, NOBODY, 100)),
    "last purchases": ("ix_purchase_", lambda c: reminders.last_bought(c, NOW, LATER, NOBODY, 100)),
    "birthdays": ("ix_profile_birthday", lambda c: profiles.born_on(c, (2, 29), NOBODY, 100)),
}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("name", SCANS)
async def test_scans_go_by_an_index(database: Database, name: str) -> None:
    index, scan = SCANS[name]
    seen = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        seen.append((statement, parameters))

    def plans(connection: Connection) -> list[str]:
        rows = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all() for sql, values in list(seen)]
        return [row.detail for plan in rows for row in plan]

    event.listen(database._engine, "before_cursor_execute", note)
    assert await database.write(scan) == []
    event.remove(database._engine, "before_cursor_execute", note)
    seen = [(sql, values) for sql, values in seen if sql.startswith("SELECT")]
    plan = await database.write(plans)
    assert any(index in line for line in plan), plan
    assert not [line for line in plan if line.startswith("SCAN") and "INDEX" not in line and line != "SCAN outlet"], (
        plan
    )

"""What runs at every purchase and every tick finds its rows by an index, however many there are."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from storage.campaigns import broadcasts
from storage.engine.ids import uuid7
from storage.members import members
from storage.passes import pass_facts, passes
from storage.plumbing import conversation, inbox, keepsake, outbox
from storage.rewards import coupons
from storage.till import holds

pytestmark = pytest.mark.database("sqlite")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def load_somebody(connection):
    somebody = uuid7()
    connection.execute(
        members.member.insert().values(
            id=somebody, number=1, code="c", digits="1", page_token="p", registered_at=NOW, source=""
        )
    )
    assert members.load(connection, somebody, lock=True)


HOT = {
    "load": load_somebody,
    "with_due": lambda c: members.with_due(c, NOW, 10),
    "open_of": lambda c: holds.open_of(c, uuid7()),
    "put update": lambda c: inbox.put(c, [(1, 1, "{}")], NOW),
    "take": lambda c: inbox.take(c, (7,), 10),
    "done": lambda c: inbox.done(c, 1),
    "inbox backlog": inbox.backlog,
    "put job": lambda c: outbox.put(c, "a", "b", {}, priority=1, run_at=NOW),
    "claim": lambda c: outbox.claim(c, ["a", "b"], 10, NOW, timedelta(seconds=30)),
    "outbox backlog": lambda c: outbox.backlog(c, NOW),
    "conversation": lambda c: conversation.get(c, "7:7"),
    "keepsake": lambda c: keepsake.get(c, "a"),
    "coupons issued": lambda c: coupons.issued(c, ["ten"], NOW),
    "coupons used": lambda c: coupons.used(c, ["ten"]),
    "pass changed": lambda c: passes.changed(c, uuid7(), NOW),
    "coupon's pass changed": lambda c: passes.coupon_changed(c, uuid7(), NOW),
    "last operations": lambda c: pass_facts.operations(c, uuid7()),
    "coupons on a card": lambda c: pass_facts.coupons(c, uuid7(), NOW),
    "coupons given last": lambda c: pass_facts.issued(c, uuid7()),
    "coupons that ended": lambda c: pass_facts.coupons_ended(c, (NOW, uuid7()), NOW, 10),
    "phones of a pass": lambda c: passes.holders(c, ["a", "b"]),
    "passes of a phone": lambda c: passes.held(c, "a"),
    "broadcast under way": broadcasts.ROWS.under_way,
    "broadcasts planned": lambda c: broadcasts.planned(c, NOW),
    "claim recipients": lambda c: broadcasts.claim(c, uuid7(), uuid7(), 15, NOW),
    "recipients left": lambda c: broadcasts.ROWS.left(c, uuid7()),
}


@pytest.mark.parametrize("name", HOT)
async def test_hot_queries_use_an_index(database, name):
    seen = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if statement.split()[0] in {"SELECT", "UPDATE", "DELETE", "WITH"}:
            seen.append((statement, parameters))

    def plans(connection):
        queries = list(seen)
        rows = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all() for sql, parameters in queries
        ]
        return [row.detail for plan in rows for row in plan]

    event.listen(database._engine, "before_cursor_execute", note)
    await database.write(HOT[name])
    event.remove(database._engine, "before_cursor_execute", note)
    tables = (
        "member",
        "person",
        "lot",
        "hold",
        "balance",
        "inbox",
        "job",
        "conversation",
        "keepsake",
        "broadcast",
        "broadcast_recipient",
        "coupon",
        "coupon_use",
        "operation",
        "posting",
        "wallet_pass",
        "pass_device",
        "pass_registration",
    )
    plan = await database.write(plans)
    assert [line for line in plan if line in {f"SCAN {table}" for table in tables}] == []
    assert plan or name.startswith("put")

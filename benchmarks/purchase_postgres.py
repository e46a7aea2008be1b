"""The purchase on PostgreSQL at 8 at a time, against pgbench with the same statements, 8 clients, prepared."""

import asyncio
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import make_url

from benchmarks import postgres
from benchmarks.measure import Aim, Row, Size, compared, percentile
from benchmarks.shop import AT_ONCE, Opened, baskets, in_rounds, member_id, person_id, sell, stocked
from benchmarks.statements import Statement, written_down
from services.till.cheques import Sale
from storage.database import open_database

_PLACE = re.compile(r"\$(\d+)(::\w+)?")
_LONGEST_KEY = 160
"""Texts longer than a key are bodies: the same one serves every sale."""


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    with postgres.server() as server, tempfile.TemporaryDirectory() as folder:
        opened = asyncio.run(stocked(postgres.database(server, "ours"), size.members))
        for copy in ("recorded", "floor"):
            postgres.database(server, copy, template="ours")
        script = _script(*asyncio.run(_recorded(_named(opened, "recorded"), opened)))
        file = Path(folder) / "purchase.sql"
        file.write_text(script.text, encoding="utf-8")
        script.variables["members"] = str(size.members)
        rounds = in_rounds(baskets(opened.members, (size.rounds + 1) * size.work), size.rounds + 1)
        floor_url = _named(opened, "floor")

        def floor() -> float:
            return postgres.pgbench(floor_url, file, script.variables, AT_ONCE, 2 * size.work)

        with asyncio.Runner() as runner:
            database = runner.run(open_database(opened.url))
            pairs, took = [], []
            for number, todo in enumerate(rounds):
                floors = floor()
                began = time.perf_counter()
                latencies = runner.run(sell(database, opened.cashier, todo))
                if number:  # the first turn warms both up
                    pairs.append((len(todo) / (time.perf_counter() - began), floors))
                    took += latencies
            runner.run(database.close())
    found = compared(pairs or [(1.0, 1.0)])
    aim, against = Aim("≥", 0.25), f"the same SQL by pgbench, {AT_ONCE} clients"
    return [
        Row("purchase, PostgreSQL", "sales/s", found.ours, against, found.floor, found.ratio, aim),
        Row("purchase, PostgreSQL, p99", "ms", percentile(took, 99) * 1000),
    ]


def _named(opened: Opened, name: str) -> str:
    return make_url(opened.url).set(database=name).render_as_string(hide_password=False)


async def _recorded(url: str, opened: Opened) -> tuple[Sale, list[Statement]]:
    """Returns a typical sale, the second of the process, and what it sent."""
    database = await open_database(url)
    try:
        for sale in baskets(opened.members, 2, seed=7):
            with written_down() as said:
                await sell(database, opened.cashier, [sale], at_once=1)
        return sale, said
    finally:
        await database.close()


@dataclass(slots=True)
class _Script:
    """A pgbench script and its variables. pgbench cannot make a UUID: one extra query per sale fetches fresh ones."""

    text: str = ""
    variables: dict[str, str] = field(default_factory=dict)


def _script(sale: Sale, said: Sequence[Statement]) -> _Script:
    """Returns the sale as a script that does it for any member, with fresh ids each time."""
    script, names = _Script(), _Names(sale, said)
    body = []
    for statement in said:
        for row in statement.rows:

            def put(match: re.Match[str], row: tuple[Any, ...] = row) -> str:
                value, cast = row[int(match.group(1)) - 1], match.group(2) or ""
                return names.of(value) + cast

            body.append(" ".join(_PLACE.sub(put, statement.sql).split()) + ";")
    fresh = ", ".join(f"{sql} AS {name}" for name, sql in names.fresh.items())
    script.text = "\n".join(
        [
            r"\set number random(1000, :members + 999)",
            f"SELECT id AS member, person_id AS person, {fresh} FROM member WHERE number = :number",
            r"\gset",
            "BEGIN ISOLATION LEVEL READ COMMITTED;",
            *body,
            "COMMIT;",
        ]
    )
    script.variables = names.constants
    return script


class _Names:
    """Gives every parameter of the recorded sale a variable: the member's, a fresh id's, or a constant's."""

    def __init__(self, sale: Sale, said: Sequence[Statement]) -> None:
        self.constants: dict[str, str] = {}
        self.fresh: dict[str, str] = {}
        number = next(n for n in range(10**9) if member_id(n) == sale.member_id)
        people = {str(member_id(number)): "member", str(person_id(number)): "person"}
        inserted = [s for s in said if s.sql.startswith("INSERT")]
        made = {str(s.rows[0][0]) for s in inserted if isinstance(s.rows[0][0], UUID)} - set(people)
        self._ids = people | {value: f"id{n}" for n, value in enumerate(sorted(made))}
        self.fresh |= {name: "uuidv7()" for name in self._ids.values() if name.startswith("id")}

    def of(self, value: Any) -> str:
        """Returns what stands for this value in a script."""
        if value is None:
            return "NULL"
        # pgbench knows no empty variables.
        return ":" + self._name(str(getattr(value, "value", value))) if value != "" else "''"

    def _name(self, text: str) -> str:
        if text in self._ids:
            return self._ids[text]
        if len(text) <= _LONGEST_KEY and any(known in text for known in self._ids):
            # A unique key that contains an id: another id alone is as long and as unique.
            name = f"key{len(self.fresh)}"
            self.fresh[name] = "uuidv7()"
            self._ids[text] = name
            return name
        name = f"c{len(self.constants)}"
        self.constants[name] = text
        return name

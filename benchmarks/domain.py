"""The rules alone: a cheque of one line and one of 200 through `engine.evaluate`, and what a line more costs."""

from datetime import UTC, datetime
from uuid import UUID

from benchmarks.measure import Aim, Row, Size, Work, in_turns
from loyalty import engine
from loyalty.events import Line, Purchase
from loyalty.member import Facts, Member
from loyalty.presets import PRESETS

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINES = 200


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    programme = PRESETS["shop"].programme("EUR")
    member = Member(UUID(int=1), Facts(NOON))

    def cheques(lines: int, times: int) -> Work:
        cheque = Purchase(
            UUID(int=2), NOON, "Europe/Sofia", "1", tuple(Line(1000 + n, f"category-{n % 7}") for n in range(lines))
        )

        def work() -> int:
            for _ in range(times):
                engine.evaluate(cheque, member, programme)
            return times

        return work

    long = in_turns(size.rounds, cheques(LINES, max(1, size.work // 20)), cheques(1, size.work))
    cost = 1 / long.ratio / LINES
    name = f"cheque of {LINES} lines, a line's cost"
    return [
        Row("cheque of 1 line", "decisions/CPU s", long.floor),
        Row(name, "decisions/CPU s", long.ours, "cheque of 1 line", long.floor, cost, Aim("≤", 1)),
    ]

"""The rules alone: cheques through `engine.evaluate`, and what twice the lines or twice the rules cost."""

from datetime import UTC, datetime
from uuid import UUID

from benchmarks.measure import Aim, Row, Size, Work, in_turns
from loyalty import engine
from loyalty.config import decode
from loyalty.events import Line, Purchase
from loyalty.member import Facts, Member
from loyalty.presets import PRESETS
from loyalty.programme import Programme, Rule

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINES = 200
MANY_LINES, MANY_RULES = 30, 40
_KINDS: tuple[tuple[str, dict[str, int]], ...] = (
    *(("category_discount", {"percent": 500}), ("discount", {}), ("earn", {}), ("boost", {}), ("stamp_card", {})),
    *(("bonus", {}), ("nth_free", {}), ("accumulating_discount", {}), ("money_off", {}), ("points_tender", {})),
)


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    return [*_long_cheque(size), *_many_rules(size)]


def _cheques(programme: Programme, lines: int, times: int) -> Work:
    member = Member(UUID(int=1), Facts(NOON))
    wares = tuple(Line(1000 + n, f"category-{n % 7}") for n in range(lines))
    cheque = Purchase(UUID(int=2), NOON, "Europe/Sofia", "1", wares)

    def work() -> int:
        for _ in range(times):
            engine.evaluate(cheque, member, programme)
        return times

    return work


def _long_cheque(size: Size) -> list[Row]:
    programme = PRESETS["shop"].programme("EUR")
    long = in_turns(size.rounds, _cheques(programme, LINES, max(1, size.work // 20)), _cheques(programme, 1, size.work))
    cost = 1 / long.ratio / LINES
    name = f"cheque of {LINES} lines, a line's cost"
    return [
        Row("cheque of 1 line", "decisions/CPU s", long.floor),
        Row(name, "decisions/CPU s", long.ours, "cheque of 1 line", long.floor, cost, Aim("≤", 1)),
    ]


def _many_rules(size: Size) -> list[Row]:
    times = max(1, size.work // 20)
    plain = f"cheque of {MANY_LINES} lines under {MANY_RULES} rules"
    rows = []
    for lines, rules in ((2 * MANY_LINES, MANY_RULES), (MANY_LINES, 2 * MANY_RULES)):
        floor = _cheques(_programme(MANY_RULES), MANY_LINES, times)
        measured = in_turns(size.rounds, _cheques(_programme(rules), lines, times), floor)
        name, cost = f"cheque of {lines} lines under {rules} rules, per line and rule", 1 / measured.ratio / 2
        if not rows:
            rows.append(Row(plain, "decisions/CPU s", measured.floor))
        rows.append(Row(name, "decisions/CPU s", measured.ours, plain, measured.floor, cost, Aim("≤", 1.3)))
    return rows


def _programme(rules: int) -> Programme:
    kinds = (_KINDS[number % len(_KINDS)] for number in range(rules))
    made = tuple(Rule(f"r{number}", kind, decode(kind, config)) for number, (kind, config) in enumerate(kinds))
    return Programme(1, "Benchmark", "EUR", "Europe/Sofia", "en", made)

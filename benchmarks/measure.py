"""Measures two ways of doing the same thing in turns, so that the machine's load meets both, and prints a table."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Clock = Callable[[], float]
Work = Callable[[], int]
"""Does something and returns how many times it did it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run does: `rounds` turns of `work` each; shops of `members`, the big one of `many`."""

    rounds: int
    work: int
    members: int
    many: int
    people: int


SIZES = {
    "tiny": Size(rounds=1, work=8, members=20, many=40, people=6),
    "short": Size(rounds=5, work=200, members=1_000, many=10_000, people=60),
    "full": Size(rounds=15, work=800, members=10_000, many=1_000_000, people=300),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """What a ratio shall be."""

    sign: Literal["≥", "≤"]
    value: float

    def met(self, ratio: float) -> bool:
        """Says whether the ratio is as wished."""
        return ratio >= self.value if self.sign == "≥" else ratio <= self.value

    def __str__(self) -> str:
        return f"{self.sign} {self.value:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. Without `against` it is a bare figure; without `aim` it is for information."""

    name: str
    unit: str
    ours: float
    against: str = ""
    floor: float | None = None
    ratio: float | None = None
    aim: Aim | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians over the rounds: both rates in one per second, and the ratio ours / floor of the same round."""

    ours: float
    floor: float
    ratio: float


def compared(rounds: Iterable[tuple[float, float]]) -> Compared:
    """Returns the medians of (our rate, the floor's rate) pairs; the ratio is the median of the pairs' ratios."""
    pairs = tuple(rounds)
    return Compared(
        ours=statistics.median(ours for ours, _ in pairs),
        floor=statistics.median(floor for _, floor in pairs),
        ratio=statistics.median(ours / floor for ours, floor in pairs),
    )


def rate(work: Work, clock: Clock) -> float:
    """Returns how often per second of `clock` the work was done."""
    began = clock()
    done = work()
    return done / max(clock() - began, 1e-9)


def in_turns(rounds: int, ours: Work, floor: Work, clock: Clock = time.process_time) -> Compared:
    """Measures floor, ours, floor, ours … after one unmeasured turn of each."""
    floor()
    ours()
    pairs = []
    for _ in range(rounds):
        floors = rate(floor, clock)
        pairs.append((rate(ours, clock), floors))
    return compared(pairs)


def percentile(values: Sequence[float], percent: float) -> float:
    """Returns the smallest value that at least `percent` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100).__trunc__() - 1)]


def table(rows: Iterable[Row]) -> str:
    """Returns the rows as aligned text, a mark before every aim that was missed."""
    cells = [("", "", "ours", "against", "floor", "ratio", "aim")]
    for row in rows:
        missed = row.aim is not None and row.ratio is not None and not row.aim.met(row.ratio)
        cells.append(
            (
                row.name,
                row.unit,
                _figure(row.ours),
                row.against,
                _figure(row.floor),
                _figure(row.ratio),
                f"{row.aim or ''}{'  MISSED' if missed else ''}",
            )
        )
    widths = [max(len(line[column]) for line in cells) for column in range(7)]
    right = {2, 4, 5}
    lines = [
        "  ".join(cell.rjust(width) if n in right else cell.ljust(width) for n, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(line, widths, strict=True)) for line in cells)
    ]
    return "\n".join(line.rstrip() for line in lines)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"

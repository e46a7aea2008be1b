"""The benchmarks: each one runs at its least size, and ratios are counted right. No figure of the machine is judged."""

import importlib
from pathlib import Path

import pytest

from benchmarks.__main__ import MODULES
from benchmarks.measure import SIZES, Aim, Row, compared, in_turns, percentile, table

FOLDER = Path(__file__).parents[2] / "benchmarks"
SLOW = {"balance", "broadcast", "scanning", "start"}
"""They start processes, keep to Telegram's pace or make large pictures, however little they measure."""


def test_every_module_with_a_benchmark_is_listed():
    found = {path.stem for path in FOLDER.glob("*.py") if "\ndef run(size: Size)" in path.read_text()}
    assert found == set(MODULES)


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.long] * (name in SLOW)) for name in MODULES])
def test_it_runs(name):
    rows = importlib.import_module(f"benchmarks.{name}").run(SIZES["tiny"])
    assert rows
    assert all(row.ours >= 0 and row.name and row.unit for row in rows)
    assert all(row.ratio is not None and row.against for row in rows if row.aim)
    assert [row.name for row in rows if "429" in row.name and row.ours] == []


def test_the_ratio_is_the_median_of_each_rounds_own():
    found = compared([(10.0, 20.0), (30.0, 40.0), (5.0, 50.0)])
    assert (found.ours, found.floor, found.ratio) == (10.0, 40.0, 0.5)


def test_turns_alternate_after_a_turn_of_each_to_warm_up():
    said, now = [], 0.0

    def work(name, seconds):
        def done():
            nonlocal now
            said.append(name)
            now += seconds
            return 12

        return done

    found = in_turns(2, work("ours", 4.0), work("floor", 3.0), clock=lambda: now)
    assert said == ["floor", "ours"] * 3
    assert (found.ours, found.floor, found.ratio) == (3.0, 4.0, 0.75)


def test_a_percentile_is_a_value_that_was_measured():
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 99), percentile(values, 50), percentile([7.0], 99)) == (99.0, 50.0, 7.0)


def test_the_table_marks_what_was_missed():
    lines = table(
        [
            Row("fast", "x/s", 12_345.0, "floor", 10.0, 0.8, Aim("≥", 0.7)),
            Row("slow", "x/s", 1.0, "floor", 10.0, 0.1, Aim("≥", 0.7)),
            Row("costly", "x/s", 1.0, "floor", 1.0, 1.31, Aim("≤", 1.3)),
            Row("bare", "MiB", 99.94),
        ]
    ).splitlines()
    assert [line.split()[0] for line in lines if "MISSED" in line] == ["slow", "costly"]
    assert "12 345" in lines[1]
    assert "≥ 0.7" in lines[1]
    assert lines[4].split() == ["bare", "MiB", "99.9"]

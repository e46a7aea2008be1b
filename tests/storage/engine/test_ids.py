"""Ids grow, whatever the clock does, and say when they were made."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.engine import ids
from storage.engine.ids import uuid7
from tests import today


@pytest.fixture(autouse=True)
def no_ids_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begins with no id made: one of an earlier test, whose clock went on, would be of a later time."""
    monkeypatch.setattr(ids, "_clock", ids._Clock())


def test_ids_grow_and_are_of_version_seven():
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert {(made_id.version, made_id.variant) for made_id in made} == {(7, "specified in RFC 4122")}
    assert abs((made[0].int >> 80) - today.now().timestamp() * 1000) < 5000


def test_ids_of_parallel_threads_differ():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: uuid7(), range(5_000)))
    assert len(set(made)) == 5_000


def test_ids_grow_when_the_clock_goes_back(monkeypatch):
    before = uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_000_000_000)
    assert uuid7() > before

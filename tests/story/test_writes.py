"""Nothing can be written for a while: whoever watches hears it at once, the owner when it is over."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from typing import Any

import httpx
import pytest
import time_machine
from structlog.testing import capture_logs

from services import machine
from storage.database import sqlite_path
from storage.engine import sqlite
from storage.errors import DatabaseUnavailable
from tests import today
from tests.story.conftest import Town


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for nobody who has the file; connections learn it when they are opened."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.05)


@asynccontextmanager
async def _locked(town: Town, monkeypatch: pytest.MonkeyPatch, kind: str) -> AsyncIterator[None]:
    """Keeps everything from being written: a second program has the file, or the server's disk is full."""
    if kind == "sqlite":
        path = sqlite_path(town.second._engine.url)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return

    def full(*_: Any) -> None:
        raise DatabaseUnavailable("could not extend file: No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(machine, "alive", full)
        yield


async def test_readyz_and_metrics_say_that_no_write_succeeds_and_the_owner_hears_when_it_is_over(
    town: Town, monkeypatch: pytest.MonkeyPatch, database_kind: str
) -> None:
    olga = await town.owner()
    async with httpx.AsyncClient(base_url=town.settings.reached_at, trust_env=False) as http:
        assert (await http.get("/readyz")).status_code == 200
        monkeypatch.setattr("app.watchman.FRESH", 0.0)
        async with _locked(town, monkeypatch, database_kind):
            with capture_logs() as lines:
                answers = [await http.get("/readyz") for _ in range(3)]
            assert {answer.status_code for answer in answers} == {503}
            assert "nothing can be written" in answers[0].text
            assert len([line for line in lines if line["event"] == "nothing_can_be_written"]) == 1
            with time_machine.travel(today.now() + timedelta(minutes=2)):
                text = (await http.get("/metrics")).text
                assert "tessera_writes_failing_seconds 12" in text
                assert "tessera_writes_failed_total" in text
        with time_machine.travel(today.now() + timedelta(minutes=3)):
            await town.watchman.round()
            told = await olga.wait("nothing could be written down")
        assert (await http.get("/readyz")).status_code == 200
        assert "tessera_writes_failing_seconds 0.0" in (await http.get("/metrics")).text
    assert {"sqlite": "locked", "postgresql": "No space left"}[database_kind] in told.text

"""`tessera run` as a process of its own that tests may kill, started by a fork so that fifty starts are cheap."""

import asyncio
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx

from sandbox.server import Sandbox
from tests import today
from tests.launch import set_clock
from wallet.google.pace import TIMES

# The server that is forked has imported everything and opened nothing: each fork begins as a fresh `tessera` would.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["app.main", "app.serving", "app.chores", "app.logs", "tests.faults.warm"])

PATIENCE = 120.0
"""Seconds within which a process does what it is told; on a quiet machine it takes two."""


def _command(
    folder: str, settings: dict[str, str], log: str, arguments: list[str], google_pace: int, instant: str
) -> None:
    """Becomes the command: its clock, environment, folder and output, and how often a second Google may be asked."""
    set_clock(instant)
    from wallet.google.pace import WINDOW, Pace

    Pace.__init__.__defaults__ = (google_pace, WINDOW)
    from app.main import main

    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", buffering=1), os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("TESSERA_")]:
        del os.environ[name]
    os.environ.update(settings)
    sys.exit(main(arguments))


@dataclass
class Tessera:
    """One installation: a folder, settings, and at most one process that serves."""

    folder: Path
    settings: dict[str, str]
    port: int
    process: ForkServerProcess | None = None
    codes: list[int] = field(default_factory=list)
    google_pace: int = TIMES

    @property
    def log(self) -> Path:
        """What all processes have said."""
        return self.folder / "log"

    async def command(self, *arguments: str) -> int:
        """Runs a command to its end; returns its exit code."""
        process = await self._begin(*arguments)
        await asyncio.to_thread(process.join, PATIENCE)
        assert process.exitcode is not None, self.said()
        return process.exitcode

    async def _begin(self, *arguments: str) -> ForkServerProcess:
        instant = today.now().isoformat()
        process = _FORKS.Process(
            target=_command,
            args=(str(self.folder), self.settings, str(self.log), list(arguments), self.google_pace, instant),
            daemon=True,
        )
        await asyncio.to_thread(process.start)
        return process

    async def start(self) -> None:
        """Starts `tessera run`, and returns at once."""
        self.process = await self._begin("run")

    async def ready(self, timeout: float = PATIENCE) -> None:
        """Returns when it serves."""
        deadline = time.monotonic() + timeout
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            while True:
                assert time.monotonic() < deadline, self.said()
                assert self.process is None or self.process.exitcode is None, self.said()
                try:
                    if (await http.get(f"http://127.0.0.1:{self.port}/readyz")).status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)

    async def end(self, number: int = signal.SIGKILL, timeout: float = PATIENCE) -> int:
        """Sends a signal and waits for the end; returns the exit code, negative for a signal."""
        assert self.process is not None
        assert self.process.pid is not None
        assert self.process.exitcode is None, self.said()
        os.kill(self.process.pid, number)
        await asyncio.to_thread(self.process.join, timeout)
        assert self.process.exitcode is not None, f"still running\n{self.said()}"
        return self.process.exitcode

    def said(self) -> str:
        """Returns the end of the log, for the eyes of whoever reads a failed test."""
        return self.log.read_text()[-4000:] if self.log.exists() else ""

    def lines(self) -> list[dict[str, Any]]:
        """Returns the log's lines as they were meant."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]


@asynccontextmanager
async def installed(
    folder: Path, sandbox: Sandbox, database_url: str, port: int, updates: str = "polling"
) -> AsyncIterator[Tessera]:
    """An installation that does not run yet; what runs at the end is killed."""
    settings = {
        "TESSERA_BOT_TOKEN": sandbox.token,
        "TESSERA_BOT_API_URL": sandbox.url,
        "TESSERA_APNS_URL": sandbox.apns.url,
        "TESSERA_DATABASE_URL": database_url,
        "TESSERA_DATA_DIR": str(folder / "data"),
        "TESSERA_LISTEN": f"127.0.0.1:{port}",
        "TESSERA_UPDATES": updates,
        "TESSERA_LOG_FORMAT": "json",
    }
    tessera = Tessera(folder, settings, port)
    try:
        yield tessera
    finally:
        if tessera.process is not None and tessera.process.exitcode is None:
            await tessera.end()

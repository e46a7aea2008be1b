"""`tessera run` as a process of its own that tests may kill."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from sandbox.server import Sandbox
from tests import commands
from tests.commands import Command
from wallet.google.pace import TIMES

PATIENCE = 120.0
"""Seconds within which a process does what it is told; on a quiet machine it takes two."""


@dataclass
class Tessera:
    """One installation: a folder, settings, and at most one process that serves."""

    folder: Path
    settings: dict[str, str]
    port: int
    process: Command | None = None
    codes: list[int] = field(default_factory=list)
    google_pace: int = TIMES

    @property
    def log(self) -> Path:
        """What all processes have said."""
        return self.folder / "log"

    async def command(self, *arguments: str) -> int:
        """Runs a command to its end; returns its exit code."""
        process = await self._begin(*arguments)
        code = await asyncio.to_thread(process.wait, PATIENCE)
        assert code is not None, self.said()
        return code

    async def _begin(self, *arguments: str) -> Command:
        environment = commands.environment(self.settings)
        return await asyncio.to_thread(
            commands.begin, arguments, self.folder, environment, self.log, self.log, self.google_pace
        )

    async def start(self) -> None:
        """Starts `tessera run`, and returns at once."""
        self.process = await self._begin("run")

    async def ready(self, timeout: float = PATIENCE) -> None:
        """Returns when it serves."""
        deadline = time.monotonic() + timeout
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            while True:
                assert time.monotonic() < deadline, self.said()
                assert self.process is None or self.process.returncode is None, self.said()
                try:
                    if (await http.get(f"http://127.0.0.1:{self.port}/readyz")).status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)

    async def end(self, number: int = signal.SIGKILL, timeout: float = PATIENCE) -> int:
        """Sends a signal and waits for the end; returns the exit code, negative for a signal."""
        assert self.process is not None
        assert self.process.returncode is None, self.said()
        self.process.send_signal(number)
        await asyncio.to_thread(self.process.wait, timeout)
        assert self.process.returncode is not None, f"still running\n{self.said()}"
        return self.process.returncode

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
        if tessera.process is not None and tessera.process.returncode is None:
            await tessera.end()

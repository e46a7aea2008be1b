"""A sandbox, and the command line beside it: in processes of their own, as people run it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import httpx
import pytest

from sandbox.server import Sandbox
from tests import commands, today
from tests.commands import Command

Process = Command | asyncio.subprocess.Process
P = TypeVar("P", Command, asyncio.subprocess.Process)

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0
"""Seconds within which a process does what it is told; on a quiet machine it takes two."""


@pytest.fixture
def time_runs() -> bool:
    """The clock goes on: the tests talk to processes of their own, in which it goes on too."""
    return True


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@dataclass
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass
class Place:
    """A folder to start Tessera in, with its settings in the environment."""

    folder: Path
    settings: dict[str, str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def begin(self, *arguments: str) -> Command:
        """Starts a command by a fork, which has imported everything."""
        out, err = (self.folder / f"{uuid4().hex}.{name}" for name in ("out", "err"))
        environment = commands.environment(self.settings)
        return await asyncio.to_thread(commands.begin, arguments, self.folder, environment, out, err)

    async def begin_anew(self, *arguments: str) -> asyncio.subprocess.Process:
        """Starts a command as people do: Python has imported nothing."""
        return await asyncio.create_subprocess_exec(
            *today.python("-m", "app.main", *arguments),
            cwd=self.folder,
            env={**commands.environment({}), "PYTHONPATH": str(ROOT), **self.settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        """`tessera run`, ready to serve; killed at the end unless it has ended by itself."""
        async with self.serving(await self.begin("run")) as process:
            yield process

    @asynccontextmanager
    async def serving(self, process: P) -> AsyncIterator[P]:
        """The process when it is ready to serve; killed at the end unless it has ended by itself."""
        try:
            await answering(f"{self.url}/readyz", process)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()


async def ended(process: Process, timeout: float = PATIENCE) -> Ended:
    async with asyncio.timeout(timeout):
        out, err = await process.communicate()
    return Ended(process.returncode or 0, out.decode(), err.decode())


async def answering(url: str, process: Process) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http, asyncio.timeout(PATIENCE):
        while True:
            assert process.returncode is None, (await ended(process)).err
            try:
                if (await http.get(url)).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


@pytest.fixture
def place(tmp_path: Path, sandbox: Sandbox, unused_tcp_port: int) -> Place:
    settings = {
        "TESSERA_BOT_TOKEN": sandbox.token,
        "TESSERA_BOT_API_URL": sandbox.url,
        "TESSERA_LISTEN": f"127.0.0.1:{unused_tcp_port}",
    }
    return Place(tmp_path, settings, unused_tcp_port)

"""What starting costs: `tessera run` until it is ready, against Python importing the same libraries alone."""

import asyncio
import os
import resource
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from benchmarks.measure import Row, Size, compared
from sandbox.server import Sandbox

ROOT = Path(__file__).parents[1]
SECONDS = 60
_LIBRARIES = (
    "import aiogram, aiosqlite, alembic.command, apscheduler.schedulers.asyncio, babel, cryptography.x509, fastapi, "
    "fluent.runtime, httpx, PIL.Image, prometheus_client, pydantic_settings, qrcode, sqlalchemy.ext.asyncio, "
    "structlog, uvicorn, zxingcpp"
)
_MEBIBYTE = 1 << 20
Usage = tuple[float, float]
"""CPU seconds and resident memory in MiB."""
Wait = Callable[[asyncio.subprocess.Process], Awaitable[None]]


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    pairs = [asyncio.run(_both()) for _ in range(min(size.rounds, 5))]
    floor = "importing its libraries"
    return [
        _row("start until /readyz", "CPU s", floor, [(ours[0], bare[0]) for ours, bare in pairs]),
        _row("memory when ready", "MiB", floor, [(ours[1], bare[1]) for ours, bare in pairs]),
    ]


def _row(name: str, unit: str, floor: str, pairs: list[tuple[float, float]]) -> Row:
    found = compared(pairs)
    return Row(name, unit, found.ours, floor, found.floor, found.ratio)


async def _both() -> tuple[Usage, Usage]:
    bare = await _used(["-c", f"{_LIBRARIES}\nprint(flush=True); input()"], {}, _said)
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox() as sandbox:
            port = _free_port()
            settings = {
                "TESSERA_BOT_TOKEN": sandbox.token,
                "TESSERA_BOT_API_URL": sandbox.url,
                "TESSERA_LISTEN": f"127.0.0.1:{port}",
                "TESSERA_DATA_DIR": folder,
            }
            ours = await _used(["-m", "app.main", "run"], settings, _ready(f"http://127.0.0.1:{port}/readyz"))
    return ours, bare


async def _used(arguments: list[str], settings: dict[str, str], wait: Wait) -> Usage:
    """Starts Python, waits until it has come so far, and returns what it has used; ends it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TESSERA_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        cwd=ROOT,
        env=clean | settings,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(SECONDS):
            await wait(process)
        return _usage(process.pid)
    finally:
        process.kill()
        await process.communicate()


async def _said(process: asyncio.subprocess.Process) -> None:
    assert process.stdout is not None
    await process.stdout.readline()


def _ready(url: str) -> Wait:
    async def ready(process: asyncio.subprocess.Process) -> None:
        async with httpx.AsyncClient(trust_env=False) as http:
            while process.returncode is None:
                try:
                    if (await http.get(url)).status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)
        raise RuntimeError("tessera run has ended before it was ready")

    return ready


def _usage(pid: int) -> Usage:
    # After the name in brackets, which may hold anything: utime and stime are the 14th and 15th fields of proc(5).
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return seconds, pages * resource.getpagesize() / _MEBIBYTE


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

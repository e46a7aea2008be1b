"""SQLite: one writer thread that commits in groups, and a pool of readers that cannot write."""

import asyncio
import contextvars
import queue
import sqlite3
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import aiosqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool, StaticPool

from storage.errors import DatabaseUnavailable

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that is writing."""
GROUP = 64
"""Writes that share one commit, at most."""
READERS = 8
CHECKPOINT_PAGES = 1000
"""SQLite's own default: the writer folds the log into the file after so many pages."""

_PRIMARY_CODE = 0xFF  # extended result codes carry the primary one in their low byte
_UNAVAILABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)


def sync_engine(url: URL, *, checkpoint_pages: int = CHECKPOINT_PAGES, foreign_keys: bool = True) -> Engine:
    """Returns an engine of one connection whose every transaction begins by taking SQLite's write lock.

    `checkpoint_pages` 0 leaves the log to another process; `foreign_keys` off is for migrations, which check at the
    end instead.
    """
    # Errors go to the log, and personal data does not.
    engine = create_engine(url.set(drivername="sqlite"), pool_size=1, max_overflow=0, hide_parameters=True)
    pragmas = {"foreign_keys": "ON" if foreign_keys else "OFF", "wal_autocheckpoint": str(checkpoint_pages)}
    event.listen(engine, "connect", partial(_prepare, pragmas))
    event.listen(engine, "begin", partial(_begin, "BEGIN IMMEDIATE"))
    event.listen(engine, "commit", _still_in_transaction)
    return engine


def _prepare(pragmas: dict[str, str], connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions itself, late and deferred: reads before the first write would then be
    # stale, and increments get lost.
    connection.isolation_level = None
    cursor = connection.cursor()
    settings = {
        "busy_timeout": str(round(BUSY_TIMEOUT * 1000)),
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "secure_delete": "ON",  # who was erased stands in no free page of the file either
        **pragmas,
    }
    for name, value in settings.items():
        cursor.execute(f"PRAGMA {name} = {value}")
        cursor.fetchall()
    cursor.close()


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def _still_in_transaction(connection: Connection) -> None:
    # SQLite ends a transaction by itself when the disk is full or fails; the driver's commit() then does nothing and
    # says nothing. On a connection closed underneath, the question itself raises.
    driver = connection.connection.driver_connection
    if driver is None or not driver.in_transaction:
        raise DatabaseUnavailable("SQLite gave the transaction up before its commit")


def unavailable(error: BaseException, *, writing: bool = True) -> DatabaseUnavailable | None:
    """Returns what to raise for an error of the file, None for one of the statement."""
    # SQLAlchemy wraps what statements raise, but not what the settings of a new connection do.
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    # Our readers may not write: there it is the statement that is wrong, and not the file.
    kinds = _UNAVAILABLE | {sqlite3.SQLITE_READONLY} if writing else _UNAVAILABLE
    of_the_file = code is not None and code & _PRIMARY_CODE in kinds
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    return DatabaseUnavailable(str(origin)) if of_the_file or gone else None


def _outcome(error: BaseException) -> BaseException:
    """Returns the error that the caller's future will carry."""
    instead: Exception | None = unavailable(error)
    if isinstance(error, StopIteration):
        instead = RuntimeError("a use case raised StopIteration, which no future can carry")
    if instead is None:
        return error
    instead.__cause__ = error
    return instead


@dataclass(slots=True)
class _Order:
    """One write waiting for its turn, and then its outcome."""

    work: Callable[[Connection], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    answer: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Tells the caller; runs in the caller's loop. A caller who was cancelled hears nothing more."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.answer)
        else:
            self.future.set_exception(self.error)


class _Writer:
    """The thread that alone writes. Orders that wait together are committed together, each in its own savepoint."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        # A process that ends without close() must end; what was not committed was not acknowledged either.
        self._thread = threading.Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    def put(self, order: _Order) -> None:
        """Queues one order."""
        self._orders.put(order)

    def stop(self) -> None:
        """Returns when everything queued before is settled and the connection is closed."""
        self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            first = self._orders.get()
            group: list[_Order] = []
            while first is not None:
                group.append(first)
                if len(group) == GROUP or self._orders.empty():
                    break
                first = self._orders.get()
            stopping = first is None
            if group:
                self._commit(group)
        self._engine.dispose()

    def _commit(self, group: Sequence[_Order]) -> None:
        try:
            with self._engine.begin() as connection:
                for order in group:
                    _attempt(connection, order)
        except BaseException as error:  # noqa: BLE001 - every caller must hear of it, and the thread live on
            for order in group:
                if order.error is None:
                    order.error = DatabaseUnavailable(f"nothing was written: {error}")
                    order.error.__cause__ = error
        _settle(group)


def _attempt(connection: Connection, order: _Order) -> None:
    """Runs one order in its savepoint. Raises only when the whole transaction is lost."""
    # SQLAlchemy's own savepoints are compiled anew each time, which costs four times as much.
    connection.exec_driver_sql("SAVEPOINT turn")
    try:
        order.answer = order.work(connection)
    except BaseException as error:  # noqa: BLE001 - it belongs to the caller, not to the writer thread
        order.error = _outcome(error)
        connection.exec_driver_sql("ROLLBACK TO turn")
    connection.exec_driver_sql("RELEASE turn")


def _settle(group: Sequence[_Order]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Order]] = defaultdict(list)
    for order in group:
        by_loop[order.loop].append(order)
    for loop, orders in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle_all, orders)
        except RuntimeError:
            # The loop is closed: nobody is left to hear.
            continue


def _settle_all(orders: Sequence[_Order]) -> None:
    for order in orders:
        order.settle()


class _Reader:
    """A connection of aiosqlite that runs a whole use case in one hop into its thread.

    SQLAlchemy's own way changes threads for every statement and every fetch: three times the CPU time of a read.
    """

    def __init__(self, held: AsyncConnection, driver: aiosqlite.Connection) -> None:
        self._held = held
        self._driver = driver
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: driver._conn,  # noqa: SLF001 - see run
            poolclass=StaticPool,
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", partial(_begin, "BEGIN"))

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on one unchanging view of the database; the transaction is over when it ends."""
        # aiosqlite offers no public way to run a function in a connection's thread; its version is pinned.
        answer: T = await self._driver._execute(self._in_thread, work)  # type: ignore[no-untyped-call]  # noqa: SLF001 - as said
        return answer

    def _in_thread(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engine.connect() as connection:
                return work(connection)
        except StopIteration as error:
            raise _outcome(error) from error

    async def close(self) -> None:
        """Closes the connection."""
        await self._held.close()


class _Readers:
    """Up to READERS connections that cannot write; the one used last goes first, for its thread is still warm.

    They are SQLAlchemy's, and held: taking one out of its pool for each read costs three changes of greenlets.
    """

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url.set(drivername="sqlite+aiosqlite"),
            poolclass=NullPool,
            pool_reset_on_return=None,  # `_Reader` leaves no transaction behind
        )
        pragmas = {"foreign_keys": "ON", "wal_autocheckpoint": "0", "query_only": "ON"}
        event.listen(self._engine.sync_engine, "connect", partial(_prepare, pragmas))
        self._free: asyncio.LifoQueue[_Reader | None] = asyncio.LifoQueue()
        self._all = READERS
        for _ in range(self._all):
            self._free.put_nowait(None)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[_Reader]:
        """Lends a reader. Raises DatabaseUnavailable when none becomes free in time."""
        reader = await self._next()
        try:
            reader = reader or await self._opened()
            yield reader
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        """Closes all connections, each when its read has ended."""
        for _ in range(self._all):
            reader = await self._free.get()
            if reader is not None:
                await reader.close()
        await self._engine.dispose()

    async def _next(self) -> _Reader | None:
        if not self._free.empty():
            return self._free.get_nowait()
        try:
            async with asyncio.timeout(BUSY_TIMEOUT):
                return await self._free.get()
        except TimeoutError as error:
            raise DatabaseUnavailable(f"{self._all} reads are under way already") from error

    async def _opened(self) -> _Reader:
        held = await self._engine.connect()
        raw = await held.get_raw_connection()
        return _Reader(held, cast("aiosqlite.Connection", raw.driver_connection))


class SqliteDatabase:
    """A database in one file. Made by `storage.database.open_database`."""

    dialect = "sqlite"

    def __init__(self, url: URL, *, checkpoints: bool) -> None:
        self._engine = sync_engine(url, checkpoint_pages=CHECKPOINT_PAGES if checkpoints else 0)
        self._readers = _Readers(url)
        self._writer = _Writer(self._engine)
        self._closed = False

    async def read(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `use_case(connection, …)` on one unchanging view of the database and returns its answer."""
        if self._closed:
            raise DatabaseUnavailable("the database is closed")
        context = contextvars.copy_context()

        def work(connection: Connection) -> T:
            return context.run(use_case, connection, *args, **kwargs)

        try:
            async with self._readers.one() as reader:
                return await reader.run(work)
        except (DBAPIError, sqlite3.Error) as error:
            if refusal := unavailable(error, writing=False):
                raise refusal from error
            raise

    async def write(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `use_case(connection, …)` in a transaction and returns its answer after the commit.

        Once called it runs to its end, even if the caller is cancelled while waiting.
        """
        if self._closed:
            raise DatabaseUnavailable("the database is closed")
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()

        def work(connection: Connection) -> T:
            return context.run(use_case, connection, *args, **kwargs)

        order = _Order(work, loop, loop.create_future())
        self._writer.put(order)
        answer: T = await order.future
        return answer

    async def check(self) -> str:
        """Returns name and version of the database; raises DatabaseUnavailable when it cannot be read."""

        def version(connection: Connection) -> str:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
            return str(connection.exec_driver_sql("SELECT sqlite_version()").scalar_one())

        return f"SQLite {await self.read(version)}"

    async def close(self) -> None:
        """Finishes what was asked for before, then closes all connections."""
        if self._closed:
            return
        self._closed = True
        # Readers first: the last one to leave folds the log into the file, and that shall be the writer.
        await self._readers.close()
        await asyncio.to_thread(self._writer.stop)

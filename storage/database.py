"""Opening the database that a URL names; one way to read and write on both kinds."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from storage.engine.postgres import PostgresDatabase
from storage.engine.sqlite import SqliteDatabase
from storage.errors import AlreadyServing

Database = SqliteDatabase | PostgresDatabase


def database_url(text: str) -> URL:
    """Reads a database URL: `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`; the driver may be left out.

    Raises ValueError in words for anything else, a database in memory included.
    """
    url = make_url(text)
    if url.drivername not in {"sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+asyncpg"}:
        raise ValueError(f"{url.drivername} is no database this application knows: use SQLite or PostgreSQL")
    if url.get_backend_name() == "sqlite" and (
        url.database in {None, "", ":memory:"} or url.query.get("mode") == "memory"
    ):
        raise ValueError("a SQLite database must be a file")
    return url


async def open_database(url: str, *, checkpoints: bool = True) -> Database:
    """Opens the database and makes sure that it answers; raises DatabaseUnavailable when it does not.

    `checkpoints=False` is for a short command beside a serving process on the same SQLite file, which alone may fold
    the log into the file.
    """
    parsed = database_url(url)
    database: Database
    if parsed.get_backend_name() == "sqlite":
        database = SqliteDatabase(parsed, checkpoints=checkpoints)
    else:
        database = PostgresDatabase(parsed)
    try:
        await database.check()
    except BaseException:
        await database.close()
        raise
    return database


@contextmanager
def serving_lock(url: str) -> Iterator[None]:
    """Holds the right to serve from this database; raises AlreadyServing when another process has it.

    SQLite bears one serving process per file, PostgreSQL any number. The lock goes with the process, however it ends.
    """
    parsed = database_url(url)
    if parsed.get_backend_name() != "sqlite":
        yield
        return
    file = Path(f"{sqlite_path(parsed)}.lock")
    with file.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyServing(f"another process serves from {file.with_suffix('')}") from error
        yield


def sqlite_path(url: URL) -> Path:
    """Returns the file behind a SQLite URL, also one that SQLite itself reads as a URI (`file:…?uri=true`)."""
    return Path((url.database or "").removeprefix("file:"))

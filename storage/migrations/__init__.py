"""Bringing a database to the newest version, all or nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text

from storage.database import database_url
from storage.engine.postgres import async_engine
from storage.engine.postgres import unavailable as postgres_unavailable
from storage.engine.sqlite import sync_engine
from storage.engine.sqlite import unavailable as sqlite_unavailable

_FOLDER = Path(__file__).parent
_LOCK = 7_355_608
"""The advisory lock under which one process at a time migrates a PostgreSQL database; any number does."""
_LOCK_TIMEOUT = "10s"


async def migrate(url: str, version: str = "head") -> str:
    """Brings the database to the newest version, or to an older `version`, and returns it; does nothing when there.

    All steps are one transaction under a lock, so several processes may start at once and half a migration never
    remains. Raises DatabaseUnavailable when the database cannot be reached or stays locked.
    """
    return await _alembic(url, lambda config: command.upgrade(config, version))


async def rollback(url: str, version: str) -> str:
    """Takes the database back to an older version (`base`: no tables at all, every row lost) and returns it."""
    return await _alembic(url, lambda config: command.downgrade(config, version))


def current_version(connection: Connection) -> str:
    """Returns the version of the database behind an open connection; empty when nothing was ever migrated."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def head_version() -> str:
    """Returns the version this code expects."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def known_versions() -> frozenset[str]:
    """Returns every version this code knows how to make."""
    return frozenset(script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions())


async def _alembic(url: str, step: Callable[[Config], None]) -> str:
    parsed = database_url(url)
    if parsed.get_backend_name() == "sqlite":
        return await asyncio.to_thread(_on_sqlite, parsed, step)
    return await _on_postgresql(parsed, step)


def _on_sqlite(url: URL, step: Callable[[Config], None]) -> str:
    # Rebuilding a table drops the old one, which with foreign keys on would take its children along; they cannot be
    # switched inside a transaction, so they are off throughout and checked before the commit.
    engine = sync_engine(url, foreign_keys=False)
    try:
        with engine.begin() as connection:
            version = _run(connection, step)
            _check_foreign_keys(connection)
            return version
    except Exception as error:
        if refusal := sqlite_unavailable(error):
            raise refusal from error
        raise
    finally:
        engine.dispose()


def _check_foreign_keys(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"the migration left rows that point nowhere: {broken[:5]}")


async def _on_postgresql(url: URL, step: Callable[[Config], None]) -> str:
    engine = async_engine(url, timeouts=False)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            # Only from here on: waiting for another process to migrate may take as long as it takes.
            await connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
            return await connection.run_sync(_run, step)
    except Exception as error:
        if refusal := postgres_unavailable(error):
            raise refusal from error
        raise
    finally:
        await engine.dispose()


def _run(connection: Connection, step: Callable[[Config], None]) -> str:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    step(config)
    return current_version(connection)

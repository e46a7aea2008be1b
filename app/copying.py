"""`tessera copy-database`: everything out of one database into an empty one of either kind."""

import asyncio
import secrets
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import BinaryIO

from sqlalchemy.exc import ArgumentError

from app.archive import check_newest, dump, examine, pour
from app.settings import Settings
from app.vault import BackupFault
from app.verdict import told
from storage.database import database_url, open_database, serving_lock, sqlite_path


def copy_database(settings: Settings, source: str, target: str) -> int:
    """Copies every row, counts them and recounts the ledger; returns 0 when the copy adds up.

    It is a backup and a restore in one breath, through a file without a name whose passphrase nobody learns.
    """
    _understood(source, target)
    settings.make_data_dir()
    passphrase = secrets.token_urlsafe()
    with ExitStack() as stack:
        # A sale made while we copy would be missing in the copy.
        stack.enter_context(serving_lock(source))
        stack.enter_context(serving_lock(target))
        file = stack.enter_context(tempfile.TemporaryFile(dir=settings.data_dir))
        asyncio.run(_dump(source, file, passphrase))
        file.seek(0)
        contents = examine(file, passphrase)
        found = asyncio.run(pour(target, file, passphrase, contents))
    for name, rows in contents.counts.items():
        print(f"{name:<18} {rows:>10} rows")
    print("Every row is there. Set TESSERA_DATABASE_URL to the new database; the old one was not changed.")
    return told(found)


def _understood(source: str, target: str) -> None:
    for url in (source, target):
        try:
            parsed = database_url(url)
        except (ArgumentError, ValueError) as error:
            raise BackupFault(
                f"a database is named like sqlite:////folder/file.db or postgresql://…: {error}"
            ) from error
        if url == source and parsed.get_backend_name() == "sqlite" and not sqlite_path(parsed).exists():
            raise BackupFault(f"there is no file {sqlite_path(parsed)}")


async def _dump(source: str, file: BinaryIO, passphrase: str) -> None:
    database = await open_database(source)
    try:
        await database.read(check_newest)
        await database.read(dump, file, passphrase, {}, datetime.now(UTC))
    finally:
        await database.close()

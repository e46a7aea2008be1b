"""`tessera backup` and `tessera restore`: the whole shop in one file, and back into an empty place."""

import asyncio
import getpass
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from app import secret
from app.archive import check_newest, dump, examine, pour
from app.settings import PASSPHRASE_LENGTH, PREFIX, Settings, SettingsError, keep
from app.vault import BackupFault
from app.verdict import told
from storage.database import open_database, serving_lock

MASTER = "secret"
KEPT = (MASTER, "webhook-secret", "development-authority.pem")
"""Files that Tessera itself makes in the data folder."""
NAMED = (
    "apple_cert_file",
    "apple_key_file",
    "apple_wwdr_file",
    "google_credentials_file",
)
"""Settings that name a file; in the backup when it stands in the data folder."""


def backup(settings: Settings, path: Path) -> int:
    """Writes the database and the secrets of one moment into a new file; returns the exit code."""
    settings.make_data_dir()
    passphrase = _passphrase(settings, twice=True)
    files, elsewhere = _files(settings)
    with _new(path) as file:
        counts = asyncio.run(_dump(settings, file, passphrase, files))
    print(
        f"{path} holds {counts['member']} members, {counts['operation']} operations and {', '.join(sorted(files))}. "
        "Nobody reads it without the passphrase, you neither: keep that elsewhere."
    )
    for name in elsewhere:
        print(f"{name} is outside the data folder and not in the backup: keep a copy of it yourself.")
    return 0


async def _dump(settings: Settings, file: BinaryIO, passphrase: str, files: Mapping[str, bytes]) -> dict[str, int]:
    now = datetime.now(UTC)
    database = await open_database(settings.database, checkpoints=False)

    def work(connection: Connection) -> dict[str, int]:
        check_newest(connection)
        secret.check(connection, files[MASTER].decode())
        return dump(connection, file, passphrase, files, now)

    try:
        return await database.read(work)
    finally:
        await database.close()


def restore(settings: Settings, path: Path) -> int:
    """Fills an empty place from a backup and audits it; returns 0 when the ledger adds up."""
    passphrase = _passphrase(settings, twice=False)
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupFault(f"{path} cannot be read: {error.strerror}") from error
    with file:
        contents = examine(file, passphrase)
        wanted = _wanted(settings, contents.files)
        settings.make_data_dir()
        with serving_lock(settings.database):
            found = asyncio.run(pour(settings.database, file, passphrase, contents, lambda: _put_back(wanted)))
    print(
        f"The shop of {contents.made_at:%Y-%m-%d %H:%M} UTC is back: {contents.counts['member']} members, "
        f"{contents.counts['operation']} operations."
    )
    return told(found)


def _passphrase(settings: Settings, *, twice: bool) -> str:
    if settings.backup_passphrase is not None:
        return settings.backup_passphrase.get_secret_value()
    if not sys.stdin.isatty():
        raise SettingsError(f"{PREFIX}BACKUP_PASSPHRASE is missing, and there is no terminal to ask at")
    typed = getpass.getpass("Passphrase of the backup: ")
    if twice:
        if len(typed) < PASSPHRASE_LENGTH:
            raise BackupFault(f"the passphrase is too short; use at least {PASSPHRASE_LENGTH} characters")
        if getpass.getpass("Once more: ") != typed:
            raise BackupFault("the two passphrases differ; nothing was written")
    return typed


def _files(settings: Settings) -> tuple[dict[str, bytes], list[str]]:
    """Returns the secrets by their name in the data folder, and the settings that name a file elsewhere."""
    files, elsewhere = {MASTER: settings.master_secret().encode()}, []
    folder = settings.data_dir.resolve()
    paths = [folder / name for name in KEPT if name != MASTER and (folder / name).exists()]
    for name in NAMED:
        path: Path | None = getattr(settings, name)
        if path is None:
            continue
        if path.resolve().is_relative_to(folder):
            paths.append(path.resolve())
        else:
            elsewhere.append(f"{PREFIX}{name.upper()}={path}")
    return files | {str(path.relative_to(folder)): _read(path) for path in paths}, elsewhere


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BackupFault(f"{path} cannot be read: {error.strerror}") from error


def _wanted(settings: Settings, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Returns what to put where; refuses to live with another secret than the backup's."""
    folder = settings.data_dir.resolve()
    wanted = {folder / name: content for name, content in files.items()}
    if settings.secret is not None:
        if settings.secret.get_secret_value().encode() != files[MASTER]:
            raise BackupFault(f"{PREFIX}SECRET is not the one in the backup; leave it out and the backup's is used")
        del wanted[folder / MASTER]
    for path, content in wanted.items():
        if not path.is_relative_to(folder):
            raise BackupFault(f"the backup names a file outside the data folder: {path}")
        if path.exists() and not (path.is_file() and _read(path) == content):
            raise BackupFault(f"there is another {path} already; restore into an empty folder ({PREFIX}DATA_DIR)")
    return wanted


def _put_back(wanted: Mapping[Path, bytes]) -> None:
    for path, content in wanted.items():
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep(path, content)
        except OSError as error:
            raise BackupFault(f"{path} cannot be written: {error.strerror}") from error


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """Yields a file that only its owner reads; it gets its name when it is whole, and goes when something fails."""
    if path.exists():
        raise BackupFault(f"{path} is there already; a backup never writes over another")
    draft = path.with_name(f"{path.name}.part")
    try:
        file = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as error:
        raise BackupFault(f"{draft} is there: another backup is being made, or one was killed; delete it") from error
    except OSError as error:
        raise BackupFault(f"{path} cannot be written: {error.strerror}") from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise BackupFault(f"{path} cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)

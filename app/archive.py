"""What a backup holds: every row of one moment, the secrets beside it, and how many rows there must be."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, BinaryIO

from sqlalchemy import Connection

from app.vault import BackupFault, seal, unseal
from services.ledger.audit import Difference, differences
from storage.database import open_database
from storage.engine.transfer import RowRefused, Shape, Values, count, fill, filled, go_on_counting, rows, shapes
from storage.migrations import current_version, head_version, known_versions, migrate

CHUNK = 256 * 1024
"""Bytes of rows that are sealed together, about."""


@dataclass(frozen=True)
class Contents:
    """What a whole and genuine backup says of itself; `files` by their name in the data folder."""

    version: str
    made_at: datetime
    shapes: tuple[Shape, ...]
    files: Mapping[str, bytes]
    counts: Mapping[str, int]


def check_newest(connection: Connection) -> None:
    """Raises BackupFault unless the database is at the version whose tables this code knows."""
    version = current_version(connection)
    if version != head_version():
        raise BackupFault(f"the database is at version {version or 'none'}, not {head_version()}; run tessera migrate")


def dump(
    connection: Connection, file: BinaryIO, passphrase: str, files: Mapping[str, bytes], now: datetime
) -> dict[str, int]:
    """Writes everything that the connection sees, and `files`; returns the number of rows of each table.

    The connection is one of `Database.read`, to a database at the newest version: one unchanging view, however long it
    takes and whoever writes meanwhile.
    """
    counts: dict[str, int] = {}
    seal(file, passphrase, _chunks(connection, files, now, counts))
    return counts


def _chunks(
    connection: Connection, files: Mapping[str, bytes], now: datetime, counts: dict[str, int]
) -> Iterator[bytes]:
    found = shapes()
    yield _line({"version": head_version(), "made_at": now.isoformat(), "shapes": [shape.to_json() for shape in found]})
    for name, content in files.items():
        yield _line({"file": name, "content": b64encode(content).decode("ascii")})
    for shape in found:
        counts[shape.name] = 0
        lines, size = [_line({"rows": shape.name})], 0
        for row in rows(connection, shape):
            counts[shape.name] += 1
            lines.append(_line(shape.written(row)))
            size += len(lines[-1])
            if size >= CHUNK:
                yield b"\n".join(lines)
                lines, size = lines[:1], 0
        yield b"\n".join(lines)
    yield _line({"counts": counts})


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def examine(file: BinaryIO, passphrase: str) -> Contents:
    """Reads a backup from its beginning to its end without keeping its rows; raises BackupFault unless it is whole."""
    chunks = unseal(file, passphrase)
    head = json.loads(next(chunks))
    if head["version"] not in known_versions():
        raise BackupFault(f"a newer Tessera has made this backup (version {head['version']}); install it first")
    files: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    for chunk in chunks:
        said = json.loads(chunk.partition(b"\n")[0])
        if "file" in said:
            files[said["file"]] = b64decode(said["content"])
        counts = said.get("counts", counts)
    found = tuple(Shape.from_json(body) for body in head["shapes"])
    return Contents(head["version"], datetime.fromisoformat(head["made_at"]), found, files, counts)


async def pour(
    url: str, file: BinaryIO, passphrase: str, contents: Contents, before_commit: Callable[[], None] | None = None
) -> list[Difference]:
    """Fills the empty database at `url` with what `examine` found, all or nothing, and recounts the ledger.

    `before_commit` is done when every row is in, perhaps twice; a failure of it leaves the database empty. Returns what
    the audit finds; raises BackupFault when the database is not empty or does not take a row.
    """
    await _made_ready(url, contents.version)
    database = await open_database(url)
    try:
        await database.write(_load, file, passphrase, contents, before_commit)
        # The backup of an older version becomes a database of that version first, and then grows up.
        await migrate(url)
        return await database.read(lambda connection: list(differences(connection)))
    finally:
        await database.close()


async def _made_ready(url: str, version: str) -> None:
    database = await open_database(url)
    try:
        found = await database.read(current_version)
        await database.read(_empty)
    finally:
        await database.close()
    if not found:
        await migrate(url, version)
    elif found != version:
        raise BackupFault(f"the database is at version {found}, the rows are of version {version}; take a new database")


def _empty(connection: Connection) -> None:
    name = filled(connection)
    if name:
        raise BackupFault(f"the database is not empty (there are rows in {name}); take a new one")


def _load(
    connection: Connection,
    file: BinaryIO,
    passphrase: str,
    contents: Contents,
    before_commit: Callable[[], None] | None,
) -> None:
    _empty(connection)
    file.seek(0)
    by_name = {shape.name: shape for shape in contents.shapes}
    try:
        for name, chunks in groupby(_row_chunks(file, passphrase), key=lambda found: found[0]):
            fill(connection, by_name[name], _rows(by_name[name], (lines for _, lines in chunks)))
    except RowRefused as error:
        raise BackupFault(str(error)) from error
    for name, expected in contents.counts.items():
        found = count(connection, name)
        if found != expected:
            raise BackupFault(f"{name} has {found} rows and not {expected}; nothing was written")
    go_on_counting(connection, contents.shapes)
    if before_commit:
        before_commit()


def _row_chunks(file: BinaryIO, passphrase: str) -> Iterator[tuple[str, list[bytes]]]:
    for chunk in unseal(file, passphrase):
        first, *lines = chunk.split(b"\n")
        name = json.loads(first).get("rows")
        if name:
            yield name, lines


def _rows(shape: Shape, chunks: Iterable[list[bytes]]) -> Iterator[Values]:
    for lines in chunks:
        for line in lines:
            yield shape.read(json.loads(line))

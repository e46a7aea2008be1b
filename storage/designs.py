"""How cards look, version by version: what is shown, the owner's draft, and how far a new look has come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from storage.tables import Record, design, keepsake, wallet_pass

REPAINT = "repaint"
"""The kind, and the only key, of the job that tells every card; its progress is kept under the same name."""

PICTURES = ("logo", "strip", "stamp_full", "stamp_empty")
"""Columns of a design that hold pictures."""

_PUBLISHED = design.c.published_at.is_not(None)


def shown(connection: Connection) -> Record | None:
    """Returns the newest published design, or None."""
    query = select(design).where(_PUBLISHED).order_by(design.c.version.desc()).limit(1)
    return connection.execute(query).one_or_none()


def newest(connection: Connection) -> Record | None:
    """Returns the newest design, published or not, or None."""
    return connection.execute(select(design).order_by(design.c.version.desc()).limit(1)).one_or_none()


def lock(connection: Connection) -> None:
    """Lets nobody else change designs until the transaction's end."""
    connection.execute(select(design.c.version).order_by(design.c.version).limit(1).with_for_update())


def one(connection: Connection, version: int) -> Record | None:
    """Returns one published design, or None."""
    return connection.execute(select(design).where(design.c.version == version, _PUBLISHED)).one_or_none()


def published(connection: Connection, limit: int) -> Sequence[Record]:
    """Returns `version` and `published_at` of the newest published designs, newest first."""
    query = select(design.c.version, design.c.published_at).where(_PUBLISHED)
    return connection.execute(query.order_by(design.c.version.desc()).limit(limit)).all()


def drafts(connection: Connection) -> int:
    """Returns how many steps have led to the draft, 0 when there is none."""
    return connection.execute(select(func.count()).where(design.c.published_at.is_(None))).scalar_one()


def add(
    connection: Connection,
    body: Mapping[str, Any],
    pictures: Mapping[str, bytes | None],
    now: datetime,
    *,
    published_at: datetime | None,
) -> int:
    """Writes a design with its PICTURES and returns its version; without `published_at` it is the draft."""
    number = connection.execute(select(func.coalesce(func.max(design.c.version), 0))).scalar_one() + 1
    values = {"version": number, "body": dict(body), "created_at": now, **pictures}
    connection.execute(design.insert().values(published_at=published_at, **values))
    return int(number)


def publish(connection: Connection, version: int, now: datetime) -> None:
    """Publishes a draft; the steps that led to it are forgotten."""
    connection.execute(update(design).where(design.c.version == version).values(published_at=now))
    drop_drafts(connection)


def drop(connection: Connection, version: int) -> None:
    """Deletes one step of the draft."""
    connection.execute(delete(design).where(design.c.version == version, design.c.published_at.is_(None)))


def drop_drafts(connection: Connection, before: int | None = None) -> None:
    """Deletes the draft, or only its steps `before` a version."""
    statement = delete(design).where(design.c.published_at.is_(None))
    connection.execute(statement if before is None else statement.where(design.c.version < before))


def rename(connection: Connection, organisation: str) -> None:
    """Gives what is shown, and every step of the draft, the name."""
    current = shown(connection)
    first = current.version if current else 0
    for row in connection.execute(select(design.c.version, design.c.body).where(design.c.version >= first)).all():
        body = {**row.body, "organisation": organisation}
        connection.execute(update(design).where(design.c.version == row.version).values(body=body))


# --- telling every card -----------------------------------------------------------------------------------------------


def cards(connection: Connection) -> int:
    """Returns how many cards and coupon passes there are."""
    return connection.execute(select(func.count()).select_from(wallet_pass)).scalar_one()


def cards_after(connection: Connection, serial: str, limit: int) -> Sequence[Record]:
    """Returns `serial`, `kind`, `member_id` and `coupon_id` of the next passes, by serial."""
    columns = (wallet_pass.c.serial, wallet_pass.c.kind, wallet_pass.c.member_id, wallet_pass.c.coupon_id)
    query = select(*columns).where(wallet_pass.c.serial > serial).order_by(wallet_pass.c.serial).limit(limit)
    return connection.execute(query).all()


def progress(connection: Connection) -> str | None:
    """Returns what is kept of the last repaint, or None; nobody else changes it until the transaction's end."""
    return connection.execute(select(keepsake.c.value).where(keepsake.c.name == REPAINT).with_for_update()).scalar()

"""Commands that do one thing and end: migrate, owner-link, audit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection

from app.settings import Settings
from app.verdict import told
from app.wiring import bot_username, migrated, timekeeper
from bot.application import connect
from services import team
from services.ledger import audit as audits
from services.ledger.audit import Difference
from storage.database import Database, open_database
from storage.migrations import migrate as bring_up

SHOWN = 20
"""Differences of one kind that are listed."""


def migrate(settings: Settings) -> int:
    """Brings the database to the newest version; returns the exit code."""
    settings.make_data_dir()
    print(f"The database is at version {asyncio.run(bring_up(settings.database))}.")
    return 0


def owner_link(settings: Settings) -> int:
    """Prints a one-time link that makes whoever opens it the owner; returns the exit code."""
    settings.make_data_dir()
    asyncio.run(_owner_link(settings))
    return 0


async def _owner_link(settings: Settings) -> None:
    api = connect(settings.token(), settings.bot_api_url)
    try:
        async with beside(settings) as database:
            now = (await timekeeper(settings, database)).likely()  # by a wrong clock it would work for years, or never
            username = await bot_username(api, database, now)
            invitation = await database.write(team.owner_link, now)
    finally:
        await api.session.close()
    print(f"https://t.me/{username}?start=i_{invitation.token}")
    print(f"Whoever opens it first is the owner. It works once, until {invitation.expires_at:%H:%M} UTC.")


def audit(settings: Settings) -> int:
    """Recounts the ledger and prints what differs; returns 1 when anything does."""
    return told(asyncio.run(_audit(settings)))


async def _audit(settings: Settings) -> tuple[Difference, ...]:
    settings.make_data_dir()
    async with beside(settings) as database:
        return await database.read(_differences)


def _differences(connection: Connection) -> tuple[Difference, ...]:
    return tuple(audits.differences(connection, SHOWN))


@asynccontextmanager
async def beside(settings: Settings) -> AsyncIterator[Database]:
    """Opens the database, also beside a process that serves from it; migrates a SQLite file as `run` does."""
    await migrated(settings)
    database = await open_database(settings.database, checkpoints=False)
    try:
        yield database
    finally:
        await database.close()

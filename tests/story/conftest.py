"""The whole application as `tessera run` puts it together, and a second pair of eyes on its database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from app.serving import serving
from app.settings import GivenSettings, Settings
from app.timekeeper import wall as clock
from app.watchman import Watchman
from app.wiring import composed
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services import team
from services.database import Database
from services.ledger import audit
from storage.tables import metadata
from tests.shop import LiveShop, brisk

PASSING = frozenset({"inbox", "job", "conversation", "keepsake", "lease"})
"""Tables of what was heard, what is to be told and who does it; all others are the business."""

Rows = dict[str, list[tuple[Any, ...]]]


def _rows(connection: Connection) -> Rows:
    tables = [table for table in metadata.sorted_tables if table.name not in PASSING]
    return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in tables}


def _differences(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


@dataclass
class Town(LiveShop):
    """A shop whose application can be stopped and started again; `second` reads the database past it."""

    settings: Settings = field(kw_only=True)
    second: Database = field(kw_only=True)
    watchman: Watchman = field(init=False)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """Starts the application, which must not be running."""
        tessera = await self._stack.enter_async_context(composed(self.settings, offer_apple=True, pace=brisk()))
        await self._stack.enter_async_context(serving(tessera))
        self.watchman = tessera.watchman
        self.application, self.database, self.telling = tessera.bot, tessera.database, tessera.loops[0]

    async def stop(self) -> None:
        """Stops the application."""
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def restart(self) -> None:
        """Stops the application and starts it again on the same database."""
        await self.stop()
        await self.start()

    async def first_owner(self) -> Phone:
        """Returns the phone of an owner who has opened the one-time link and is asked the first question."""
        olga = newcomer(self, "Olga")
        link = await self.database.write(team.owner_link, self.clock())
        await olga.start("i_" + link.token)
        await olga.wait("What is your business called?")
        return olga

    async def rows(self) -> Rows:
        """Returns every row of the business, read by the second connection once everybody has come to rest."""
        for phone in self.sandbox.phones.values():
            await phone.settle()
        return await self.second.read(_rows)

    async def differences(self) -> list[audit.Difference]:
        """Returns what a recount of the ledger finds, by the second connection."""
        return await self.second.read(_differences)


def newcomer(town: Town, name: str, language: str = "en") -> Phone:
    """Returns the phone of somebody who has never opened the bot."""
    return town.sandbox.phone(name, language=language)


@pytest.fixture
def time_runs() -> bool:
    """The clock goes on: the application runs here as people run it, with its leases, turns and changing codes."""
    return True


@pytest.fixture
async def town(
    database_url: str, tmp_path: Path, unused_tcp_port: int, second: Database, development_authority: bytes
) -> AsyncIterator[Town]:
    """The application on a fresh database of either kind, with nobody in it yet."""
    async with Sandbox() as sandbox:
        settings = GivenSettings.load(
            bot_token=sandbox.token,
            bot_api_url=sandbox.url,
            apns_url=sandbox.apns.url,
            data_dir=tmp_path / "data",
            database_url=database_url,
            listen=f"127.0.0.1:{unused_tcp_port}",
        )
        settings.make_data_dir()
        (settings.data_dir / "development-authority.pem").write_bytes(development_authority)
        town = Town(sandbox, None, None, None, clock, settings=settings, second=second)  # type: ignore[arg-type] - filled in by start()
        await town.start()
        yield town
        sandbox.journal.heal()  # a call that hangs would be waited for
        await town.stop()

"""A sandbox, and an installation beside it that may be killed."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.wire.pace import Pace
from sandbox.server import Sandbox
from services.database import Database
from tests.faults.running import Tessera, installed
from tests.shop import LiveShop, open_shop

Install = Callable[..., AbstractAsyncContextManager[Tessera]]


@pytest.fixture
def time_runs() -> bool:
    """The clock goes on: the tests talk to processes of their own, in which it goes on too."""
    return True


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def tessera(
    tmp_path: Path, sandbox: Sandbox, database_url: str, unused_tcp_port: int, request: pytest.FixtureRequest
) -> AsyncIterator[Tessera]:
    """An installation on the fresh database; a parameter says how updates arrive."""
    updates = getattr(request, "param", "polling")
    async with installed(tmp_path, sandbox, database_url, unused_tcp_port, updates) as place:
        yield place


@pytest.fixture
async def shop(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[LiveShop]:
    """A running bot in this process, with nobody in it yet; it keeps Telegram's pace unless a parameter says not."""
    async with open_shop(database, pace=getattr(request, "param", Pace())) as opened:
        yield opened

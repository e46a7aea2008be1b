"""A running bot with nobody in it yet."""

from collections.abc import AsyncIterator

import pytest
import structlog

from services.database import Database
from tests.shop import LiveShop, open_shop

# structlog's own default draws every local variable of a traceback, which takes seconds.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.fixture
async def shop(database: Database) -> AsyncIterator[LiveShop]:
    async with open_shop(database) as opened:
        yield opened

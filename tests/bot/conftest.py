"""A running bot with nobody in it yet."""

from collections.abc import AsyncIterator

import pytest

from services.database import Database
from tests.shop import LiveShop, open_shop


@pytest.fixture
async def shop(database: Database) -> AsyncIterator[LiveShop]:
    async with open_shop(database) as opened:
        yield opened

"""What the tests of storage may ask for."""

import pytest

from storage.database import Database
from tests.storage.books import Book, people


@pytest.fixture
async def book(database: Database) -> Book:
    """The empty ledger of a database with Anna and Boris."""
    await database.write(people)
    return Book(database)

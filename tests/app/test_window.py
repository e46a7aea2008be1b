"""The demo's month of sales: believable, whole, made once, and clean in the books."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, func, select

from app import month
from services import figures, people, team
from services.database import Database
from services.ledger.audit import differences
from services.people import Person
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage.tables import coupon, hold, member, purchase, refund
from tests.people import NOON

FEW = 10


@dataclass(frozen=True)
class Books:
    """How many rows the month has left."""

    members: int
    sales: int
    returned: int
    coupons: int
    held: int


def _books(connection: Connection) -> Books:
    counts = (select(func.count()).select_from(table) for table in (member, purchase, refund, coupon, hold))
    return Books(*(connection.execute(count).scalar_one() for count in counts))


def _set_up(connection: Connection) -> Person:
    owner = team.appoint_owner(connection, people.seen(connection, 1, "Olga", "", None, "en", NOON), NOON)
    setting_up.set_up(connection, owner, Setup("Bean & Co", "EUR", "Europe/Sofia", "en", "coffee_shop"), NOON)
    return owner


async def test_a_month_of_sales_fills_lists_and_figures_once_and_the_ledger_adds_up(database: Database) -> None:
    owner = await database.write(_set_up)
    await month.fill(database, owner, "en", None, NOON, FEW)
    books = await database.read(_books)
    plan = month.planned(NOON, "Europe/Sofia", FEW)
    what = [moment.what for moment in plan]
    assert (books.members, books.sales, books.returned) == tuple(map(what.count, ("joins", "buys", "returns")))
    assert min(books.coupons, books.held, books.returned) > 0
    assert await database.read(lambda connection: list(differences(connection))) == []
    today = await database.read(figures.today, owner, NOON)
    assert today.purchases_today > 0
    joined = await database.read(people.by_telegram, month.FIRST_GUEST)
    assert joined
    assert not joined.reachable, "what happened long ago is told to nobody"
    assert not await database.read(month.is_filled)
    await database.write(month.finish, NOON)
    joined = await database.read(people.by_telegram, month.FIRST_GUEST)
    assert joined
    assert joined.reachable
    assert await database.read(month.is_filled)
    await month.fill(database, owner, "en", None, NOON, FEW)
    assert await database.read(_books) == books


async def test_a_month_that_was_stopped_goes_on_where_it_stood(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await database.write(_set_up)
    happen, left = month._happen, iter(range(9))

    def until_stopped(*arguments) -> None:
        happen(*arguments)
        if next(left, None) is None:
            raise RuntimeError("stopped")

    monkeypatch.setattr(month, "_happen", until_stopped)
    with pytest.raises(RuntimeError, match="stopped"):
        await month.fill(database, owner, "en", None, NOON, FEW)
    monkeypatch.undo()
    await month.fill(database, owner, "en", None, NOON, FEW)
    books = await database.read(_books)
    assert books.sales == sum(moment.what == "buys" for moment in month.planned(NOON, "Europe/Sofia", FEW))
    assert await database.read(lambda connection: list(differences(connection))) == []

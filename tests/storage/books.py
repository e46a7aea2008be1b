"""A ledger for the tests of storage: two members, and short ways to post and to look."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from loyalty.ledger import POINTS, Account, NewLot, Posting
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.ledger.ledger import Operation
from storage.members import members
from storage.tables import balance, lot, member, operation, outlet, posting

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA, BORIS = UUID(int=1), UUID(int=2)
SALE = UUID(int=77)
ACTIVE, PENDING, HELD, DEBT = Account.ACTIVE, Account.PENDING, Account.HELD, Account.DEBT
ISSUED, REDEEMED = Account.ISSUED, Account.REDEEMED


def entry(key, kind="grant", whose=ANNA, at=NOW, **rest):
    return Operation(uuid7(), kind, key, whose, "system", "test", at, at, **rest)


def new_lot(points, account=ACTIVE, *, unit=POINTS, **rest):
    return NewLot(unit, account, points, NOW, NOW + HOUR, **rest)


def given(points, account=ACTIVE, why=(), *, unit=POINTS, **rest):
    """Points (or other units) out of nothing into a new lot."""
    return [
        Posting(account, unit, points, new_lot(points, account, unit=unit, **rest), why),
        Posting(ISSUED, unit, -points),
    ]


class Book:
    """The ledger of a database, one transaction per call."""

    def __init__(self, database):
        self.database = database

    async def post(self, key, postings, **rest):
        return await self.database.write(ledger.post, entry(key, **rest), postings)

    async def give(self, key, points, account=ACTIVE, whose=ANNA, **rest):
        """Gives points in a lot of their own; returns the lot's id."""
        made = entry(key, whose=whose)
        assert await self.database.write(ledger.post, made, given(points, account, **rest))
        return (await self.database.read(ledger.lot_of, made.id)).id

    async def member(self, whose=ANNA):
        return await self.database.read(members.load, whose)

    async def balances(self, whose=ANNA):
        return {account: amount for (account, unit), amount in (await self.member(whose)).balances.items() if amount}

    async def lots(self, whose=ANNA):
        return {each.id: (each.account, each.remaining) for each in (await self.member(whose)).lots}

    async def rows(self, query):
        return await self.database.read(lambda connection: connection.execute(query).all())

    async def counts(self):
        """How many operations, postings, lots and balances there are."""
        tables = (operation, posting, lot, balance)
        return [(await self.rows(select(func.count()).select_from(table)))[0][0] for table in tables]


def people(connection):
    connection.execute(outlet.insert().values(id=5, name="Corner", zone="Europe/Sofia"))
    for number, whose in enumerate((ANNA, BORIS), 1):
        text = str(number)
        connection.execute(
            member.insert().values(
                id=whose, number=number, code=text, digits=text, page_token=text, registered_at=NOW, source=""
            )
        )

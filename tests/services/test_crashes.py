"""A crash at every single statement of a use case, then the same call again: one effect at every point."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event, select

from services.database import Database
from services.ledger import audit
from services.members import registration
from services.people import Person
from services.till import holds, refunds, sales
from services.till.cheques import Sale, new_draft
from storage.tables import member
from tests.people import Shop, open_shop

MOST_STATEMENTS = 200


class CrashError(Exception):
    """The process died here."""


def crashing(use_case: Callable[..., Any], at: int) -> Callable[..., Any]:
    """Returns the use case dying before its statement number `at`."""

    def run(connection: Connection, *args: Any, **kwargs: Any) -> Any:
        count = 0

        def die(*_: Any) -> None:
            nonlocal count
            count += 1
            if count == at:
                raise CrashError

        event.listen(connection, "before_cursor_execute", die)
        try:
            return use_case(connection, *args, **kwargs)
        finally:
            event.remove(connection, "before_cursor_execute", die)

    return run


async def at_every_statement(
    shop: Shop, prepare: Callable[[], Awaitable[tuple[Callable[..., Any], tuple[Any, ...]]]]
) -> list[Any]:
    """Prepares, crashes at statement 1, 2, … and calls twice more, until none is left; returns the answers."""
    answers = []
    for at in range(1, MOST_STATEMENTS):
        use_case, args = await prepare()
        try:
            answers.append(await shop.database.write(crashing(use_case, at), *args))
        except CrashError:
            answers.append(await shop.database.write(use_case, *args))
            await shop.database.write(use_case, *args)
        else:
            assert at > 5, "the use case hardly did anything"
            return answers
    raise AssertionError("more statements than expected")


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def clean(second: Database) -> None:
    assert await second.read(lambda connection: list(audit.differences(connection))) == []


def join(connection: Connection, person_id: UUID, shop: Shop) -> registration.Welcome:
    return registration.register(
        connection, person_id, processing=True, advertising=False, phone=None, link=None, now=shop.now
    )


async def test_registration(shop: Shop, second: Database) -> None:
    people: list[Person] = []

    async def prepare() -> tuple[Callable[..., Any], tuple[Any, ...]]:
        people.append(await shop.stranger("Anna"))
        return join, (people[-1].id, shop)

    await at_every_statement(shop, prepare)
    for person in people:
        assert await shop.balance(await shop.again(person)) == 150
    numbers = await second.read(lambda c: c.execute(select(member.c.number).order_by(member.c.number)).scalars().all())
    assert numbers == list(range(1, len(people) + 1))
    await clean(second)


async def test_sale(shop: Shop, second: Database) -> None:
    buyers: list[Person] = []

    async def prepare() -> tuple[Callable[..., Any], tuple[Any, ...]]:
        buyers.append(await shop.member())
        return sales.record, (shop.cashier, Sale(new_draft(), buyers[-1].member_id, 100_000), shop.now)

    answers = await at_every_statement(shop, prepare)
    assert {answer.balance for answer in answers} == {160}
    assert {await shop.balance(buyer) for buyer in buyers} == {160}
    await clean(second)


async def test_redemption(shop: Shop, second: Database) -> None:
    buyers: list[Person] = []

    async def prepare_hold() -> tuple[Callable[..., Any], tuple[Any, ...]]:
        buyers.append(await shop.member())
        return holds.place, (shop.cashier, Sale(new_draft(), buyers[-1].member_id, 100_000, 150), shop.now)

    placed = await at_every_statement(shop, prepare_hold)
    assert {await shop.balance(buyer) for buyer in buyers} == {0}
    waiting = list(zip(buyers, placed, strict=True))
    for buyer, held in waiting[1:]:
        await shop.database.write(holds.decline, buyer, held.hold_id, shop.now)
    assert {await shop.balance(buyer) for buyer, _ in waiting[1:]} == {150}

    async def prepare_confirm() -> tuple[Callable[..., Any], tuple[Any, ...]]:
        buyers.append(await shop.member())
        sale = Sale(new_draft(), buyers[-1].member_id, 100_000, 150)
        held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
        return holds.confirm, (buyers[-1], held.hold_id, shop.now)

    confirmed = await at_every_statement(shop, prepare_confirm)
    assert {(sold.redeemed, sold.payable, sold.balance) for sold in confirmed} == {(150, 85_000, 8)}
    await clean(second)


async def test_refund_and_undo(shop: Shop, second: Database) -> None:
    buyers: list[Person] = []

    async def sold() -> UUID:
        buyers.append(await shop.member())
        return (await shop.sell(buyers[-1], 100_000)).purchase_id

    async def prepare_refund() -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return refunds.record, (shop.cashier, await sold(), 50_000, "r1", shop.now)

    async def prepare_undo() -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return refunds.undo, (shop.cashier, await sold(), shop.now)

    back = await at_every_statement(shop, prepare_refund)
    assert {(answer.money_back, answer.taken, answer.balance) for answer in back} == {(50_000, 5, 155)}
    back = await at_every_statement(shop, prepare_undo)
    assert {(answer.money_back, answer.taken, answer.balance) for answer in back} == {(100_000, 10, 150)}
    assert {await shop.balance(buyer) for buyer in buyers} == {155, 150}
    await clean(second)

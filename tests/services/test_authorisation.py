"""Who may call which use case: a table of every public one that takes a person, and everybody tries all of them."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

import services
from loyalty.codes import parse
from loyalty.errors import NotAllowed, OwnCard, Refusal
from services.database import Database
from services.ledger import adjustments
from services.members import cards, customers, registration
from services.people import Person
from services.rewards import coupon_offers, tiers
from services.till import holds, identifying, presenting, refunds, sales, spending
from services.till.cheques import Sale, new_draft
from storage.tables import metadata
from tests.services.rights import TABLE, TRUSTING
from tests.services.world import CODES, people_and_things


class Undone(Exception):  # noqa: N818 - no error: it takes back what was tried
    """Ends a trial: what came of it, and all rows as it left them."""

    def __init__(self, refusal: Refusal | None, rows: dict[str, Any]) -> None:
        super().__init__()
        self.refusal = refusal
        self.rows = rows


def everything(connection: Connection) -> dict[str, Any]:
    """Returns all rows as the driver gives them: thousands of readings are compared."""
    names = [table.name for table in metadata.sorted_tables]
    return {name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in names}


def _try(connection: Connection, use_case: Callable[..., Any], *arguments: Any) -> None:
    refusal = None
    try:
        use_case(connection, *arguments)
    except Refusal as raised:
        refusal = raised
    raise Undone(refusal, everything(connection) if refusal else {})


async def attempt(database: Database, use_case: Callable[..., Any], *arguments: Any) -> Undone:
    with pytest.raises(Undone) as ended:
        await database.write(_try, use_case, *arguments)
    return ended.value


@pytest.mark.mainly("sqlite")
async def test_everybody_may_do_what_the_table_says_and_nothing_else(database: Database, second: Database) -> None:
    world = await people_and_things(database)
    before, wrong = await second.read(everything), []
    for row in TABLE:
        for who, person in world.cast.items():
            end = await attempt(database, row.use_case, person, *row.arguments(world))
            expected = None if who in row.allowed else row.refusal
            if type(end.refusal) is not (expected or type(None)):
                wrong.append(f"{who}: {row.use_case.__module__}.{row.use_case.__name__}: {end.refusal!r}")
            if end.refusal:
                assert not end.refusal.arguments, "a refusal says no more than that"
                assert end.rows == before, "nothing is written before rights are checked"
    assert not wrong, "\n".join(wrong)
    assert await second.read(everything) == before


async def test_nobody_serves_or_refunds_their_own_card(database: Database, second: Database) -> None:
    world = await people_and_things(database)
    now = world.shop.now
    for person in (world.cast["cashier"], world.cast["manager"], world.shop.owner):
        await database.write(
            registration.register, person.id, processing=True, advertising=False, phone=None, link=None, now=now
        )
        mine = (await world.shop.again(person)).member_id
        assert mine
        bought = await database.write(sales.record, world.lena, Sale(new_draft(), mine, 60_000), now)
        code = parse((await database.read(cards.card, mine)).digits)
        sale, points = Sale(new_draft(), mine, 60_000), Sale(new_draft(), mine, 60_000, 10)
        tries: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
            (identifying.identify, (code, now)),
            (sales.quote, (sale, now)),
            (sales.record, (sale, now)),
            (holds.place, (points, now)),
            (identifying.present, (CODES, code, now)),
            (spending.spend, (points, None, now)),
            (presenting.reserve, (sale.draft_id, mine, world.coupon.code, now)),
            *(
                (use_case, arguments)
                for use_case, arguments in (
                    (adjustments.adjust, (world.draft, mine, 10, "For me", now)),
                    (coupon_offers.give, (world.draft, mine, "ten", now)),
                    (customers.find, (code, now)),
                    (customers.page, (mine, now)),
                )
                if person.role != "cashier"
            ),
            *(
                (use_case, arguments)
                for use_case, arguments in ((tiers.pin, (mine, "gold", None, now)), (tiers.unpin, (mine, now)))
                if person.role == "owner"
            ),
            (refunds.quote, (bought.purchase_id, 1_000, now)),
            (refunds.record, (bought.purchase_id, 1_000, "r1", now)),
        )
        before = await second.read(everything)
        for use_case, arguments in tries:
            end = await attempt(database, use_case, person, *arguments)  # the person as they were before they joined
            assert type(end.refusal) is OwnCard, (person.name, use_case)
            assert end.rows == before
        end = await attempt(database, refunds.undo, person, bought.purchase_id, now)
        assert type(end.refusal) is (NotAllowed if person.role == "cashier" else OwnCard)


def use_cases() -> dict[str, Callable[..., Any]]:
    """Returns every public function of `services` over a connection, by module and name.

    So is a method that a module offers as its own, and one of a class that takes no person.
    """
    found = {}
    for info in pkgutil.walk_packages(services.__path__, "services."):
        module = importlib.import_module(info.name)
        room = info.name.removeprefix("services.")
        for name, each in vars(module).items():
            own = getattr(each, "__module__", "") == module.__name__
            if inspect.ismethod(each) or (own and inspect.isfunction(each)):
                found[f"{room}.{name}"] = each
            elif own and inspect.isclass(each):
                for method, function in vars(each).items():
                    if inspect.isfunction(function) and not _personal(function):
                        found[f"{room}.{name}.{method}"] = function
    return {
        name: function
        for name, function in found.items()
        if not name.rpartition(".")[2].startswith("_") and "connection" in inspect.signature(function).parameters
    }


def _personal(function: Callable[..., Any]) -> bool:
    return any(parameter.annotation is Person for parameter in inspect.signature(function).parameters.values())


def test_no_use_case_is_forgotten() -> None:
    listed = {row.use_case for row in TABLE}
    personal, by_id = set(), set()
    for name, function in use_cases().items():
        parameters = inspect.signature(function).parameters
        if _personal(function):
            personal.add(function)
        elif any(parameter.endswith("_id") for parameter in parameters):
            by_id.add(name)
    assert {function.__qualname__ for function in personal - listed} == set()
    assert listed == personal
    assert by_id == TRUSTING

"""What a till did last: the categories it chose, what they cost, and how many of them were in a sum."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from bot.callbacks import mark
from bot.visit import Visit, running
from loyalty.assortment import Assortment, assortment_of
from loyalty.events import Line
from services.plumbing import keepsakes
from services.till.cheques import Quote

CHOICES = 20
"""Categories of which it is known when they were chosen."""
PRICES = 3
"""Prices of a category that are one tap away."""


async def assortment_at(visit: Visit) -> Assortment:
    """Returns what may be chosen, beginning with what this cashier chose last."""
    assortment = assortment_of(running(visit))
    if len(assortment.categories) < 2:
        return assortment
    chosen = await _kept(visit, _chosen(visit))
    places = {each: place for place, each in enumerate(chosen)}
    order = sorted(assortment.categories, key=lambda category: places.get(mark(category), CHOICES))
    return replace(assortment, categories=tuple(order))


async def prices(visit: Visit, line: Line) -> tuple[int, ...]:
    """Returns what as many as the line has may cost together, in minor units, by the last prices at this outlet."""
    kept = await _kept(visit, _priced(visit, line.category)) if line.category else []
    return tuple(sorted({int(price) * line.quantity for price in kept}))


async def remember(visit: Visit, line: Line) -> None:
    """Remembers a category that was chosen, and the price of one."""
    if line.category:
        await visit.db.write(_remember, visit, line)


def _remember(connection: Connection, visit: Visit, line: Line) -> None:
    _first(connection, visit, _chosen(visit), mark(line.category), CHOICES)
    if line.amount and line.amount % line.quantity == 0:
        _first(connection, visit, _priced(visit, line.category), str(line.amount // line.quantity), PRICES)


def _first(connection: Connection, visit: Visit, name: str, said: str, most: int) -> None:
    """Puts what was said before all else that is kept under a name."""
    kept = (keepsakes.get(connection, name) or "").split()
    after = " ".join([said, *(each for each in kept if each != said)][:most])
    if after != " ".join(kept):
        keepsakes.put(connection, name, after, visit.now)


async def said_last(visit: Visit, quote: Quote) -> dict[str, int]:
    """Returns how many of what the sum leaves unsaid there were the last time, at this till, by marks of categories."""
    marks = {mark(category) for unsaid in quote.outcome.unsaid for category in unsaid.categories}
    return {each: number for each in marks if (number := await how_many(visit, each))}


async def how_many(visit: Visit, category: str) -> int | None:
    """Returns how many there were in a sum the last time, of the category with this mark; None when nobody said."""
    kept = await visit.db.read(keepsakes.get, _counted(visit, category))
    return int(kept) if kept else None


async def counted(visit: Visit, category: str, number: int) -> None:
    """Remembers how many there are in a sum, of the category with this mark."""
    await visit.db.write(keepsakes.put, _counted(visit, category), str(number), visit.now)


async def _kept(visit: Visit, name: str) -> Iterable[str]:
    return (await visit.db.read(keepsakes.get, name) or "").split()


def _chosen(visit: Visit) -> str:
    return f"chosen:{visit.person.id}"


def _priced(visit: Visit, category: str) -> str:
    return f"price:{running(visit).currency}:{visit.person.outlet_id or 0}:{mark(category)}"


def _counted(visit: Visit, category: str) -> str:
    return f"many:{visit.person.id}:{category}"

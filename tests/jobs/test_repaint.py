"""A new look on its way to every card: in pages, once each, over crashes, and from the start when it changes again."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from jobs.loop import Loop
from jobs.walks import PAGE, REPAINTING, Walker
from services.database import Database
from services.design import designs, repainting
from services.design.repainting import Progress
from services.passes import phones
from services.plumbing import deliveries
from storage.engine.ids import uuid7
from storage.passes import passes
from storage.tables import member, wallet_pass
from tests.people import Shop, open_shop
from tests.shop import drained

CARDS = 2 * PAGE + 7


def _cards(connection: Connection, shop: Shop) -> None:
    for number in range(CARDS):
        whose, mark = uuid7(), f"{number:010}"
        row = {"id": whose, "number": 1000 + number, "code": mark, "digits": mark, "page_token": mark}
        connection.execute(member.insert().values(registered_at=shop.now, **row))
        passes.insert(connection, f"pass-{number:012}", whose, shop.now)


async def _versions(database: Database) -> set[int]:
    return set(await database.read(lambda c: c.execute(select(wallet_pass.c.version)).scalars().all()))


async def _waiting(database: Database, shop: Shop, kind: str) -> int:
    found = (await database.read(deliveries.backlog, shop.now)).get(kind)
    return found.due + found.planned if found else 0


@pytest.fixture
async def shop(database: Database) -> Shop:
    opened = await open_shop(database)
    await database.write(_cards, opened)
    return opened


async def _publish(shop: Shop, about: str) -> None:
    change = shop.database.write
    desk = await change(designs.change, shop.owner, lambda design: replace(design, about=about), shop.now)
    await change(designs.publish, shop.owner, desk.version, (7, 8), shop.now)


def _walk(shop: Shop, told: list[Progress]) -> Loop:
    async def watch(_: Progress) -> None:
        reached = await shop.database.read(repainting.progress)
        assert reached
        told.append(reached)

    return Loop("repainting", Walker(shop.database, lambda: shop.now, REPAINTING, watch).turn, 0)


async def _to_the_end(walk: Loop) -> int:
    turns = 0
    while await drained(walk):
        turns += 1
    return turns


async def test_every_card_is_told_once_and_its_phones_hear_of_it(shop: Shop) -> None:
    database, told = shop.database, []
    await database.write(passes.register, "pass-000000000003", "phone", "token", shop.now)
    assert await _waiting(database, shop, phones.PUSH) == 1
    await _publish(shop, "Pies")
    walk = _walk(shop, told)
    assert await _to_the_end(walk) == 3, "a page a turn"
    assert not await drained(walk)
    assert await _versions(database) == {2}
    assert (told[-1].told, told[-1].total, told[-1].done) == (CARDS, CARDS, True)
    assert (told[-1].chat, told[-1].message) == (7, 8)
    assert await _waiting(database, shop, "google") == 1, "what all cards in Google Wallet share is renewed"


async def test_a_walk_that_died_goes_on_where_it_was_and_a_new_look_begins_it_anew(shop: Shop) -> None:
    database, told = shop.database, []
    await _publish(shop, "Pies")
    # A process tells a page, and is killed.
    assert (await database.write(repainting.step, PAGE, shop.now)).told == PAGE
    walk = _walk(shop, told)
    assert await _to_the_end(walk) == 2
    assert await _versions(database) == {2}, "nobody was left out, nobody told twice"

    await _publish(shop, "Cakes")
    assert (await database.write(repainting.step, PAGE, shop.now)).told == PAGE
    await _publish(shop, "Tarts")
    assert await _to_the_end(walk) == 3
    assert await _versions(database) == {3, 4}, "those of the first page have changed twice"
    assert await database.read(repainting.under_way) is None


async def test_only_what_the_owner_saw_is_published_and_only_once(shop: Shop) -> None:
    write, by, now = shop.database.write, shop.owner, shop.now
    for plain in (True, False):
        back = await write(designs.change, by, lambda design, plain=plain: replace(design, plain=plain), now)
    with pytest.raises(designs.DesignUnchanged):
        await write(designs.publish, by, back.version, None, now)
    seen = await write(designs.change, by, lambda design: replace(design, about="A"), now)
    later = await write(designs.change, by, lambda design: replace(design, about="B"), now)
    with pytest.raises(designs.DesignChanged):
        await write(designs.publish, by, seen.version, None, now)
    for _ in range(2):
        assert (await write(designs.publish, by, later.version, None, now)).shown.about == "B"
    assert len(await shop.database.read(designs.versions, by)) == 2
    for number in range(designs.UNDO_STEPS + 5):
        desk = await write(designs.change, by, lambda design, n=number: replace(design, about=str(n)), now)
    assert desk.steps == designs.UNDO_STEPS
    assert (await write(designs.undo, by, desk.version)).draft.about == str(designs.UNDO_STEPS + 3)
    await write(designs.rename, "Harbour", now)
    desk = await shop.database.read(designs.desk, by)
    assert {desk.shown.organisation, desk.draft.organisation} == {"Harbour"}

"""Who has themselves erased is gone from what others are told, and nobody else is."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from sandbox.phone import Phone
from services.database import Database
from services.members import cards, history, own_data
from services.notices import tell
from services.plumbing import updates
from services.plumbing.conversations import Conversation
from services.till import holds
from services.till.cheques import Sale, new_draft
from storage.tables import conversation, job
from tests.faults.held import holding
from tests.people import open_shop
from tests.shop import LiveShop
from tests.shop import open_shop as open_live_shop


def _told(connection: Connection, notice: str) -> list[dict[str, Any]]:
    rows = connection.execute(select(job.c.payload).order_by(job.c.id)).scalars().all()
    return [row["arguments"] for row in rows if row["notice"] == notice]


async def test_erasing_one_anna_leaves_the_names_of_the_others_and_takes_hers_out_of_lists(
    database: Database, second: Database
) -> None:
    shop = await open_shop(database)
    annas = [await shop.member("Anna") for _ in range(2)]
    for anna in annas:
        assert anna.member_id is not None
        await shop.sell(anna, 100_000)
        held = await database.write(holds.place, shop.cashier, Sale(new_draft(), anna.member_id, 60_000, 10), shop.now)
        await database.write(holds.decline, anna, held.hold_id, shop.now)
        (entry, *_), _ = await database.read(history.history, anna.member_id)
        await database.write(history.not_me, anna.member_id, entry.operation_id, shop.now)
    digits = [(await database.read(cards.card, anna.member_id)).digits for anna in annas]
    arguments = {"mended": 0, "left": 1, "pairs": [digits], "text": f"Compare {digits[0]} with {digits[1]}."}
    await database.write(tell, shop.owner.id, "phones-mended", arguments, key="once", now=shop.now)

    await database.write(own_data.erase, annas[0].id, shop.now)

    for notice in ("declined", "disputed"):
        assert [told["name"] for told in await second.read(_told, notice)] == ["", "Anna"], notice
    (told,) = await second.read(_told, "phones-mended")
    assert (told["pairs"], told["text"]) == ([["", digits[1]]], f"Compare  with {digits[1]}.")


async def test_an_update_at_hand_while_its_customer_is_erased_does_not_write_them_back(
    database: Database, second: Database
) -> None:
    async with open_live_shop(database) as shop:
        karim = await shop.cashier(await shop.owner())
        anna, boris = await shop.member("Annabella"), await shop.member("Boris")
        talks = [await _at_hand(shop, karim, each) for each in (anna, boris)]
        await database.write(own_data.erase, (await shop.person(anna)).id, shop.clock())
        for number, talk in enumerate(talks):
            await database.write(updates.arrive, [(9_000_000 + number, karim.user.id, "{}")], [], shop.clock())
            await database.write(updates.end, 9_000_000 + number, talk, None, shop.clock())
            kept = [json.dumps(data) for data in await second.read(_talks)]
            assert not any("Annabella" in each for each in kept)
            assert any("Boris" in each for each in kept) is (number == 1)


async def _at_hand(shop: LiveShop, karim: Phone, whose: Phone) -> Conversation:
    """Returns where the cashier's conversation comes to by a code that was read, which is still to be written."""
    with holding(shop.sandbox) as sent:
        await karim.say(await shop.digits(whose))
    talk = await shop.application.handle(sent[0])
    assert talk is not None
    return talk


def _talks(connection: Connection) -> Sequence[Any]:
    return connection.execute(select(conversation.c.data)).scalars().all()

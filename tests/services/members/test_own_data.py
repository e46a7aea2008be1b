"""Who has themselves erased is gone from what others are told, and nobody else is."""

from typing import Any

from sqlalchemy import Connection, select

from services.database import Database
from services.members import cards, history, own_data
from services.notices import tell
from services.till import holds
from services.till.cheques import Sale, new_draft
from storage.tables import job
from tests.people import open_shop


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

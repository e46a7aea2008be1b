"""Where a sale stands that a cashier has open, however it ended."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.database import Database
from services.till import holds
from services.till.cheques import Sale, new_draft
from services.till.holds import Stage
from tests.people import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def test_where_a_sale_stands_is_known_however_it_ended(shop: Shop) -> None:
    anna = await shop.member("Anna")
    assert anna.member_id is not None
    plain = Sale(new_draft(), anna.member_id, 50_000)

    async def stage(sale: Sale, hold: UUID | None = None) -> Stage:
        return await shop.database.read(holds.stage, sale.draft_id, hold, shop.now)

    assert await stage(plain) is Stage.GOES_ON
    for answer, ended in ((holds.confirm, Stage.SOLD), (holds.decline, Stage.FREED)):
        sale = replace(plain, draft_id=new_draft(), redeem=50)
        held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
        assert await stage(sale, held.hold_id) is Stage.ASKED
        await shop.database.write(answer, anna, held.hold_id, shop.now)
        assert await stage(sale, held.hold_id) is ended
    late = replace(plain, draft_id=new_draft(), redeem=50)
    held = await shop.database.write(holds.place, shop.cashier, late, shop.now)
    shop.later(seconds=61)
    assert await stage(late, held.hold_id) is Stage.FREED

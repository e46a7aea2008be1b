"""Points that wait for a member's word: whoever scans the card sees them, and goes on with their sale."""

import pytest

from loyalty.errors import HoldClosed, NotAllowed
from services import team
from services.database import Database
from services.till import holds, identifying
from services.till.cheques import Sale, new_draft
from tests.people import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def test_a_hold_is_seen_and_taken_over_once_by_who_placed_it(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, 50_000, redeem=100)
    held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    seen = await second.read(identifying.customer, anna.member_id, shop.now)
    assert [(each.points, each.cashier, each.until) for each in seen.waiting] == [(100, "Karim", held.expires_at)]
    link = await shop.database.write(team.invite, shop.owner, "cashier", None, shop.now)
    lena = await shop.database.write(team.accept, await shop.stranger("Lena"), link.token, shop.now)
    with pytest.raises(NotAllowed):
        await shop.database.write(holds.take_over, lena, held.hold_id, shop.now)
    taken, used = await shop.database.write(holds.take_over, shop.cashier, held.hold_id, shop.now)
    assert (taken, used) == (sale, ())
    assert await shop.balance(anna) == 150
    assert (await second.read(identifying.customer, anna.member_id, shop.now)).waiting == ()
    with pytest.raises(HoldClosed):
        await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)

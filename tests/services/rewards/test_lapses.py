"""Coupons whose time on an open cheque runs out at the very moment at which the cheque is paid, on both databases."""

import asyncio

from sqlalchemy import select

from loyalty.events import Line
from services.database import Database
from services.rewards import coupon_uses, coupons
from services.till import presenting, sales
from services.till.cheques import Sale, new_draft
from storage.rewards import coupons as rows
from storage.tables import coupon, coupon_use
from tests.people import Shop
from tests.services.rewards.test_promises import TEN, clean, mine, shop

__all__ = ["shop"]


async def test_what_was_paid_with_meanwhile_is_not_given_back(shop: Shop, second: Database) -> None:
    await shop.promise(TEN)
    anna = await shop.member()
    for number in range(8):
        ten = await shop.database.write(coupons.issue, "ten", anna.member_id, source=f"t:{number}", now=shop.now)
        draft = new_draft()
        await shop.database.write(presenting.reserve, shop.cashier, draft, anna.member_id, ten.code, shop.now)
        seen = await second.read(rows.uses_of, draft)
        shop.later(minutes=16)
        sale = Sale(draft, anna.member_id, 10_000, lines=(Line(10_000),), coupons=(ten.id,))
        write = shop.database.write
        lapses = [write(coupon_uses.release_lapsed, shop.now) for _ in range(4)]
        cancel = write(coupon_uses.release, shop.cashier, draft, shop.now)
        sold, *_ = await asyncio.gather(write(sales.record, shop.cashier, sale, shop.now), *lapses, cancel)
        assert sold.discount == 1_000
        # One that had read the reservation before the sale, and acts on it after.
        assert not await write(rows.give_back, seen[0])
        shop.later(hours=1)
    assert await mine(second, shop, anna) == ()
    states = await second.read(lambda c: c.execute(select(coupon_use.c.state)).scalars().all())
    used = await second.read(lambda c: c.execute(select(coupon.c.uses)).scalars().all())
    assert (set(states), set(used), len(states)) == ({"redeemed"}, {1}, 8)
    assert await second.read(clean) == []

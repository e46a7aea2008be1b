"""Coupons of a cheque that is still open: whatever is done to it twice, or half done and done again, counts once."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from loyalty.errors import CouponNotNow, CouponUsed
from loyalty.events import Line
from loyalty.programme import When
from services.database import Database
from services.people import Person
from services.rewards import coupons
from services.rewards.coupons import Coupon
from services.till import presenting, sales
from services.till.cheques import Sale, new_draft, next_draft
from services.till.presenting import Unnamed
from storage.tables import coupon_use
from tests.people import Shop, open_shop, rule

TEN = rule("coupon", "ten", percent=1_000)
FREE = rule("coupon", "free", title="Free coffee", kind="item", amount=30_000, categories=["coffee"])
LARGE = rule("coupon", "large", When(minimum=50_000), kind="amount", amount=10_000)


@pytest.fixture
async def shop(database: Database) -> Shop:
    shop = await open_shop(database)
    await shop.promise(TEN, LARGE, FREE)
    return shop


async def give(shop: Shop, anna: Person, name: str) -> Coupon:
    assert anna.member_id
    coupon = await shop.database.write(coupons.issue, name, anna.member_id, source=name, now=shop.now)
    assert coupon
    return coupon


async def begin(anna: Person, amount: int) -> Sale:
    assert anna.member_id
    return Sale(new_draft(), anna.member_id, amount)


async def uses(second: Database) -> Sequence[tuple[str, object]]:
    query = select(coupon_use.c.state, coupon_use.c.draft_id).order_by(coupon_use.c.id)
    return [tuple(row) for row in await second.read(lambda connection: connection.execute(query).all())]


async def test_taken_carried_and_recorded_twice_it_is_one_use(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    coupon, sale = await give(shop, anna, "ten"), await begin(anna, 60_000)
    draft = next_draft(sale.draft_id, "with")
    for _ in range(2):
        await shop.database.write(presenting.take, shop.cashier, sale, draft, coupon.code, shop.now)
    assert await uses(second) == [("reserved", draft)]
    later = replace(sale, draft_id=next_draft(draft, "sum"), amount=70_000, coupons=(coupon.id,))
    for _ in range(2):
        await shop.database.write(presenting.carry, shop.cashier, draft, later, shop.now)
    assert await uses(second) == [("reserved", later.draft_id)]
    for _ in range(2):
        sold = await shop.database.write(sales.record, shop.cashier, later, shop.now)
    assert (sold.discount, sold.payable) == (7_000, 63_000)
    assert await uses(second) == [("redeemed", later.draft_id)]


async def test_what_does_not_count_is_neither_set_aside_nor_carried(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    coupon, sale = await give(shop, anna, "large"), await begin(anna, 40_000)
    draft = next_draft(sale.draft_id, "with")
    with pytest.raises(CouponNotNow):
        await shop.database.write(presenting.take, shop.cashier, sale, draft, coupon.code, shop.now)
    assert await uses(second) == []
    await shop.database.write(presenting.take, shop.cashier, replace(sale, amount=0), draft, coupon.code, shop.now)
    small = replace(sale, draft_id=next_draft(draft, "sum"), coupons=(coupon.id,))
    with pytest.raises(CouponNotNow):
        await shop.database.write(presenting.carry, shop.cashier, draft, small, shop.now)
    assert await uses(second) == [("reserved", draft)]


async def test_a_free_item_is_asked_for_before_it_counts_and_takes_no_more_than_its_price(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member()
    coupon, sale = await give(shop, anna, "free"), await begin(anna, 50_000)
    (offer,) = await second.read(sales.applicable, shop.cashier, sale, shop.now)
    assert (offer.off, offer.asked) == (30_000, True)
    asked = await second.read(presenting.unnamed, shop.cashier, sale, coupon.code, shop.now)
    assert asked == Unnamed(coupon.code, "Free coffee", ("coffee",), 50_000)
    with pytest.raises(CouponNotNow):
        await shop.database.write(presenting.take, shop.cashier, sale, new_draft(), coupon.code, shop.now)
    named = replace(sale, lines=(Line(30_000), Line(20_000, "coffee")))
    assert await second.read(presenting.unnamed, shop.cashier, named, coupon.code, shop.now) is None
    draft = new_draft()
    await shop.database.write(presenting.take, shop.cashier, named, draft, coupon.code, shop.now)
    sold = await shop.database.write(
        sales.record, shop.cashier, replace(named, draft_id=draft, coupons=(coupon.id,)), shop.now
    )
    assert (sold.discount, sold.payable) == (20_000, 30_000)
    assert await uses(second) == [("redeemed", draft)]


async def test_a_coupon_of_one_open_cheque_is_not_anothers(shop: Shop) -> None:
    anna = await shop.member()
    coupon = await give(shop, anna, "ten")
    for refused in (False, True):
        sale = await begin(anna, 60_000)
        tried = presenting.take, shop.cashier, sale, next_draft(sale.draft_id, "with"), coupon.code, shop.now
        if refused:
            with pytest.raises(CouponUsed):
                await shop.database.write(*tried)
        else:
            await shop.database.write(*tried)


@pytest.mark.parametrize(("amount", "kept"), [(50_000, "large"), (40_000, ""), (0, "large")])
async def test_what_is_taken_off_takes_along_what_counts_no_longer(
    shop: Shop, second: Database, amount: int, kept: str
) -> None:
    anna = await shop.member()
    ten, large, sale = await give(shop, anna, "ten"), await give(shop, anna, "large"), await begin(anna, 0)
    for coupon in (ten, large):
        draft = next_draft(sale.draft_id, coupon.code)
        await shop.database.write(presenting.take, shop.cashier, sale, draft, coupon.code, shop.now)
        sale = replace(sale, draft_id=draft, coupons=(*sale.coupons, coupon.id))
    sale, draft = replace(sale, amount=amount), next_draft(sale.draft_id, "without")
    left = await shop.database.write(presenting.drop, shop.cashier, sale, draft, ten.id, shop.now)
    assert left == ((large.id,) if kept else ())
    states = [state for state, _ in await uses(second)]
    assert states == ["returned", "reserved" if kept else "returned"]


def test_the_next_draft_follows_from_the_last_and_sorts_beside_it() -> None:
    draft = new_draft()
    after = next_draft(draft, "sum")
    assert after == next_draft(draft, "sum")
    assert len({draft, after, next_draft(draft, "other"), next_draft(after, "sum")}) == 4
    assert (after.version, after.variant, after.bytes[:6]) == (7, draft.variant, draft.bytes[:6])

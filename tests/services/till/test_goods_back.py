"""Goods come back by their lines: money, points, stamps, coupons and levels are those of the very items."""

from dataclasses import replace

import pytest

from loyalty.errors import AmountNotPositive, KeyConflict, ReturnTooLarge
from loyalty.events import Line
from services.database import Database
from services.ledger import audit
from services.people import Person
from services.rewards import coupons
from services.till import receipts, refunds, sales
from services.till.cheques import Sale, Sold, new_draft
from services.till.consequences import Undone
from services.till.refunds import Refunded
from tests.people import Shop, open_shop, rule


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def bought(shop: Shop, anna: Person, *lines: Line, coupon: str = "") -> Sold:
    assert anna.member_id is not None
    used = ()
    if coupon:
        issued = await shop.database.write(coupons.issue, coupon, anna.member_id, source=coupon, now=shop.now)
        assert issued is not None
        used = (issued.id,)
    sale = Sale(new_draft(), anna.member_id, sum(line.amount for line in lines), lines=lines, coupons=used)
    return await shop.database.write(sales.record, shop.cashier, sale, shop.now)


async def back(shop: Shop, second: Database, sold: Sold, items: dict[int, int], number: str = "1") -> Refunded:
    """Returns what a return by items did, which is what its preview had said."""
    amounts = await second.read(refunds.amounts, shop.cashier, sold.purchase_id, items)
    told = await second.read(refunds.quote, shop.cashier, sold.purchase_id, amounts, shop.now)
    done = await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, amounts, number, shop.now)
    for figure in ("gross", "money_back", "restored", "taken", "debt", "undone"):
        assert getattr(told, figure) == getattr(done, figure)
    again = await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, amounts, number, shop.now)
    assert again == replace(done, repeated=True), "after a kill it says the same"
    return done


async def test_a_cake_beside_a_coffee_that_its_coupon_made_free_comes_back_at_its_price(
    shop: Shop, second: Database
) -> None:
    await shop.promise(rule("coupon", "free", title="Free", kind="item", amount=30_000, categories=["coffee"]))
    anna = await shop.member()
    sold = await bought(shop, anna, Line(20_000, "coffee"), Line(30_000, "cake"), coupon="free")
    done = await back(shop, second, sold, {1: 1})
    assert (done.money_back, done.taken, sold.earned) == (30_000, 3, 3)
    assert done.undone == Undone()
    rest = await back(shop, second, sold, {0: 1}, "2")
    assert (rest.money_back, rest.undone.coupons_back) == (0, ("Free",))


@pytest.mark.parametrize(("line", "money"), [(0, 50_000), (1, 100_000)])
async def test_a_shirt_at_half_its_price_and_a_dress_come_back_at_what_each_cost(
    shop: Shop, second: Database, line: int, money: int
) -> None:
    await shop.promise(rule("category_discount", "half", percent=5_000, categories=["shirt"]))
    sold = await bought(shop, await shop.member(), Line(100_000, "shirt"), Line(100_000, "dress"))
    assert (await back(shop, second, sold, {line: 1})).money_back == money


async def test_water_takes_back_the_points_of_water(shop: Shop, second: Database) -> None:
    await shop.promise(rule("boost", "cake", factor=100_000, categories=["cake"]))
    sold = await bought(shop, await shop.member(), Line(50_000, "water"), Line(50_000, "cake"))
    done = await back(shop, second, sold, {0: 1})
    assert (done.money_back, done.taken) == (50_000, 5)


async def test_items_of_one_line_come_back_one_by_one_and_the_last_takes_what_is_left(
    shop: Shop, second: Database
) -> None:
    sold = await bought(shop, await shop.member(), Line(10_000, "coffee", 3), Line(5_000, "cake"))
    given = [(await back(shop, second, sold, {0: 1}, str(number))).money_back for number in range(3)]
    assert sum(given) == 10_000
    assert max(given) - min(given) <= 1
    with pytest.raises(ReturnTooLarge):
        await second.read(refunds.amounts, shop.cashier, sold.purchase_id, {0: 1})
    with pytest.raises(AmountNotPositive):
        await second.read(refunds.amounts, shop.cashier, sold.purchase_id, {1: -1})
    receipt = await second.read(receipts.one, shop.cashier, sold.purchase_id)
    assert [(line.category, line.left, line.rest) for line in receipt.goods] == [("coffee", 0, 0), ("cake", 1, 5_000)]
    assert await second.read(lambda connection: list(audit.differences(connection))) == []


async def test_the_same_return_of_goods_twice_is_one_and_other_goods_under_its_number_are_refused(
    shop: Shop, second: Database
) -> None:
    sold = await bought(shop, await shop.member(), Line(10_000, "coffee"), Line(5_000, "cake"))
    first = await back(shop, second, sold, {1: 1})
    again = await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, {1: 5_000}, "1", shop.now)
    assert again == replace(first, repeated=True)
    with pytest.raises(KeyConflict):
        await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, {0: 10_000}, "1", shop.now)


async def test_a_preview_names_stamps_coupons_and_the_level_that_go_back(shop: Shop, second: Database) -> None:
    await shop.promise(
        rule("coupon", "cookie", title="Cookie", kind="item", amount=30_000),
        rule("stamp_card", "card", goal=2, categories=["coffee"], reward="cookie"),
        rule("tiers", "levels", levels=[{"key": "silver", "threshold": 30_000}]),
    )
    sold = await bought(shop, await shop.member(), Line(20_000, "coffee", 2), Line(30_000, "cake"))
    assert sold.outcome.tier == "silver"
    done = await back(shop, second, sold, {0: 1})
    assert done.undone.stamps == (("stamp_card", "", 1),)
    assert done.undone.coupons_gone == ("Cookie",)
    assert done.undone.tier == ""
    done = await back(shop, second, sold, {1: 1}, "2")
    assert (done.undone.stamps, done.undone.tier) == ((), "bronze")

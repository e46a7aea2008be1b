"""Discounts, coupons, stamps and tiers through the use cases, asserted through a second connection."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, select

from loyalty.errors import (
    CouponEnded,
    CouponLimitReached,
    CouponNotNow,
    CouponNotYours,
    CouponUnknown,
    CouponUsed,
    Refusal,
    TooManyAttempts,
)
from loyalty.events import Line
from loyalty.ledger import Account
from loyalty.localtime import end_of_day
from loyalty.member import Member
from loyalty.programme import When
from services.database import Database
from services.ledger import accounts, audit
from services.people import Person
from services.programme import changing, versions
from services.rewards import coupon_offers, coupon_uses, coupons, tiers
from services.rewards.coupons import Coupon
from services.till import holds, presenting, refunds, sales
from services.till.cheques import Sale, Sold, new_draft
from storage.tables import coupon_use, member
from tests.people import NOON, Shop, open_shop, rule

COFFEE = rule("coupon", "free-coffee", title="Free coffee", kind="item", amount=30_000, categories=["coffee"])
TEN = rule("coupon", "ten", title="10 %", percent=1_000)
STAMPS = rule("stamp_card", "sixth", goal=5, categories=["coffee"], reward="free-coffee")
LEVELS = rule(
    "tiers",
    "levels",
    metric="spend",
    days=30,
    levels=[{"key": "silver", "threshold": 100_000}, {"key": "gold", "threshold": 300_000}],
)
SILVER_MORE = rule("discount", "silver-5", When(tiers=frozenset({"silver", "gold"})), percent=500)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def buy(shop: Shop, anna: Person, *lines: Line, using: Sequence[Coupon] = ()) -> Sold:
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, sum(line.amount for line in lines), lines=lines)
    for coupon in using:
        await set_aside(shop, sale.draft_id, anna, coupon.code)
    sale = replace(sale, coupons=tuple(coupon.id for coupon in using))
    return await shop.database.write(sales.record, shop.cashier, sale, shop.now)


async def set_aside(shop: Shop, draft: UUID, anna: Person, code: str) -> Coupon:
    return await shop.database.write(presenting.reserve, shop.cashier, draft, anna.member_id, code, shop.now)


async def mine(second: Database, shop: Shop, anna: Person) -> tuple[Coupon, ...]:
    return await second.read(coupons.of_member, anna.member_id, shop.now)


async def account(second: Database, shop: Shop, anna: Person) -> Member:
    return await second.read(accounts.view, anna.member_id, shop.now)


async def tier_of(second: Database, anna: Person) -> str:
    return await second.read(lambda c: c.execute(select(member.c.tier).where(member.c.id == anna.member_id)).scalar())


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


async def give_back(shop: Shop, sold: Sold, amount: int, number: str = "r") -> refunds.Refunded:
    return await shop.database.write(refunds.record, shop.cashier, sold.purchase_id, amount, number, shop.now)


CUP = Line(25_000, "coffee")


async def test_a_full_card_brings_a_coupon_that_pays_a_coffee_and_a_refund_takes_all_back(
    shop: Shop, second: Database
) -> None:
    await shop.promise(COFFEE, STAMPS)
    anna = await shop.member()
    four = await buy(shop, anna, Line(100_000, "coffee", quantity=4))
    assert (four.outcome.counting.counted[0].after, await mine(second, shop, anna)) == (4, ())
    last = await buy(shop, anna, Line(50_000, "coffee", quantity=2))
    assert [promised.coupon for promised in last.outcome.counting.promised] == ["free-coffee"]
    assert (await account(second, shop, anna)).counts == {"sixth": 1}
    (coupon,) = await mine(second, shop, anna)
    assert coupon.rule.config.title == "Free coffee"

    free = await buy(shop, anna, CUP, using=[coupon])
    assert (free.gross, free.discount, free.payable) == (25_000, 25_000, 0)
    assert await mine(second, shop, anna) == ()
    await give_back(shop, free, 25_000)
    assert [each.code for each in await mine(second, shop, anna)] == [coupon.code]

    await give_back(shop, last, 50_000)
    assert await mine(second, shop, anna) == ()
    assert (await account(second, shop, anna)).counts == {"sixth": 4}
    assert await second.read(clean) == []


async def test_stamps_whose_reward_is_used_up_are_owed_after_a_refund(shop: Shop, second: Database) -> None:
    await shop.promise(COFFEE, STAMPS)
    anna = await shop.member()
    five = await buy(shop, anna, Line(125_000, "coffee", quantity=5))
    (coupon,) = await mine(second, shop, anna)
    await buy(shop, anna, CUP, using=[coupon])
    before = (await account(second, shop, anna)).counts.get("sixth", 0)
    await give_back(shop, five, 125_000)
    owing = await account(second, shop, anna)
    assert owing.counts == {"sixth": before - 5}
    assert owing.balance(Account.DEBT, "count:sixth") == before - 5
    await buy(shop, anna, Line(125_000, "coffee", quantity=5 - before))
    assert (await account(second, shop, anna)).counts == {}
    assert await second.read(clean) == []


async def test_twenty_tills_use_one_coupon_once(shop: Shop, second: Database) -> None:
    await shop.promise(TEN)
    anna = await shop.member()
    coupon = await shop.database.write(coupons.issue, "ten", anna.member_id, source="test", now=shop.now)
    again = await shop.database.write(coupons.issue, "ten", anna.member_id, source="test", now=shop.now)
    assert coupon == again
    drafts = [Sale(new_draft(), anna.member_id, 10_000, coupons=(coupon.id,)) for _ in range(20)]
    ends = await asyncio.gather(
        *(shop.database.write(sales.record, shop.cashier, sale, shop.now) for sale in drafts), return_exceptions=True
    )
    sold = [end for end in ends if isinstance(end, Sold)]
    assert [each.discount for each in sold] == [1_000]
    assert all(isinstance(end, CouponUsed) for end in ends if not isinstance(end, Sold))
    assert (await shop.database.write(sales.record, shop.cashier, drafts[ends.index(sold[0])], shop.now)).repeated
    assert await second.read(clean) == []


async def test_the_last_of_a_limited_offer_goes_to_one_of_many(shop: Shop, second: Database) -> None:
    await shop.promise(rule("coupon", "few", title="Few", percent=1_000, total=3))
    await shop.database.write(coupon_offers.publish, shop.owner, "few", " summer 26 ", shop.now)
    guests = [await shop.member(f"Guest {number}") for number in range(6)]
    tries = (set_aside(shop, new_draft(), guest, "Summer26") for guest in guests)
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(end, Coupon) for end in ends) == 3
    assert sum(isinstance(end, CouponLimitReached) for end in ends) == 3
    # Nobody finished: after a quarter of an hour the three are free again.
    assert await shop.database.write(coupon_uses.release_lapsed, shop.later(minutes=16)) == 3
    taken = await set_aside(shop, new_draft(), guests[5], "SUMMER26")
    assert taken.code == "SUMMER26"
    states = await second.read(lambda c: sorted(c.execute(select(coupon_use.c.state)).scalars()))
    assert states == ["reserved", "returned", "returned", "returned"]


async def test_a_coupon_is_refused_with_its_reason(shop: Shop) -> None:
    lunch = rule("coupon", "lunch", When(minimum=50_000), title="Lunch", percent=1_000, valid_days=3)
    await shop.promise(TEN, lunch)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    ten = await shop.database.write(coupons.issue, "ten", anna.member_id, source="a", now=shop.now)
    noon = await shop.database.write(coupons.issue, "lunch", anna.member_id, source="b", now=shop.now)
    assert await shop.database.write(coupons.issue, "nothing", anna.member_id, source="c", now=shop.now) is None

    async def refused(person: Person, code: str, amount: int = 10_000) -> str:
        draft = new_draft()
        try:
            found = await set_aside(shop, draft, person, code)
            sale = Sale(draft, person.member_id, amount, coupons=(found.id,))
            await shop.database.write(sales.record, shop.cashier, sale, shop.now)
        except Refusal as refusal:
            await shop.database.write(coupon_uses.release, shop.cashier, draft, shop.now)
            return type(refusal).__name__
        return ""

    assert await refused(anna, "NOSUCH") == CouponUnknown.__name__
    assert await refused(boris, ten.code) == CouponNotYours.__name__
    assert await refused(anna, noon.code, 49_999) == CouponNotNow.__name__
    assert await refused(anna, noon.code.lower(), 50_000) == ""
    assert await refused(anna, noon.code, 50_000) == CouponUsed.__name__
    shop.later(days=31)
    assert await refused(anna, ten.code) == CouponEnded.__name__
    for _ in range(coupons.ATTEMPTS):
        await shop.database.write(coupons.attempt, shop.cashier, shop.now)
    with pytest.raises(TooManyAttempts):
        await shop.database.write(coupons.attempt, shop.cashier, shop.now)
    await shop.database.write(coupons.succeeded, shop.cashier, shop.now)
    await shop.database.write(coupons.attempt, shop.cashier, shop.now)
    await shop.database.write(coupons.attempt, shop.cashier, shop.later(hours=1))


async def test_coupons_and_points_pay_one_cheque_together(shop: Shop, second: Database) -> None:
    await shop.promise(TEN)
    anna = await shop.member()
    ten = await shop.database.write(coupons.issue, "ten", anna.member_id, source="a", now=shop.now)
    plain = Sale(new_draft(), anna.member_id, 100_000)
    (offer,) = await second.read(sales.applicable, shop.cashier, plain, shop.now)
    assert (offer.coupon.id, offer.off) == (ten.id, 10_000)
    sale = replace(plain, redeem=150, coupons=(ten.id,))
    held = await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    assert (held.value, held.payable) == (15_000, 75_000)
    sold = await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    assert (sold.gross, sold.discount, sold.value, sold.payable) == (100_000, 10_000, 15_000, 75_000)
    half = await give_back(shop, sold, 50_000, "half")
    assert (half.money_back, half.restored) == (37_500, 75)
    rest = await give_back(shop, sold, 50_000, "rest")
    assert (rest.money_back, rest.restored) == (37_500, 75)
    assert [each.code for each in await mine(second, shop, anna)] == [ten.code]
    assert await second.read(clean) == []


async def test_a_tier_holds_from_the_next_cheque_and_falls_step_by_step(shop: Shop, second: Database) -> None:
    await shop.promise(LEVELS, SILVER_MORE)
    anna = await shop.member()
    first = await buy(shop, anna, Line(300_000))
    assert (first.discount, first.outcome.tier, await tier_of(second, anna)) == (0, "gold", "gold")
    assert (await buy(shop, anna, Line(10_000))).discount == 500
    shop.later(days=31)
    assert await second.read(tiers.due, shop.now) == [anna.member_id]
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    assert await tier_of(second, anna) == "silver"
    assert (await account(second, shop, anna)).counts == {}
    shop.later(days=31)
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    assert await tier_of(second, anna) == "bronze"
    assert await second.read(tiers.due, shop.later(days=400)) == []
    assert await second.read(clean) == []


async def test_a_refund_lowers_the_tier_at_once_only_if_that_cheque_raised_it(shop: Shop, second: Database) -> None:
    await shop.promise(LEVELS)
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    raised = await buy(shop, anna, Line(100_000))
    await give_back(shop, raised, 100_000)
    assert await tier_of(second, anna) == "bronze"
    before = await buy(shop, boris, Line(60_000))
    await buy(shop, boris, Line(60_000))
    await give_back(shop, before, 60_000)
    assert await tier_of(second, boris) == "silver"
    await shop.database.write(tiers.pin, shop.owner, anna.member_id, "gold", NOON + timedelta(days=90), shop.now)
    shop.later(days=60)
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    assert await tier_of(second, anna) == "gold"
    shop.later(days=31)
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    assert await tier_of(second, anna) == "silver"


# --- what changes between two moments ---------------------------------------------------------------------------------


async def edit(shop: Shop, rule_id: str, paused: bool = False, **config: object) -> None:
    """Lets a version of the programme hold in which one rule is paused or not, or another of its kind."""

    def change(connection: Connection) -> None:
        programme = versions.current(connection, shop.now)
        rules = tuple(
            replace(each, paused=paused, config=replace(each.config, **config)) if each.id == rule_id else each
            for each in programme.rules
        )
        base = programme.version
        changing.change(connection, shop.owner, base, rules, programme.settings, None, shop.now)

    await shop.database.write(change)


async def ask(shop: Shop, anna: Person, *using: Coupon, amount: int = 100_000) -> holds.Held:
    """Lays coupons on a cheque, then asks the member for ten points, as long after as a reservation nearly lasts."""
    assert anna.member_id is not None
    sale = Sale(new_draft(), anna.member_id, amount, 10, coupons=tuple(each.id for each in using))
    for each in using:
        await set_aside(shop, sale.draft_id, anna, each.code)
    shop.later(minutes=14, seconds=50)
    return await shop.database.write(holds.place, shop.cashier, sale, shop.now)


async def test_a_coupon_stays_set_aside_while_the_member_is_asked(shop: Shop, second: Database) -> None:
    await shop.promise(TEN)
    anna = await shop.member()
    await buy(shop, anna, Line(1_000_000))
    ten = await shop.database.write(coupons.issue, "ten", anna.member_id, source="gift", now=shop.now)
    held = await ask(shop, anna, ten)
    shop.later(seconds=20)
    assert await shop.database.write(coupon_uses.release_lapsed, shop.now) == 0
    with pytest.raises(CouponUsed):
        await set_aside(shop, new_draft(), anna, ten.code)
    await edit(shop, "ten", paused=True)  # what was shown to the member counts
    sold = await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    assert (sold.discount, sold.redeemed) == (10_000, 10)
    assert await second.read(clean) == []


async def test_a_limit_that_comes_later_counts_the_uses_before_it(shop: Shop, second: Database) -> None:
    await shop.promise(rule("coupon", "spring", title="Spring", percent=1_000, per_member=100))
    anna = await shop.member()
    code = await shop.database.write(coupon_offers.publish, shop.owner, "spring", "SPRING", shop.now)
    first, _ = [await buy(shop, anna, Line(10_000), using=[code]) for _ in range(2)]
    await edit(shop, "spring", total=3)
    await buy(shop, anna, Line(10_000), using=[code])
    with pytest.raises(CouponLimitReached):
        await buy(shop, anna, Line(10_000), using=[code])
    await edit(shop, "spring", total=None)
    await buy(shop, anna, Line(10_000), using=[code])
    await edit(shop, "spring", total=4)
    with pytest.raises(CouponLimitReached):
        await buy(shop, anna, Line(10_000), using=[code])
    await give_back(shop, first, 10_000)
    await buy(shop, anna, Line(10_000), using=[code])
    with pytest.raises(CouponLimitReached):
        await buy(shop, anna, Line(10_000), using=[code])


async def test_a_full_card_is_paid_for_though_its_reward_is_paused(shop: Shop, second: Database) -> None:
    await shop.promise(COFFEE, STAMPS)
    anna = await shop.member()
    await edit(shop, "free-coffee", paused=True)
    await buy(shop, anna, replace(CUP, amount=125_000, quantity=5))
    assert await mine(second, shop, anna) == ()
    await edit(shop, "free-coffee")
    assert len(await mine(second, shop, anna)) == 1


async def test_two_returns_leave_no_coupon_whichever_comes_first(shop: Shop, second: Database) -> None:
    await shop.promise(TEN, rule("gift_coupon", "next", coupon="ten"))
    anna = await shop.member()
    for first_comes_first in (True, False):
        first = await buy(shop, anna, Line(10_000))
        second_one = await buy(shop, anna, Line(10_000), using=await mine(second, shop, anna))
        for sold in (first, second_one) if first_comes_first else (second_one, first):
            await give_back(shop, sold, 10_000)
        assert await mine(second, shop, anna) == ()


async def test_a_pinned_tier_holds_against_purchases(shop: Shop, second: Database) -> None:
    await shop.promise(LEVELS)
    anna = await shop.member()
    await shop.database.write(tiers.pin, shop.owner, anna.member_id, "silver", None, shop.now)
    sold = await buy(shop, anna, Line(400_000))
    assert (sold.outcome.tier, await tier_of(second, anna)) == ("", "silver")
    await shop.database.write(tiers.unpin, shop.owner, anna.member_id, shop.now)
    assert await tier_of(second, anna) == "gold"


async def test_a_refund_leaves_the_tier_that_the_member_had_before(shop: Shop, second: Database) -> None:
    await shop.promise(LEVELS)
    anna = await shop.member()
    await buy(shop, anna, Line(300_000))
    shop.later(days=31)
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    raised = await buy(shop, anna, Line(300_000))
    assert await tier_of(second, anna) == "gold"
    await give_back(shop, raised, 300_000)
    assert await tier_of(second, anna) == "silver"


async def test_a_refund_in_parts_takes_the_tier_back_step_by_step(shop: Shop, second: Database) -> None:
    await shop.promise(LEVELS)
    anna = await shop.member()
    raised = await buy(shop, anna, Line(300_000))
    await give_back(shop, raised, 1_000, "1")
    assert await tier_of(second, anna) == "silver"
    await give_back(shop, raised, 299_000, "2")
    assert await tier_of(second, anna) == "bronze"


async def test_a_sale_raises_the_tier_that_a_review_lowered_while_the_member_was_asked(
    shop: Shop, second: Database
) -> None:
    await shop.promise(LEVELS)
    anna = await shop.member()
    await buy(shop, anna, Line(310_000))
    shop.now = end_of_day(NOON, 30, "Europe/Sofia") - timedelta(minutes=15)
    held = await ask(shop, anna, amount=310_000)
    shop.later(seconds=20)
    await shop.database.write(tiers.review, anna.member_id, shop.now)
    assert await tier_of(second, anna) == "silver"
    sold = await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    assert (sold.outcome.tier, await tier_of(second, anna)) == ("gold", "gold")


async def test_a_tier_of_the_new_years_night_holds_through_the_next_year(shop: Shop, second: Database) -> None:
    yearly = {"metric": "spend", "window": "year", "levels": [{"key": "silver", "threshold": 100_000}]}
    await shop.promise(rule("tiers", "levels", **yearly))
    anna = await shop.member()
    shop.now = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  # half past midnight in Sofia
    await buy(shop, anna, Line(100_000))
    first_of_2029 = datetime(2028, 12, 31, 22, 0, tzinfo=UTC)
    assert await second.read(tiers.due, first_of_2029 - timedelta(seconds=1)) == []
    assert await second.read(tiers.due, first_of_2029) == [anna.member_id]

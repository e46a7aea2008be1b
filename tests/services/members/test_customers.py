"""A customer's page, points by hand, coupons given and tiers pinned, asserted through a second connection."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, select

from loyalty.codes import parse
from loyalty.errors import (
    AdjustmentLimitReached,
    AdjustmentTooLarge,
    AmountUnreadable,
    CodeMistyped,
    CodeUnknown,
    CodeUnreadable,
    CouponEnded,
    Refusal,
    TextEmpty,
    TextTooLong,
)
from loyalty.ledger import Account
from services.database import Database
from services.ledger import accounts, adjustments, audit
from services.ledger.adjustments import Adjustment
from services.members import cards, customers, history, standings
from services.members.customers import CustomerPage
from services.people import Person
from services.rewards import coupon_offers, coupons, tiers
from services.till import holds, presenting, refunds, sales
from services.till.cheques import Sale, new_draft
from storage.tables import audit_log, job
from tests.people import NOON, Shop, open_shop, rule
from tests.services.rewards.test_promises import LEVELS, TEN

WELCOME = 150


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def adjust(
    shop: Shop, whose: Person, points: int, reason: str = "Sorry", draft: UUID | None = None
) -> Adjustment:
    draft = draft or uuid4()
    return await shop.database.write(adjustments.adjust, shop.owner, draft, whose.member_id, points, reason, shop.now)


async def page(second: Database, shop: Shop, whose: Person) -> CustomerPage:
    return await second.read(customers.page, shop.owner, whose.member_id, shop.now)


def clean(connection: Connection) -> list[audit.Difference]:
    return list(audit.differences(connection))


def noted(connection: Connection, action: str) -> list[dict[str, object]]:
    query = select(audit_log.c.detail).where(audit_log.c.action == action).order_by(audit_log.c.id)
    return list(connection.execute(query).scalars())


def told(connection: Connection) -> list[dict[str, object]]:
    bodies = connection.execute(select(job.c.payload).order_by(job.c.id)).scalars()
    return [body if isinstance(body, dict) else json.loads(body) for body in bodies]


async def test_points_by_hand_are_given_and_taken_once_and_told_with_the_reason(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    draft = uuid4()
    first = await adjust(shop, anna, 100, "  Spilt\ncoffee ", draft)
    assert (first.points, first.balance) == (100, WELCOME + 100)
    assert await adjust(shop, anna, 100, "Spilt coffee", draft) == first
    assert (await adjust(shop, anna, -50, "Wrong card")).balance == WELCOME + 50
    standing = await second.read(standings.standing, anna.member_id, shop.now)
    assert standing.active == WELCOME + 50
    entries, _ = await second.read(history.history, anna.member_id)
    assert [(entry.kind, entry.points) for entry in entries[:2]] == [("adjustment", -50), ("adjustment", 100)]
    why = await second.read(history.why, anna.member_id, first.operation_id)
    assert [(step.kind, step.millionths) for step in why.steps] == [("adjustment", 100_000_000)]
    assert why.reason == "Spilt coffee"
    assert (await second.read(history.why, anna.member_id, entries[0].operation_id)).reason == "Wrong card"
    assert (await second.read(history.why, anna.member_id, entries[2].operation_id)).reason == ""
    reasons = [body["arguments"]["reason"] for body in await second.read(told) if "reason" in body["arguments"]]
    assert reasons == ["Spilt coffee", "Wrong card"]
    assert await second.read(noted, "adjusted") == [
        {"member": str(anna.member_id), "points": 100, "reason": "Spilt coffee"},
        {"member": str(anna.member_id), "points": -50, "reason": "Wrong card"},
    ]
    assert await second.read(clean) == []


async def test_points_taken_by_hand_never_leave_less_than_none_nor_touch_held_ones(
    shop: Shop, second: Database
) -> None:
    anna = await shop.member()
    sale = Sale(new_draft(), anna.member_id, 100_000, redeem=100)
    await shop.database.write(holds.place, shop.cashier, sale, shop.now)
    with pytest.raises(AdjustmentTooLarge) as refused:
        await adjust(shop, anna, -(WELCOME - 99))
    assert refused.value.available == WELCOME - 100
    assert (await adjust(shop, anna, -(WELCOME - 100))).balance == 0
    account = await second.read(accounts.view, anna.member_id, shop.now)
    assert (account.balance(Account.ACTIVE), account.balance(Account.HELD)) == (0, 100)
    assert await second.read(clean) == []


async def test_twenty_at_once_take_no_more_than_there_is(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    ends = await asyncio.gather(*(adjust(shop, anna, -40) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(end, Adjustment) for end in ends) == 3
    assert sum(isinstance(end, AdjustmentTooLarge) for end in ends) == 17
    draft = uuid4()
    same = await asyncio.gather(*(adjust(shop, anna, 7, draft=draft) for _ in range(20)))
    assert len({each.operation_id for each in same}) == 1
    assert await shop.balance(anna) == WELCOME - 120 + 7
    assert await second.read(clean) == []


async def test_an_adjustment_repays_a_debt_first(shop: Shop, second: Database) -> None:
    anna = await shop.member()
    sold = await shop.sell(anna, 1_000_000)
    await adjust(shop, anna, -(WELCOME + 100))
    await shop.database.write(refunds.undo, shop.cashier, sold.purchase_id, shop.now)
    assert (await second.read(standings.standing, anna.member_id, shop.now)).debt == 100
    await adjust(shop, anna, 130)
    standing = await second.read(standings.standing, anna.member_id, shop.now)
    assert (standing.debt, standing.active) == (0, 30)
    assert await second.read(clean) == []


@pytest.mark.parametrize(
    ("points", "reason", "refusal"),
    [(0, "Sorry", AmountUnreadable), (5, " \n", TextEmpty), (5, "x" * 201, TextTooLong)],
)
async def test_an_adjustment_needs_points_and_a_reason(
    shop: Shop, points: int, reason: str, refusal: type[Refusal]
) -> None:
    anna = await shop.member()
    with pytest.raises(refusal):
        await adjust(shop, anna, points, reason)
    with pytest.raises(CodeUnknown):
        await shop.database.write(adjustments.adjust, shop.owner, uuid4(), uuid4(), 5, "Sorry", shop.now)
    assert await shop.balance(anna) == WELCOME


async def test_one_person_moves_so_many_points_a_day(shop: Shop, second: Database) -> None:
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    await adjust(shop, anna, 9_000)
    await adjust(shop, anna, -600)
    for too_many in (401, 10**12):
        with pytest.raises(AdjustmentLimitReached) as refused:
            await adjust(shop, boris, too_many)
        assert refused.value.limit == 10_000
    assert (await adjust(shop, boris, 400)).balance == WELCOME + 400
    shop.later(days=1)
    assert (await adjust(shop, boris, 10_000)).points == 10_000
    assert await second.read(clean) == []


async def test_one_limit_holds_for_twenty_at_once_over_several_customers(shop: Shop, second: Database) -> None:
    guests = [await shop.member(f"Guest {number}") for number in range(4)]
    ends = await asyncio.gather(*(adjust(shop, guests[n % 4], 1_500) for n in range(20)), return_exceptions=True)
    assert sum(isinstance(end, Adjustment) for end in ends) == 6
    assert sum(isinstance(end, AdjustmentLimitReached) for end in ends) == 14
    assert sum([await shop.balance(guest) for guest in guests]) == 4 * WELCOME + 9_000
    assert await second.read(clean) == []


async def test_a_customer_is_found_by_card_and_by_phone(shop: Shop, second: Database) -> None:
    anna = await shop.member("Anna", "+359887654321")
    boris = await shop.member("Boris", "79161234567")
    card = await second.read(cards.card, anna.member_id)

    async def find(wanted: object) -> UUID:
        return await second.read(customers.find, shop.owner, wanted, shop.now)

    for wanted in (
        *(card.digits, f"{card.digits[:3]} {card.digits[3:]}", f"https://t.me/tessera_bot?start=c_{card.code}"),
        *(parse(card.digits), "+359 88 765-43-21", "00359887654321", "359887654321", "0887654321"),
    ):
        assert await find(wanted) == anna.member_id, wanted
    for wanted in ("+7 (916) 123-45-67", "8 916 123 45 67"):
        assert await find(wanted) == boris.member_id, wanted
    wrong = card.digits[:-1] + str((int(card.digits[-1]) + 1) % 10)
    for wanted, refusal in (
        (wrong, CodeMistyped),
        ("+359 88 000 00 00", CodeUnknown),
        ("Anna", CodeUnreadable),
        ("", CodeUnreadable),
    ):
        with pytest.raises(refusal):
            await find(wanted)


async def test_the_page_shows_all_that_a_customer_has(shop: Shop, second: Database) -> None:
    await shop.promise(TEN, LEVELS)
    anna = await shop.member()
    for amount in (100_000, *range(10_000, 60_000, 10_000)):
        await shop.sell(anna, amount)
    coupon = await shop.database.write(coupon_offers.give, shop.owner, uuid4(), anna.member_id, "ten", shop.now)
    seen = await page(second, shop, anna)
    assert (seen.standing.name, seen.standing.active, seen.rewards.tier) == ("Anna", WELCOME + 25, "silver")
    assert seen.tiers == ("bronze", "silver", "gold")
    assert (seen.pinned, seen.pinned_until) == (False, None)
    assert [each.id for each in seen.rewards.coupons] == [coupon.id]
    assert [each.gross for each in seen.purchases] == [50_000, 40_000, 30_000, 20_000, 10_000]
    with pytest.raises(CodeUnknown):
        await second.read(customers.page, shop.owner, uuid4(), shop.now)


async def test_a_pin_holds_until_its_day_or_until_it_is_ended(shop: Shop, second: Database) -> None:
    await shop.promise(LEVELS)
    anna = await shop.member()
    until = NOON + timedelta(days=90)
    for _ in range(2):
        await shop.database.write(tiers.pin, shop.owner, anna.member_id, "gold", until, shop.now)
        shop.later(minutes=1)
    seen = await page(second, shop, anna)
    assert (seen.rewards.tier, seen.pinned, seen.pinned_until) == ("gold", True, until)
    assert len([body for body in await second.read(told) if body["notice"] == "tier-set"]) == 1
    await shop.database.write(tiers.pin, shop.owner, anna.member_id, "gold", None, shop.now)
    seen = await page(second, shop, anna)
    assert (seen.pinned, seen.pinned_until) == (True, None)
    shop.later(days=200)
    for _ in range(2):
        await shop.database.write(tiers.unpin, shop.owner, anna.member_id, shop.now)
    seen = await page(second, shop, anna)
    assert (seen.rewards.tier, seen.pinned) == ("silver", False), "one step down, once"
    assert await second.read(noted, "unpin_tier") == [{"member": str(anna.member_id)}]


# --- coupons ----------------------------------------------------------------------------------------------------------


async def test_a_coupon_is_given_once_per_draft(shop: Shop, second: Database) -> None:
    await shop.promise(TEN)
    anna, draft = await shop.member(), uuid4()
    first = await shop.database.write(coupon_offers.give, shop.owner, draft, anna.member_id, "ten", shop.now)
    assert await shop.database.write(coupon_offers.give, shop.owner, draft, anna.member_id, "ten", shop.now) == first
    assert [each.id for each in await second.read(coupons.of_member, anna.member_id, shop.now)] == [first.id]
    assert await second.read(noted, "gave_coupon") == [{"member": str(anna.member_id), "coupon": str(first.id)}]
    with pytest.raises(CouponEnded):
        await shop.database.write(coupon_offers.give, shop.owner, uuid4(), anna.member_id, "nothing", shop.now)
    with pytest.raises(CodeUnknown):
        await shop.database.write(coupon_offers.give, shop.owner, uuid4(), uuid4(), "ten", shop.now)


async def test_offers_tell_how_coupons_do(shop: Shop, second: Database) -> None:
    await shop.promise(TEN, rule("coupon", "gift", title="Gift", kind="points", valid_days=None))
    anna, boris = await shop.member("Anna"), await shop.member("Boris")
    given = [
        await shop.database.write(coupon_offers.give, shop.owner, uuid4(), who.member_id, "ten", shop.now)
        for who in (anna, anna, boris)
    ]
    public = await shop.database.write(coupon_offers.publish, shop.owner, "ten", "summer", shop.now)
    sale = Sale(new_draft(), anna.member_id, 10_000, coupons=(given[0].id,))
    await shop.database.write(sales.record, shop.cashier, sale, shop.now)
    await shop.database.write(presenting.reserve, shop.cashier, new_draft(), boris.member_id, "SUMMER", shop.now)
    ten, gift = await second.read(coupon_offers.offers, shop.owner, shop.now)
    assert (ten.issued, ten.ended, ten.used, ten.reserved) == (3, 0, 1, 1)
    assert [code.id for code in ten.codes] == [public.id]
    assert (gift.rule.id, gift.issued, gift.used, gift.reserved, gift.codes) == ("gift", 0, 0, 0, ())
    await shop.database.write(coupon_offers.withdraw, shop.owner, public.id, shop.now)
    await shop.database.write(coupon_offers.withdraw, shop.owner, public.id, shop.now)
    shop.later(days=31)
    ten, _ = await second.read(coupon_offers.offers, shop.owner, shop.now)
    assert (ten.issued, ten.ended, ten.used, ten.codes) == (3, 2, 1, ())
    assert len(await second.read(noted, "withdrew_coupon")) == 1


async def test_a_link_shows_a_coupon_only_to_whom_it_is_for_and_guesses_are_counted(
    shop: Shop, second: Database
) -> None:
    await shop.promise(TEN)
    anna, boris, zoe = await shop.member("Anna"), await shop.member("Boris"), await shop.stranger("Zoe")
    mine = await shop.database.write(coupon_offers.give, shop.owner, uuid4(), anna.member_id, "ten", shop.now)
    public = await shop.database.write(coupon_offers.publish, shop.owner, "ten", "summer", shop.now)

    async def look(who: Person, code: str) -> UUID | None:
        found = await shop.database.write(coupons.look_up, who, code, shop.now)
        return found.id if found else None

    for _ in range(coupons.ATTEMPTS + 1):  # right codes are no guesses
        assert await look(anna, mine.code.lower()) == mine.id
        assert await look(boris, "Summer") == public.id
    assert await look(boris, mine.code) is None
    assert await look(boris, "NOSUCH") is None
    assert await look(zoe, "SUMMER") is None, "whoever is no member registers first"
    await shop.database.write(coupon_offers.withdraw, shop.owner, public.id, shop.now)
    with pytest.raises(CouponEnded):
        await look(boris, "SUMMER")
    for _ in range(coupons.ATTEMPTS - 2):
        assert await look(boris, "NOSUCH") is None
    with pytest.raises(Refusal) as refused:
        await look(boris, "NOSUCH")
    assert refused.value.arguments == {"minutes": 60}

"""What the field gets wrong (mechanics.md §6), each line a test through the bot; races have twenty callers."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from sqlalchemy import select

from jobs import tasks
from loyalty.programme import When
from sandbox.phone import Phone
from services.database import Database
from services.ledger import audit
from services.members import cards
from services.rewards import coupons, referral_links
from storage.tables import audit_log, lot, purchase
from storage.tables import member as member_table
from tests.people import rule
from tests.shop import LiveShop, open_shop

ONE = pytest.mark.database("sqlite")  # only races may end in another way on another database
TILLS = 20
LEVELS = rule(
    "tiers", "levels", levels=[{"key": "silver", "threshold": 100_000}, {"key": "gold", "threshold": 300_000}]
)
SILVER = rule("bonus", "silver-bonus", When(tiers=frozenset({"silver"})), points=7)
TEN = rule("coupon", "ten", title="Ten off", percent=1_000)
FRIENDS = rule("referral", "friends", inviter=50, friend=30, minimum=50_000)


@pytest.fixture
async def shop(database: Database) -> AsyncIterator[LiveShop]:
    async with open_shop(database) as opened:
        yield opened


async def scan(karim: Phone, shop: LiveShop, anna: Phone, amount: str) -> None:
    await karim.say(await shop.digits(anna))
    await karim.wait("Type the amount")
    await karim.say(amount)
    await karim.wait(lambda message: any(label.startswith("✅") for label in message.labels))


async def sell(karim: Phone, shop: LiveShop, anna: Phone, amount: str) -> str:
    """Returns the number of the receipt."""
    await scan(karim, shop, anna, amount)
    await karim.tap("✅")
    return (await karim.wait("Recorded")).text.splitlines()[0].rsplit("· ", 1)[1]


async def give_back(karim: Phone, number: str, amount: str | None = None) -> None:
    await karim.tap("🧾 Receipts")
    await karim.wait("Pick one")
    await karim.say(number)
    await karim.wait("Total ")
    await karim.tap("Return a part" if amount else "Return all")
    if amount:
        await karim.say(amount)
    await karim.wait("Hand back")
    await karim.tap("Hand back")
    await karim.wait("Return recorded")


async def at_the_till(shop: LiveShop) -> tuple[Phone, Phone]:
    return await shop.cashier(await shop.owner()), await shop.member()


async def tills(shop: LiveShop, count: int) -> list[Phone]:
    olga = await shop.owner()
    return [await shop.cashier(olga, f"Till {number}") for number in range(count)]


async def clean(shop: LiveShop) -> bool:
    return await shop.database.read(lambda connection: list(audit.differences(connection))) == []


# --- refunds ----------------------------------------------------------------------------------------------------------


@ONE
async def test_a_refund_takes_the_earned_points_and_gives_the_spent_ones_back(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await scan(karim, shop, anna, "500")
    await karim.tap("Spend 100")
    await anna.tap("Yes, spend 100")
    sold = await karim.wait("Recorded")
    assert await shop.points(anna) == 150 - 100 + 4
    await give_back(karim, sold.text.splitlines()[0].rsplit("· ", 1)[1])
    assert await shop.points(anna) == 150
    assert await clean(shop)


@ONE
async def test_partial_refunds_never_add_up_to_more_than_the_cheque(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    number = await sell(karim, shop, anna, "1000")
    await give_back(karim, number, "600")
    await karim.tap("🧾 Receipts")
    await karim.wait("Pick one")
    await karim.say(number)
    await karim.wait("Total ")
    await karim.tap("Return a part")
    await karim.say("400,01")
    await karim.wait("At most")
    await karim.say("400")
    await karim.wait("Hand back")
    await karim.tap("Hand back")
    await karim.wait("Return recorded")
    assert await shop.points(anna) == 150


@ONE
async def test_earning_and_redeeming_in_a_circle_makes_no_points(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    for _ in range(3):
        await scan(karim, shop, anna, "700")
        await karim.tap("Spend 140")
        await anna.tap("Yes, spend 140")
        sold = await karim.wait("Recorded")
        await give_back(karim, sold.text.splitlines()[0].rsplit("· ", 1)[1], "350")
        await karim.tap("🧾 Receipts")
        await karim.wait("Pick one")
        await give_back(karim, sold.text.splitlines()[0].rsplit("· ", 1)[1])
    assert await shop.points(anna) == 150
    assert await clean(shop)


# --- races ------------------------------------------------------------------------------------------------------------


async def test_twenty_tills_redeem_one_balance_once(shop: LiveShop) -> None:
    phones = await tills(shop, TILLS)
    anna = await shop.member()
    for till in phones:
        await scan(till, shop, anna, "750")
    await asyncio.gather(*(till.tap("Spend 150") for till in phones))
    await anna.wait("asks: spend 150")
    for till in phones:
        await till.settle()
    waiting = [till for till in phones if "is asked to confirm" in till.screen()]
    assert len(waiting) == 1
    await anna.tap("Yes, spend 150", times=2)
    await waiting[0].wait("Recorded")
    assert await shop.points(anna) == 6
    assert await clean(shop)


async def test_a_receipt_sent_again_after_a_time_out_credits_once(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await scan(karim, shop, anna, "1700")
    await karim.tap("✅ Earn", times=TILLS)
    await karim.wait("Recorded")
    await karim.settle()
    assert await shop.points(anna) == 167
    rows = await shop.database.read(lambda connection: connection.execute(select(purchase.c.id)).all())
    assert len(rows) == 1


async def test_a_coupon_is_used_once_by_twenty_tills_and_not_lost_with_its_cheque(shop: LiveShop) -> None:
    phones = await tills(shop, TILLS)
    anna = await shop.member()
    await shop.promise(TEN)
    member_id = await shop.member_id(anna)
    coupon = await shop.database.write(coupons.issue, "ten", member_id, source="test", now=shop.clock())
    assert coupon
    for till in phones:
        await scan(till, shop, anna, "1000")
    await asyncio.gather(*(till.tap("Ten off") for till in phones))
    for till in phones:
        await till.settle()
    lucky = [till for till in phones if "take ₽900" in till.screen()]
    assert len(lucky) == 1
    await lucky[0].tap("✅ Earn")
    sold = await lucky[0].wait("Recorded")
    assert not await shop.database.read(coupons.of_member, member_id, shop.clock())
    await give_back(lucky[0], sold.text.splitlines()[0].rsplit("· ", 1)[1])
    (again,) = await shop.database.read(coupons.of_member, member_id, shop.clock())
    assert again.code == coupon.code
    assert await clean(shop)


# --- points and tiers -------------------------------------------------------------------------------------------------


@ONE
async def test_points_of_two_sources_end_each_at_its_own_time(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await sell(karim, shop, anna, "1700")
    ends = await shop.database.read(
        lambda connection: connection.execute(
            select(lot.c.remaining, lot.c.expires_at).order_by(lot.c.expires_at)
        ).all()
    )
    assert sorted(row.remaining for row in ends) == [17, 50, 100]
    shop.later(days=92)
    await sell(karim, shop, anna, "100")  # a later purchase prolongs nothing
    await tasks.settle(shop.database, shop.clock())
    assert await shop.points(anna) == 18
    shop.later(days=275)
    await tasks.settle(shop.database, shop.clock())
    assert await shop.points(anna) == 1


@ONE
async def test_what_does_not_make_a_point_yet_is_kept_for_the_next_cheque(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    for _ in range(10):
        await sell(karim, shop, anna, "30")
    assert await shop.points(anna) == 153


@ONE
async def test_spending_points_lowers_no_tier_and_the_first_cheque_is_made_at_the_base(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await shop.promise(LEVELS, SILVER)
    await sell(karim, shop, anna, "1000")
    assert await shop.points(anna) == 150 + 10  # silver from the next cheque on
    await anna.wait("You have reached Silver")
    await sell(karim, shop, anna, "100")
    assert await shop.points(anna) == 160 + 1 + 7
    await scan(karim, shop, anna, "840")
    await karim.tap("Spend 168")
    await anna.tap("Yes, spend 168")
    await karim.wait("Recorded")
    tier = await shop.database.read(lambda connection: connection.execute(select(member_table.c.tier)).scalar_one())
    assert tier == "silver"


# --- codes and cashiers -----------------------------------------------------------------------------------------------


@ONE
async def test_a_photographed_code_spends_nothing_without_the_members_word(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    picture = anna.last.photo
    assert picture
    await karim.photo(picture)
    await karim.wait("Type the amount")
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.wait("asks: spend 100")
    shop.later(seconds=61)
    await tasks.settle(shop.database, shop.clock())
    await karim.wait("did not answer in time")
    assert await shop.points(anna) == 150


@ONE
async def test_codes_say_nothing_about_ids(shop: LiveShop) -> None:
    await shop.owner()
    members = [await shop.member_id(await shop.member(f"Guest {n}")) for n in range(5)]
    given = [await shop.database.read(cards.card, member) for member in members]
    assert len({card.code for card in given} | {card.digits for card in given}) == 10
    numbers = [int(card.digits) for card in given]
    assert len({later - sooner for sooner, later in pairwise(numbers)}) == 4


@ONE
async def test_a_cashier_who_credits_a_friend_is_seen_before_anybody_complains(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    for _ in range(20):
        await sell(karim, shop, anna, "100")
        await anna.wait("+1")
    await karim.say(await shop.digits(anna))
    await karim.wait("Type the amount")
    await karim.say("100")
    await karim.wait("20")
    noted = await shop.database.read(
        lambda connection: connection.execute(select(audit_log.c.detail).where(audit_log.c.action == "blocked")).all()
    )
    assert [row.detail["refusal"] for row in noted] == ["daily_limit_reached"]
    assert await shop.points(anna) == 170


# --- referrals --------------------------------------------------------------------------------------------------------


async def invite(shop: LiveShop, inviter: Phone, friend: Phone) -> None:
    """The friend opens the inviter's link."""
    payload = await shop.database.write(referral_links.link, await shop.member_id(inviter))
    await friend.start(f"f_{payload}")


async def join(friend: Phone, number: str | None = None) -> None:
    """Goes through the registration, with the own number or without."""
    await friend.tap("Get my card")
    await friend.settle()
    if number:
        await friend.send_contact(number, friend.user.id, friend.user.first_name)
    else:
        await friend.tap("without a number")
    await friend.wait(lambda message: message.photo)


async def test_a_referral_survives_a_first_purchase_that_was_too_small_and_twenty_tills_pay_it_once(
    shop: LiveShop,
) -> None:
    phones = await tills(shop, TILLS)
    await shop.promise(FRIENDS)
    anna, boris = await shop.member(), shop.sandbox.phone("Boris")
    await invite(shop, anna, boris)
    await boris.wait("Anna invites you")
    await join(boris)
    await sell(phones[0], shop, boris, "499")
    before = await shop.points(anna)
    shop.later(days=1)
    for till in phones:
        await scan(till, shop, boris, "500")
    await asyncio.gather(*(till.tap("✅") for till in phones))
    for till in phones:
        await till.wait("Recorded")
    await anna.wait("Boris has made the first purchase. +50 points")
    await boris.wait("+30 points for accepting the invitation of Anna")
    assert await shop.points(anna) == before + 50
    assert await shop.points(boris) == 150 + 4 + TILLS * 5 + 30
    assert await clean(shop)


@ONE
async def test_nobody_refers_themselves_by_a_second_account(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop)
    await shop.promise(FRIENDS)
    first, second = shop.sandbox.phone("Dora"), shop.sandbox.phone("Dora")
    await first.start()
    await join(first, "+359881234567")
    await invite(shop, first, second)
    await join(second, "+359881234567")
    assert "your points have moved here" in second.screen()
    await invite(shop, second, first)  # the card is on the second account now
    await first.wait("This invitation is your own")
    await join(first)
    before = await shop.points(second)
    await sell(karim, shop, first, "600")
    assert (await shop.points(first), await shop.points(second)) == (156, before)
    assert await clean(shop)


@ONE
async def test_a_ring_of_referrals_pays_nobody(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await shop.promise(FRIENDS)
    first, friend, second = (shop.sandbox.phone(name) for name in ("Dora", "Emil", "Dora"))
    await first.start()
    await join(first, "+359881234567")
    await invite(shop, first, friend)
    await join(friend)
    await invite(shop, friend, second)
    await join(second, "+359881234567")
    await invite(shop, friend, first)  # whose card has gone to the second account
    await first.wait("leads back to you")
    await join(first)
    await invite(shop, friend, anna)
    await anna.wait("invitations are for newcomers")
    before = await shop.points(friend)
    for phone in (first, second, anna):
        await sell(karim, shop, phone, "600")
    assert await shop.points(friend) == before
    assert await clean(shop)

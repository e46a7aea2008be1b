"""Stamp cards on the database: what was free, cards that wait, rewards that are gone."""

import pytest

from loyalty.counting import MOST_CARDS
from loyalty.events import Line
from services.database import Database
from services.programme import changing, versions
from services.rewards import coupon_uses
from services.till import holds, presenting
from services.till.cheques import Sale, new_draft
from tests.people import Shop, rule
from tests.services.campaigns.test_reminders import told
from tests.services.rewards.test_promises import COFFEE, CUP, STAMPS, TEN, account, buy, clean, give_back, mine, shop

__all__ = ["shop"]
pytestmark = pytest.mark.database("sqlite")
OPEN = new_draft()


async def test_what_was_free_on_a_line_is_remembered_for_the_return(shop: Shop, second: Database) -> None:
    await shop.promise(COFFEE, STAMPS, rule("nth_free", "third", every=3, categories=["coffee"]))
    anna = await shop.member()
    three = await buy(shop, anna, Line(75_000, "coffee", quantity=3))
    assert (three.payable, (await account(second, shop, anna)).counts) == (50_000, {"sixth": 2})
    await give_back(shop, three, 25_000)
    assert (await account(second, shop, anna)).counts == {"sixth": 2}
    await give_back(shop, three, 25_000, "r2")
    assert (await account(second, shop, anna)).counts == {"sixth": 1}


async def test_one_cheque_gives_so_many_coupons_and_the_other_full_cards_wait(shop: Shop, second: Database) -> None:
    await shop.promise(COFFEE, rule("stamp_card", "card", per="amount", amount=1, goal=2, reward="free-coffee"))
    anna = await shop.member()
    large = await buy(shop, anna, Line(50_000, "tea"))
    assert large.outcome.counting.counted[0].waiting == 25_000 - MOST_CARDS
    assert len(await mine(second, shop, anna)) == MOST_CARDS
    await buy(shop, anna, Line(1, "tea"))
    assert len(await mine(second, shop, anna)) == 2 * MOST_CARDS
    heard = [each["counted"][0] for each in await told(second, "moved") if each["kind"] == "purchase"]
    assert [(each["after"], each["waiting"]) for each in heard] == [
        (0, 25_000 - MOST_CARDS),
        (1, 25_000 - 2 * MOST_CARDS),
    ]
    await give_back(shop, large, 50_000)
    assert (await account(second, shop, anna)).counts == {"card": 1 - 2 * MOST_CARDS}
    assert await second.read(clean) == []


async def test_a_reward_that_is_removed_while_the_member_is_asked_is_paid_when_it_is_back(
    shop: Shop, second: Database
) -> None:
    await shop.promise(COFFEE, STAMPS)
    anna = await shop.member()
    await buy(shop, anna, Line(1_000_000, "tea"))
    five = Sale(new_draft(), anna.member_id, 100_000, 10, lines=(Line(100_000, "coffee", quantity=5),))
    held = await shop.database.write(holds.place, shop.cashier, five, shop.now)
    programme = await shop.database.read(versions.current, shop.now)
    left = tuple(each for each in programme.rules if each.id != "free-coffee")
    for base, rules in ((programme.version, left), (programme.version + 1, programme.rules)):
        assert await mine(second, shop, anna) == ()
        change = (shop.owner, base, rules, programme.settings, None, shop.now)
        await shop.database.write(changing.change, *change)
        await shop.database.write(holds.confirm, anna, held.hold_id, shop.now)
    assert len(await mine(second, shop, anna)) == 1
    assert (await account(second, shop, anna)).counts == {}


async def test_the_member_is_told_which_coupons_a_return_gives_back_and_takes(shop: Shop, second: Database) -> None:
    await shop.promise(COFFEE, STAMPS)
    anna = await shop.member()
    ten = await buy(shop, anna, Line(250_000, "coffee", quantity=10))
    used, _ = await mine(second, shop, anna)
    free = await buy(shop, anna, CUP, using=[used])
    await give_back(shop, free, 25_000)
    await give_back(shop, ten, 250_000)
    returns = [each for each in await told(second, "moved") if each["kind"] == "refund"]
    assert [(each["coupons_back"], each["coupons_gone"]) for each in returns] == [
        (["Free coffee"], []),
        ([], ["Free coffee ×2"]),
    ]


async def test_a_coupon_in_use_while_its_own_cheque_comes_back_is_gone_when_it_is_free_again(
    shop: Shop, second: Database
) -> None:
    card = rule("stamp_card", "card", goal=4, milestones=[{"at": 1, "coupon": "ten"}, {"at": 2, "coupon": "ten"}])
    await shop.promise(TEN, card)
    anna = await shop.member()
    two = await buy(shop, anna, Line(20_000, quantity=2))
    for coupon in await mine(second, shop, anna):  # one is on an open cheque, the other was used
        await shop.database.write(presenting.reserve, shop.cashier, OPEN, anna.member_id, coupon.code, shop.now)
        break
    used = await buy(shop, anna, Line(10_000, "tea"), using=await mine(second, shop, anna))
    await give_back(shop, two, 10_000)  # one of both is owed no more
    await give_back(shop, used, 10_000)
    assert await mine(second, shop, anna) == ()
    await shop.database.write(coupon_uses.release, shop.cashier, OPEN, shop.now)
    assert len(await mine(second, shop, anna)) == 1
    assert await second.read(clean) == []

"""What a member sees beside points: tier, stamps as a picture, what the next discount needs, coupons and codes."""

import io
from uuid import uuid4

import pytest
from PIL import Image

from loyalty.certificates import spelled
from loyalty.errors import CouponEnded
from loyalty.programme import Rule
from sandbox.phone import Phone
from services.prepaid import selling
from services.prepaid.certificates import Where
from services.rewards import coupon_offers, coupons, progress
from tests.people import rule
from tests.shop import LiveShop
from wallet import scan

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

RULES: tuple[Rule, ...] = (
    rule("coupon", "free", title="Free coffee", kind="item", amount=30_000),
    rule("stamp_card", "sixth", goal=2, per="purchase", reward="free"),
    rule("tiers", "levels", levels=[{"key": "silver", "threshold": 100_000}, {"key": "VIP", "threshold": 200_000}]),
    rule("accumulating_discount", "more", steps=[{"threshold": 3, "percent": 500}, {"threshold": 10, "percent": 1000}]),
)


async def sell(karim: Phone, shop: LiveShop, anna: Phone, amount: str) -> None:
    await karim.say(await shop.digits(anna))
    await karim.say(amount)
    await karim.tap("✅")
    await karim.wait("Recorded")


async def test_rewards_grow_with_purchases_and_a_full_card_brings_a_coupon(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await anna.tap("🎁")
    assert "counts points only" in (await anna.wait("Your rewards")).text
    await anna.tap("Back")
    await shop.promise(*RULES)
    await sell(karim, shop, anna, "600")
    told = await anna.wait("1 more stamp to your gift: Free coffee")
    assert "+6" in told.text
    await anna.say("/card")
    await anna.tap("🎁")
    screen = await anna.wait("Bronze")
    rewards, stamps = screen.text, screen.photo
    assert "₽400 to Silver" in rewards
    assert "Free coffee · 1 of 2\n▰▱\n" in rewards, "as many cells as the card has stamps"
    assert "▰▰▰▰▰▰▱▱▱▱" in rewards, "money has no cells of its own"
    assert "1 more purchase to 5%" in rewards
    assert stamps
    assert scan.read(stamps) == ()

    await sell(karim, shop, anna, "600")
    await anna.wait("You have reached Silver")
    full = await anna.wait("A coupon for you: Free coffee")
    assert full.text.startswith("🎉 Your stamp card is full")
    assert full.photo
    assert scan.read(full.photo) == (), "the coupon's code is behind the button"
    await anna.tap("Show the coupon", times=2)
    coupon = await anna.wait("One item free, up to ₽300")
    code = coupon.text.rsplit(": ", 1)[1]
    assert coupon.photo
    assert [link.rsplit("?start=", 1)[1] for link in scan.read(coupon.photo)] == [f"k_{code}"]
    await anna.say("/card")
    assert "Silver" in (await anna.wait("Silver")).text
    await anna.tap("🎁")
    emptied = await anna.wait("One coupon is waiting")
    assert "0 of 2" in emptied.text
    assert emptied.photo != stamps


async def test_of_several_stamp_cards_each_is_a_tap_away(shop: LiveShop) -> None:
    await shop.owner()
    await shop.promise(rule("stamp_card", "sixth", goal=5), rule("stamp_card", "tenth", goal=9))
    anna = await shop.member()
    await anna.tap("🎁")
    await anna.tap("Show my stamps")
    await anna.wait(lambda message: message.photo and "0 of 9" in message.text)
    sizes = [Image.open(io.BytesIO(message.photo)).size[0] for message in anna.messages[-2:] if message.photo]
    assert sizes == [1200, 1200]


async def test_somebody_elses_coupon_is_nobodys(shop: LiveShop) -> None:
    await shop.owner()
    await shop.promise(*RULES)
    anna, boris = [await shop.member_id(await shop.member(name)) for name in ("Anna", "Boris")]
    coupon = await shop.database.write(coupons.issue, "free", anna, source="test", now=shop.clock())
    assert coupon
    assert await shop.database.read(progress.coupon_of, anna, coupon.id, shop.clock()) == coupon
    with pytest.raises(CouponEnded):
        await shop.database.read(progress.coupon_of, boris, coupon.id, shop.clock())


async def test_a_code_that_is_typed_opens_what_its_link_would(shop: LiveShop) -> None:
    olga = await shop.owner()
    await shop.promise(*RULES)
    owner, anna = await shop.person(olga), await shop.member()
    await shop.database.write(coupon_offers.publish, owner, "free", "SUMMER26", shop.clock())
    await anna.say(" summer26 ")
    assert "SUMMER26" in (await anna.wait("One item free")).text
    await anna.say("SUMMER27")
    await anna.wait("find a coupon for you under this code")
    await anna.say("hello")
    await anna.wait("I keep your points")
    by = Where(actor=f"person:{owner.id}")
    gift = await shop.database.write(selling.issue, uuid4(), 2_000, "RUB", by, shop.clock())
    await anna.say(spelled(gift.code).lower())
    await anna.tap("Put it on my card")
    await anna.wait("on your card")


async def test_the_longest_names_are_shown_too(shop: LiveShop) -> None:
    await shop.owner()
    title, goods = "<b>&" + "я" * 196, [f"{number:03} <&" + "ю" * 58 for number in range(100)]
    cards = [rule("stamp_card", f"card-{number}", goal=5, reward="gift") for number in range(6)]
    await shop.promise(rule("coupon", "gift", title=title, categories=goods), *cards)
    anna = await shop.member()
    await shop.database.write(coupons.issue, "gift", await shop.member_id(anna), source="gift", now=shop.clock())
    await anna.tap("🎁")
    assert (await anna.wait("Your rewards")).text.count(f"{title} · 0 of 5") == 6
    await anna.tap(f"🎟 {title[:20]}")
    shown = await anna.wait(lambda message: message.photo and "Show this code" in message.text)
    assert goods[0] not in shown.text
    assert any(goods[0] in message.text for message in anna.messages)

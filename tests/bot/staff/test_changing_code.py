"""The code that changes at the till: scanned, it lets points pay at once."""

from datetime import timedelta

import pytest

from loyalty import changing_codes
from sandbox.phone import Phone
from services.database import Database
from services.design import pictures
from services.members import cards
from tests.shop import LiveShop, open_shop

pytestmark = pytest.mark.database("sqlite")


async def shown(shop: LiveShop, member: Phone, ago: float = 0) -> changing_codes.Shown:
    """What the member's Mini App showed so many seconds ago."""
    card = await shop.database.read(cards.card, await shop.member_id(member))
    return shop.application.house.codes.coming(card.code, shop.clock() - timedelta(seconds=ago))[0]


async def till(shop: LiveShop) -> tuple[Phone, Phone]:
    return await shop.cashier(await shop.owner()), await shop.member()


async def test_a_photographed_code_lets_points_pay_at_once_and_only_once(shop: LiveShop) -> None:
    karim, anna = await till(shop)
    code = await shown(shop, anna)
    look = await shop.database.read(pictures.design)
    await karim.photo(pictures.plain_code(look, code.content))
    await karim.wait("points pay at once")
    await karim.say("500")
    await karim.tap("Spend 100", times=2)
    sold = await karim.wait("Recorded")
    assert "100 points paid" in sold.text
    await anna.wait("Spent: 100 points")
    assert not any("asks: spend" in message.text for message in anna.messages)
    assert await shop.points(anna) == 150 - 100 + 4
    await karim.say(code.content)
    await karim.say("500")
    await karim.tap("Spend 54")
    assert "has paid once already" in karim.toasts[-1].text
    assert await shop.points(anna) == 54


async def test_every_way_to_hand_the_code_over(shop: LiveShop) -> None:
    karim, anna = await till(shop)
    code = await shown(shop, anna)
    digits = await shop.digits(anna)
    payload = code.content.partition("start=")[2]
    for said in (f"{digits[:5]} {digits[5:]} {code.digits}", payload, f"tg://resolve?domain=x&start={payload}"):
        await karim.say(said)
        await karim.wait("points pay at once")
    await karim.start(payload)
    await karim.wait("points pay at once")
    old = await shown(shop, anna, ago=90)
    await karim.say(old.content)
    await karim.wait("has expired")
    zoe = shop.sandbox.phone("Zoe")
    await zoe.start(payload)
    assert "Anna" not in (await zoe.wait("Hello Zoe")).text


async def test_a_code_scanned_in_the_middle_goes_on_with_the_same_sale(shop: LiveShop) -> None:
    karim, anna = await till(shop)
    anna.block()
    await anna.settle()
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.wait("Can spend up to 100")
    await karim.say((await shown(shop, anna)).content)
    screen = await karim.wait("points pay at once")
    assert "Can spend up to 100" in screen.text
    await karim.tap("Another number")
    await karim.say("30")
    assert "30 points paid" in (await karim.wait("Recorded")).text
    await karim.say(await shop.digits(anna))
    assert "at once" not in (await karim.wait("Type the amount")).text


async def test_who_is_being_asked_may_answer_by_showing_the_code(shop: LiveShop) -> None:
    karim, anna = await till(shop)
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("Spend 100")
    waiting = await karim.wait("is asked to confirm")
    await karim.say((await shown(shop, anna)).content)
    await karim.wait("points pay at once")
    assert not next(message for message in karim.messages if message.id == waiting.id).labels
    await karim.tap("Spend 100")
    await karim.wait("100 points paid")

    def over() -> bool:
        return not any("Yes, spend" in label for message in anna.messages for label in message.labels)

    await anna.until(over, 60, "the question keeps its buttons")
    assert await shop.points(anna) == 54
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("Another number")
    await karim.say("10")
    await karim.wait("is asked to confirm")
    await anna.wait("asks: spend 10 points")
    await anna.tap("Yes, spend 10")
    await karim.wait("10 points paid")
    shop.later(seconds=30)
    await karim.say((await shown(shop, anna)).content)
    assert "Type the amount" in (await karim.wait("points pay at once")).text, "what was recorded is over"


async def test_the_card_has_a_button_for_the_mini_app_where_telegram_opens_it(database: Database) -> None:
    async with open_shop(database, offer_app=True) as shop:
        await shop.owner()
        anna = await shop.member()
        address = await anna.tap("Pay")
        assert address.startswith("https://loyalty.example/member#tgWebAppData=")

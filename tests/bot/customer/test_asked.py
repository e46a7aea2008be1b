"""What waits for the member's word: their card has the buttons too, and a question that is over has none."""

import pytest

from jobs import tasks
from sandbox.phone import Phone
from tests.shop import LiveShop

pytestmark = pytest.mark.mainly("sqlite")  # what the databases do differently is proved in tests/services


async def asked(shop: LiveShop) -> tuple[Phone, Phone]:
    """Returns cashier and member, who is being asked for 100 points."""
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.wait("asks: spend")
    return karim, anna


async def test_the_card_that_says_what_waits_has_the_buttons_for_it(shop: LiveShop) -> None:
    karim, anna = await asked(shop)
    await anna.say("/card")
    card = await anna.wait("waiting for your confirmation")
    assert card.labels[:2] == ["✅ Yes, spend 100", "✖ No"]
    await anna.tap("Yes, spend 100")
    await anna.wait("Confirmed: 100 points")
    await karim.wait("100 points paid")
    await anna.tap("My card")
    card = await anna.wait(lambda message: message.photo)
    assert not any("Yes" in label for label in card.labels)
    assert await shop.points(anna) == 54


async def test_declined_on_the_card_the_card_is_one_tap_away(shop: LiveShop) -> None:
    karim, anna = await asked(shop)
    await anna.say("/card")
    await anna.wait("waiting for your confirmation")
    await anna.tap("✖ No")
    await anna.wait("Declined")
    await karim.wait("Anna declined")
    await anna.tap("My card")
    await anna.wait("150 points")


async def test_a_question_that_is_over_loses_its_buttons_when_it_is_tapped(shop: LiveShop) -> None:
    _, anna = await asked(shop)
    shop.later(seconds=61)
    await anna.tap("Yes, spend 100")
    assert "Time is up" in anna.toasts[-1].text
    await anna.settle()
    assert not any("Yes" in label for message in anna.messages for label in message.labels)
    await anna.say("/card")
    card = await anna.wait(lambda message: message.photo)
    assert not any("Yes" in label for label in card.labels), "nobody can answer any more"


def buttons(phone: Phone) -> list[str]:
    return [label for message in phone.messages for label in message.labels]


async def test_a_question_that_timed_out_loses_its_buttons_without_anybodys_tapping(shop: LiveShop) -> None:
    karim, anna = await asked(shop)
    shop.later(seconds=61)
    await tasks.settle(shop.database, shop.clock())
    await anna.wait("Time is up")
    assert not any("Yes" in label for label in buttons(anna))
    assert not any("asks: spend" in message.text for message in anna.messages), "in its place"
    await karim.wait("did not answer in time")


async def test_a_question_that_the_cashier_cancelled_loses_its_buttons_too(shop: LiveShop) -> None:
    karim, anna = await asked(shop)
    await karim.tap("Cancel")
    await anna.wait("The cashier cancelled")
    assert not any("Yes" in label for label in buttons(anna))


async def test_a_question_that_was_answered_on_the_card_loses_its_buttons(shop: LiveShop) -> None:
    karim, anna = await asked(shop)
    await anna.say("/card")
    await anna.wait("waiting for your confirmation")
    await anna.tap("Yes, spend 100")
    await karim.wait("100 points paid")
    await anna.settle()
    assert not any("Yes" in label for label in buttons(anna))


async def test_the_cashier_sees_the_seconds_run_down_and_nothing_after_the_answer(shop: LiveShop) -> None:
    karim, anna = await asked(shop)
    await karim.wait("They have one minute")
    await karim.settle()  # only then it is known which message counts down
    for left in (45, 30):
        shop.later(seconds=15)
        shop.telling.wake()
        screen = await karim.wait(f"They have {left} seconds")
        assert screen.labels == ["✖ Cancel"]
    await karim.tap("Cancel")
    await karim.wait("Earns 5 points")
    shop.later(seconds=15)
    shop.telling.wake()
    await anna.settle()
    assert "Earns 5 points" in karim.last.text


async def test_the_card_with_the_buttons_of_a_question_loses_them_when_it_is_over(shop: LiveShop) -> None:
    _, anna = await asked(shop)
    await anna.say("/card")
    await anna.wait("waiting for your confirmation")
    await anna.settle()
    shop.later(seconds=61)
    await tasks.settle(shop.database, shop.clock())
    await anna.wait("Time is up")
    assert not any("Yes" in label for label in buttons(anna))
    assert "💳 My card" in buttons(anna)

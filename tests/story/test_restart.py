"""The application is stopped and started again in the middle of every conversation, and goes on where it was."""

from sandbox.phone import Phone
from tests.story.conftest import Town, newcomer


async def at_the_till(town: Town) -> tuple[Phone, Phone]:
    """Returns cashier and member, the member's card scanned, the amount asked for."""
    olga = await town.owner()
    karim, anna = await town.cashier(olga), await town.member()
    await karim.say(await town.digits(anna))
    await karim.wait("Type the amount")
    return karim, anna


async def test_the_owner_goes_on_with_the_questions(town: Town) -> None:
    olga = await town.first_owner()
    await olga.say("Corner")
    await olga.wait("Which currency")
    await town.restart()
    await olga.tap("EUR")
    await olga.wait("Which city’s time")
    await town.restart()
    await olga.say("Sofia")
    await olga.tap("English")
    await olga.tap("Shop")
    await olga.wait("You can start with these")
    await town.restart()
    await olga.tap("Start with these")
    await olga.wait("Corner is open!")


async def test_a_newcomer_goes_on_after_the_consents_and_after_the_question_for_the_number(town: Town) -> None:
    await town.owner()
    anna = newcomer(town, "Anna")
    await anna.start()
    await town.restart()
    await anna.tap("Get my card")
    await anna.wait("phone number")
    await town.restart()
    await anna.share_contact()
    await anna.wait("150 points are yours")
    assert await town.points(anna) == 150


async def test_the_cashier_types_the_amount_after_a_restart(town: Town) -> None:
    karim, anna = await at_the_till(town)
    await town.restart()
    await karim.say("1700")
    await karim.wait("Earns 17 points")
    await town.restart()
    await karim.tap("Earn 17")
    await karim.wait("balance: 167")
    await anna.wait("+17 points")
    assert await town.differences() == []


async def test_held_points_wait_for_their_owner_through_a_restart(town: Town) -> None:
    karim, anna = await at_the_till(town)
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.wait("spend 100 points?")
    await town.restart()
    await anna.tap("Yes, spend 100")
    await karim.wait("100 points paid")
    await anna.wait("54 now")
    assert await town.differences() == []


async def test_a_return_goes_on_with_its_preview(town: Town) -> None:
    karim, anna = await at_the_till(town)
    await karim.say("1700")
    await karim.tap("Earn 17")
    await karim.tap("🧾 Receipts")
    await karim.tap("₽1,700")
    await karim.tap("Return a part")
    await karim.wait("How much of")
    await town.restart()
    await karim.say("700")
    await karim.wait("Left on the receipt")
    await town.restart()
    await karim.tap("Hand back")
    await karim.wait("Return recorded")
    assert await town.points(anna) == 160
    assert await town.differences() == []


async def test_what_was_sent_meanwhile_is_answered_afterwards_once(town: Town) -> None:
    karim, anna = await at_the_till(town)
    await town.stop()
    await karim.say("1700")
    karim.look()
    await town.start()
    await karim.wait("Earns 17 points")
    await karim.settle()
    assert sum("Earns 17 points" in message.text for message in karim.messages) == 1
    assert await town.points(anna) == 150


async def test_a_member_is_told_of_the_sale_that_was_recorded_just_before_the_end(town: Town) -> None:
    karim, anna = await at_the_till(town)
    await karim.say("1700")
    town.sandbox.fail("sendMessage", 3, status=500)
    await karim.tap("Earn 17")
    await town.restart()
    await anna.wait("+17 points")
    await anna.settle()
    assert sum("+17" in message.text for message in anna.messages) == 1

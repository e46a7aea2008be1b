"""The cashier's sale, from the scan to the money."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from jobs import tasks
from sandbox.phone import Phone
from services import team
from storage.tables import audit_log
from tests.shop import LiveShop

pytestmark = pytest.mark.mainly("sqlite")  # what the databases do differently is proved in tests/services


async def at_the_till(shop: LiveShop) -> tuple[Phone, Phone]:
    """Returns cashier and member, the member's card scanned; the member has 150 points."""
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.wait("Type the amount")
    return karim, anna


async def test_a_photo_an_amount_and_one_tap_earn_points(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    picture = anna.last.photo
    assert picture
    await karim.photo(picture)
    await karim.wait("Anna")
    await karim.say("1700")
    choice = await karim.wait("Earns 17 points")
    await karim.tap("Earn 17")
    sold = await karim.wait("Recorded")
    assert sold.id == choice.id, "the screen changes, it does not multiply"
    assert "+17 points" in sold.text
    moved = await anna.wait("+17 points")
    assert len(moved.text.splitlines()) == 3
    assert moved.labels == ["💳 My card", "Why?"]
    assert await shop.points(anna) == 167


async def test_the_camera_link_identifies_at_the_till_and_only_opens_the_bot_elsewhere(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    picture = anna.last.photo
    assert picture
    await karim.scan(picture)
    await karim.wait("Anna")
    zoe = shop.sandbox.phone("Zoe")
    await zoe.scan(picture)
    stranger = await zoe.wait("Hello Zoe")
    assert "Anna" not in stranger.text


async def test_redeeming_waits_for_the_members_yes(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("500")
    choice = await karim.wait("Can spend up to 100 points")
    await karim.tap("Spend 100")
    waiting = await karim.wait("is asked to confirm")
    asked = await anna.wait("Corner asks: spend 100 points")
    assert "within a minute" in asked.text
    assert "They have one minute" in waiting.text
    await anna.tap("Yes, spend 100")
    await anna.wait("Confirmed: 100 points")
    told = await anna.wait("Spent: 100 points")
    assert "400" in told.text
    sold = await karim.wait("Recorded")
    assert choice.id == waiting.id == sold.id, "the waiting screen changes by itself"
    assert "100 points paid" in sold.text
    assert "400" in sold.text
    assert await shop.points(anna) == 150 - 100 + 4


async def test_any_smaller_number_of_points_can_be_typed_and_too_many_are_refused_in_words(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("500")
    await karim.tap("Another number")
    await karim.wait("At most 100")
    await karim.say("101")
    await karim.wait("At most 100 points can be spent")
    await karim.say("30")
    await karim.wait("is asked to confirm")
    await anna.tap("Yes, spend 30")
    await karim.wait("Recorded")
    assert await shop.points(anna) == 150 - 30 + 4


async def test_a_member_who_says_no_keeps_the_points_and_the_sale_goes_on(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.tap("No")
    await anna.wait("Declined")
    await karim.wait("Anna declined")
    await karim.tap("Back to the sale")
    await karim.tap("Earn 5")
    await karim.wait("Recorded")
    assert await shop.points(anna) == 155


async def test_the_cashier_can_cancel_the_waiting(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("500")
    await karim.tap("Spend 100")
    await karim.wait("is asked to confirm")
    await anna.wait("asks: spend")
    await karim.tap("Cancel")
    await karim.wait("Earns 5 points")
    await anna.wait("The cashier cancelled")
    assert not any("Yes, spend" in label for message in anna.messages for label in message.labels)
    assert await shop.points(anna) == 150


async def test_an_answer_after_the_minute_is_too_late(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("500")
    await karim.tap("Spend 100")
    await anna.wait("asks: spend")
    shop.later(seconds=61)
    await anna.tap("Yes, spend 100")
    assert "Time is up" in anna.toasts[-1].text
    await tasks.settle(shop.database, shop.clock())
    await karim.wait("did not answer in time")
    await anna.wait("stay with you")
    assert await shop.points(anna) == 150


async def test_a_member_who_blocked_the_bot_cannot_be_asked(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    anna.block()
    await anna.settle()
    await karim.say("500")
    await karim.tap("Spend 100")
    await karim.wait("cannot be reached")
    await karim.tap("Cancel")
    await karim.tap("Earn 5")
    await karim.wait("Recorded")


async def test_double_taps_sell_once(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("1700")
    await karim.wait("Earns 17 points")
    await karim.tap("Earn 17", times=2)
    await karim.wait("Recorded")
    assert await shop.points(anna) == 167
    assert "Recorded already ✓" in [toast.text for toast in karim.toasts]


async def test_an_older_screen_cannot_record_the_newer_amount(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("1700")
    old = await karim.wait("Earns 17 points")
    await karim.settle()
    shop.sandbox.fail("editMessageReplyMarkup", status=400)  # its buttons stay
    await karim.say("2500")
    await karim.wait("Earns 25 points")
    await karim.tap("Earn 17")
    assert "out of date" in karim.toasts[-1].text
    assert old.id
    assert await shop.points(anna) == 150


async def test_only_the_newest_screen_of_a_sale_has_buttons(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("400")
    await karim.say("500")
    await karim.tap("Another number")
    await karim.wait("At most 100")
    await karim.say("30")
    await karim.wait("is asked to confirm")
    await karim.settle()
    assert with_buttons(karim) == ["✖ Cancel"]
    boris = await shop.member("Boris")
    await karim.say(await shop.digits(boris))
    await karim.wait("Boris")
    await karim.settle()
    assert "✖ Cancel" in with_buttons(karim)[0], "the question to Anna can still be taken back"
    await anna.tap("Yes, spend 30")
    await karim.wait("30 points paid")
    await karim.settle()
    assert len(with_buttons(karim)) == 2


def with_buttons(phone: Phone) -> list[str]:
    """Returns the buttons of every message that has some below it, oldest message first."""
    return [" ".join(message.labels) for message in phone.messages if message.labels]


async def test_a_code_while_the_amount_is_asked_switches_to_the_new_customer(shop: LiveShop) -> None:
    karim, _ = await at_the_till(shop)
    boris = await shop.member("Boris")
    await karim.say(await shop.digits(boris))
    await karim.wait("Boris")
    await karim.say("1000")
    await karim.tap("Earn 10")
    await karim.wait("Recorded")
    assert await shop.points(boris) == 160


async def test_a_plain_sale_is_the_scan_the_sum_and_one_tap(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("1000")
    await karim.tap("Earn 10")
    await karim.wait("Recorded")
    taps = [call for call in shop.sandbox.calls if call.method.lower() == "answercallbackquery"]
    assert (len([message for message in karim.messages if message.mine]), len(taps)) == (3, 1), "Start, code, sum; tap"
    assert await shop.points(anna) == 160


async def test_undo_asks_first_and_gives_everything_back(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    await karim.say("1700")
    await karim.tap("Earn 17")
    await karim.tap("Undo")
    await karim.tap("Back")
    await karim.wait(lambda m: any("Next customer" in label for label in m.labels))
    await karim.tap("Undo")
    await karim.tap("Yes, take it back", times=2)
    await karim.wait("Return recorded")
    await anna.wait("A purchase was undone")
    assert await shop.points(anna) == 150


NO_AMOUNTS = {
    "many": "can’t read this as a sum",
    "-5": "above zero",
    "0": "above zero",
    "1000000000000": "too much for one go",
    "12.505": "can’t read this as a sum",
    "1" * 4096: "can’t read this as a sum",
    "<b>5</b>": "can’t read this as a sum",
}


async def test_what_is_no_amount_is_refused_in_words_and_the_sale_stays_open(shop: LiveShop) -> None:
    karim, anna = await at_the_till(shop)
    for typed, answer in NO_AMOUNTS.items():
        await karim.say(typed)
        await karim.wait(answer)
    for typed in ("12,50", "12.50"):
        await karim.say(typed)
        await karim.wait("12.50")
    assert await shop.points(anna) == 150


async def test_nobody_serves_their_own_card(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    await karim.say("/mode")
    await karim.tap("Get my card")
    await karim.tap("without a number")
    await karim.wait(lambda m: m.photo)
    digits = await shop.digits(karim)
    await karim.say("/mode")
    await karim.wait("Send a photo")
    await karim.say(digits)
    await karim.wait("You can’t serve your own card")
    blocked = select(audit_log.c.detail).where(audit_log.c.action == "blocked")
    logged = await shop.database.read(lambda connection: connection.execute(blocked).scalars().all())
    assert logged == [{"refusal": "own_card"}]


async def test_digits_with_a_slip_unknown_codes_and_pictures_without_one_are_told_apart(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    digits = await shop.digits(anna)
    slip = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    await karim.say(slip)
    await karim.wait("slip in the digits")
    await karim.say("https://t.me/tessera_bot?start=c_nobody")
    await karim.wait("Nobody here has this code")
    await karim.document(b"not a picture at all", "code.png", "image/png")
    await karim.wait("can’t open this picture")
    await karim.document(png(Image.Image.load, size=(300, 300)), "cat.png", "image/png")
    await karim.wait("can’t see a code")
    await karim.document(bomb(), "bomb.png", "image/png")
    await karim.wait("can’t open this picture")


async def test_two_members_codes_in_one_picture_are_refused(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    codes = []
    for name in ("Anna", "Boris"):
        picture = (await shop.member(name)).last.photo
        assert picture
        codes.append(Image.open(io.BytesIO(picture)))

    def both(image: Image.Image) -> None:
        for place, code in enumerate(codes):
            image.paste(code, (place * code.width, 0))

    width, height = codes[0].size
    await karim.document(png(both, size=(2 * width, height)), "two.png", "image/png")
    await karim.wait("several codes")


def png(draw: Callable[[Image.Image], object], size: tuple[int, int]) -> bytes:
    """Returns a white picture with something drawn on it."""
    image, file = Image.new("RGB", size, "white"), io.BytesIO()
    draw(image)
    image.save(file, "PNG")
    return file.getvalue()


def bomb() -> bytes:
    """Returns 200 megapixels in a few kilobytes."""
    file = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(file, "PNG")
    return file.getvalue()


async def test_a_removed_cashier_is_refused_and_sees_members_commands_again(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("1700")
    await karim.wait("Earns 17")
    assert "sales" in karim.commands
    owner, cashier = await shop.person(olga), await shop.person(karim)
    await shop.database.write(team.remove, owner, cashier.id, shop.clock())
    await karim.wait("no longer work here")
    await karim.tap("Earn 17")
    assert "role does not permit" in karim.toasts[-1].text
    await karim.settle()
    assert "sales" not in karim.commands
    assert "card" in karim.commands
    assert await shop.points(anna) == 150


async def test_a_heic_photo_sent_as_a_file_is_read(shop: LiveShop) -> None:
    """Nobody here has the card in it, and that is what the cashier is told."""
    karim = await shop.cashier(await shop.owner())
    photo = (Path(__file__).parents[2] / "wallet" / "code.heic").read_bytes()
    await karim.document(photo, "IMG_0042.HEIC", "image/heic")
    await karim.wait("Nobody here has this code")

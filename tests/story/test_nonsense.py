"""Whatever people try, each gets a clear answer, and no row of the business changes; seen by a second connection."""

import io
import struct
import zlib
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PIL import Image

from sandbox.phone import Phone
from sandbox.screen import Message
from services import team
from services.members import cards
from tests.story.conftest import Town, newcomer

pytestmark = pytest.mark.mainly("sqlite")  # nonsense gets past no handler to either database

OURS = "😔"
"""How an apology for our own failure begins; nonsense must never cause one."""


@dataclass
class People:
    """An owner, a cashier, and two members with 150 points each."""

    olga: Phone
    karim: Phone
    anna: Phone
    boris: Phone


@pytest.fixture
async def cast(town: Town) -> People:
    olga = await town.owner()
    karim = await town.cashier(olga)
    return People(olga, karim, await town.member("Anna"), await town.member("Boris"))


async def picture_of(phone: Phone) -> bytes:
    picture = next(message.photo for message in reversed(phone.messages) if message.photo)
    assert picture
    return picture


def png(width: int, height: int) -> bytes:
    """Returns a small file that says it is a picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compressobj(9)
    line = b"\0" * (1 + (width + 7) // 8)
    packed = b"".join(lines.compress(line) for _ in range(height)) + lines.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def plain_picture() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return out.getvalue()


def beside(one: bytes, other: bytes) -> bytes:
    """Returns one picture with both in it."""
    left, right = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, other))
    both = Image.new("RGB", (left.width + right.width, max(left.height, right.height)), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    return out.getvalue()


async def nothing_breaks(town: Town) -> None:
    said = [message.text for phone in town.sandbox.phones.values() for message in phone.messages]
    assert [text for text in said if OURS in text] == []
    assert await town.differences() == []


async def test_codes_that_are_none(town: Town, cast: People) -> None:
    karim, before = cast.karim, await town.rows()
    await karim.photo(plain_picture())
    await karim.wait("I can’t see a code")
    await karim.photo(beside(await picture_of(cast.anna), await picture_of(cast.boris)))
    await karim.wait("I can see several codes")
    await karim.document(png(20_000, 10_000), "bomb.png", "image/png")
    await karim.wait("can’t open this picture")
    await karim.document(b"MZ" * 500, "photo.jpg", "image/jpeg")
    await karim.wait("can’t open this picture")
    await karim.start("c_" + "A" * 22)
    await karim.wait("Nobody here has this code")
    await karim.say(await unknown_digits(town, cast))
    await karim.wait("Nobody here has this code")
    digits = await town.digits(cast.anna)
    await karim.say(digits[:-1] + str((int(digits[-1]) + 1) % 10))
    await karim.wait("slip in the digits")
    await karim.say(digits[:7])
    await karim.wait("Send me a photo")
    after = await town.rows()
    (_, topic, _, tries), *others = after.pop("attempt")
    assert (topic, tries, others, before.pop("attempt")) == ("code", 2, [], []), "codes of nobody count as wrong tries"
    assert after == before
    await nothing_breaks(town)


async def unknown_digits(town: Town, cast: People) -> str:
    """Returns ten digits that pass the check and that nobody has."""
    from loyalty.codes import with_check_digit

    taken = {await town.digits(cast.anna), await town.digits(cast.boris)}
    return next(code for code in map(with_check_digit, ("123456789", "987654321", "555000111")) if code not in taken)


async def test_amounts_that_are_none_and_two_ways_to_write_one(town: Town, cast: People) -> None:
    karim = cast.karim
    await karim.say(await town.digits(cast.anna))
    await karim.wait("Type the amount")
    before = await town.rows()
    for text, answer in (
        ("-5", "must be above zero"),
        ("−12,50", "must be above zero"),
        ("0", "must be above zero"),
        ("1000000000000", "That is too much"),
        ("10^12", "can’t read this as a sum"),
        ("12.345", "can’t read this as a sum"),
        ("много", "can’t read this as a sum"),
        ("9" * 4000, "can’t read this as a sum"),
        ("<b>12</b>", "can’t read this as a sum"),
        ("💸", "can’t read this as a sum"),
    ):
        await karim.say(text)
        await karim.wait(answer)
    for text in ("12,50", "12.50"):
        await karim.say(text)
        await karim.wait("₽12.50")
    assert await town.rows() == before
    await nothing_breaks(town)


async def test_invitations_that_are_spent_old_or_made_up(town: Town, cast: People) -> None:
    owner, now = await town.person(cast.olga), town.clock()
    used = await town.database.write(team.invite, owner, "cashier", None, now)
    old = await town.database.write(team.invite, owner, "cashier", None, now - timedelta(days=2))
    lena, zoe = newcomer(town, "Lena"), newcomer(town, "Zoe")
    await lena.start("i_" + used.token)
    await lena.wait("You are a cashier now")
    await zoe.start()
    await zoe.wait("loyalty card")
    before = await town.rows()
    for token, answer in (
        (used.token, "has been used already"),
        (old.token, "This invitation expired"),
        ("A" * 32, "I don’t know this invitation"),
        ("", "I don’t know this invitation"),
    ):
        await zoe.start("i_" + token)
        await zoe.wait(answer)
    assert await town.rows() == before
    assert (await town.person(zoe)).role is None
    await nothing_breaks(town)


async def test_a_stranger_opens_every_kind_of_link_and_just_gets_the_bot(town: Town, cast: People) -> None:
    zoe = newcomer(town, "Zoe")
    await zoe.start()
    await zoe.wait("loyalty card")
    card = await town.database.read(cards.card, await town.member_id(cast.anna))
    before = await town.rows()
    for payload in (f"c_{card.code}", card.digits, "j_unknown", "c_", "whatever-this-is", "a" * 64):
        await zoe.start(payload)
        answer = await zoe.wait("loyalty card")
        assert "Anna" not in answer.text
    assert await town.rows() == before
    await nothing_breaks(town)


async def test_only_the_own_contact_registers(town: Town, cast: People) -> None:
    zoe = newcomer(town, "Zoe")
    await zoe.start()
    await zoe.tap("Get my card")
    await zoe.wait("phone number")
    before = await town.rows()
    for user_id in (cast.anna.user.id, 4242, None):
        await zoe.send_contact("+359887654321", user_id, "Somebody")
        await zoe.wait("somebody else’s contact")
    await zoe.say("+359887654321")
    await zoe.wait("one of the two buttons")
    assert await town.rows() == before
    await nothing_breaks(town)


async def test_names_of_every_kind(town: Town, cast: People) -> None:
    for name in ("<b>Zoe</b> & 'Co' {x} %@", "👩🏽‍🚀🇧🇬 Зоя", "я" * 5000):
        zoe = newcomer(town, name)
        await zoe.start()
        await zoe.wait(name[:20])
        await zoe.tap("Get my card")
        await zoe.tap("without a number")
        card = await zoe.wait(lambda message: message.photo)
        assert name[:20] in card.text
        await zoe.tap("Wallet")
        assert zoe.wallet[0].fields["member"].startswith(name[:5])
        await zoe.wallet[0].picture()
        await cast.karim.say(await town.digits(zoe))
        await cast.karim.wait(name[:20])
        await cast.karim.say("1000")
        await cast.karim.tap("Earn 10")
        await cast.karim.wait("balance: 160")
        await zoe.wait("160 now")
        await cast.karim.tap("🧾 Receipts")
        await cast.karim.wait("Pick one")
    await nothing_breaks(town)


async def test_long_and_marked_up_answers_to_the_owners_questions(town: Town) -> None:
    olga = await town.first_owner()
    before = await town.rows()
    await olga.say("Б" * 4096)
    await olga.wait("That is too long")
    await olga.say(" \u200b ")
    await olga.wait(lambda message: message.text)
    assert await town.rows() == before
    await nothing_breaks(town)


async def test_stickers_voices_and_whatever_else_there_is(town: Town, cast: People) -> None:
    zoe = newcomer(town, "Zoe")
    await zoe.start()
    await zoe.wait("loyalty card")
    file = {"file_id": "x" * 20, "file_unique_id": "y" * 8}
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
    kinds = (
        {"sticker": {**file, **size}},
        {"voice": {**file, "duration": 3}},
        {"dice": {"emoji": "🎲", "value": 6}},
        {"location": {"latitude": 42.7, "longitude": 23.3}},
        {"video_note": {**file, "length": 240, "duration": 5}},
    )
    await cast.karim.say(await town.digits(cast.anna))
    await cast.karim.wait("Type the amount")
    before = await town.rows()
    for phone in (cast.olga, cast.karim, cast.anna, zoe):
        for content in kinds:
            phone._post(content)
            await phone.wait(lambda message: message.text)
    assert await town.rows() == before
    await nothing_breaks(town)


async def test_stale_buttons_say_so(town: Town, cast: People) -> None:
    karim = cast.karim
    town.sandbox.fail("editMessageReplyMarkup", times=20, status=400)  # old screens keep their buttons
    await karim.say(await town.digits(cast.anna))
    await karim.wait("Anna")
    first = await amount(karim, "1700")
    second = await amount(karim, "2500")
    await karim.say(await town.digits(cast.boris))
    await karim.wait("Boris")
    before = await town.rows()
    for message in (first, second):
        for row, buttons in enumerate(message.buttons):
            for column in range(len(buttons)):
                stored, button = karim.button_at(message.id, row, column)
                said = await karim.press(stored, button)
                assert "out of date" in said, button.text
                assert karim.toasts[-1].alert
    assert await town.rows() == before
    await nothing_breaks(town)


async def amount(karim: Phone, text: str) -> Message:
    await karim.say(text)
    return await karim.wait("Earns")


async def test_double_taps_pay_once(town: Town, cast: People) -> None:
    karim, anna = cast.karim, cast.anna
    await karim.say(await town.digits(anna))
    await amount(karim, "1700")
    await karim.tap("Earn 17", times=2)
    await karim.wait("balance: 167")
    await karim.say(await town.digits(anna))
    await amount(karim, "500")
    await karim.tap("Spend 100", times=2)
    await anna.tap("Yes, spend 100", times=2)
    await karim.wait("100 points paid")
    await karim.tap("🧾 Receipts")
    await karim.tap("₽500")
    await karim.tap("Return all", times=2)
    await karim.tap("Hand back", times=2)
    await karim.wait("Return recorded")
    await karim.tap("🧾 Receipts")
    await karim.tap("₽1,700")
    rows = await town.rows()
    assert (len(rows["purchase"]), len(rows["refund"]), len(rows["hold"])) == (2, 1, 1)
    assert await town.points(anna) == 167
    await nothing_breaks(town)


async def test_a_removed_cashier_is_refused_in_the_middle_of_a_sale(town: Town, cast: People) -> None:
    karim, olga = cast.karim, cast.olga
    await karim.say(await town.digits(cast.anna))
    await amount(karim, "1700")
    await olga.tap("Team")
    await olga.tap("Karim")
    await olga.tap("Remove from the team")
    await olga.tap("Yes, remove")
    await karim.wait("no longer work here")
    before = await town.rows()
    await karim.tap("Earn 17")
    assert "role does not permit" in karim.toasts[-1].text
    await karim.say(await town.digits(cast.anna))
    await karim.wait(lambda message: message.text)
    await karim.say("/sales")
    await karim.wait("role does not permit")
    assert await town.rows() == before
    await nothing_breaks(town)


async def test_nobody_serves_their_own_card(town: Town, cast: People) -> None:
    karim = cast.karim
    await karim.say("🔁 Switch")
    await karim.tap("Get my card")
    await karim.tap("without a number")
    await karim.wait(lambda message: message.photo)
    picture, digits = await picture_of(karim), await town.digits(karim)
    await karim.say("🔁 Switch")
    await karim.wait("Send a photo")
    before = await town.rows()
    await karim.photo(picture)
    await karim.wait("You can’t serve your own card")
    await karim.say(digits)
    await karim.wait("You can’t serve your own card")
    after = await town.rows()
    assert len(after.pop("audit_log")) == len(before.pop("audit_log")) + 2  # for the owner to see
    assert after == before
    await nothing_breaks(town)

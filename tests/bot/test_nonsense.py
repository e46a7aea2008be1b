"""Whatever people send, they get a short answer and nothing changes."""

import io

import pytest
from PIL import Image

from sandbox.phone import Phone
from sandbox.telegram.arguments import Upload
from tests.shop import LiveShop, until

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

TEXTS = (
    *("hello?", "<b>bold</b> & <script>", "🐈" * 200, "x" * 4096, "/unknown", "\u202e\u200b"),
    *("/start nonsense_payload", "/start j_", "/start i_", "1234567890123456789012345"),
)
TAPS = (
    *("", "nonsense", "sa:earn:not-a-uuid", "go:nowhere", "an:preset:nothing", "la:xx:join", "co:other:flip:settings"),
    *("x" * 64, "hi:", "po:print:nothing", "mo:king", "iv:owner:1", f"ho:yes:{'0' * 32}", f"op:why:{'0' * 32}"),
    *(f"un:do:{'0' * 32}", f"re:all:{'0' * 32}", f"rt:{'0' * 32}", f"cl:remove:{'0' * 32}", "pl:99", "an:back:nowhere"),
    *(f"it:ask:{'0' * 32}:nokind:999", "it:open:nothing::-1", f"k:take:{'0' * 32}:NOSUCH", "k:drop:nothing:AB"),
    *("ck:show::NOSUCH", "ck:take:nothing:AB", "ck:open::", f"cu:open:{'0' * 32}::0", f"cu:pin:{'0' * 32}:x:7"),
    *(f"ha:points:{'0' * 32}", f"ha:give:{'0' * 32}"),
)


async def everyone(shop: LiveShop) -> list[Phone]:
    olga = await shop.owner()
    return [olga, await shop.cashier(olga), await shop.member()]


async def test_every_text_is_answered_in_every_role(shop: LiveShop) -> None:
    for phone in await everyone(shop):
        for text in TEXTS:
            await phone.say(text)
            answer = await phone.wait(lambda message: message.text)
            assert "😔" not in answer.text
        await phone.settle()


async def test_places_contacts_and_files_are_answered_in_every_role(shop: LiveShop) -> None:
    for phone in await everyone(shop):
        await phone.location(42.7, 23.3)
        await phone.wait(lambda message: message.text)
        await phone.send_contact("+359887654321", 4242, "Boris")
        await phone.wait(lambda message: message.text)
        await phone.document(b"%PDF-1.4 nothing", "menu.pdf", "application/pdf")
        await phone.wait(lambda message: message.text)


async def test_buttons_that_nobody_made_are_answered_and_crash_nothing(shop: LiveShop) -> None:
    for phone in await everyone(shop):
        assert phone.chat
        stored = next(iter(phone.chat.messages.values()))
        for data in TAPS:
            await phone._call_back(stored, data, 1, 10)  # no button carries this
        await phone.settle()
        assert "😔" not in phone.screen()


async def test_a_members_tap_on_a_cashiers_button_does_nothing(shop: LiveShop) -> None:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("1700")
    choice = await karim.wait("Earns 17")
    assert anna.chat
    stored = list(anna.chat.messages.values())[-1]
    await anna._call_back(stored, str(choice.buttons[0][0].value), 1, 10)
    assert "role does not permit" in anna.toasts[-1].text
    assert await shop.points(anna) == 150


async def test_in_a_group_the_bot_only_points_to_the_private_chat(shop: LiveShop) -> None:
    await shop.owner()
    anna = await shop.member()
    user = {"id": anna.user.id, "is_bot": False, "first_name": "Anna", "language_code": "ru"}
    group = {"id": -100500, "type": "supergroup", "title": "Friends"}
    for number, text in enumerate(("just talking", "/card", "@tessera_bot points?")):
        message = {"message_id": number + 1, "date": 1, "chat": group, "from": user, "text": text}
        await shop.application.receive([{"update_id": 10**9 + number, "message": message}])
    tap = {"id": "5", "from": user, "chat_instance": "1", "data": "go:home", "message": {**message, "text": "x"}}
    await shop.application.receive([{"update_id": 10**9 + 9, "callback_query": tap}])
    # The sandbox has no groups and refuses; what the bot wanted to say there is in the journal of calls.
    await until(lambda: _asked(shop, "answerCallbackQuery"))
    said = [call.arguments for call in shop.sandbox.calls if str(call.arguments.get("chat_id")) == "-100500"]
    assert [str(arguments["text"])[:8] for arguments in said] == ["Карта — "]


async def _asked(shop: LiveShop, method: str) -> bool:
    return any(call.method.lower() == method.lower() for call in shop.sandbox.calls)


async def send_nothing_to_read(phone: Phone, kind: str) -> None:
    if kind == "sticker":
        picture = io.BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        await phone.sticker(picture.getvalue())
    else:
        await phone.record(kind, Upload(f"{kind}.webm", f"audio/{kind}", b"x"), 1)


async def test_a_sticker_a_voice_or_a_video_in_a_question_brings_back_only_what_is_asked(shop: LiveShop) -> None:
    olga = await shop.owner()
    anna, zoe = await shop.member(), shop.sandbox.phone("Zoe")
    await anna.say("/card")
    for label in ("More", "Settings", "About me", "Birthday"):
        await anna.tap(label)
    await olga.say("/business")
    for label in ("Team", "Outlets", "Add an outlet"):
        await olga.tap(label)
    await zoe.start()
    await zoe.wait("loyalty card")
    for kind in ("sticker", "voice", "video"):
        for phone, asked in ((anna, "question above"), (olga, "question above"), (zoe, "By taking the card")):
            await phone.settle()
            before = len(phone.messages)
            await send_nothing_to_read(phone, kind)
            await phone.settle()
            (mine, answer) = phone.messages[before:]
            assert mine.mine
            assert asked in answer.text
            assert "loyalty card" not in answer.text
            assert not answer.photo
    await zoe.tap("News and offers")
    await zoe.tap("Get my card")
    await zoe.wait("phone number")
    await send_nothing_to_read(zoe, "sticker")
    await zoe.wait("one of the two buttons")

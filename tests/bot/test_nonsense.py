"""Whatever people send, they get a short answer and nothing changes."""

import pytest

from sandbox.phone import Phone
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

NONSENSE = [
    "hello?",
    "<b>bold</b> & <script>",
    "🐈" * 200,
    "x" * 4096,
    "/unknown",
    "/start nonsense_payload",
    "\u202e\u200b",
]


async def everyone(shop: LiveShop) -> list[Phone]:
    olga = await shop.owner()
    return [olga, await shop.cashier(olga), await shop.member()]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
async def test_every_text_is_answered_in_every_role(shop: LiveShop, text: str) -> None:
    for phone in await everyone(shop):
        await phone.say(text)
        answer = await phone.wait(lambda m: m.text)
        assert "😔" not in answer.text


async def test_places_contacts_and_files_are_answered_in_every_role(shop: LiveShop) -> None:
    for phone in await everyone(shop):
        await phone.location(42.7, 23.3)
        await phone.wait(lambda m: m.text)
        await phone.send_contact("+359887654321", 4242, "Boris")
        await phone.wait(lambda m: m.text)
        await phone.document(b"%PDF-1.4 nothing", "menu.pdf", "application/pdf")
        await phone.wait(lambda m: m.text)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "nonsense",
        "sa:earn:not-a-uuid",
        "go:nowhere",
        "an:preset:nothing",
        "la:xx:join",
        "co:other:flip:settings",
        "x" * 64,
    ],
)
async def test_buttons_that_nobody_made_are_answered_once_and_change_nothing(shop: LiveShop, data: str) -> None:
    for phone in await everyone(shop):
        stored = next(iter(phone.chat.messages.values())) if phone.chat else None
        assert stored is not None
        before = phone.screen()
        await phone._call_back(stored, data, 1, 10)  # no button carries this
        await phone.settle()
        assert "stale" not in phone.screen()
        assert phone.screen().count("😔") == before.count("😔")


async def test_a_strangers_tap_on_a_colleagues_button_is_refused(shop: LiveShop) -> None:
    olga = await shop.owner()
    karim = await shop.cashier(olga)
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say("1700")
    choice = await karim.wait("Earns 17")
    data = str(choice.buttons[0][0].value)
    assert anna.chat
    stored = list(anna.chat.messages.values())[-1]
    await anna._call_back(stored, data, 1, 10)
    assert anna.toasts[-1].text
    assert await shop.points(anna) == 150

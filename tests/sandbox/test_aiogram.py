"""A real aiogram bot lives in the sandbox: polling, keyboards, callbacks, files, blocks."""

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from sandbox.phone import Phone
from sandbox.server import Sandbox


@pytest.fixture
def dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        button = KeyboardButton(text="Share my number", request_contact=True)
        await message.answer(
            f"Hello, <b>{message.from_user.first_name}</b>! {command.args or '-'}",
            reply_markup=ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True),
        )

    @dispatcher.message(F.contact)
    async def contact(message: Message) -> None:
        own = message.contact.user_id == message.from_user.id
        await message.answer(f"{own} {message.contact.phone_number}", reply_markup=ReplyKeyboardRemove())

    @dispatcher.message(F.photo)
    async def photo(message: Message, bot: Bot) -> None:
        data = await bot.download(message.photo[-1])
        await message.answer_photo(BufferedInputFile(data.read(), "back.jpg"), caption="<i>yours</i>")

    @dispatcher.message(F.text == "menu")
    async def menu(message: Message) -> None:
        rows = [
            [
                InlineKeyboardButton(text="Pay", callback_data="pay"),
                InlineKeyboardButton(text="Go", url="https://x.org"),
            ]
        ]
        await message.answer("Choose", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    @dispatcher.callback_query(F.data == "pay")
    async def pay(query: CallbackQuery) -> None:
        await query.message.edit_text("Paid")
        await query.answer("Done!", show_alert=True)

    @dispatcher.my_chat_member()
    async def member(update: ChatMemberUpdated) -> None:
        dispatcher["standing"] = update.new_chat_member.status

    return dispatcher


async def test_a_newcomer_starts_and_shares_the_contact(sandbox: Sandbox, polling, dispatcher: Dispatcher) -> None:
    anna = sandbox.phone("Anna", language="ru", phone_number="+79001234567")
    async with polling(dispatcher):
        await anna.start("join_1")
        hello = await anna.wait("Hello")
        assert hello.html == "Hello, <b>Anna</b>! join_1"
        await anna.tap("number")
        await anna.wait("True +79001234567")
        assert anna.keyboard == []
        await anna.send_contact("+1", 5, "Stranger")
        await anna.wait("False +1")


async def test_a_button_edits_and_alerts(sandbox: Sandbox, polling, dispatcher: Dispatcher, anna: Phone) -> None:
    async with polling(dispatcher):
        await anna.say("menu")
        assert await anna.tap("Go") == "https://x.org"
        assert await anna.tap("Pay") == "Done!"
        assert anna.toasts[-1].alert
        assert anna.last.text == "Paid"
        assert anna.last.edited
        await anna.settle()
        assert [call.method for call in sandbox.calls][-2:] == ["editMessageText", "answerCallbackQuery"]


async def test_a_photo_goes_up_and_down(polling, qr, dispatcher: Dispatcher, anna: Phone) -> None:
    async with polling(dispatcher):
        await anna.photo(qr("hello"))
        back = await anna.wait("yours")
    assert back.html == "<i>yours</i>"
    assert back.photo
    assert await anna.scan(back.photo) == "hello"
    assert anna.messages[-1].photo == back.photo


async def test_a_blocked_bot_is_refused_until_started_again(
    bot: Bot, polling, dispatcher: Dispatcher, anna: Phone
) -> None:
    async with polling(dispatcher):
        anna.block()
        await anna.settle()
        assert dispatcher["standing"] == "kicked"
        with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
            await bot.send_message(anna.user.id, "psst")
        await anna.start()
        await anna.wait("Hello")
        assert dispatcher["standing"] == "member"


async def test_a_missing_message_shows_the_whole_screen(polling, dispatcher: Dispatcher, anna: Phone) -> None:
    async with polling(dispatcher):
        await anna.say("menu")
        await anna.wait("Choose")
        with pytest.raises(AssertionError, match=r"(?s)no message with 'Nope'.*\[ Pay \] \[ Go \]"):
            await anna.wait("Nope", timeout=0.1)


async def test_documents_keep_their_bytes(bot: Bot, anna: Phone) -> None:
    await bot.send_document(anna.user.id, BufferedInputFile(b"PK...", "card.pkpass"))
    assert (anna.last.document, anna.last.file_name) == (b"PK...", "card.pkpass")

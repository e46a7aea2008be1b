"""What a handler knows about the person in front of it, and the few ways to speak to them."""

import contextlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ForceReply,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.house import House
from bot.words.speech import Speech
from loyalty.errors import ProgrammeMissing
from loyalty.programme import Programme
from services.database import Database
from services.people import Person

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

CALLBACK_ANSWER_LIMIT = 200
CAPTION_LIMIT = 1024
"""Characters that may stand below a picture, as Telegram counts them (`visible_length`)."""
_TAG = re.compile(r"<[^>]*>")
_UNCHANGED = "message is not modified"
_UNEDITABLE = (
    *("message can't be edited", "message to edit not found", "there is no", "message_id_invalid"),
    "caption is too long",  # a message holds four times as much as what stands below a picture
)


@dataclass
class Visit:
    """One update of one person in a private chat.

    `now` is UTC, `came` when the update was received, which trouble may have made long ago; `tap` the button they
    pressed, if they did; `hint` the language code that Telegram says of them, such as `uk`, empty when it says none.
    """

    house: House
    bot: Bot
    chat_id: int
    person: Person
    programme: Programme | None
    speech: Speech
    now: datetime
    tap: CallbackQuery | None = None
    hint: str = ""
    answered: bool = field(default=False, init=False)
    left: bool = field(default=False, init=False)
    came: datetime = field(init=False)

    def __post_init__(self) -> None:
        """An update is handled as it comes, unless somebody says otherwise."""
        self.came = self.now

    @property
    def db(self) -> Database:
        """The database."""
        return self.house.db

    @property
    def screen(self) -> Message | None:
        """The message whose button was tapped, while Telegram still lets us edit it."""
        message = self.tap.message if self.tap and not self.left else None
        return message if isinstance(message, Message) else None

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """Answers the tap, once: later calls do nothing. `text` is plain, cut at Telegram's 200 characters.

        A tap that waited out a restart cannot be answered any more: an alert then comes as a message.
        """
        if self.tap is None or self.answered:
            return
        self.answered = True
        try:
            await self.tap.answer(text[:CALLBACK_ANSWER_LIMIT] or None, show_alert=alert)
        except TelegramBadRequest as error:
            if "query is too old" not in error.message:
                raise
            if alert:
                await self.bot.send_message(self.chat_id, text, parse_mode=None)

    async def say(self, text: str, keyboard: Keyboard | None = None) -> Message:
        """Sends a new message and returns it."""
        return await self.bot.send_message(self.chat_id, text, reply_markup=keyboard)

    async def show(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
        """Changes the tapped message into this screen, or sends it when there is none to change."""
        screen = self.screen
        if screen is None:
            return await self.say(text, keyboard)
        try:
            if screen.photo or screen.document:
                await screen.edit_caption(caption=text, reply_markup=keyboard)
            else:
                await screen.edit_text(text, reply_markup=keyboard)
        except TelegramBadRequest as error:
            if _UNCHANGED in error.message:
                return screen
            if any(words in error.message for words in _UNEDITABLE):
                return await self.say(text, keyboard)
            raise
        return screen

    async def show_picture(
        self, picture: BufferedInputFile | str, text: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> Message:
        """Changes the tapped message, picture and all, into this screen; sends it when that message has no picture.

        `picture` is a new one, or the id of one that Telegram has.
        """
        screen = self.screen
        if screen is None or not screen.photo:
            return await self.bot.send_photo(self.chat_id, picture, caption=text, reply_markup=keyboard)
        try:
            changed = await screen.edit_media(InputMediaPhoto(media=picture, caption=text), reply_markup=keyboard)
        except TelegramBadRequest as error:
            if _UNCHANGED in error.message:
                return screen
            if any(words in error.message for words in _UNEDITABLE):
                return await self.bot.send_photo(self.chat_id, picture, caption=text, reply_markup=keyboard)
            raise
        return changed if isinstance(changed, Message) else screen

    def leave_screen(self) -> None:
        """Lets the tapped message be: what is shown next is sent as a new message below it."""
        self.left = True

    async def swap(self, keyboard: InlineKeyboardMarkup | None) -> None:
        """Changes only the buttons of the tapped message."""
        if self.screen is None:
            return
        try:
            await self.screen.edit_reply_markup(reply_markup=keyboard)
        except TelegramBadRequest as error:
            if _UNCHANGED not in error.message:
                raise

    async def retire(self, screen: int | None, left: InlineKeyboardMarkup | None = None) -> None:
        """Takes the buttons but those `left` off a message that was answered by another one; nothing depends on it."""
        if screen:
            with contextlib.suppress(TelegramAPIError):
                await self.bot.edit_message_reply_markup(chat_id=self.chat_id, message_id=screen, reply_markup=left)

    async def send_file(self, content: bytes, name: str, caption: str, keyboard: Keyboard | None = None) -> Message:
        """Sends `content` as a file called `name`."""
        file = BufferedInputFile(content, name)
        return await self.bot.send_document(self.chat_id, file, caption=caption, reply_markup=keyboard)


def running(visit: Visit) -> Programme:
    """Returns the programme. Raises ProgrammeMissing."""
    if visit.programme is None:
        raise ProgrammeMissing
    return visit.programme


def visible_length(text: str) -> int:
    """Returns how long Telegram takes a text in HTML for: without its tags, in units of UTF-16."""
    return len(unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2

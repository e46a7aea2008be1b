"""Screens below a picture of the card: drawn and uploaded when it is a new one, then known to Telegram by its id."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import blake2s

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message
from sqlalchemy import Connection

from bot.visit import CAPTION_LIMIT, Visit, visible_length
from services.plumbing import keepsakes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its `name`; another `state` is another picture. `file` is the id by which Telegram has this one."""

    name: str
    state: str
    file: str | None


def find(connection: Connection, name: str, *state: object) -> Picture:
    """Returns the picture of this name in this state, with its id if it has been uploaded."""
    wanted = blake2s(repr(state).encode(), digest_size=8).hexdigest()
    kept, _, file = (keepsakes.get(connection, f"picture:{name}") or "").partition(" ")
    return Picture(name, wanted, file if file and kept == wanted else None)


async def show(
    visit: Visit,
    picture: Picture,
    draw: Callable[[], Awaitable[bytes]],
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
) -> Message:
    """Shows a screen below a picture, in the tapped message if that has one; returns the message that shows it.

    Words that are too many for that are shown without.
    """
    if visible_length(text) > CAPTION_LIMIT:
        return await visit.show(text, keyboard)
    if picture.file:
        try:
            return await visit.show_picture(picture.file, text, keyboard)
        except TelegramBadRequest:
            # Another bot token, or a server that forgot: the picture is drawn and uploaded again.
            pass
    await visit.answer()
    if visit.screen is None or not visit.screen.photo:
        await visit.bot.send_chat_action(visit.chat_id, "upload_photo")
    shown = await visit.show_picture(BufferedInputFile(await draw(), "card.jpg"), text, keyboard)
    if shown.photo:
        kept = f"{picture.state} {shown.photo[-1].file_id}"
        await visit.db.write(keepsakes.put, f"picture:{picture.name}", kept, visit.now)
    return shown

"""Photos that people send: the code that one shows."""

import asyncio
import io

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.visit import Visit
from loyalty.codes import Code
from loyalty.errors import PictureUnusable
from services.design import pictures

FILE_LIMIT = 20 * 1024 * 1024


async def code_in(message: Message, visit: Visit) -> Code:
    """Returns the code that a photo shows, or a picture sent as a file. Raises what `pictures.code_in` raises."""
    picture = message.photo[-1] if message.photo else message.document
    if picture is None or (picture.file_size or 0) > FILE_LIMIT:
        raise PictureUnusable
    await visit.bot.send_chat_action(visit.chat_id, "typing")
    content = io.BytesIO()
    try:
        await visit.bot.download(picture, content)
    except TelegramBadRequest as error:
        raise PictureUnusable from error
    return await asyncio.to_thread(pictures.code_in, content.getvalue())

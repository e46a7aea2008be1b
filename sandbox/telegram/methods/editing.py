"""Methods that change, remove, pin and react to messages."""

import re

from sandbox.telegram.arguments import Arguments
from sandbox.telegram.errors import bad_request
from sandbox.telegram.media import media
from sandbox.telegram.methods.request import Request, caption, method
from sandbox.telegram.model import JSON, Message
from sandbox.telegram.world import Telegram

_BATCH = 100
_REACTIONS = frozenset(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split()  # noqa: E501, SIM905 - Telegram's list, as one line of its page
)


def _own(request: Request) -> Message:
    message = request.message("to edit")
    if message.sender is not request.bot.user:
        raise bad_request("message can't be edited")
    markup = message.markup or {}
    if markup and "inline_keyboard" not in markup:
        raise bad_request("message can't be edited")
    request.telegram.limits.spend(message.chat.id)
    return message


def _inline(request: Request) -> JSON | None:
    markup = request.markup()
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("object expected as reply markup")
    return markup


@method("editMessageText")
def edit_message_text(request: Request) -> JSON:
    """Replaces the text of a message."""
    content, markup = request.text(), _inline(request)
    message = _own(request)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in {"text", "entities"}}
    return request.telegram.change(message, {**kept, **content}, markup).as_json()


@method("editMessageCaption")
def edit_message_caption(request: Request) -> JSON:
    """Replaces the caption of a photo or document."""
    content, markup = request.caption(), _inline(request)
    message = _own(request)
    if not {"photo", "document"} & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return request.telegram.change(message, {**kept, **content}, markup).as_json()


@method("editMessageMedia")
def edit_message_media(request: Request) -> JSON:
    """Replaces the photo or document of a message, caption included."""
    item = request.arguments.json("media", "input media")
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = str(item.get("type"))
    if kind not in {"photo", "document"}:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    message, markup = _own(request), _inline(request)
    content = media(request.telegram, request.arguments, kind, str(item.get("media", "")))
    replaced = ("text", "entities", "photo", "document", "caption", "caption_entities")
    kept = {name: value for name, value in message.content.items() if name not in replaced}
    return request.telegram.change(message, {**kept, **content, **caption(Arguments(item))}, markup).as_json()


@method("editMessageReplyMarkup")
def edit_message_reply_markup(request: Request) -> JSON:
    """Replaces the buttons under a message."""
    message, markup = _own(request), _inline(request)
    return request.telegram.change(message, message.content, markup).as_json()


@method("deleteMessage")
def delete_message(request: Request) -> bool:
    """Removes one message for both sides."""
    request.telegram.delete(request.message("to delete"))
    return True


@method("deleteMessages")
def delete_messages(request: Request) -> bool:
    """Removes up to 100 messages; those that are gone already are passed over."""
    numbers = request.arguments.json("message_ids", "message identifiers")
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if len(numbers) > _BATCH:
        raise bad_request("too many message identifiers specified")
    chat = request.chat()
    for number in numbers:
        if message := chat.messages.get(int(number)):
            request.telegram.delete(message)
    return True


@method("pinChatMessage")
def pin_chat_message(request: Request) -> bool:
    """Pins a message at the top of the chat."""
    message = request.message("to pin")
    if message.id not in message.chat.pinned:
        message.chat.pinned.append(message.id)
        _service(request.telegram, message)
    return True


def _service(telegram: Telegram, message: Message) -> None:
    telegram.post(message.chat, message.chat.bot.user, {"pinned_message": message.as_json()})


@method("unpinChatMessage")
def unpin_chat_message(request: Request) -> bool:
    """Unpins one message, the newest pinned one when none is named."""
    chat = request.chat()
    number = request.arguments.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    request.telegram.bell.ring()
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(request: Request) -> bool:
    """Unpins everything."""
    request.chat().pinned.clear()
    request.telegram.bell.ring()
    return True


@method("setMessageReaction")
def set_message_reaction(request: Request) -> bool:
    """Sets or takes away the bot's reaction to a message."""
    reactions = request.arguments.json("reaction", "reaction types") or []
    for reaction in reactions:
        emoji = re.sub("\ufe0f", "", str(reaction.get("emoji", "")))
        if reaction.get("type") != "emoji" or emoji not in _REACTIONS:
            raise bad_request("REACTION_INVALID")
    message = request.message("to react")
    message.reactions = list(reactions)
    request.telegram.touch(message)
    return True

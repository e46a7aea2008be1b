"""One call of a method, and the table of methods."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.telegram import keyboards
from sandbox.telegram.arguments import Arguments
from sandbox.telegram.entities import found, trimmed, units
from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import parse
from sandbox.telegram.model import JSON, Bot, Chat, Message
from sandbox.telegram.world import Telegram

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True)
class Request:
    """A call: who asks, and with what."""

    telegram: Telegram
    bot: Bot
    arguments: Arguments

    def chat(self) -> Chat:
        """Returns the chat of `chat_id`, or refuses."""
        return self.telegram.find_chat(self.bot, self.arguments.text("chat_id"))

    def outgoing_chat(self) -> Chat:
        """Returns the chat to write into, or refuses: unknown, blocked, too fast."""
        chat = self.telegram.writable_chat(self.bot, self.arguments.text("chat_id"))
        self.telegram.limits.spend(chat.id)
        return chat

    def message(self, purpose: str) -> Message:
        """Returns the message of `chat_id` and `message_id`, or refuses: "message <purpose> not found"."""
        if not self.arguments.integer("message_id"):
            raise bad_request("message identifier is not specified")
        return self.telegram.find_message(self.chat(), self.arguments.integer("message_id"), purpose)

    def markup(self) -> JSON | None:
        """Returns the checked reply_markup."""
        return keyboards.checked(self.arguments.json("reply_markup", "reply keyboard markup"))

    def text(self) -> JSON:
        """Returns the content of a text message."""
        if not self.arguments.text("text"):
            raise bad_request("message text is empty")
        text, entities = formatted(self.arguments, "text", "entities")
        if not text:
            raise bad_request("text must be non-empty")
        if units(text) > TEXT_LIMIT:
            raise bad_request("message is too long")
        return {"text": text, **({"entities": entities} if entities else {})}

    def caption(self) -> JSON:
        """Returns the caption fields of a media message."""
        return caption(self.arguments)


def caption(arguments: Arguments) -> JSON:
    """Returns `caption` and `caption_entities`, or refuses one that is too long."""
    text, entities = formatted(arguments, "caption", "caption_entities")
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def formatted(arguments: Arguments, name: str, entities_name: str) -> tuple[str, list[JSON]]:
    """Returns a text and its entities, from parse_mode or from the entities given."""
    mode = arguments.text("parse_mode")
    text, entities = parse(arguments.text(name), mode)
    if not mode:
        entities = list(arguments.json(entities_name, "message entities") or ())
    text, entities = trimmed(text, entities)
    return text, found(text, entities)


Method = Callable[[Request], Any | Awaitable[Any]]
Entered = TypeVar("Entered", bound=Method)
METHODS: dict[str, Method] = {}
NAMES: dict[str, str] = {}


def method(name: str) -> Callable[[Entered], Entered]:
    """Enters a function into the table under the Bot API's name for it."""

    def enter(function: Entered) -> Entered:
        METHODS[name.lower()] = function
        NAMES[name.lower()] = name
        return function

    return enter

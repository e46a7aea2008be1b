"""What Telegram remembers: users, files, chats, messages, bots."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.updates import Updates

JSON = dict[str, Any]


@dataclass
class User:
    """A person's or a bot's account; `language_code` is the language of the person's app."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone_number: str | None = None
    is_bot: bool = False

    def names(self) -> JSON:
        """Returns the fields that a User and a private Chat share."""
        fields = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in fields.items() if value is not None}

    def as_json(self) -> JSON:
        """Returns a User of the Bot API."""
        language = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.id, "is_bot": self.is_bot, **self.names(), **language}


@dataclass
class File:
    """Bytes that Telegram keeps; `kind` is "photo", "document", "sticker", "voice", "video" or "thumbnail"."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    data: bytes
    name: str = ""
    mime: str = "application/octet-stream"
    width: int = 0
    height: int = 0

    def as_json(self) -> JSON:
        """Returns the fields that every kind of file shares in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


@dataclass
class Message:
    """One message of a chat; `content` holds the Bot API fields of its kind (text, entities, photo, …).

    `revision` is that of its last change, `spoken` that of the last one that was more than buttons taken away.
    """

    id: int
    chat: "Chat"
    sender: User
    date: int
    content: JSON
    markup: JSON | None = None
    edited: int | None = None
    revision: int = 0
    spoken: int = 0
    reactions: list[JSON] = field(default_factory=list)

    def as_json(self) -> JSON:
        """Returns a Message of the Bot API."""
        message = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.content,
        }
        if self.edited is not None:
            message["edit_date"] = self.edited
        if self.markup is not None and "inline_keyboard" in self.markup:
            message["reply_markup"] = self.markup
        return message

    @property
    def text(self) -> str:
        """The text or the caption, empty when there is neither."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def entities(self) -> list[JSON]:
        """The entities of `text`."""
        return list(self.content.get("entities") or self.content.get("caption_entities") or [])


@dataclass
class Chat:
    """The private chat of one bot and one person."""

    bot: "Bot"
    user: User
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Message | None = None
    blocked: bool = False
    action: tuple[str, float] = ("", 0.0)
    pinned: list[int] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The identifier of a private chat is the person's."""
        return self.user.id

    def as_json(self) -> JSON:
        """Returns a Chat of the Bot API."""
        return {"id": self.id, "type": "private", **self.user.names()}


@dataclass
class Query:
    """A tap on a button, an inline query or a checkout, until the bot answers it or it grows too old."""

    id: str
    user: User
    kind: str
    at: float
    answer: JSON | None = None


@dataclass
class Bot:
    """A bot's account with everything it has set."""

    token: str
    user: User
    updates: Updates
    chats: dict[int, Chat] = field(default_factory=dict)
    last_message_id: int = 0
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    menu_buttons: dict[int, JSON] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    prepared: dict[str, JSON] = field(default_factory=dict)

"""Telegram itself: who exists, what was said, and what each side hears of it."""

import hashlib
import itertools
import secrets
import time

from sandbox.telegram.bell import Bell
from sandbox.telegram.entities import found
from sandbox.telegram.errors import Refusal, bad_request, forbidden
from sandbox.telegram.limits import Limits
from sandbox.telegram.model import JSON, Bot, Chat, File, Message, Query, User
from sandbox.telegram.updates import Updates

QUERY_LIFETIME = 30.0
_FIRST_USER = 700_000_001
_EPOCH = 1_760_000_000
_PREFIXES = {
    "photo": "AgACAgIAAxkB",
    "thumbnail": "AAMCAgADGQEA",
    "sticker": "CAACAgIAAxkB",
    "voice": "AwACAgIAAxkB",
    "video": "BAACAgIAAxkB",
}
_FOLDERS = {"voice": "voice"}


class Telegram:
    """The whole of Telegram for one sandbox."""

    def __init__(self, *, enforce_limits: bool = False) -> None:
        self.bots: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.files: dict[str, File] = {}
        self.thumbnails: dict[str, File] = {}
        self.limits = Limits(enforced=enforce_limits)
        self.bell = Bell()
        self.last_act = time.monotonic()
        self._ids = itertools.count(_FIRST_USER)
        self._revisions = itertools.count(1)
        self._file_numbers = itertools.count(1)

    def add_bot(self, token: str, username: str, name: str) -> Bot:
        """Creates a bot; its id is the number before the colon of the token."""
        user = User(int(token.partition(":")[0]), name, username=username, is_bot=True)
        # Numbers go on growing over restarts, as the real ones do: a bot may remember the last it has seen.
        seconds = int(time.time())
        bot = Bot(token, user, Updates(seconds), last_message_id=seconds - _EPOCH)
        self.bots[token] = bot
        return bot

    def add_user(
        self, first_name: str, *, last_name: str | None, username: str | None, language: str, phone_number: str | None
    ) -> User:
        """Creates a person's account."""
        user = User(next(self._ids), first_name, last_name, username, language, phone_number)
        self.users[user.id] = user
        return user

    def open_chat(self, bot: Bot, user: User) -> Chat:
        """Returns the private chat of a bot and a person, created when they meet."""
        return bot.chats.setdefault(user.id, Chat(bot, user))

    def find_chat(self, bot: Bot, chat_id: str) -> Chat:
        """Returns the chat a bot means, or raises the Refusal Telegram gives."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = chat_id.lstrip("-")
        chat = bot.chats.get(int(chat_id)) if number.isascii() and number.isdigit() else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, bot: Bot, chat_id: str) -> Chat:
        """Returns the chat a bot means, or raises the Refusal when it may not write there."""
        chat = self.find_chat(bot, chat_id)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def find_message(self, chat: Chat, message_id: int, purpose: str) -> Message:
        """Returns a message of the chat; `purpose` completes "message … not found"."""
        message = chat.messages.get(message_id)
        if message is None:
            raise bad_request(f"message {purpose} not found")
        return message

    def post(self, chat: Chat, sender: User, content: JSON, markup: JSON | None = None) -> Message:
        """Puts a message into a chat; what a person sends also becomes an update of the bot."""
        chat.bot.last_message_id += 1
        message = Message(chat.bot.last_message_id, chat, sender, int(time.time()), content, markup)
        message.revision = message.spoken = next(self._revisions)
        chat.messages[message.id] = message
        if sender.is_bot:
            self._show_keyboard(chat, message)
            chat.action = ("", 0.0)
        else:
            self.last_act = time.monotonic()
            chat.bot.updates.put(chat.id, "message", message.as_json())
        self.bell.ring()
        return message

    def _show_keyboard(self, chat: Chat, message: Message) -> None:
        markup = message.markup or {}
        if "keyboard" in markup:
            chat.keyboard = message
        elif markup.get("remove_keyboard"):
            chat.keyboard = None

    def change(self, message: Message, content: JSON, markup: JSON | None) -> Message:
        """Replaces what a message says; refuses a change that changes nothing."""
        if content == message.content and markup == message.markup:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        speaks = content != message.content or markup is not None
        if content != message.content:
            message.edited = int(time.time())
        message.content, message.markup = content, markup
        self.touch(message)
        if speaks:
            message.spoken = message.revision
        return message

    def touch(self, message: Message) -> None:
        """Marks a message as changed for those who look at it."""
        message.revision = next(self._revisions)
        self.bell.ring()

    def delete(self, message: Message) -> None:
        """Removes a message for both sides."""
        chat = message.chat
        del chat.messages[message.id]
        chat.pinned = [number for number in chat.pinned if number != message.id]
        if chat.keyboard is message:
            chat.keyboard = None
        self.bell.ring()

    def mark(self) -> int:
        """Returns a number that the revision of every later change of a message exceeds."""
        return next(self._revisions)

    def store(self, kind: str, data: bytes, *, name: str = "", mime: str = "", size: tuple[int, int] = (0, 0)) -> File:
        """Keeps bytes under new identifiers and returns them as a file."""
        number = next(self._file_numbers)
        prefix = _PREFIXES.get(kind, "BQACAgIAAxkB")
        suffix = name.rpartition(".")[2] if "." in name else ("jpg" if kind in {"photo", "thumbnail"} else "bin")
        file = File(
            file_id=f"{prefix}{secrets.token_urlsafe(36)}",
            unique_id=f"AQAD{hashlib.sha256(data).hexdigest()[:12]}",
            kind=kind,
            path=f"{_FOLDERS.get(kind, kind + 's')}/file_{number}.{suffix}",
            data=data,
            name=name,
            mime=mime or "application/octet-stream",
            width=size[0],
            height=size[1],
        )
        self.files[file.file_id] = file
        return file

    def open_query(self, bot: Bot, user: User, kind: str, body: JSON) -> Query:
        """Asks the bot something it must answer: `kind` is the update's, `body` its fields but id and from."""
        query = Query(str(secrets.randbits(62)), user, kind, time.monotonic())
        bot.queries[query.id] = query
        self.last_act = query.at
        bot.updates.put(user.id, kind, {"id": query.id, "from": user.as_json(), **body})
        self.bell.ring()
        return query

    def answer_query(self, bot: Bot, query_id: str, kind: str, answer: JSON) -> Query:
        """Records the bot's answer; a query is answered once, and in time."""
        query = bot.queries.get(query_id)
        known = query is not None and query.kind == kind and query.answer is None
        if query is None or not known or time.monotonic() - query.at > QUERY_LIFETIME:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        self.bell.ring()
        return query

    def say(self, chat: Chat, text: str, **extra: object) -> Message:
        """A person sends a text."""
        entities = found(text, [])
        marked = {"entities": entities} if entities else {}
        return self.post(chat, chat.user, {"text": text, **marked, **extra})

    def set_blocked(self, chat: Chat, *, blocked: bool) -> None:
        """A person blocks the bot or lets it write again; the bot hears of it when that is news."""
        if chat.blocked == blocked:
            return
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        chat.blocked = blocked
        bot = chat.bot.user.as_json()
        change = {
            "chat": chat.as_json(),
            "from": chat.user.as_json(),
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": old, **({"until_date": 0} if old == "kicked" else {})},
            "new_chat_member": {"user": bot, "status": new, **({"until_date": 0} if new == "kicked" else {})},
        }
        chat.bot.updates.put(chat.id, "my_chat_member", change)
        self.bell.ring()

    def commands(self, bot: Bot, user: User) -> list[JSON]:
        """Returns the commands Telegram shows to this person in a private chat."""
        language = user.language_code or ""
        for scope in (f"chat:{user.id}", "all_private_chats", "default"):
            for key in ((scope, language), (scope, "")):
                if bot.commands.get(key):
                    return bot.commands[key]
        return []

    def menu_button(self, bot: Bot, user: User) -> JSON:
        """Returns the menu button of this person's chat."""
        fallback = bot.menu_buttons.get(0, {"type": "default"})
        button = bot.menu_buttons.get(user.id, fallback)
        return fallback if button["type"] == "default" else button

    def bot_of(self, token: str) -> Bot:
        """Returns the bot of a token, or raises 401."""
        bot = self.bots.get(token)
        if bot is None:
            raise Refusal(401, "Unauthorized")
        return bot

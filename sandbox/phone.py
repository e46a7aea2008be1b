"""A person with a phone: what the screen shows, and what a thumb can do to it."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator

from sandbox.android import Android, leads_to_google
from sandbox.google import Google, NotSavedError
from sandbox.journal import Journal
from sandbox.mini_app import Apps
from sandbox.screen import Button, Message, Toast, as_text, read_code, reply_button, shown, toast
from sandbox.telegram import media
from sandbox.telegram.arguments import Upload
from sandbox.telegram.keyboards import START_PAYLOAD, is_loopback
from sandbox.telegram.model import JSON, Bot, Chat, User
from sandbox.telegram.model import Message as Stored
from sandbox.telegram.world import Telegram
from sandbox.wallet import NotAPassError, Pass, Wallet, is_pass

_START_LINK = re.compile(r"(?:https?://)?(?:t\.me|telegram\.me)/(\w+)\?(?:\S*&)?start=([\w-]*)")
_COPIED = ("copy_text", *(f"switch_inline_query{where}" for where in ("", "_chosen_chat", "_current_chat")))
_QUIET = 0.15
PATIENCE = 60.0
"""How long people wait, in seconds; a busy machine is slow, and whoever is answered waits no longer than that."""

Wanted = str | Callable[[Message], object]


class Phone:
    """One person's phone with one bot on it. Every act returns as soon as Telegram has it, unless said otherwise."""

    def __init__(self, key: str, telegram: Telegram, bot: Bot, user: User, journal: Journal, google: Google) -> None:
        self.key = key
        self.user = user
        self.clipboard = ""
        self.toasts: list[Toast] = []
        self._telegram = telegram
        self._bot = bot
        self._journal = journal
        self._looked = 0
        self.apps = Apps(bot.token, user, telegram.bell.ring)
        self.cards = Wallet()
        self.android = Android(google, telegram.bell.ring, lambda: self.language)

    # What the screen shows.

    @property
    def chat(self) -> Chat | None:
        """The chat with the bot, None before the first Start."""
        return self._bot.chats.get(self.user.id)

    @property
    def messages(self) -> list[Message]:
        """Every message on the screen, oldest first."""
        return [shown(self._telegram, message) for message in self.chat.messages.values()] if self.chat else []

    @property
    def newest_revision(self) -> int:
        """Grows whenever the bot writes or changes a message here."""
        stored = self.chat.messages.values() if self.chat else ()
        return max((message.revision for message in stored if message.sender.is_bot), default=0)

    @property
    def last(self) -> Message:
        """The newest message of the bot; an assertion error when there is none."""
        for message in reversed(self.messages):
            if not message.mine:
                return message
        raise AssertionError(f"The bot has not written anything.\n{self.screen()}")

    @property
    def keyboard(self) -> list[list[Button]]:
        """The reply keyboard under the input field, empty when there is none."""
        stored = self.chat.keyboard if self.chat else None
        if stored is None or stored.markup is None:
            return []
        return [[reply_button(button) for button in row] for row in stored.markup["keyboard"]]

    @property
    def commands(self) -> dict[str, str]:
        """The commands of the menu, with their descriptions, as this person sees them."""
        return {item["command"]: item["description"] for item in self._telegram.commands(self._bot, self.user)}

    @property
    def menu_button(self) -> JSON:
        """The button beside the input field, a MenuButton of the Bot API."""
        return self._telegram.menu_button(self._bot, self.user)

    @property
    def typing(self) -> str:
        """What the bot is busy with ("typing", "upload_photo", …), empty when idle."""
        action, until = self.chat.action if self.chat else ("", 0.0)
        return action if until > time.monotonic() else ""

    @property
    def wallet(self) -> list[Pass]:
        """The wallet passes this phone holds."""
        return self.cards.passes

    @property
    def language(self) -> str:
        """The language of the app on this phone."""
        return self.user.language_code or ""

    @language.setter
    def language(self, code: str) -> None:
        self.user.language_code = code
        for item in self.wallet:
            item.language = code
        self._telegram.bell.ring()

    def screen(self) -> str:
        """Returns the chat as text, for the eyes of whoever reads a failed test."""
        return as_text(f"{self.user.first_name}'s phone ({self.language})", self.messages, self.keyboard)

    # What the person does.

    async def start(self, payload: str | None = None) -> None:
        """Opens `t.me/<bot>?start=<payload>` and presses Start; a bot that was blocked may write again."""
        if payload is not None and not START_PAYLOAD.fullmatch(payload):
            raise ValueError(f"Telegram opens no link with the start payload {payload!r}: up to 64 of A-Za-z0-9_-")
        chat = self._open()
        self._telegram.set_blocked(chat, blocked=False)
        self._telegram.say(chat, f"/start {payload}" if payload else "/start")

    async def say(self, text: str) -> None:
        """Sends a text."""
        self._telegram.say(self._writing(), text)

    async def photo(self, data: bytes, caption: str = "") -> None:
        """Sends a picture as a photo: Telegram makes a JPEG of it, 1280 pixels at most.

        Raises a Refusal for what is no picture or has more than 10 000 pixels in width and height together: people
        send that as a document.
        """
        chat = self._writing()
        content = await asyncio.to_thread(media.keep, self._telegram, "photo", Upload("photo.jpg", "image/jpeg", data))
        self._telegram.post(chat, self.user, {**content, **({"caption": caption} if caption else {})})

    async def document(self, data: bytes, name: str, mime: str = "application/octet-stream") -> None:
        """Sends a file as it is."""
        content = media.keep(self._telegram, "document", Upload(name, mime, data))
        self._telegram.post(self._writing(), self.user, content)

    async def sticker(self, data: bytes, emoji: str = "🙂") -> None:
        """Sends a picture as a sticker."""
        chat = self._writing()
        content = await asyncio.to_thread(media.keep_sticker, self._telegram, data, emoji)
        self._telegram.post(chat, self.user, content)

    async def record(self, kind: str, recorded: Upload, seconds: int, size: tuple[int, int] = (0, 0)) -> None:
        """Sends a "voice", or a "video" of a size in pixels."""
        content = media.keep_recording(self._telegram, kind, recorded, seconds, size)
        self._telegram.post(self._writing(), self.user, content)

    async def share_contact(self) -> None:
        """Presses the request_contact button that is on the screen and agrees: sends the own number."""
        if not any(button.kind == "request_contact" for row in self.keyboard for button in row):
            raise AssertionError(f"No button asks for the contact.\n{self.screen()}")
        await self.send_contact(self.user.phone_number or "", self.user.id, self.user.first_name)

    async def send_contact(self, phone_number: str, user_id: int | None, first_name: str) -> None:
        """Attaches a contact, own or somebody else's."""
        contact = {"phone_number": phone_number, "first_name": first_name}
        known = {"user_id": user_id} if user_id is not None else {}
        self._post({"contact": {**contact, **known}})

    async def location(self, latitude: float, longitude: float) -> None:
        """Sends a point on the map."""
        self._post({"location": {"latitude": latitude, "longitude": longitude}})

    def block(self) -> None:
        """Blocks the bot."""
        self._telegram.set_blocked(self._open(), blocked=True)

    def unblock(self) -> None:
        """Lets the bot write again."""
        self._telegram.set_blocked(self._open(), blocked=False)

    async def open(self, link: str) -> bool:
        """Opens a start link of the bot and presses Start; returns whether it was one."""
        found = _START_LINK.match(link)
        if found is None or found[1].lower() != (self._bot.user.username or "").lower():
            return False
        await self.start(found[2] or None)
        return True

    async def add_to_wallet(self, message: Message | None = None) -> Pass:
        """Taps a .pkpass document, the newest one unless a message is given, and adds it to the wallet."""
        for sent in [message] if message else reversed(self.messages):
            if sent.document is not None and is_pass(sent.file_name):
                return await self.cards.add(sent.document, self.language)
        raise AssertionError(f"No pass has been sent here.\n{self.screen()}")

    async def remove_from_wallet(self, serial: str) -> None:
        """Deletes a pass from the wallet, which tells the shop so."""
        await self.cards.remove(serial)
        self._telegram.bell.ring()

    async def update_automatically(self, serial: str, *, automatic: bool) -> None:
        """Flips the switch “Automatic Updates” on the back of a pass."""
        await self.cards.update_automatically(serial, automatic=automatic)
        self._telegram.bell.ring()

    async def refresh_wallet(self, *, unregistered_only: bool = False) -> bool:
        """Asks for newer versions of the passes, as pulling them down does; returns whether one has changed."""
        return self._rung(await self.cards.refresh(unregistered_only=unregistered_only))

    async def pushed(self) -> bool:
        """Takes a push: asks what has changed and fetches it; returns whether a pass has changed."""
        return self._rung(await self.cards.pushed())

    def _rung(self, changed: bool) -> bool:
        if changed:
            self._telegram.bell.ring()
        return changed

    async def scan(self, picture: bytes) -> str:
        """Points the camera app at a picture with a code, opens the link in it, and returns what the code says."""
        content = await asyncio.to_thread(read_code, picture)
        await self.open(content)
        return content

    async def tap(self, label: str, times: int = 1, timeout: float = PATIENCE) -> str:
        """Taps the newest button whose label contains this, waiting for it and for the bot's answer.

        Returns the toast of a callback ("" for a silent answer; the whole answers are in `toasts`), the address of a
        link (a start link of the bot is opened), or "" for a reply button. `times` 2 is a double tap: both queries
        are sent before either is answered.
        """
        found: list[tuple[Stored, Button]] = []

        def there() -> bool:
            found[:] = self._find_button(label)
            return bool(found)

        await self.until(there, timeout, f"no button with {label!r}")
        stored, button = found[0]
        return await self.press(stored, button, times=times, timeout=timeout)

    def button_at(self, message_id: int, row: int, column: int) -> tuple[Stored, Button]:
        """Returns the button at a place under a message, or of the reply keyboard that message brought."""
        stored = self.chat.messages.get(message_id) if self.chat else None
        if self.chat is None or stored is None:
            raise ValueError("This message is gone")
        rows = self.keyboard if stored is self.chat.keyboard else shown(self._telegram, stored).buttons
        if row >= len(rows) or column >= len(rows[row]):
            raise ValueError("This button is gone")
        return stored, rows[row][column]

    async def press(self, stored: Stored, button: Button, *, times: int = 1, timeout: float = PATIENCE) -> str:
        """Presses one button of one message; see `tap`."""
        if button.disabled:
            raise AssertionError(f"The button {button.text!r} is disabled.\n{self.screen()}")
        match button.kind:
            case "callback_data":
                return await self._call_back(stored, str(button.value), times, timeout)
            case "url" | "web_app" | "login_url":
                return await self._visit(button.kind, str(button.value))
            case kind if kind in _COPIED:
                self.clipboard = str(button.value or "")
                return self.clipboard
            case "request_contact":
                await self.share_contact()
            case "pay":
                return await self._pay(stored, timeout)
            case "text":
                for _ in range(times):
                    await self.say(button.text)
            case _:
                raise AssertionError(f"A phone of the sandbox cannot press a {button.kind} button yet")
        return ""

    async def inline(self, text: str, timeout: float = PATIENCE) -> list[JSON]:
        """Types the bot's name and a text into a message field, and returns the results the bot offers."""
        body = {"query": text, "offset": "", "chat_type": "sender"}
        query = self._telegram.open_query(self._bot, self.user, "inline_query", body)
        await self.until(lambda: query.answer is not None, timeout, "the inline query was never answered")
        return list((query.answer or {})["results"])

    # What the person waits for.

    async def wait(self, wanted: Wanted, timeout: float = PATIENCE) -> Message:
        """Returns the newest message of the bot that contains a text or fits a predicate, waiting for it.

        Only what is new or edited since this phone's last act (or `look`) counts, buttons taken away aside. An
        assertion error with the whole screen otherwise.
        """
        found: list[Message] = []

        def there() -> bool:
            found[:] = [message for message in self._news() if _fits(message, wanted)]
            return bool(found)

        await self.until(
            there, timeout, f"no message with {wanted!r}" if isinstance(wanted, str) else "no such message"
        )
        return found[-1]

    def look(self) -> None:
        """Takes notice of all that is on the screen: `wait` then counts only what comes later."""
        self._looked = self._telegram.mark()

    async def settle(self, timeout: float = PATIENCE) -> None:
        """Returns when the bot has taken every update, answered every tap, and been quiet for a moment."""
        await self.until(self._is_quiet, timeout, "the bot does not come to rest", every=0.02)

    def _is_quiet(self) -> bool:
        waiting = any(q.answer is None and q.kind == "callback_query" for q in self._bot.queries.values())
        idle = time.monotonic() - max(self._journal.last, self._telegram.last_act) > _QUIET
        return not self._bot.updates.pending and not self._journal.under_way and not waiting and idle

    async def until(self, there: Callable[[], bool], timeout: float, trouble: str, every: float = 1.0) -> None:
        """Returns when `there` says so; an assertion error with `trouble` and the screen after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not there():
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"After {timeout:g} s: {trouble}.\n{self.screen()}")
            await self._telegram.bell.wait(min(left, every))

    def _news(self) -> Iterator[Message]:
        stored = self.chat.messages.values() if self.chat else ()
        for message in sorted(stored, key=lambda message: message.spoken):
            if message.spoken > self._looked and message.sender.is_bot:
                yield shown(self._telegram, message)

    # How it is done.

    def _open(self) -> Chat:
        self.look()
        return self._telegram.open_chat(self._bot, self.user)

    async def _visit(self, kind: str, url: str) -> str:
        if kind == "web_app":
            return self.apps.open(url)
        if kind == "url":
            await self._follow(url)
        return url

    async def _follow(self, url: str) -> None:
        if await self.open(url) or not is_loopback(url):
            return
        try:
            if is_pass(url):
                await self.cards.download(url, self.language)
            elif leads_to_google(url):
                await self.android.open(url)
        except (NotAPassError, NotSavedError) as error:
            raise AssertionError(f"{url}: {error}") from error
        self._telegram.bell.ring()

    def _writing(self) -> Chat:
        if self.chat is None:
            raise AssertionError(f"{self.user.first_name} has not started the bot yet")
        if self.chat.blocked:
            raise AssertionError(f"{self.user.first_name} has blocked the bot")
        return self._open()

    async def _pay(self, stored: Stored, timeout: float) -> str:
        self.look()
        bill = {name: stored.content["invoice"][name] for name in ("currency", "total_amount")}
        bill["invoice_payload"] = self._bot.prepared[f"invoice:{stored.id}"]["invoice_payload"]
        query = self._telegram.open_query(self._bot, self.user, "pre_checkout_query", bill)
        await self.until(lambda: query.answer is not None, timeout, "the checkout was never answered")
        answer = query.answer or {}
        if answer["ok"]:
            charges = {"telegram_payment_charge_id": f"t{query.id}", "provider_payment_charge_id": f"p{query.id}"}
            self._post({"successful_payment": {**bill, **charges}})
        return str(answer["error_message"])

    def _post(self, content: JSON) -> None:
        self._telegram.post(self._writing(), self.user, content)

    def _find_button(self, label: str) -> list[tuple[Stored, Button]]:
        if self.chat is None:
            return []
        fitting = []
        for stored in self.chat.messages.values():
            rows = self.keyboard if stored is self.chat.keyboard else shown(self._telegram, stored).buttons
            fitting += [(stored, button) for row in rows for button in row if label in button.text]
        # The newest message first, and in it the button that says exactly this.
        return sorted(fitting, key=lambda pair: (-pair[0].id, pair[1].text != label))

    async def _call_back(self, stored: Stored, data: str, times: int, timeout: float) -> str:
        self.look()
        body = {"message": stored.as_json(), "chat_instance": str(stored.chat.id), "data": data}
        queries = [self._telegram.open_query(self._bot, self.user, "callback_query", body) for _ in range(times)]
        await self.until(lambda: all(q.answer is not None for q in queries), timeout, "the tap was never answered")
        for query in queries:
            self.toasts.append(toast(query))
        last = self.toasts[-1]
        await self.open(last.url)
        return last.text


def _fits(message: Message, wanted: Wanted) -> bool:
    return wanted in message.text if isinstance(wanted, str) else bool(wanted(message))

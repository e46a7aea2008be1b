"""What there is in the sandbox before it is served: Telegram with one bot, Google, Apple, people with phones."""

import asyncio
import re
from typing import Any

from sandbox.apns import Apns
from sandbox.google import Google
from sandbox.journal import Call, Fault, Journal
from sandbox.phone import Phone
from sandbox.sms import Sms
from sandbox.telegram.model import User
from sandbox.telegram.world import Telegram
from sandbox.window import Poster, Shop, View


class Stage:
    """A Telegram with one bot, Google, Apple's push server, and the people with their phones.

    `port` is where all of it is served; `closing` says that it soon is no more.
    """

    def __init__(self, token: str, bot_username: str, *, enforce_limits: bool, port: int) -> None:
        self.token = token
        self.telegram = Telegram(enforce_limits=enforce_limits)
        self.bot = self.telegram.add_bot(token, bot_username, "Tessera")
        self.journal = Journal()
        self.phones: dict[str, Phone] = {}
        self.port = port
        self.closing = False
        self.language = ""
        """The language of the page, "" until somebody has opened it."""
        self.shop: Shop | None = None
        self.seen = View()
        self.apns = Apns(self._deliver)
        self.google = Google(lambda: self.url, lambda: [phone.android for phone in self.phones.values()])
        self.sms = Sms(lambda: list(self.phones.values()), lambda number: self.phone(number, phone_number=number))
        self._fetching: set[asyncio.Task[bool]] = set()

    @property
    def url(self) -> str:
        """The base URL of the Bot API, and of the page."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> list[Call]:
        """What the bot has called so far, oldest first."""
        return list(self.journal.calls)

    def fail(self, method: str, times: int = 1, **fault: Any) -> None:
        """Makes the next `times` calls of a method ("*" for any) fail; `fault` is what else `Fault` says."""
        self.journal.faults.append(Fault(method, times, **fault))

    def phone(
        self,
        first_name: str,
        *,
        language: str = "en",
        phone_number: str | None = None,
        username: str | None = None,
        last_name: str | None = None,
        key: str | None = None,
    ) -> Phone:
        """Gives a new person a phone; `key` names it on the page and under `/_sandbox/phones/`."""
        number = phone_number or f"+35988{len(self.phones) + 1:07d}"
        user = self.telegram.add_user(
            first_name, last_name=last_name, username=username, language=language, phone_number=number
        )
        name = key or re.sub(r"[^\w-]+", "-", first_name.lower()).strip("-") or "phone"
        if name in self.phones:
            name = f"{name}-{user.id}"
        self.phones[name] = Phone(name, self.telegram, self.bot, user, self.journal, self.google)
        return self.phones[name]

    def cast(self) -> tuple[Phone, Phone, Phone]:
        """Returns the three phones of the demo: member, cashier, owner; made on the first call."""
        people = (("member", "Maria", "bg"), ("cashier", "Chris", "en"), ("owner", "Olga", "ru"))
        for key, name, language in people:
            if key not in self.phones:
                self.phone(name, language=language, key=key)
        member, cashier, owner = (self.phones[key] for key, _, _ in people)
        return member, cashier, owner

    async def speak(self, phone: Phone, language: str) -> None:
        """Sets the language of a phone's Telegram, and of the shop's words on it."""
        phone.language = language
        if self.shop is not None:
            await self.shop.speak(phone.user.id, language)

    def poster(self, id: str) -> Poster | None:  # noqa: A002 - what it is
        """Returns a poster on the wall, None when there is none of that name."""
        return next((poster for poster in self.seen.posters if poster.id == id), None)

    def guest(self, id: int, name: str, language: str) -> None:  # noqa: A002 - as above
        """Lets the bot write to somebody who has no phone on the page."""
        self.telegram.open_chat(self.bot, self.telegram.users.setdefault(id, User(id, name, language_code=language)))

    def _deliver(self, push_token: str) -> str:
        """Wakes the phone that a push is for; returns Apple's reason when there is none."""
        phone = next((phone for phone in self.phones.values() if phone.cards.push_token == push_token), None)
        if phone is None:
            return "BadDeviceToken"
        if not phone.wallet:
            return "Unregistered"
        task = asyncio.create_task(phone.pushed())
        self._fetching.add(task)
        task.add_done_callback(self._fetching.discard)
        return ""

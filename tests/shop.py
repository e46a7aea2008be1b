"""A shop that is open on loopback: the sandbox's Telegram, the real bot, a real database, and people's phones."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetUpdates, Response, SendMessage

from app import work
from bot.application import Application, build, connect
from bot.wire.pace import Pace
from bot.wire.workers import DRAIN_SECONDS
from jobs.loop import Loop
from loyalty.changing_codes import ChangingCodes
from loyalty.programme import Rule
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services import people, team
from services.database import Database
from services.members import cards, registration, standings
from services.passes.office import PassOffice
from services.people import Person
from services.plumbing import conversations, updates
from services.programme import setting_up
from services.programme.setting_up import Setup
from tests.people import NOON, add_rules, signer

KEPT = [Response[call.__returning__] for call in (SendMessage, EditMessageText, AnswerCallbackQuery, GetUpdates)]
"""pydantic builds the type of an answer anew, in 5 ms, for every call of the Bot API unless somebody holds it."""


@dataclass
class Clock:
    """The only clock of the shop; tests turn it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class LiveShop:
    """The running bot and the phones that talk to it. Nobody has a role or a card unless a method gave it to them."""

    sandbox: Sandbox
    application: Application
    database: Database
    telling: Loop
    clock: Clock = field(default_factory=Clock)

    async def person(self, phone: Phone) -> Person:
        """Returns who the bot takes the phone's owner for."""
        found = await self.database.read(people.by_telegram, phone.user.id)
        assert found is not None
        return found

    def later(self, **delta: float) -> None:
        """Turns the clock on."""
        self.clock.now += timedelta(**delta)

    async def _meet(self, phone: Phone) -> Person:
        user = phone.user
        return await self.database.write(
            people.seen, user.id, user.first_name, user.last_name or "", user.username, phone.language, self.clock()
        )

    async def owner(self, name: str = "Olga", *, language: str = "en", preset: str = "shop", **setup: Any) -> Phone:
        """Returns the phone of an owner whose programme runs, past the questions; they have pressed Start."""
        phone = self.sandbox.phone(name, language=language)
        link = await self.database.write(team.owner_link, self.clock())
        person = await self.database.write(team.accept, await self._meet(phone), link.token, self.clock())
        answers = {"name": "Corner", "currency": "RUB", "zone": "Europe/Sofia", "language": "en", **setup}
        await self.database.write(setting_up.set_up, person, Setup(**answers, preset=preset), self.clock())
        await phone.start()
        await phone.settle()
        await idle(self)
        return phone

    async def cashier(self, owner: Phone, name: str = "Karim", *, language: str = "en", role: str = "cashier") -> Phone:
        """Returns the phone of a new colleague, invited and at the till."""
        phone = self.sandbox.phone(name, language=language)
        link = await self.database.write(team.invite, await self.person(owner), role, None, self.clock())
        await phone.start("i_" + link.token)
        await phone.settle()
        await idle(self)
        return phone

    async def member(self, name: str = "Anna", *, language: str = "en") -> Phone:
        """Returns the phone of a new member, past the registration, with the card on the screen."""
        phone = self.sandbox.phone(name, language=language)
        person = await self._meet(phone)
        await self.database.write(
            registration.register,
            person.id,
            processing=True,
            advertising=False,
            phone=None,
            link=None,
            now=self.clock(),
        )
        await phone.start()
        await phone.wait(lambda message: message.photo)
        return phone

    async def promise(self, *rules: Rule) -> None:
        """Lets these rules hold from now beside those there are."""
        await self.database.write(add_rules, rules, self.clock())

    async def member_id(self, phone: Phone) -> UUID:
        """Returns the member id of the phone's owner."""
        found = (await self.person(phone)).member_id
        assert found is not None
        return found

    async def digits(self, phone: Phone) -> str:
        """Returns the ten digits of the member's card."""
        return (await self.database.read(cards.card, await self.member_id(phone))).digits

    async def points(self, phone: Phone) -> int:
        """Returns the member's active points."""
        return (await self.database.read(standings.standing, await self.member_id(phone), self.clock())).active


async def idle(shop: LiveShop) -> None:
    """Returns when every update has been handled and where it left the conversation is written down."""

    async def empty() -> bool:
        return (await shop.database.read(updates.backlog)).waiting == 0

    await until(empty, timeout=30)


async def feed(application: Application, update: dict[str, Any]) -> None:
    """Has an update handled to its end, past the inbox."""
    talk, house = await application.handle(update), application.house
    if talk:
        await house.db.write(conversations.put, talk, house.clock())


async def until(happened: Callable[[], Awaitable[bool]], timeout: float = 60.0) -> None:
    """Returns when `happened` says so; for what no phone shows."""
    deadline = time.monotonic() + timeout
    while not await happened():
        assert time.monotonic() < deadline, "it has not happened"
        await asyncio.sleep(0.02)


def brisk() -> Pace:
    """Returns a pace of calls that holds nobody up, where Telegram's limits are not what is tested."""
    return Pace(rate=10_000, chat_gap=0)


@asynccontextmanager
async def working(*loops: Loop) -> AsyncIterator[None]:
    """Runs loops while the block runs; then their turns at hand have as long to end as those of `tessera run`."""
    tasks = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        yield
    finally:
        for loop in loops:
            loop.stop()
        await asyncio.wait(tasks, timeout=DRAIN_SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def drained(loop: Loop) -> int:
    """Takes one turn, with all that it begins, and returns how much there was to do."""
    done = await loop.turn()
    await loop.ended()
    return done


@cache
def _office() -> PassOffice:
    """An office whose passes no iPhone takes: cards in the chat are drawn from them all the same."""
    return PassOffice(signer(), secret=b"s", public_url="https://loyalty.example", username="tessera_bot")


@asynccontextmanager
async def open_shop(
    database: Database,
    pass_office: Any = None,
    *,
    public_url: str = "https://loyalty.example",
    clock: Clock | None = None,
    crashes: int = 0,
    offer_app: bool = False,
    offer_google: bool = False,
    payment_token: str = "",
    pace: Pace | None = None,
) -> AsyncIterator[LiveShop]:
    """Starts Telegram and the bot; stops both at the end; fails unless exactly `crashes` updates crashed.

    `pace` is for tests of Telegram's limits.
    """
    clock = clock or Clock()
    async with Sandbox() as sandbox:
        api = connect(sandbox.token, sandbox.url)
        office = pass_office or _office()
        telling = work.telling(database, api, clock, office=office)
        application = build(
            database,
            api,
            clock=clock,
            username=sandbox.bot.user.username or "",
            public_url=public_url,
            offer_apple=pass_office is not None,
            pass_office=office,
            offer_app=offer_app,
            offer_google=offer_google,
            payment_token=payment_token,
            codes=ChangingCodes(b"m" * 32, sandbox.bot.user.username or ""),
            told=telling.wake,
            pace=pace or brisk(),
        )
        running = asyncio.create_task(application.run_polling())
        try:
            others = (work.broadcasting(database, api, clock), work.importing(database, api, clock))
            async with working(telling, *others):
                try:
                    yield LiveShop(sandbox, application, database, telling, clock)
                finally:
                    sandbox.journal.heal()  # a call that hangs would be waited for
                    await application.stop()
            await running
        finally:
            await api.session.close()
    backlog = await database.read(updates.backlog)
    assert (backlog.waiting, backlog.parked) == (0, crashes), "the log says what crashed"

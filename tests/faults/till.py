"""Real sales at many tills at once: digits typed, amount typed, button tapped; amounts that never repeat."""

import asyncio
import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import delete, select, update

from bot.words.speech import Speech
from sandbox.phone import Phone
from sandbox.screen import Message
from sandbox.server import Sandbox
from services import people, team
from services.database import Database
from services.members import cards, registration
from services.people import Person
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage.tables import inbox, job, lease, purchase
from tests import today

NUMBER = re.compile(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}\b")
PATIENCE = 120.0
"""Seconds that a cashier waits for an answer; a restart takes a few."""


@dataclass
class Tills:
    """Cashiers and members with phones, set up beside a process that comes and goes."""

    sandbox: Sandbox
    database: Database
    cashiers: list[Phone] = field(default_factory=list)
    members: dict[UUID, tuple[Phone, str]] = field(default_factory=dict)
    confirmed: dict[int, UUID] = field(default_factory=dict)
    """Amount in minor units → member, for every amount whose sale the cashier has seen recorded."""
    amounts: "itertools.count[int]" = field(default_factory=lambda: itertools.count(10_001))

    async def open(self, cashiers: int, customers: int) -> None:
        """Sets the shop up through the services; every phone presses Start."""
        now = today.now()
        link = await self.database.write(team.owner_link, now)
        owner = self.sandbox.phone("Olga")
        olga = await self.database.write(team.accept, await self._meet(owner), link.token, now)
        await self.database.write(setting_up.set_up, olga, Setup("Corner", "RUB", "Europe/Sofia", "en", "shop"), now)
        for number in range(cashiers):
            phone = self.sandbox.phone(f"Karim{number}")
            invited = await self.database.write(team.invite, olga, "cashier", None, now)
            await self.database.write(team.accept, await self._meet(phone), invited.token, now)
            self.cashiers.append(phone)
        for number in range(customers):
            await self._register(self.sandbox.phone(f"Anna{number}"), now)
        for phone in [owner, *self.cashiers, *(phone for phone, _ in self.members.values())]:
            await phone.start()

    async def _meet(self, phone: Phone) -> Person:
        user = phone.user
        return await self.database.write(people.seen, user.id, user.first_name, "", None, "en", today.now())

    async def _register(self, phone: Phone, now: datetime) -> None:
        person = await self._meet(phone)
        welcome = await self.database.write(
            registration.register, person.id, processing=True, advertising=False, phone=None, link=None, now=now
        )
        card = await self.database.read(cards.card, welcome.member_id)
        self.members[welcome.member_id] = (phone, card.digits)

    async def sell_until(self, stop: asyncio.Event) -> None:
        """Every cashier sells to one customer after the other; returns when `stop` is set and all is answered."""
        await asyncio.gather(*(self._shift(phone, place, stop) for place, phone in enumerate(self.cashiers)))

    async def _shift(self, phone: Phone, place: int, stop: asyncio.Event) -> None:
        customers = list(self.members)
        for turn in itertools.count(place):
            await self.sell(phone, customers[turn % len(customers)])
            if stop.is_set():
                return

    async def sell(self, phone: Phone, member: UUID) -> str:
        """One sale from the digits to the receipt, whose number is returned; a button out of date is tapped anew."""
        amount = next(self.amounts)
        customer, digits = self.members[member]
        await phone.say(digits)
        await phone.wait(lambda message: _named(message, customer) and "Type the amount" in message.text, PATIENCE)
        await phone.say(f"{amount // 100}.{amount % 100:02}")
        figures = Speech("en", "RUB").money(amount)
        while True:
            await phone.until(lambda: bool(_choices(phone, figures)), PATIENCE, f"no choice for {figures}")
            choice = _choices(phone, figures)[-1].id
            # A tap that waits out a restart may be too old to be answered: the screen is what counts.
            tap = asyncio.create_task(phone.press(*phone.button_at(choice, 0, 0), timeout=PATIENCE))
            await phone.until(partial(_moved_on, phone, choice, figures), PATIENCE, "nothing came of the tap")
            tap.cancel()
            await asyncio.gather(tap, return_exceptions=True)
            if sold := _recorded(phone, choice):
                self.confirmed[amount] = member
                return sold

    async def leases_run_out(self) -> None:
        """What a killed process had claimed is free again half a minute later; no test waits that long."""
        past = today.now() - timedelta(seconds=1)
        claimed = update(job).where(job.c.state == "waiting", job.c.lease_until > past).values(lease_until=past)
        await self.database.write(lambda c: (c.execute(claimed), c.execute(delete(lease))))

    async def seconds_run_down(self) -> None:
        """What the outbox has planned for the rest of a question's minute is due now; no test waits that long."""
        planned = update(job).where(job.c.state == "waiting", job.c.run_at > today.now()).values(run_at=today.now())
        await self.database.write(lambda c: c.execute(planned))

    # What must hold at the end.

    async def settled(self) -> bool:
        """Says whether nothing waits in inbox and outbox, nor with Telegram."""
        waiting = select(inbox.c.update_id).where(inbox.c.state == "new")
        untold = select(job.c.id).where(job.c.state == "waiting")
        rows = await self.database.read(lambda c: [*c.execute(waiting), *c.execute(untold)])
        return not rows and not self.sandbox.bot.updates.pending

    async def check(self) -> None:
        """Every amount once, for its member; every update handled and none parked; every member told of all."""
        query = select(purchase.c.gross, purchase.c.member_id, purchase.c.number)
        purchases = (await self.database.read(lambda c: c.execute(query).all())) or []
        assert Counter((row.gross, row.member_id) for row in purchases) == Counter(self.confirmed.items())
        states = await self.database.read(lambda c: c.execute(select(inbox.c.state, inbox.c.update_id)).all())
        assert {row.state for row in states} == {"done"}
        jobs = await self.database.read(lambda c: c.execute(select(job.c.state)).scalars().all())
        assert set(jobs) == {"done"}
        for member, (phone, _) in self.members.items():
            due = {row.number for row in purchases if row.member_id == member}
            told = {found for message in phone.messages for found in NUMBER.findall(message.text)}
            assert due == told, phone.screen()


def _recorded(phone: Phone, screen: int) -> str:
    """Returns the number of the receipt that a screen has become, or an empty text."""
    text = next(message.text for message in phone.messages if message.id == screen)
    found = NUMBER.search(text) if "Recorded" in text else None
    return found[0] if found else ""


def _moved_on(phone: Phone, screen: int, figures: str) -> bool:
    """Says whether the screen shows the receipt, or a newer one for the same amount has taken its place."""
    return bool(_recorded(phone, screen)) or any(choice.id > screen for choice in _choices(phone, figures))


def _named(message: Message, customer: Phone) -> bool:
    return f"👤 {customer.user.first_name} ·" in message.text


def _choices(phone: Phone, figures: str) -> list[Message]:
    """Returns the screens that still offer to record a sale of this amount, oldest first."""
    return [m for m in phone.messages if m.buttons and m.text.splitlines()[0].endswith(f" · {figures}")]

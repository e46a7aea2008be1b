"""SIGKILL at random moments of a broadcast: nobody gets it twice, and each kill leaves one small group in doubt."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from bot.outgoing.broadcaster import GROUP, LANES
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services import people, team
from services.campaigns import broadcasts
from services.campaigns.broadcasts import Content
from services.database import Database
from services.members import registration
from services.people import Person
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage.database import open_database
from storage.tables import broadcast_recipient, lease
from tests import today
from tests.faults.running import Tessera
from tests.shop import until

SEED = 20261122
WORDS = "Cake today"


@dataclass
class Crowd:
    """An owner and many members who want offers, made beside a process that comes and goes."""

    sandbox: Sandbox
    database: Database
    phones: dict[UUID, Phone] = field(default_factory=dict)
    owner: Person | None = None

    async def gather(self, size: int) -> None:
        """Sets the shop up; everybody has a chat with the bot."""
        now, write = today.now(), self.database.write
        link = await write(team.owner_link, now)
        self.owner = await write(team.accept, await self._meet("Olga"), link.token, now)
        setup = Setup("Corner", "RUB", "Europe/Sofia", "en", "shop")
        await write(setting_up.set_up, self.owner, setup, now)
        for number in range(size):
            person = await self._meet(f"Fan {number}")
            await write(
                registration.register, person.id, processing=True, advertising=True, phone=None, link=None, now=now
            )

    async def _meet(self, name: str) -> Person:
        phone = self.sandbox.phone(name)
        self.sandbox.telegram.open_chat(self.sandbox.bot, phone.user)
        person = await self.database.write(people.seen, phone.user.id, name, "", None, "en", today.now())
        self.phones[person.id] = phone
        return person

    async def start(self) -> UUID:
        """Lets a broadcast go out; returns its id."""
        assert self.owner
        now, made = today.now(), broadcasts.new_id()
        await self.database.write(broadcasts.compose, self.owner, made, Content(text=WORDS), now)
        await self.database.write(broadcasts.start, self.owner, made, None, now)
        return made

    async def states(self, broadcast_id: UUID) -> dict[UUID, str]:
        """Returns what has become of each recipient."""
        mine = broadcast_recipient.c.broadcast_id == broadcast_id
        query = select(broadcast_recipient.c.person_id, broadcast_recipient.c.state).where(mine)
        return {row.person_id: row.state for row in await self.database.read(lambda c: c.execute(query).all())}

    async def over(self, broadcast_id: UUID) -> bool:
        """Says whether the broadcast has ended."""
        assert self.owner
        made, _ = await self.database.read(broadcasts.one, self.owner, broadcast_id)
        return made.state == "done"

    def got(self, person_id: UUID) -> int:
        """Returns how often somebody has got it."""
        return sum(WORDS in message.text and not message.mine for message in self.phones[person_id].messages)


@pytest.mark.mainly("sqlite")
async def test_three_kills_in_the_middle_of_a_broadcast_double_nothing(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=3, size=200)


@pytest.mark.long
async def test_fifty_kills_in_the_middle_of_broadcasts_double_nothing(
    tessera: Tessera, sandbox: Sandbox, database_url: str
) -> None:
    await _prove(tessera, sandbox, database_url, kills=50, size=2_700)


async def _prove(tessera: Tessera, sandbox: Sandbox, database_url: str, kills: int, size: int) -> None:
    chance = random.Random(SEED)
    database = await open_database(database_url, checkpoints=False)
    try:
        crowd = Crowd(sandbox, database)
        await tessera.start()  # it brings the database up to date; nothing is to be done yet
        await tessera.ready(timeout=180)
        await crowd.gather(size)
        made = await crowd.start()
        for _ in range(kills):
            await _some_are_sent(sandbox, chance.randint(1, 20))
            await asyncio.sleep(chance.uniform(0, 0.05))
            assert await tessera.end() == -signal.SIGKILL
            await database.write(lambda c: c.execute(delete(lease)))
            await tessera.start()
        await until(lambda: crowd.over(made), timeout=60 + size / 20)
        assert await tessera.end(signal.SIGTERM) == 0, tessera.said()
        states = await crowd.states(made)
        assert len(states) == size
        assert set(states.values()) <= {"sent", "unknown"}
        assert max(crowd.got(person_id) for person_id in states) == 1, "nobody twice"
        assert all(crowd.got(person_id) == 1 for person_id, state in states.items() if state == "sent")
        assert Counter(states.values())["unknown"] <= kills * GROUP * LANES
    finally:
        await database.close()


async def _some_are_sent(sandbox: Sandbox, more: int) -> None:
    """Returns when so many more messages of the broadcast have been taken."""

    def taken() -> int:
        return sum(len(chat.messages) for chat in sandbox.bot.chats.values())

    enough = taken() + more
    async with asyncio.timeout(180):
        while taken() < enough:
            await sandbox.telegram.bell.wait(1)

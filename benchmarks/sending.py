"""Notices to many people, against a Telegram that enforces its 30 messages a second."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from app import work
from benchmarks.measure import Aim, Row, Size
from benchmarks.shop import NOW
from bot.application import Application, build, connect
from bot.telegram import Bot
from loyalty.changing_codes import ChangingCodes
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services import people
from services.notices import tell
from services.passes.office import PassOffice
from services.people import Person
from services.plumbing import deliveries
from services.programme import versions
from storage.database import Database, open_database
from storage.migrations import migrate
from tests.people import open_shop
from wallet.apple import credentials

LIMIT = 30
"""What Telegram lets through in a second."""
SECONDS = 120


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    with tempfile.TemporaryDirectory() as folder:
        sent, refused = asyncio.run(_measured(Path(folder), size.people))
    limit = f"Telegram's {LIMIT}/s"
    return [
        Row(f"notices to {size.people} people", "messages/s", sent, limit, LIMIT, sent / LIMIT, Aim("≥", 0.92)),
        Row(f"notices to {size.people} people, 429", "refusals", refused, "none", 1, refused, Aim("≤", 0)),
    ]


async def _measured(folder: Path, count: int) -> tuple[float, int]:
    url = f"sqlite:///{folder / 'bot.db'}"
    await migrate(url)
    database = await open_database(url)
    await open_shop(database)
    async with Sandbox(enforce_limits=True) as sandbox:
        phones = [sandbox.phone(f"Person {number}") for number in range(count)]
        for phone in phones:
            sandbox.telegram.open_chat(sandbox.bot, phone.user)
        api = connect(sandbox.token, sandbox.url)
        telling = work.telling(database, api, lambda: NOW)
        application = _application(database, api, telling.wake)
        running = [asyncio.create_task(each) for each in (application.run_polling(), telling.run())]
        persons = [await _met(database, phone) for phone in phones]
        began = time.monotonic()
        await database.write(_tell_all, persons)
        telling.wake()
        async with asyncio.timeout(SECONDS):
            while (left := (await database.read(deliveries.backlog, NOW)).get("telegram")) and left.due:  # noqa: ASYNC110 - it polls as an operator
                await asyncio.sleep(0.02)
        seconds = time.monotonic() - began
        calls = [call for call in sandbox.calls if call.method == "sendMessage"]
        telling.stop()
        await application.stop()
        await asyncio.gather(*running)
        await application.api.session.close()
    await database.close()
    assert sum(call.status == 200 for call in calls) == count, "everybody is told once"
    return count / seconds, sum(call.status == 429 for call in calls)


def _application(database: Database, api: Bot, told: Callable[[], None]) -> Application:
    office = PassOffice(
        credentials.development(NOW), secret=b"s" * 32, public_url="https://shop.example", username="bench_bot"
    )
    return build(
        database,
        api,
        clock=lambda: NOW,
        username="bench_bot",
        public_url="https://shop.example",
        offer_apple=False,
        pass_office=office,
        codes=ChangingCodes(b"m" * 32, "bench_bot"),
        told=told,
    )


async def _met(database: Database, phone: Phone) -> Person:
    user = phone.user
    return await database.write(people.seen, user.id, user.first_name, "", None, "en", NOW)


def _tell_all(connection: Connection, persons: list[Person]) -> None:
    programme = versions.current(connection, NOW)
    arguments = {"kind": "purchase", "points": 5, "balance": 105, "currency": programme.currency}
    for person in persons:
        figures = {"operation_id": str(person.id), "payable": 10_000, "earned": 5}
        tell(connection, person.id, "moved", {**arguments, **figures}, key=str(person.id), now=NOW)

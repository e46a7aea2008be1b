"""A broadcast against a Telegram that enforces its limit, replies meanwhile; and to very many, without sending."""

import asyncio
import tempfile
import time
import tracemalloc
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, insert, update

from app import work
from benchmarks.measure import Aim, Row, Size, percentile
from benchmarks.shop import NOW
from bot.application import build, connect
from bot.outgoing.broadcaster import GROUP
from loyalty.changing_codes import ChangingCodes
from sandbox.journal import Call
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services import people
from services.campaigns import broadcast_sending, broadcasts
from services.campaigns.broadcasts import Content
from services.members import consents, registration
from services.passes.office import PassOffice
from storage.database import Database, open_database
from storage.engine.ids import uuid7
from storage.migrations import migrate
from storage.tables import consent, member, person
from tests.people import Shop, open_shop
from wallet.apple import credentials

LIMIT = 30
"""What Telegram lets through in a second."""
ASK_EVERY = 0.5
"""Seconds between two questions while the broadcast runs."""
ASKERS = 4
"""People who ask in turns: into one chat Telegram takes about one message a second, and this is not to be measured."""
BATCH = 1_000
WORDS = "Cake today"
CALLS = ("sendMessage", "editMessageText")
"""What counts towards the limit, the owner's message that moves included."""


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`: ten recipients for each person that it has, and members as in its big shop."""
    count, many = size.people * 10, min(size.many, 100_000)
    with tempfile.TemporaryDirectory() as folder:
        sent, refused, waits = asyncio.run(_sent(Path(folder), count))
        rate, few, all_of_them = asyncio.run(_claimed(Path(folder), many))
    name, limit = f"broadcast to {count} people", f"Telegram's {LIMIT}/s"
    return [
        Row(f"{name}, replies included", "messages/s", sent, limit, LIMIT, sent / LIMIT, Aim("≥", 0.92)),
        Row(f"{name}, 429", "refusals", refused, "none", 1, refused, Aim("≤", 0)),
        Row(f"{name}, an answer meanwhile, p95", "ms", percentile(waits, 95) * 1000),
        Row(f"broadcast, {many} claimed and marked without sending", "recipients/s", rate),
        Row(
            f"broadcast, {many} recipients, memory",
            "KiB",
            all_of_them,
            "the first tenth",
            few,
            all_of_them / few,
            Aim("≤", 1.5),
        ),
    ]


# --- sent for real ----------------------------------------------------------------------------------------------------


async def _sent(folder: Path, count: int) -> tuple[float, int, list[float]]:
    """Returns messages per second, refusals, and how long people waited for an answer, in seconds."""
    database = await _opened(folder / "sent.db")
    shop = await open_shop(database)
    async with Sandbox(enforce_limits=True) as sandbox:
        phones = [sandbox.phone(f"Person {number}") for number in range(count)]
        for phone in phones:
            sandbox.telegram.open_chat(sandbox.bot, phone.user)
            await _join(database, phone)
        olga = sandbox.phone("Olga")
        sandbox.telegram.open_chat(sandbox.bot, olga.user)
        known_as = update(person).where(person.c.id == shop.owner.id).values(telegram_id=olga.user.id)
        await database.write(lambda connection: connection.execute(known_as))
        office = PassOffice(
            credentials.development(NOW), secret=b"s" * 32, public_url=sandbox.url, username="bench_bot"
        )
        api = connect(sandbox.token, sandbox.url)
        application = build(
            database,
            api,
            clock=lambda: NOW,
            username="bench_bot",
            public_url="https://shop.example",
            offer_apple=False,
            pass_office=office,
            codes=ChangingCodes(b"m" * 32, "bench_bot"),
        )
        loop = work.broadcasting(database, api, lambda: NOW)
        running = [asyncio.create_task(each) for each in (application.run_polling(), loop.run())]
        asking = [sandbox.phone(f"Asker {number}") for number in range(ASKERS)]
        for phone in asking:
            await phone.start()
            await phone.wait(lambda message: message.buttons)
        waits: list[float] = []
        made = await _begun(shop)
        while not await _over(shop, made):
            waits.append(await _answer(asking[len(waits) % ASKERS]))
        rate, refused = _pace(list(sandbox.calls))
        loop.stop()
        await application.stop()
        await asyncio.gather(*running)
        await application.api.session.close()
    _, told = await database.read(broadcasts.one, shop.owner, made)
    await database.close()
    assert told.sent == count, "everybody gets it"
    return rate, refused, waits


def _pace(calls: list[Call]) -> tuple[float, int]:
    """Returns messages per second from the first of the broadcast to the last, and how many calls were refused."""
    adverts = [call.at for call in calls if call.method == "sendMessage" and call.arguments.get("text") == WORDS]
    meanwhile = [call for call in calls if call.method in CALLS and adverts[0] <= call.at <= adverts[-1]]
    sent = sum(call.status == HTTPStatus.OK for call in meanwhile)
    return (sent - 1) / (adverts[-1] - adverts[0]), sum(call.status == HTTPStatus.TOO_MANY_REQUESTS for call in calls)


async def _join(database: Database, phone: Phone) -> None:
    user = phone.user
    met = await database.write(people.seen, user.id, user.first_name, "", None, "en", NOW)
    await database.write(
        registration.register, met.id, processing=True, advertising=True, phone=None, link=None, now=NOW
    )


async def _begun(shop: Shop) -> UUID:
    made = broadcasts.new_id()
    await shop.database.write(broadcasts.compose, shop.owner, made, Content(text=WORDS), NOW)
    await shop.database.write(broadcasts.start, shop.owner, made, None, NOW)
    return made


async def _over(shop: Shop, made: UUID) -> bool:
    found, _ = await shop.database.read(broadcasts.one, shop.owner, made)
    return found.state == "done"


async def _answer(phone: Phone) -> float:
    """Returns how long a person waited for an answer, in seconds, after a pause before the question."""
    await asyncio.sleep(ASK_EVERY)
    asked = time.monotonic()
    await phone.say("/help")
    await phone.wait(lambda message: not message.mine)
    return time.monotonic() - asked


# --- very many, without sending ---------------------------------------------------------------------------------------


async def _claimed(folder: Path, many: int) -> tuple[float, float, float]:
    """Returns recipients per second, and the peak of Python's memory in KiB: over the first tenth, and over all.

    Memory is traced while recipients are written and in every other tenth of the claims, speed in the others.
    """
    database = await _opened(folder / "claimed.db")
    shop = await open_shop(database)
    for first in range(0, many, BATCH):
        await database.write(_crowd, first, min(BATCH, many - first))
    made = await _begun(shop)
    tracemalloc.start()
    while not await database.write(broadcast_sending.fill, made, NOW):
        pass
    peaks, seconds, timed = [tracemalloc.get_traced_memory()[1] / 1024], 0.0, 0
    tenth = max(GROUP, many // 10)
    for part in range(0, many, tenth):
        traced, began, done = part // tenth % 2 == 0, time.monotonic(), 0
        if not traced:
            tracemalloc.stop()
        elif not tracemalloc.is_tracing():
            tracemalloc.start()
        while done < tenth and (taken := await _one_group(database, made)):
            done += taken
        if traced:
            peaks.append(tracemalloc.get_traced_memory()[1] / 1024)
        else:
            seconds, timed = seconds + time.monotonic() - began, timed + done
    while await _one_group(database, made):
        pass
    tracemalloc.stop()
    _, told = await database.read(broadcasts.one, shop.owner, made)
    await database.close()
    assert (told.sent, told.total) == (many, many), "everybody is claimed once"
    return timed / max(seconds, 1e-9), max(peaks[:2]), max(peaks)


async def _one_group(database: Database, made: UUID) -> int:
    """Claims and marks a group as the bot does, and returns its size."""
    group = await database.write(broadcast_sending.claim, made, GROUP, NOW)
    outcomes = dict.fromkeys((message.person_id for message in group.messages), "sent")
    await database.write(broadcasts.RUNS.mark, made, group.token, outcomes, NOW)
    return group.taken


async def _opened(file: Path) -> Database:
    await migrate(f"sqlite:///{file}")
    return await open_database(f"sqlite:///{file}")


def _crowd(connection: Connection, first: int, count: int) -> None:
    """Writes members who want offers straight into the tables."""
    numbers = range(first + 1, first + count + 1)
    ids = [(uuid7(), uuid7()) for _ in numbers]
    past = NOW - timedelta(days=100)
    rows = list(zip(numbers, ids, strict=True))
    connection.execute(
        insert(person),
        [
            {"id": whose, "telegram_id": 10**9 + number, "language": "en", "created_at": past}
            for number, (whose, _) in rows
        ],
    )
    connection.execute(
        insert(member),
        [
            {
                "id": card,
                "person_id": whose,
                "number": 1_000 + number,
                "code": f"c{number}",
                "digits": f"{number:010}",
                "page_token": f"p{number}",
                "registered_at": past,
            }
            for number, (whose, card) in rows
        ],
    )
    agreed = {
        "topic": consents.ADVERTISING,
        "granted": 1,
        "text_version": consents.TEXT_VERSION,
        "language": "en",
    }
    connection.execute(
        insert(consent), [{"id": uuid7(), "person_id": whose, "at": past, **agreed} for _, (whose, _) in rows]
    )

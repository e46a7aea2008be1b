"""Telegram or the database is away for minutes: what people sent meanwhile waits, in order, and nothing is parked."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from typing import Any

import pytest
from sqlalchemy import select

from jobs import tasks
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services.database import Database
from services.plumbing import updates
from storage.database import open_database
from storage.tables import inbox, purchase
from tests.faults.held import holding
from tests.faults.proxy import proxy
from tests.faults.running import Tessera
from tests.faults.till import Tills
from tests.shop import LiveShop, idle, open_shop, until

FOR_EVER = 10**9
AWAY: dict[str, dict[str, Any]] = {
    "cut": {"how": "cut"},
    "500": {"status": 500},
    "502": {"status": 502},
    "garbage": {"how": "garbage"},
    "another shape": {"how": "say", "body": {"status": "maintenance"}},
    "401": {"status": 401},
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries are short, so that a minute of trouble takes less than one."""
    monkeypatch.setattr("bot.wire.workers.FIRST_REST", 0.01)
    monkeypatch.setattr("bot.wire.workers.LONGEST_REST", 0.02)
    monkeypatch.setattr("bot.wire.workers.LONGEST_PAUSE", 0.02)
    monkeypatch.setattr("bot.wire.polling.LONGEST_BACKOFF", 0.05)
    monkeypatch.setattr("bot.wire.sender.PAUSE", 0.001)


async def _amounts(database: Database) -> list[int]:
    return sorted(await database.read(lambda c: c.execute(select(purchase.c.gross)).scalars().all()))


def _said(phone: Phone, words: str) -> int:
    return sum(words in message.text for message in phone.messages)


async def _at_the_choice(shop: LiveShop, amount: str = "100") -> tuple[Phone, Phone]:
    karim = await shop.cashier(await shop.owner())
    anna = await shop.member()
    await karim.say(await shop.digits(anna))
    await karim.say(amount)
    await karim.wait("Earns")
    await idle(shop)
    await karim.settle()
    return karim, anna


@asynccontextmanager
async def outage(shop: LiveShop, calls: int = 60, **fault: Any) -> AsyncIterator[None]:
    """From now on every call of the bot fails; when the block is left, after `calls` of them, Telegram is back."""
    shop.sandbox.fail("*", times=FOR_EVER, **fault)
    yield
    trouble = shop.sandbox.journal.faults[-1]
    await until(lambda: _happened(lambda: FOR_EVER - trouble.times >= calls))
    shop.sandbox.journal.heal()


async def _happened(happened: Callable[[], bool]) -> bool:
    return happened()


@pytest.mark.mainly("sqlite")
@pytest.mark.parametrize("fault", AWAY.values(), ids=AWAY)
async def test_an_outage_of_telegram_parks_nothing_and_everybody_is_answered_in_order(
    database: Database, fault: dict[str, Any]
) -> None:
    async with open_shop(database) as shop:
        karim, anna = await _at_the_choice(shop)
        with holding(shop.sandbox) as sent:
            tap = asyncio.create_task(karim.press(*karim.button_at(karim.messages[-1].id, 0, 0)))
            await asyncio.sleep(0)
            await karim.say("200")
            for words in ("hello", "/history", "/card"):
                await anna.say(words)
        async with outage(shop, **fault):
            await shop.application.receive(sent)
            shop.later(seconds=120)
        await karim.wait("Then type the amount")
        await anna.wait(lambda message: message.photo)
        await idle(shop)
        tap.cancel()
        await asyncio.gather(tap, return_exceptions=True)
        assert await _amounts(database) == [10_000]
        assert _said(karim, "Recorded") == 1
        assert _said(anna, "I keep your points") == 1
        assert "😔" not in karim.screen() + anna.screen()


@pytest.mark.database("sqlite")
async def test_trouble_with_one_chat_makes_nobody_else_wait(shop: LiveShop) -> None:
    await shop.owner()
    anna, boris = await shop.member(), await shop.member("Boris")
    await idle(shop)
    shop.sandbox.fail("*", times=FOR_EVER, status=500, chat_id=anna.user.id)
    for number in range(20):
        await anna.say(f"hello {number}")
    await boris.say("hello")
    await boris.wait("I keep your points")
    assert not _said(anna, "I keep your points")
    shop.sandbox.journal.heal()
    await idle(shop)
    assert _said(anna, "I keep your points") == 20


async def test_a_tap_that_has_become_stale_in_an_outage_is_answered_as_stale(database: Database) -> None:
    async with open_shop(database) as shop:
        karim, anna = await _at_the_choice(shop, "500")
        with holding(shop.sandbox) as sent:
            tap = asyncio.create_task(karim.tap("Spend 100"))
            await until(lambda: _happened(lambda: bool(sent)))
        async with outage(shop, how="cut"):
            await shop.application.receive(sent)
            await until(lambda: _points_are(shop, anna, 50))
            shop.later(seconds=120)
        assert "Time is up" in await tap
        await idle(shop)
        await tasks.settle(database, shop.clock())
        shop.telling.wake()
        await anna.wait("100 points")
        assert not _said(anna, "asks: spend"), "a question that is over is asked no more"
        assert await shop.points(anna) == 150
        await karim.tap("✅ Earn")
        await karim.wait("Recorded")


async def _points_are(shop: LiveShop, phone: Phone, points: int) -> bool:
    return await shop.points(phone) == points


@pytest.mark.database("sqlite")
async def test_what_was_sent_before_the_trouble_is_not_sent_again_after_it(database: Database) -> None:
    async with open_shop(database) as shop:
        await shop.owner()
        anna = await shop.member()
        await idle(shop)
        before = _said(anna, "Hello Anna")
        shop.sandbox.fail("sendPhoto", times=60, status=500)
        await anna.start()
        await until(lambda: _happened(lambda: not shop.sandbox.journal.faults))
        await anna.wait(lambda message: message.photo)
        assert _said(anna, "Hello Anna") == before + 1
        await anna.start()
        await anna.wait(lambda message: message.photo)
        assert _said(anna, "Hello Anna") == before + 2, "what is asked for anew is said anew"
        await idle(shop)


async def test_what_fails_by_itself_is_parked_and_its_apology_waits_in_the_outbox(database: Database) -> None:
    async with open_shop(database, crashes=2) as shop:
        await shop.owner()
        anna, stranger = await shop.member(language="ru"), shop.sandbox.phone("Zoe")
        await idle(shop)
        with holding(shop.sandbox):
            await stranger.start()  # Telegram knows the chat, and we have never heard of them
        broken = [
            {
                "update_id": 10**9 + number,
                "message": {"chat": {"id": phone.user.id, "type": "private"}, "date": "never"},
            }
            for number, phone in enumerate((anna, stranger))
        ]
        async with outage(shop, calls=2, how="cut"):
            await shop.application.receive(broken)
            await until(lambda: _parked(database, 2))
        await _told(shop, stranger, "Something broke on our side")
        await _told(shop, anna, "У нас что-то сломалось")
        sorry = await anna.wait("У нас что-то сломалось")
        mine, theirs = await database.read(updates.parked)
        assert f"<code>{mine.error_id}</code>" in sorry.html
        assert mine.error.startswith("UpdateUnreadable at ")
        assert "never" not in mine.error + theirs.error


async def _told(shop: LiveShop, phone: Phone, words: str) -> None:
    """Returns when a notice has come, however long the outbox waits between two tries."""

    async def told() -> bool:
        shop.later(minutes=1)
        shop.telling.wake()
        return _said(phone, words) > 0

    await until(told)


async def _parked(database: Database, count: int) -> bool:
    return (await database.read(updates.backlog)).parked == count


async def test_after_a_day_of_trouble_an_update_is_parked(database: Database) -> None:
    async with open_shop(database, crashes=1) as shop:
        await shop.owner()
        anna = await shop.member()
        await idle(shop)
        shop.sandbox.fail("sendMessage", times=FOR_EVER, status=500)
        await anna.say("hello")
        trouble = shop.sandbox.journal.faults[-1]
        await until(lambda: _happened(lambda: FOR_EVER - trouble.times >= 30))
        assert await _parked(database, 0)
        shop.later(days=1)
        await until(lambda: _parked(database, 1))
        shop.sandbox.journal.heal()
        await _told(shop, anna, "Something broke on our side")


@pytest.mark.mainly("sqlite")
async def test_an_answer_in_another_shape_parks_nothing_and_is_not_asked_for_again(database: Database) -> None:
    async with open_shop(database) as shop:
        karim, anna = await _at_the_choice(shop)
        odd = {"how": "say", "done": True, "body": {"ok": True, "result": {"id": "text"}}}
        shop.sandbox.fail("sendMessage", times=2, chat_id=anna.user.id, **odd)
        await karim.tap("✅ Earn")
        await karim.wait("Recorded")
        await anna.wait("Corner · ")
        await anna.say("hello")
        await anna.wait("I keep your points")
        await idle(shop)
        await anna.settle()
        assert (_said(anna, "Corner · "), _said(anna, "I keep your points")) == (1, 1)


@pytest.mark.database("sqlite")
async def test_nothing_is_sent_that_the_bot_api_has_forgotten(shop: LiveShop) -> None:
    karim, _ = await _at_the_choice(shop)
    await karim.tap("✅ Earn")
    await karim.wait("Recorded")
    await idle(shop)
    calls = [call for call in shop.sandbox.calls if call.method in {"sendMessage", "editMessageText"}]
    assert [call.arguments["link_preview_options"] for call in calls] == [{"is_disabled": True}] * len(calls)
    assert not [call for call in shop.sandbox.calls if "disable_web_page_preview" in call.arguments]


# --- the database -----------------------------------------------------------------------------------------------------


async def test_a_database_that_goes_away_in_the_middle_of_a_tap_parks_nothing(
    database_url: str, database_kind: str
) -> None:
    opened = _sqlite if database_kind == "sqlite" else _postgresql
    async with opened(database_url) as (database, gone), open_shop(database) as shop:
        karim, anna = await _at_the_choice(shop)
        workers = shop.application.workers
        with holding(shop.sandbox) as sent:
            tap = asyncio.create_task(karim.press(*karim.button_at(karim.messages[-1].id, 0, 0)))
            await asyncio.sleep(0)
            await anna.say("hello")
        shop.sandbox.fail("answerCallbackQuery", how="hang", seconds=60)
        shop.sandbox.fail("sendMessage", how="hang", seconds=60)
        begun = len(workers._working)
        await shop.application.receive(sent)
        await until(lambda: _happened(lambda: len(workers._working) >= begun + 2))
        async with gone():
            shop.sandbox.journal.heal()
            await asyncio.sleep(0.3)
            shop.later(seconds=45)
        await karim.wait("Recorded")
        await anna.wait("I keep your points")
        await idle(shop)
        tap.cancel()
        await asyncio.gather(tap, return_exceptions=True)
        assert await _amounts(database) == [10_000]
        assert "😔" not in karim.screen() + anna.screen()


Gone = Callable[[], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def _sqlite(url: str) -> AsyncIterator[tuple[Database, Gone]]:
    database = await open_database(url)
    await database.write(lambda c: c.exec_driver_sql("PRAGMA busy_timeout = 10"))

    @asynccontextmanager
    async def gone() -> AsyncIterator[None]:
        with closing(sqlite3.connect(url.partition("///")[2], isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")
            yield

    yield database, gone
    await database.close()


@asynccontextmanager
async def _postgresql(url: str) -> AsyncIterator[tuple[Database, Gone]]:
    async with proxy(url) as line:
        database = await open_database(line.url)

        @asynccontextmanager
        async def gone() -> AsyncIterator[None]:
            await line.down()
            yield
            await line.up()

        yield database, gone
        await database.close()


async def test_a_process_killed_in_an_outage_answers_after_it(
    tessera: Tessera, sandbox: Sandbox, database: Database
) -> None:
    tills = Tills(sandbox, database)
    await tills.open(cashiers=1, customers=1)
    phone, _ = next(iter(tills.members.values()))
    await tessera.start()
    await phone.wait(lambda message: message.photo)
    sandbox.fail("*", times=FOR_EVER, how="cut", chat_id=phone.user.id)
    await phone.say("hello")
    for _ in range(2):
        await until(lambda: _waits(database))
        await tessera.end(signal.SIGKILL)
        await tills.leases_run_out()
        await tessera.start()
        await tessera.ready()
    sandbox.journal.heal()
    await phone.wait("I keep your points", timeout=60)
    await until(tills.settled)
    states = await database.read(lambda c: c.execute(select(inbox.c.state)).scalars().all())
    assert set(states) == {"done"}


async def _waits(database: Database) -> bool:
    return (await database.read(updates.backlog)).waiting >= 1


async def test_a_kill_while_the_member_is_being_asked_delays_the_question_by_seconds(
    tessera: Tessera, sandbox: Sandbox, database: Database
) -> None:
    tills = Tills(sandbox, database)
    await tills.open(cashiers=1, customers=1)
    (karim,), ((anna, digits),) = tills.cashiers, tills.members.values()
    await tessera.start()
    await anna.wait(lambda message: message.photo)
    await karim.say(digits)
    await karim.wait("Type the amount")
    await karim.say("500")
    await karim.wait("Can spend")
    sandbox.fail("sendMessage", how="hang", seconds=600, chat_id=anna.user.id)
    tap = asyncio.create_task(karim.tap("Spend 100"))
    await until(lambda: _happened(lambda: not sandbox.journal.faults))
    await tessera.end(signal.SIGKILL)
    tap.cancel()
    await asyncio.gather(tap, return_exceptions=True)
    sandbox.journal.heal()
    await tessera.start()
    await tessera.ready()
    await anna.wait("asks: spend 100 points", timeout=10)
    await anna.tap("Yes, spend 100")
    await karim.wait("Recorded")
    await tills.seconds_run_down()
    await until(tills.settled)
    assert "Recorded" in karim.screen()

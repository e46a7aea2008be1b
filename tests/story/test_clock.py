"""The clock goes wrong while the shop is open: nothing is counted, everybody is told why, and it goes on by itself."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import httpx
import pytest
import time_machine

from app import watchman, wiring
from jobs.schedule import TIMETABLE, perform
from services.database import Database
from services.machine import ClockWrong
from services.programme import versions
from services.till import sales
from services.till.cheques import Sale, new_draft
from tests import today
from tests.people import NOON, open_shop
from tests.story.conftest import Town

FAR = timedelta(days=400)


async def _as_here(_: str) -> datetime:
    """Says what a server does that stands on the same machine; our own has its Date from up to a second ago."""
    return today.now()


def _say_the_time(patched: pytest.MonkeyPatch, date_of: Callable[[str], Awaitable[datetime | None]]) -> None:
    for room in (wiring, watchman):
        patched.setattr(room, "date_of", date_of)


async def _overdue(town: Town) -> int:
    """Does the timetable once, and returns how much there was to do."""
    tasks = [task for task in TIMETABLE if task.name in {"settle", "forget_updates", "forget_deliveries"}]
    return sum([await perform(task, town.database, town.application.house.clock) for task in tasks])


async def test_a_clock_400_days_ahead_ends_nothing_says_why_and_recovers_by_itself(town: Town) -> None:
    olga = await town.owner(preset="shop")
    karim, anna = await town.cashier(olga), await town.member("Anna", language="ru")
    cashier, whose = await town.person(karim), await town.member_id(anna)
    await town.database.write(sales.record, cashier, Sale(new_draft(), whose, 100_000), town.clock())
    points = await town.points(anna)
    assert points
    before = await town.rows()

    with time_machine.travel(today.now() + FAR):
        async with httpx.AsyncClient(base_url=town.settings.reached_at, trust_env=False) as http:
            await anna.say("/start")
            await anna.wait("На нашем компьютере сбились часы")
            assert await _overdue(town) == 0
            await town.watchman.round()
            await olga.wait("The clock of the computer that Tessera runs on is wrong")
            readiness = await http.get("/readyz")
            assert (readiness.status_code, "400 days ahead" in readiness.text) == (503, True)
            assert (await http.get("/healthz")).status_code == 200
            page = await http.get("/p/whatever")
            assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
            assert "tessera_clock_off_seconds 3.45" in (await http.get("/metrics")).text
    assert await town.rows() == before
    assert await town.points(anna) == points

    await town.watchman.round()
    await olga.wait("The clock is right again")
    assert await _overdue(town) >= 0
    assert await town.points(anna) == points
    await anna.say("/start")
    await anna.wait(lambda message: message.photo)


async def test_what_ended_in_a_jump_ends_with_the_owners_word_only(town: Town) -> None:
    olga = await town.owner(preset="shop")
    karim, anna = await town.cashier(olga), await town.member("Anna")
    cashier, whose = await town.person(karim), await town.member_id(anna)
    await town.database.write(sales.record, cashier, Sale(new_draft(), whose, 100_000), town.clock())

    with time_machine.travel(today.now() + FAR):
        await town.watchman.round()
        await olga.wait("The clock of the computer that Tessera runs on is wrong")
        assert await _overdue(town) == 0
        await olga.tap("The clock is right")
        await olga.wait("Thank you. Tessera goes on.")
        await town.watchman.round()
        assert await _overdue(town) > 0
        assert await town.points(anna) == 0


@pytest.mark.mainly("sqlite")
async def test_a_start_400_days_ahead_beside_a_server_that_shares_the_clock_ends_nothing_without_an_owners_word(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say_the_time(monkeypatch, _as_here)
    olga = await town.owner(preset="shop")
    karim, anna = await town.cashier(olga), await town.member("Anna")
    cashier, whose = await town.person(karim), await town.member_id(anna)
    await town.database.write(sales.record, cashier, Sale(new_draft(), whose, 100_000), town.clock())
    before = await town.rows()
    await town.stop()
    with time_machine.travel(today.now() + FAR):
        await town.start()
        await anna.say("/start")
        await anna.wait("The clock of our computer is wrong")
        await town.watchman.round()
        await olga.wait("Is the clock of the computer that Tessera runs on right?")
        assert await _overdue(town) == 0
        await town.restart()
        assert await _overdue(town) == 0, "starting again proves nothing"
        assert await town.rows() == before
        await olga.tap("The clock is right")
        await olga.wait("Thank you. Tessera goes on.")
        await town.watchman.round()
        await olga.wait("The clock is right, and Tessera goes on.")
        assert await _overdue(town) > 0


@pytest.mark.mainly("sqlite")
async def test_a_start_while_telegram_is_away_waits_until_it_says_the_time_and_bothers_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga = await town.owner()
    monkeypatch.setattr("bot.application.TELEGRAM", town.settings.bot_api_url)
    _say_the_time(monkeypatch, _as_here)
    asked = []

    async def silent(url: str) -> None:
        asked.append(url)

    async with httpx.AsyncClient(base_url=town.settings.reached_at, trust_env=False) as http:
        await town.stop()
        with time_machine.travel(today.now() + timedelta(days=3)):
            with monkeypatch.context() as patched:
                _say_the_time(patched, silent)
                await town.start()
                await town.watchman.round()
                await town.watchman.round()
                assert len(asked) >= 3, "it asks at every round"
                with pytest.raises(ClockWrong):
                    town.application.house.clock()
                readiness = await http.get("/readyz")
                assert (readiness.status_code, "until Telegram says what time" in readiness.text) == (503, True)
            await town.watchman.round()
            assert (await http.get("/readyz")).status_code == 200
            await olga.start()
            await olga.wait("Hello Olga!")
            assert "⏰" not in olga.screen()


@pytest.mark.mainly("sqlite")
async def test_a_start_a_year_behind_serves_nothing_and_does_not_say_that_we_are_not_open_yet(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga = await town.owner()
    anna = await town.member("Anna")

    async def theirs(_: str) -> datetime:
        return today.now() + timedelta(days=365)

    await town.stop()
    with monkeypatch.context() as patched:
        _say_the_time(patched, theirs)
        await town.start()
        await anna.start()
        await anna.wait("The clock of our computer is wrong")
        await olga.wait("The clock of the computer that Tessera runs on is wrong")
        assert "not open yet" not in anna.screen()
    await town.watchman.round()
    await anna.start()
    await anna.wait(lambda message: message.photo)


async def test_a_clock_set_back_does_not_close_the_shop(database: Database) -> None:
    await open_shop(database)
    assert await database.read(versions.current, NOON - timedelta(days=400))


@pytest.mark.mainly("sqlite")
async def test_before_there_is_an_owner_no_pause_is_too_long(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _say_the_time(monkeypatch, _as_here)
    await town.watchman.write()
    await town.stop()
    with time_machine.travel(today.now() + FAR):
        await town.start()
        await town.first_owner()

"""Several processes on one PostgreSQL: one speaks to Telegram, and another takes over when it dies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Connection

from app import leading
from app.serving import run, serving
from app.settings import GivenSettings, SettingsError
from app.wiring import Tessera, composed
from sandbox.server import Sandbox
from services.database import Database
from services.plumbing import leases, updates
from services.plumbing.leases import Lease
from services.plumbing.updates import Waiting
from tests import today

TOKEN = "4242:" + "t" * 35
PROMISED = leading.TERM, leading.RENEW


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(token=TOKEN, bot_username="tessera_bot") as running:
        yield running


@pytest.fixture(autouse=True)
def short_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "TERM", timedelta(seconds=10))
    monkeypatch.setattr(leading, "RENEW", timedelta(seconds=0.3))


def settings_for(sandbox: Sandbox, database_url: str, folder: Path, **more: str) -> GivenSettings:
    return GivenSettings.load(
        bot_token=sandbox.token,
        bot_api_url=sandbox.url,
        database_url=database_url,
        data_dir=folder,
        secret="one secret of all processes, long enough",
        listen="127.0.0.1:0",
        owner_id=999,
        **more,
    )


@asynccontextmanager
async def process(settings: GivenSettings, role: str) -> AsyncIterator[tuple[Tessera, int, asyncio.Task[None] | None]]:
    async with composed(settings) as tessera, serving(tessera, role) as running:
        yield tessera, running.port, running.bot


@pytest.mark.database("postgresql")
async def test_one_worker_answers_and_the_other_takes_over_when_it_is_gone(
    sandbox: Sandbox, database_url: str, tmp_path: Path
) -> None:
    settings, anna = settings_for(sandbox, database_url, tmp_path), sandbox.phone("Anna")
    async with AsyncExitStack() as stack:
        first = AsyncExitStack()
        await first.enter_async_context(process(settings, "worker"))
        await asyncio.sleep(0.5)
        await stack.enter_async_context(process(settings, "worker"))
        await anna.start()
        await anna.wait("not open yet")
        assert len([call for call in sandbox.calls if call.method == "sendMessage"]) == 1
        await first.aclose()
        anna.look()
        await anna.say("hello?")
        await anna.wait("not open yet")
        assert len([call for call in sandbox.calls if call.method == "sendMessage"]) == 2


@pytest.mark.database("postgresql")
async def test_a_leader_that_dies_is_followed_within_five_seconds_whatever_the_clocks_say(
    database: Database, second: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PROMISED[0] + 2 * PROMISED[1] < timedelta(seconds=5)
    monkeypatch.setattr(leading, "TERM", timedelta(seconds=0.6))
    monkeypatch.setattr(leading, "RENEW", timedelta(seconds=0.05))
    first = leading.Leadership(database, lambda: today.now() - timedelta(hours=1))
    await first.won()
    keeping = asyncio.create_task(first.keep())
    following = asyncio.create_task(leading.Leadership(second, today.now).won())
    await asyncio.sleep(0.9)
    assert not following.done(), "the first one lives"
    keeping.cancel()
    async with asyncio.timeout(30):
        await following
    with pytest.raises(leading.LeadershipLost):
        await first.keep()


def _taken_by_another(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM lease").close()
    leases.take(connection, leading.NAME, Lease(uuid4(), today.now() + leading.TERM), None)


@pytest.mark.database("postgresql")
async def test_a_leader_that_cannot_prolong_its_term_stops(
    sandbox: Sandbox, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(sandbox, database_url, tmp_path)
    async with process(settings, "worker") as (tessera, _, bot):
        await asyncio.sleep(0.5)
        await tessera.database.write(_taken_by_another)
        assert bot is not None
        with pytest.raises(BaseExceptionGroup) as stopped:
            async with asyncio.timeout(60):
                await bot
        assert stopped.group_contains(leading.LeadershipLost)


@pytest.mark.database("postgresql")
async def test_the_web_role_takes_updates_in_and_a_worker_answers_them(
    sandbox: Sandbox, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The worker hears of each, and need not look.
    monkeypatch.setattr("bot.wire.workers.IDLE_SECONDS", 600)
    monkeypatch.setattr("app.work.RUNG_SECONDS", 600)
    more = {"updates": "webhook", "webhook_secret": "a-secret-of-telegram"}
    settings, anna = settings_for(sandbox, database_url, tmp_path, **more), sandbox.phone("Anna")
    async with process(settings, "web") as (web, port, bot):
        assert bot is None
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/readyz")).status_code == 200
            hook = {"url": f"http://127.0.0.1:{port}/telegram/webhook", "secret_token": more["webhook_secret"]}
            assert (await client.post(f"{sandbox.url}/bot{TOKEN}/setWebhook", json=hook)).json()["ok"]
            await anna.start()
            await asyncio.sleep(0.5)
            assert not anna.messages[1:]
        reached = {**more, "public_url": f"http://127.0.0.1:{port}"}
        async with process(settings_for(sandbox, database_url, tmp_path, **reached), "worker"):
            await anna.wait("not open yet")
            anna.look()
            await anna.say("hello?")
            await anna.wait("not open yet")
            waiting = Waiting(10**9, anna.user.id, "{}", 1, today.now())
            await web.database.write(updates.put, [(10**9, -1, "{}")], today.now())
            await web.database.write(updates.park, waiting, "abcd1234", "KeyError", today.now())
            await anna.wait("abcd1234")


def test_sqlite_bears_one_process(tmp_path: Path) -> None:
    settings = GivenSettings.load(bot_token=TOKEN, data_dir=tmp_path)
    with pytest.raises(SettingsError, match="needs PostgreSQL"):
        run(settings, "worker")


async def test_a_webhook_is_set_as_soon_as_telegram_is_back(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.application.WEBHOOK_PAUSE", 0.1)
    sandbox.fail("setWebhook", times=5, status=502)  # as often as one call is tried
    more = {"updates": "webhook", "webhook_secret": "a-secret-of-telegram", "public_url": "http://127.0.0.1:9"}
    settings = settings_for(sandbox, f"sqlite+aiosqlite:///{tmp_path / 'tessera.db'}", tmp_path, **more)
    async with process(settings, "all"):
        async with asyncio.timeout(60):
            while not sandbox.bot.updates.webhook:
                await asyncio.sleep(0.1)
    assert len([call for call in sandbox.calls if call.method == "setWebhook"]) == 6

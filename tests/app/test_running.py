"""`tessera run`: it serves, refuses a second one, stops when told, and says nothing that it should not."""

import asyncio
import json
import re
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from sqlalchemy import text
from structlog.testing import capture_logs

from app.main import main
from app.refusals import in_words
from app.secret import WrongSecret
from app.server import PortTaken
from app.serving import DRAIN_SECONDS, serve, serving
from app.settings import GivenSettings, Settings
from app.wiring import composed
from sandbox.server import Sandbox
from storage.database import open_database
from storage.errors import AlreadyServing
from tests.app.conftest import Place, ended


async def test_a_process_serves_the_owner_and_stops_when_it_is_told(
    place: Place, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    olga = sandbox.phone("Olga", language="ru")
    place.settings |= {
        "TESSERA_OWNER_ID": str(olga.user.id),
        "TESSERA_LANGUAGE": "ru",
        "TESSERA_LOG_FORMAT": "json",
        "TESSERA_LOG_LEVEL": "debug",
    }
    async with place.serving(await place.begin_anew("run")) as process:
        await olga.start()
        greeting = await olga.wait(lambda message: not message.mine)
        assert re.search("[а-я]", greeting.text)
        assert await _roles(place) == ["owner"]

        monkeypatch.chdir(place.folder)
        for name, value in place.settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(AlreadyServing) as caught:
            await serve(Settings.load(), asyncio.Event())
        assert (in_words(caught.value) or "").startswith("Tessera runs already: ")
        assert await asyncio.to_thread(main, ["audit"]) == 0
        assert capsys.readouterr().out == "The ledger adds up.\n"

        process.send_signal(signal.SIGTERM)
        end = await ended(process)
    assert (end.code, end.out) == (0, "")
    lines = [json.loads(line) for line in end.err.splitlines()]
    assert {"serving", "stopping"} <= {line["event"] for line in lines}
    assert sandbox.token not in end.err
    assert "Olga" not in end.err


async def _roles(place: Place) -> list[str]:
    database = await open_database(f"sqlite:///{place.folder / 'data' / 'tessera.db'}", checkpoints=False)
    try:
        return await database.read(
            lambda connection: list(connection.execute(text("SELECT role FROM staff")).scalars())
        )
    finally:
        await database.close()


def _settings(folder: Path, sandbox: Sandbox, **others: Any) -> Settings:
    given = {"bot_token": sandbox.token, "bot_api_url": sandbox.url, "data_dir": folder, "listen": "127.0.0.1:0"}
    return GivenSettings.load(**(given | others))


async def test_updates_arrive_by_webhook(tmp_path: Path, sandbox: Sandbox, unused_tcp_port: int) -> None:
    settings = _settings(tmp_path, sandbox, updates="webhook", listen=f"127.0.0.1:{unused_tcp_port}")
    anna = sandbox.phone("Anna")
    async with composed(settings) as tessera, serving(tessera):
        await anna.start()
        await anna.wait(lambda message: not message.mine)
        webhook = sandbox.bot.updates.webhook
        assert webhook is not None
        assert webhook.url == f"{settings.reached_at}/telegram/webhook"
        assert webhook.secret == (tmp_path / "webhook-secret").read_text()
        async with httpx.AsyncClient(trust_env=False) as http:
            assert (await http.get(f"{settings.reached_at}/readyz")).status_code == 200
            metrics = (await http.get(f"{settings.reached_at}/metrics")).text
    assert 'method="POST",route="/telegram/webhook",status="200"' in metrics
    assert re.search(r"^tessera_inbox_parked 0\.0$", metrics, re.MULTILINE)


async def test_another_master_secret_is_refused_before_it_spoils_every_pass(tmp_path: Path, sandbox: Sandbox) -> None:
    for _ in range(2):
        async with composed(_settings(tmp_path, sandbox)):
            pass
    with pytest.raises(WrongSecret, match="put the old one back"):
        async with composed(_settings(tmp_path, sandbox, secret="x" * 40)):
            pass


async def test_a_taken_port_is_told_in_one_line(tmp_path: Path, sandbox: Sandbox) -> None:
    settings = _settings(tmp_path, sandbox, listen=f"127.0.0.1:{sandbox.port}")
    with pytest.raises(PortTaken) as caught:
        await serve(settings, asyncio.Event())
    assert (in_words(caught.value) or "").startswith(f"127.0.0.1:{sandbox.port} cannot be listened on: ")


async def test_a_refused_token_is_told_in_one_line(tmp_path: Path, sandbox: Sandbox) -> None:
    with pytest.raises(TelegramUnauthorizedError) as caught:
        async with composed(_settings(tmp_path, sandbox, bot_token="123456:" + "a" * 35)):
            pass
    assert in_words(caught.value) == "Telegram refuses the bot's token; copy TESSERA_BOT_TOKEN from @BotFather again"


async def test_while_telegram_is_away_a_bot_that_is_known_starts_all_the_same(
    tmp_path: Path, sandbox: Sandbox, unused_tcp_port: int
) -> None:
    async with composed(_settings(tmp_path, sandbox)) as tessera:
        assert tessera.username == "tessera_bot"
    with capture_logs() as lines:
        async with composed(_settings(tmp_path, sandbox, bot_api_url=f"http://127.0.0.1:{unused_tcp_port}")) as tessera:
            assert tessera.username == "tessera_bot"
    assert "bot_api_away" in [line["event"] for line in lines]


async def test_a_process_that_is_stopped_before_it_has_begun_ends_at_once(tmp_path: Path, sandbox: Sandbox) -> None:
    async with asyncio.timeout(DRAIN_SECONDS / 2), composed(_settings(tmp_path, sandbox)) as tessera, serving(tessera):
        while not tessera.watchman.leads:
            await asyncio.sleep(0)

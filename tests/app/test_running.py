"""`tessera run` as a process: it serves, refuses a second one, stops when told, and says nothing it should not."""

import json
import signal
import time

import httpx

from sandbox.server import Sandbox
from tests.app.conftest import Place, ended


async def test_a_process_serves_the_owner_and_stops_within_ten_seconds(place: Place, sandbox: Sandbox) -> None:
    olga = sandbox.phone("Olga", language="ru")
    place.settings |= {
        "TESSERA_OWNER_ID": str(olga.user.id),
        "TESSERA_LANGUAGE": "ru",
        "TESSERA_LOG_FORMAT": "json",
        "TESSERA_LOG_LEVEL": "debug",
    }
    async with place.running() as process:
        await olga.start()
        await olga.wait(lambda message: not message.mine)
        assert "owner" in str(await _roles(place))

        second = await place.run("run")
        assert second.code == 1
        assert second.err.startswith("Tessera runs already")
        assert len(second.err.splitlines()) == 1

        audit = await place.run("audit")
        assert (audit.code, audit.out.strip()) == (0, "The ledger adds up.")

        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        end = await ended(process)
    assert (end.code, end.out) == (0, "")
    assert time.monotonic() - began < 10
    lines = [json.loads(line) for line in end.err.splitlines()]
    assert {"serving", "stopping"} <= {line["event"] for line in lines}
    assert sandbox.token not in end.err
    assert "Olga" not in end.err


async def _roles(place: Place) -> list[str]:
    from sqlalchemy import text

    from storage.database import open_database

    database = await open_database(f"sqlite:///{place.folder / 'data' / 'tessera.db'}", checkpoints=False)
    try:
        return await database.read(
            lambda connection: list(connection.execute(text("SELECT role FROM staff")).scalars())
        )
    finally:
        await database.close()


async def test_updates_arrive_by_webhook_and_a_restart_keeps_the_secret(place: Place, sandbox: Sandbox) -> None:
    place.settings["TESSERA_UPDATES"] = "webhook"
    anna = sandbox.phone("Anna")
    for _ in range(2):
        async with place.running() as process:
            await anna.start()
            await anna.wait(lambda message: not message.mine)
            webhook = sandbox.bot.updates.webhook
            assert webhook is not None
            assert webhook.url == f"{place.url}/telegram/webhook"
            assert webhook.secret == (place.folder / "data" / "webhook-secret").read_text()
            async with httpx.AsyncClient(trust_env=False) as http:
                metrics = (await http.get(f"{place.url}/metrics")).text
            assert 'route="/telegram/webhook",status="200"' in metrics
            process.send_signal(signal.SIGINT)
            assert (await ended(process)).code == 0


async def test_another_master_secret_is_refused_before_it_spoils_every_pass(place: Place) -> None:
    async with place.running() as process:
        process.terminate()
        await ended(process)
    place.settings["TESSERA_SECRET"] = "x" * 40
    end = await place.run("run")
    assert end.code == 1
    assert end.err.startswith("TESSERA_SECRET")
    assert "put the old one back" in end.err


async def test_a_taken_port_is_told_in_one_line(place: Place, sandbox: Sandbox) -> None:
    place.settings["TESSERA_LISTEN"] = f"127.0.0.1:{sandbox.port}"
    end = await place.run("run")
    assert end.code == 1
    assert end.err.splitlines()[-1].startswith(f"127.0.0.1:{sandbox.port} cannot be listened on")
    assert "Traceback" not in end.err


async def test_a_refused_token_is_told_in_one_line(place: Place) -> None:
    place.settings["TESSERA_BOT_TOKEN"] = "123456:" + "a" * 35
    end = await place.run("run")
    assert (end.code, end.err.strip()) == (
        1,
        "Telegram refuses the bot's token; copy TESSERA_BOT_TOKEN from @BotFather again",
    )


async def test_while_telegram_is_away_a_known_bot_starts_all_the_same(place: Place, sandbox: Sandbox) -> None:
    async with place.running() as process:
        process.terminate()
        await ended(process)
    place.settings["TESSERA_BOT_API_URL"] = "http://127.0.0.1:9"
    async with place.running() as process:
        process.terminate()
        end = await ended(process)
    assert end.code == 0
    assert "bot_api_away" in end.err

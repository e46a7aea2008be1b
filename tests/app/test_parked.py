"""`tessera parked`, beside a bot that runs: what failed is shown without what people wrote, and begun anew."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from app.main import main
from services.database import Database
from services.plumbing import updates
from tests.shop import LiveShop, idle, open_shop

SECRETS = ("Annabella", "+359881234567", "my own words", "c_secret")


def _raw(number: int, phone: Any, **content: Any) -> dict[str, Any]:
    user = {"id": phone.user.id, "is_bot": False, "first_name": "Annabella"}
    chat = {"id": phone.user.id, "type": "private", "first_name": "Annabella"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": user}
    if "data" in content:
        tap = {"id": str(number), "from": user, "chat_instance": "1", "message": {**message, "text": "x"}}
        return {"update_id": 10**9 + number, "callback_query": {**tap, **content}}
    return {"update_id": 10**9 + number, "message": {**message, **content}}


async def _tessera(*arguments: str) -> int:
    return await asyncio.to_thread(main, ("parked", *arguments))


async def _numbers(database: Database) -> list[str]:
    return [each.error_id for each in await database.read(updates.parked)]


@pytest.fixture
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TESSERA_DATABASE_URL", database_url)


@pytest.mark.usefixtures("_settings")
async def test_what_failed_is_listed_shown_begun_anew_and_forgotten(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await _tessera() == 0
    assert capsys.readouterr().out == "Nothing is parked.\n"
    async with open_shop(database) as shop:
        await shop.owner()
        anna = await shop.member()
        await idle(shop)
        await _park(shop, anna, monkeypatch)
        numbers = await _numbers(database)
        capsys.readouterr()

        assert await _tessera("list") == 0
        listed = capsys.readouterr().out
        assert [line.split("  ")[0] for line in listed.splitlines()] == numbers
        kinds = [line.split("  ")[2] for line in listed.splitlines()]
        told = ("text of 12 characters", "command /start", "contact")
        assert kinds == [*(f"message: {words}" for words in told), "callback_query: button co"]
        assert listed.count("KeyError at tests/app/test_parked.py:") == 4

        assert await _tessera("show", numbers[0]) == 0
        shown = capsys.readouterr().out
        assert f"number    {numbers[0]}\nreceived  2026-06-01 09:00:00 UTC, as update 1000000000\n" in shown
        assert not [secret for secret in SECRETS if secret in listed + shown]

        assert await _tessera("retry", numbers[0], "00000000") == 1
        said = capsys.readouterr()
        assert said.out == f"{numbers[0]} waits for its turn again\n"
        assert said.err == "No parked update has the number 00000000; tessera parked lists them\n"
        await anna.wait("I keep your points")
        assert await _numbers(database) == numbers[1:]

        assert await _tessera("drop", "all") == 0
        assert await _numbers(database) == []
        await idle(shop)


async def _park(shop: LiveShop, anna: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise KeyError("my own words")

    contact = {"phone_number": "+359881234567", "first_name": "Annabella", "user_id": anna.user.id}
    contents = ({"text": "my own words"}, {"text": "/start c_secret"}, {"contact": contact}, {"data": "co:c_secret"})
    with monkeypatch.context() as patched:
        patched.setattr("bot.middlewares._welcome", fail)
        await shop.application.receive([_raw(number, anna, **content) for number, content in enumerate(contents)])
        await idle(shop)
    await anna.wait("Something broke on our side")
    assert json.loads((await shop.database.read(updates.parked))[0].body)["message"]["text"] == "my own words"

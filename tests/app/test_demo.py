"""`tessera demo` as a newcomer starts it: one address, three phones, and the shop is there again the next time."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from locales import translate
from tests.app.conftest import PATIENCE, ROOT, Place, ended


@asynccontextmanager
async def _demo(place: Place) -> AsyncIterator[asyncio.subprocess.Process]:
    """Starts the demo on the place's port, as people do; it is gone at the end."""
    process = await place.begin_anew("demo", "--port", str(place.port))
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def _said(process: asyncio.subprocess.Process, words: str) -> str:
    """Returns what the process has printed up to the line with these words, waiting for it."""
    assert process.stdout
    said = ""
    async with asyncio.timeout(PATIENCE):
        while words not in said:
            line = (await process.stdout.readline()).decode()
            assert line, f"{said}{(await ended(process)).err}"
            said += line
    return said


async def test_the_demo_is_ready_when_the_bot_answers_and_its_owner_is_asked_the_first_question(place: Place) -> None:
    # A shop's own settings in the environment must not leak into the demo, least of all its token.
    place.settings = {"TESSERA_BOT_TOKEN": "123456:" + "z" * 35, "TESSERA_DATABASE_URL": "postgresql://nowhere/x"}
    async with _demo(place) as process:
        said = await _said(process, "is ready")
        async with httpx.AsyncClient(base_url=f"{place.url}/_sandbox", trust_env=False, timeout=PATIENCE) as page:
            state = (await page.get("/state")).json()
            assert state["listening"]
            assert [phone["key"] for phone in state["phones"]] == ["member", "cashier", "owner"]
            assert (await page.post("/phones/owner/start")).status_code == 200
            async with asyncio.timeout(PATIENCE):
                while len((await page.get("/phones/owner")).json()["messages"]) < 2:
                    await asyncio.sleep(0.1)
            question = (await page.get("/phones/owner")).json()["messages"][1]
            assert not question["mine"]
            assert "1" in question["html"]
            assert "5" in question["html"]
        process.send_signal(signal.SIGINT)
        end = await ended(process)
    assert end.code == 0
    assert re.findall(r"https?://\S+", said + end.out) == [place.url]
    assert end.err == ""
    assert (place.folder / "data" / "demo" / "tessera.db").exists()


async def test_a_second_demo_in_the_folder_says_where_the_first_is_and_leaves_it_alone(place: Place) -> None:
    first = await place.begin("demo", "--port", str(place.port))
    try:
        async with asyncio.timeout(PATIENCE):
            while not (first.out.exists() and "is ready" in first.out.read_text()):
                assert first.returncode is None, first.err.read_text()
                await asyncio.sleep(0.05)
        database = place.folder / "data" / "demo" / "tessera.db"
        before = database.stat().st_ino
        second = await ended(await place.begin("demo", "--fresh", "--port", str(place.port + 1)))
        assert (second.code, second.out) == (1, "")
        assert second.err == (
            f"The demo runs already at {place.url}: open that one, or stop it with Ctrl-C where it was started\n"
        )
        assert database.stat().st_ino == before
        first.terminate()
        assert (await ended(first)).code == 0
    finally:
        first.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_demo_that_is_stopped_while_it_starts_is_never_ready(place: Place, number: signal.Signals) -> None:
    async with _demo(place) as process:
        await _said(process, "Starting")
        process.send_signal(number)
        end = await ended(process)
    assert (end.code, end.out, end.err) == (0, "", "")


async def test_a_library_that_is_missing_is_told_in_one_line_and_nothing_is_ready(place: Place) -> None:
    missing = place.folder / "missing"
    missing.mkdir()
    (missing / "greenlet.py").write_text("raise ImportError('No module named greenlet')")
    place.settings = {"PYTHONPATH": f"{missing}:{ROOT}"}
    end = await ended(await place.begin_anew("demo", "--port", str(place.port)))
    assert end.code == 1
    assert "ready" not in end.out
    assert re.fullmatch(r"The demo has failed: \w+Error: .*greenlet.* \(more in data/demo-failure\.txt\)\n", end.err)
    assert "Traceback" in (place.folder / "data" / "demo-failure.txt").read_text()


async def test_a_fault_with_a_name_is_told_in_its_own_words(place: Place) -> None:
    demo = place.folder / "data" / "demo"
    demo.mkdir(parents=True)
    (demo / "tessera.db").write_text("This was a shop once. " * 200)
    end = await ended(await place.begin("demo", "--port", str(place.port)))
    assert end.code == 1
    assert "ready" not in end.out
    assert re.fullmatch(r"The database cannot be used: .*\n", end.err)
    assert not (place.folder / "data" / "demo-failure.txt").exists()


async def test_a_demo_is_filled_with_a_month_and_goes_on_in_another_language(place: Place) -> None:
    async with _demo(place) as process:
        await _said(process, "is ready")
        async with httpx.AsyncClient(base_url=f"{place.url}/_sandbox", trust_env=False, timeout=PATIENCE) as page:
            await page.post("/window/language", json={"language": "ru", "first": True})
            assert (await page.get("/window")).json()["done"] == []
            state = (await page.post("/window/fill")).json()
            assert (state["done"], state["filled"]) == (["owner"], True)
            poster = state["posters"][0]
            assert poster["title"] == translate("ru", "links-poster-source")
            await page.post("/phones/member/camera", json={"from": "poster", "what": poster["id"]})
            shop = translate("ru", "demo-shop")
            await page.post("/phones/member/wait", json={"text": shop, "timeout": PATIENCE})
            await page.post("/phones/owner/start")
            await page.post("/phones/owner/wait", json={"text": shop, "timeout": PATIENCE})
            await page.post("/window/language", json={"language": "bg"})
            said = {"text": translate("bg", "settings-language-set"), "timeout": PATIENCE}
            for phone in ("owner", "member"):
                assert (await page.post(f"/phones/{phone}/wait", json=said)).json()["ok"]
            await page.post("/phones/member/block")
            assert (await page.post("/window/language", json={"language": "en"})).status_code == 200
            await page.post("/phones/member/start")
            back = await page.post("/phones/member/wait", json={"text": "loyalty", "timeout": PATIENCE})
            assert translate("en", "join-button-take") in back.json()["result"]["labels"], (
                "who comes back reads English"
            )
            await page.post("/window/language", json={"language": "bg"})
            keyboard = (await page.get("/phones/owner")).json()["keyboard"]["rows"]
            assert keyboard[0][0]["text"] == translate("bg", "menu-button-business")
        process.send_signal(signal.SIGINT)
        assert (await ended(process)).err == ""

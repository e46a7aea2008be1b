"""`tessera demo` as a newcomer starts it: one address, three phones, and the shop is there again the next time."""

import asyncio
import re
import signal

import httpx

from tests.app.conftest import PATIENCE, Place, answering, ended


async def test_the_demo_prints_one_address_whose_owner_is_asked_the_first_question(place: Place) -> None:
    # A shop's own settings in the environment must not leak into the demo, least of all its token.
    place.settings = {"TESSERA_BOT_TOKEN": "123456:" + "z" * 35, "TESSERA_DATABASE_URL": "postgresql://nowhere/x"}
    process = await place.begin("demo", "--port", str(place.port))
    try:
        await answering(place.url, process)
        async with httpx.AsyncClient(base_url=f"{place.url}/_sandbox", trust_env=False, timeout=PATIENCE) as page:
            phones = [phone["key"] for phone in (await page.get("/state")).json()["phones"]]
            assert phones == ["member", "cashier", "owner"]
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
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    assert end.code == 0
    assert re.findall(r"https?://\S+", end.out) == [place.url]
    assert end.err == ""
    assert (place.folder / "data" / "demo" / "tessera.db").exists()

"""The shop window over HTTP: one language, the steps, posters that are photographed, a month of sales, recordings."""

import asyncio
from collections.abc import Sequence

import httpx
import pytest
from aiogram.types import Update

from sandbox.phone import Phone
from sandbox.server import Sandbox
from sandbox.window import Poster, View

KINDS = ("sticker", "voice", "video")


class Shop:
    """A shop that writes down what the window asks of it."""

    def __init__(self, picture: bytes) -> None:
        self.picture = picture
        self.seen = View(frozenset({"owner"}), False, (Poster("door", "Door", picture),))
        self.spoken: list[tuple[int, str]] = []
        self.filled: list[str] = []
        self.gate = asyncio.Event()

    async def view(self, people: Sequence[int]) -> View:
        return self.seen

    async def speak(self, user_id: int, language: str) -> None:
        self.spoken.append((user_id, language))

    async def fill(self, language: str) -> None:
        await self.gate.wait()
        self.filled.append(language)
        self.seen = View(self.seen.done, True, self.seen.posters)


@pytest.fixture
def shop(sandbox: Sandbox, qr) -> Shop:
    sandbox.cast()
    sandbox.shop = shop = Shop(qr("https://t.me/tessera_bot?start=j_door"))
    return shop


async def test_the_first_browser_says_the_language_and_anybody_may_say_another(
    sandbox: Sandbox, shop: Shop, http: httpx.AsyncClient, call
) -> None:
    member, cashier, owner = sandbox.cast()
    for browser in ("ru", "bg"):
        answer = await http.post("/_sandbox/window/language", json={"language": browser, "first": True})
        assert answer.json()["language"] == "ru", "who comes second finds it chosen"
    assert {phone.language for phone in sandbox.phones.values()} == {"ru"}
    await http.post("/_sandbox/window/language", json={"language": "en"})
    await http.post("/_sandbox/phones/member/language", json={"language": "bg"})
    assert [phone.language for phone in (member, cashier, owner)] == ["bg", "en", "en"]
    assert shop.spoken[-1] == (member.user.id, "bg")
    await member.start()
    assert (await call("getUpdates"))["result"][-1]["message"]["from"]["language_code"] == "bg"


async def test_a_poster_is_photographed_and_its_link_opened_in_that_phone(
    sandbox: Sandbox, shop: Shop, http: httpx.AsyncClient
) -> None:
    state = (await http.get("/_sandbox/window")).json()
    assert (state["done"], state["posters"]) == (["owner"], [{"id": "door", "title": "Door"}])
    assert (await http.get("/_sandbox/window/posters/door.png")).headers["content-type"] == "image/png"
    assert (await http.get("/_sandbox/window/posters/wall.png")).status_code == 404
    said = await http.post("/_sandbox/phones/member/camera", json={"from": "poster", "what": "door"})
    assert said.json()["result"] == "https://t.me/tessera_bot?start=j_door"
    assert sandbox.phones["member"].messages[-1].text == "/start j_door"
    gone = await http.post("/_sandbox/phones/member/camera", json={"from": "poster", "what": "wall"})
    assert (gone.status_code, gone.json()["error"]) == (409, "This poster hangs here no more")


async def test_a_month_is_filled_in_the_language_of_the_page_and_said_while_it_lasts(
    sandbox: Sandbox, shop: Shop, http: httpx.AsyncClient
) -> None:
    await http.post("/_sandbox/window/language", json={"language": "bg"})
    filling = asyncio.create_task(http.post("/_sandbox/window/fill"))
    while not (await http.get("/_sandbox/window")).json()["filling"]:
        await asyncio.sleep(0)
    shop.gate.set()
    state = (await filling).json()
    assert (state["filled"], state["filling"], shop.filled) == (True, False, ["bg"])


async def test_a_sandbox_without_a_shop_has_no_window(sandbox: Sandbox, http: httpx.AsyncClient) -> None:
    assert not (await http.get("/_sandbox/window")).json()["open"]
    assert (await http.post("/_sandbox/window/fill")).status_code == 409


async def test_sticker_voice_and_video_come_as_the_bot_api_has_them(
    sandbox: Sandbox, http: httpx.AsyncClient, anna: Phone, call
) -> None:
    await http.post("/_sandbox/phones/anna/sticker", json={})
    for kind, mime in (("voice", "audio/webm"), ("video", "video/mp4")):
        said = {"kind": kind, "seconds": "2", "width": "320", "height": "240"}
        files = {"file": (f"a.{mime[-3:]}", b"recorded", mime)}
        assert (await http.post("/_sandbox/phones/anna/record", data=said, files=files)).json()["ok"]
    wrong = await http.post("/_sandbox/phones/anna/record", data={"kind": "smell"}, files=files)
    assert wrong.status_code == 409
    updates = [Update.model_validate(raw) for raw in (await call("getUpdates"))["result"]]
    sticker, voice, video = (getattr(update.message, kind) for update, kind in zip(updates, KINDS, strict=True))
    assert (sticker.type, sticker.width, sticker.is_animated) == ("regular", 512, False)
    assert (voice.duration, voice.mime_type) == (2, "audio/ogg")
    assert (video.width, video.height, video.file_name) == (320, 240, "a.mp4")
    path = (await call("getFile", file_id=video.file_id))["result"]["file_path"]
    assert (await http.get(f"/file/bot{sandbox.token}/{path}")).content == b"recorded"
    shown = (await http.get("/_sandbox/phones/anna")).json()["messages"][-1]["video"]
    assert (await http.get(shown["url"])).headers["content-type"] == "video/mp4"

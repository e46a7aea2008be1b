"""Phones driven from another process, over HTTP."""

import asyncio

import httpx

from sandbox.phone import Phone
from sandbox.server import Sandbox
from tests import today


async def test_another_process_drives_a_phone_over_http(sandbox: Sandbox, http: httpx.AsyncClient, call) -> None:
    created = (await http.post("/_sandbox/phones", json={"name": "Anna", "language": "ru"})).json()
    assert created["key"] == "anna"
    await http.post("/_sandbox/phones/anna/start", json={"payload": "x"})
    waiting = asyncio.create_task(http.post("/_sandbox/phones/anna/wait", json={"text": "Hello", "timeout": 60}))
    await call("sendMessage", chat_id=created["id"], text="Hello there")
    assert (await waiting).json()["result"]["text"] == "Hello there"
    gone = await http.post("/_sandbox/phones/anna/tap", json={"message_id": 1, "row": 0, "column": 0})
    assert (gone.status_code, gone.json()["error"]) == (409, "This message is gone")
    await http.post("/_sandbox/phones/anna/say", json={"text": "bye"})
    state = (await http.get("/_sandbox/phones/anna")).json()
    assert state["messages"][-1]["html"] == "bye"
    assert [each["method"] for each in (await http.get("/_sandbox/calls")).json()] == ["sendMessage"]


async def test_the_sandbox_runs_alone_and_says_where() -> None:
    process = await asyncio.create_subprocess_exec(
        *today.python("-m", "sandbox", "--port", "0"), stdout=asyncio.subprocess.PIPE
    )
    try:
        said = [(await process.stdout.readline()).decode().strip().partition(": ") for _ in range(3)]
        told = {name: value for name, _, value in said}
        async with httpx.AsyncClient(trust_env=False) as client:
            me = (await client.get(f"{told['Bot API']}/bot{told['Token']}/getMe")).json()
            state = (await client.get(f"{told['Bot API']}/_sandbox/state")).json()
    finally:
        process.terminate()
        await process.wait()
    assert me["result"]["username"] == "tessera_bot"
    assert [phone["key"] for phone in state["phones"]] == ["member", "cashier", "owner"]


async def test_an_uploaded_page_is_never_run(http: httpx.AsyncClient, anna: Phone) -> None:
    await anna.document(b"<script>alert(1)</script>", "a.html", "text/html")
    shown = (await http.get(f"/_sandbox/phones/{anna.key}")).json()["messages"][-1]["document"]
    file = await http.get(shown["url"])
    assert (file.headers["content-type"], file.content) == ("application/octet-stream", b"<script>alert(1)</script>")


async def test_any_name_makes_a_phone_that_can_be_reached(http: httpx.AsyncClient) -> None:
    for name in ("</b> 🎁 A/B", "🎁", "🎁", "x" * 5000):
        phone = (await http.post("/_sandbox/phones", json={"name": name})).json()
        assert (await http.post(f"/_sandbox/phones/{phone['key']}/start", json={})).json()["ok"]
        assert (await http.get(f"/_sandbox/phones/{phone['key']}")).json()["name"] == name

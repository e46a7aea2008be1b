"""Delivery to a webhook: the secret, order within a chat, patience with failures, conflict with polling."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from sandbox.phone import Phone
from sandbox.server import Sandbox


class Hook:
    """A webhook that notes what it gets and answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[dict] = []
        self.headers: list[str | None] = []
        self.answers: list[int] = []
        self.reply: dict | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def answer(self, request: web.Request) -> web.Response:
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        status = self.answers.pop(0) if self.answers else 200
        await self.gate.wait()
        if status == 200:
            self.got.append(update)
        return web.json_response(self.reply or {}, status=status)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.answer)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def test_updates_arrive_with_the_secret_and_in_order(call, hook: Hook, anna: Phone) -> None:
    assert (await call("setWebhook", url=hook.url, secret_token="s3cret-_"))["result"] is True
    for number in range(20):
        await anna.say(str(number))
    await anna.settle()
    assert hook.texts() == [str(number) for number in range(20)]
    assert set(hook.headers) == {"s3cret-_"}


async def test_a_failed_delivery_is_repeated_before_the_next_of_its_chat(
    sandbox: Sandbox, call, hook: Hook, anna: Phone
) -> None:
    hook.answers = [500, 403]
    await call("setWebhook", url=hook.url)
    await anna.say("first")
    await anna.say("second")
    await anna.settle()
    assert hook.texts() == ["first", "second"]
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"
    assert info["pending_update_count"] == 0


async def test_one_slow_chat_does_not_hold_up_another(sandbox: Sandbox, call, hook: Hook, anna: Phone) -> None:
    boris = sandbox.phone("Boris")
    await call("setWebhook", url=hook.url)
    hook.gate.clear()
    await anna.say("slow 1")
    await anna.say("slow 2")
    await boris.start()
    async with asyncio.timeout(60):
        while len(hook.headers) < 2:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert len(hook.headers) == 2
    hook.gate.set()
    await anna.settle()
    assert [text for text in hook.texts() if "slow" in text] == ["slow 1", "slow 2"]


async def test_an_answer_may_be_a_method(call, hook: Hook, anna: Phone) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": anna.user.id, "text": "from the webhook"}
    await call("setWebhook", url=hook.url)
    await anna.say("hello")
    await anna.wait("from the webhook")


async def test_polling_and_a_webhook_exclude_each_other(sandbox: Sandbox, call, hook: Hook, anna: Phone) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    while sandbox.bot.updates._poll is None:
        await asyncio.sleep(0.01)
    await call("setWebhook", url=hook.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refused = await call("getUpdates")
    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    await call("deleteWebhook")
    await anna.say("hello")
    assert len((await call("getUpdates"))["result"]) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"url": "http://example.org/hook"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        ({"secret_token": "a b"}, "Bad Request: secret token contains unallowed characters"),
        ({"secret_token": "a" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(call, arguments: dict, words: str) -> None:
    answer = await call("setWebhook", **{"url": "https://example.org/hook", **arguments})
    assert answer["description"] == words
    assert (await call("getWebhookInfo"))["result"]["url"] == ""


async def test_a_webhook_that_is_away_loses_nothing(call, hook: Hook, anna: Phone) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    await anna.say("hello")
    await asyncio.sleep(0.05)
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    await call("setWebhook", url=hook.url)
    await anna.settle()
    assert hook.texts() == ["hello"]

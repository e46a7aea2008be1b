"""A sandbox, a raw caller of its Bot API, and a small bot that polls it."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
import qrcode
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image

from sandbox.phone import Phone
from sandbox.server import Sandbox

Call = Callable[..., Awaitable[dict]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url, trust_env=False, verify=False, timeout=60) as client:
        yield client


@pytest.fixture
def call(sandbox: Sandbox, http: httpx.AsyncClient) -> Call:
    async def call(method: str, **arguments: object) -> dict:
        return (await http.post(f"/bot{sandbox.token}/{method}", json=arguments)).json()

    return call


@pytest.fixture
async def anna(sandbox: Sandbox) -> Phone:
    anna = sandbox.phone("Anna", language="ru", phone_number="+79001234567")
    await anna.start()
    sandbox.bot.updates.drop()
    return anna


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(sandbox.token, session=session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        yield bot


@pytest.fixture
def polling(bot: Bot) -> Callable[[Dispatcher], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def polling(dispatcher: Dispatcher) -> AsyncIterator[None]:
        task = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=20))
        try:
            yield
        finally:
            await dispatcher.stop_polling()
            await task

    return polling


@pytest.fixture
def png() -> Callable[..., bytes]:
    def png(width: int = 40, height: int = 30, color: str = "red") -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (width, height), color).save(out, "PNG")
        return out.getvalue()

    return png


@pytest.fixture
def qr() -> Callable[[str], bytes]:
    def qr(text: str) -> bytes:
        out = io.BytesIO()
        qrcode.make(text).save(out)
        return out.getvalue()

    return qr

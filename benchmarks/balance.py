"""The balance screen through the whole bot, against aiogram's bare dispatcher sending the same to the same server."""

import asyncio
import itertools
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery, Message

from benchmarks.measure import Aim, Row, Size, in_turns
from benchmarks.shop import AT_ONCE, FIRST_TELEGRAM_ID, NOW, stocked
from benchmarks.telegram import stub
from bot.application import Application, build, connect
from bot.wire.pace import Pace
from loyalty.changing_codes import ChangingCodes
from services.passes.office import PassOffice
from services.plumbing import updates
from storage.database import Database, open_database
from wallet.apple import credentials

TOKEN = "7000000001:AAbenchmark-token-for-a-stub-on-loopback"
RawUpdate = dict[str, Any]
Make = Callable[[int], RawUpdate]
"""Returns a person's update, its number aside."""


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`: the card sent anew, and the card shown in the message that was tapped."""
    people = min(size.members, 50)
    with tempfile.TemporaryDirectory() as folder, stub() as url, asyncio.Runner() as runner:
        bench = runner.run(_Bench.opened(Path(folder), url, people))
        try:
            return [
                _row(bench, runner, size, "balance screen, /card", _command),
                _row(bench, runner, size, "balance screen, a tap", _tap),
            ]
        finally:
            runner.run(bench.close())


def _row(bench: "_Bench", runner: asyncio.Runner, size: Size, name: str, make: Make) -> Row:
    said = runner.run(bench.answer_to(make))
    floor = _bare(said)
    found = in_turns(
        size.rounds,
        lambda: runner.run(bench.through(bench.whole, make, size.work)),
        lambda: runner.run(bench.through(partial(floor.feed_raw_update, bench.bare), make, size.work)),
    )
    aim = Aim("≥", 0.25)
    return Row(name, "updates/CPU s", found.ours, "aiogram alone, same calls", found.floor, found.ratio, aim)


class _Bench:
    """The running bot on a database of members, and a bare client beside it; updates come round robin from people."""

    def __init__(self, database: Database, application: Application, bare: Bot, people: int) -> None:
        self._database = database
        self._application = application
        self.bare = bare
        self.people = people
        self._turns = itertools.cycle(range(people))
        self._numbers = itertools.count(1)
        self._ended = _Ended()
        application.workers._handle = self._ended.noting(application.workers._handle)
        self._running = asyncio.create_task(application.run_webhook("https://shop.example", "s" * 16))
        self._calls: list[TelegramMethod[Any]] = []
        application.api.session.middleware(_Listener(self._calls))  # type: ignore[arg-type]  # its types are looser

    @classmethod
    async def opened(cls, folder: Path, url: str, people: int) -> "_Bench":
        """Returns the bench with a shop of `people`, whose cards have been drawn and uploaded before."""
        shop = await stocked(f"sqlite:///{folder / 'bot.db'}", people)
        database = await open_database(shop.url)
        office = PassOffice(credentials.development(NOW), secret=b"s" * 32, public_url=url, username="bench_bot")
        application = build(
            database,
            connect(TOKEN, url),
            clock=lambda: NOW,
            username="bench_bot",
            public_url="https://shop.example",
            offer_apple=True,
            pass_office=office,
            codes=ChangingCodes(b"m" * 32, "bench_bot"),
            pace=Pace(rate=1e6, chat_gap=0),  # what Telegram asks for would be measured, not the bot
        )
        return cls(database, application, connect(TOKEN, url), people)

    async def close(self) -> None:
        """Stops the bot; what crashed would have been fast."""
        assert not (await self._database.read(updates.backlog)).parked
        await self._application.stop()
        with suppress(asyncio.CancelledError):
            await self._running
        await self._application.api.session.close()
        await self.bare.session.close()
        await self._database.close()

    async def whole(self, update: RawUpdate) -> None:
        """Hands one update in as the web server does, and returns when its handler has ended."""
        ended = self._ended.of(update["update_id"])
        await self._application.receive([update])
        await ended

    async def answer_to(self, make: Make) -> list[TelegramMethod[Any]]:
        """Returns the calls that the bot makes for one such update, after everybody's card was drawn and uploaded."""
        await self.through(self.whole, make, self.people)
        self._calls.clear()
        await self.through(self.whole, make, 1)
        return list(self._calls)

    async def through(self, feed: Callable[[RawUpdate], Awaitable[Any]], make: Make, count: int) -> int:
        """Feeds `count` updates, eight at a time, each of another person, and returns the count."""
        todo = iter([{"update_id": next(self._numbers), **make(next(self._turns))} for _ in range(count)])

        async def person() -> None:
            for update in todo:
                await feed(update)

        await asyncio.gather(*(person() for _ in range(AT_ONCE)))
        # The inbox is told after the handler has ended.
        while self._application.workers._seats.taken:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.001)
        return count


class _Ended:
    """Futures that are done when the handler of an update has ended."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[None]] = {}

    def of(self, update_id: int) -> "asyncio.Future[None]":
        self._waiting[update_id] = future = asyncio.get_running_loop().create_future()
        return future

    def noting(self, handle: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        async def noted(update: RawUpdate, *arguments: object) -> object:
            try:
                return await handle(update, *arguments)
            finally:
                self._waiting.pop(update["update_id"]).set_result(None)

        return noted


class _Listener(BaseRequestMiddleware):
    """Writes down every call that the bot makes."""

    def __init__(self, calls: list[TelegramMethod[Any]]) -> None:
        self._calls = calls

    async def __call__(self, make_request: Any, api: Bot, method: TelegramMethod[Any]) -> Any:
        self._calls.append(method)
        return await make_request(api, method)


def _bare(said: list[TelegramMethod[Any]]) -> Dispatcher:
    """Returns a dispatcher whose only handlers make the same calls."""
    dispatcher = Dispatcher()

    async def handler(event: Message | CallbackQuery, bot: Bot) -> None:
        for method in said:
            await bot(method)

    dispatcher.message.register(handler)
    dispatcher.callback_query.register(handler)
    return dispatcher


def _user(number: int) -> RawUpdate:
    return {"id": FIRST_TELEGRAM_ID + number, "is_bot": False, "first_name": f"Name {number}", "language_code": "en"}


def _chat(number: int) -> RawUpdate:
    return {"id": FIRST_TELEGRAM_ID + number, "type": "private", "first_name": f"Name {number}"}


def _command(number: int) -> RawUpdate:
    entities = [{"type": "bot_command", "offset": 0, "length": 5}]
    sent = {"message_id": 5, "date": 1_795_000_000, "chat": _chat(number), "from": _user(number)}
    return {"message": {**sent, "text": "/card", "entities": entities}}


def _tap(number: int) -> RawUpdate:
    photo = [{"file_id": "file", "file_unique_id": "unique", "width": 640, "height": 640}]
    sent = {"message_id": 6, "date": 1_795_000_000, "chat": _chat(number), "photo": photo, "caption": "History"}
    tap = {"id": f"{number}", "from": _user(number), "chat_instance": "1", "message": sent}
    return {"callback_query": {**tap, "data": "go:home"}}

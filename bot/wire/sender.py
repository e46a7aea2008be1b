"""The one way out to the Bot API: paced, obedient to `retry_after`, replies ahead of deliveries, adverts last."""

import asyncio
import heapq
import itertools
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import JsonPayload

from bot.wire.metrics import CALLS

RATE = 28
BURST = 1
CHAT_GAP = 1.0
"""Seconds between two deliveries into one chat. Replies may come in short bursts, as people tap."""
TRIES = 5

_TROUBLE = (TelegramRetryAfter, TelegramServerError, TelegramNetworkError)

REPLY, NOTICE, ADVERT = range(3)
"""Whose turn comes first: answers to people, then what they must be told, then what we would like to tell them."""

_urgency: ContextVar[int] = ContextVar("urgency", default=REPLY)


class Session(AiohttpSession):
    """aiogram's session, for which a gateway's page in place of an answer is trouble of the server and not a defect."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._shapes: dict[Any, type[Response[Any]]] = {}

    async def close(self) -> None:
        """Closes the connections; encrypted ones have a moment to say goodbye."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Any:
        """Returns the body of a call: JSON, as that is a tenth of the work of writing a form; files need a form."""
        files: dict[str, InputFile] = {}
        values = {
            name: value
            for name, given in method.model_dump(warnings=False).items()
            if (value := self.prepare_value(given, bot=bot, files=files))
        }
        return super().build_form_data(bot, method) if files else JsonPayload(values)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Returns the answer. Raises what aiogram raises, and TelegramServerError for what is no JSON."""
        # Held, because pydantic forgets generic models that nobody holds, and making one costs as much as many answers.
        if method.__returning__ not in self._shapes:
            self._shapes[method.__returning__] = Response[method.__returning__]  # type: ignore[name-defined]  # made when it runs
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if not isinstance(error.original, json.JSONDecodeError):
                error.data, error.args = "not shown", (error.message,)  # what people wrote and are called
                raise
            raise TelegramServerError(method, f"the answer, with status {status_code}, is no JSON") from error


@contextmanager
def delivering() -> Iterator[None]:
    """Marks calls made inside as deliveries, which wait until every reply to a person has gone out."""
    with _marked(NOTICE):
        yield


@contextmanager
def advertising() -> Iterator[None]:
    """Marks calls made inside as adverts: they wait for everything else, and none is made again that may have arrived.

    An advert is better lost than sent twice.
    """
    with _marked(ADVERT):
        yield


@contextmanager
def _marked(urgency: int) -> Iterator[None]:
    token = _urgency.set(urgency)
    try:
        yield
    finally:
        _urgency.reset(token)


class Pace:
    """A token bucket with three queues: `rate` turns a second, urgent ones first, one shared pause for all."""

    def __init__(self, rate: float = RATE, burst: int = BURST, chat_gap: float = CHAT_GAP) -> None:
        self._gap = 1 / rate
        self._burst = burst
        self._chat_gap = chat_gap
        self._chats: dict[int | str, float] = {}
        self._free_at = 0.0
        self._paused_until = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, urgency: int) -> None:
        """Returns when the caller may make its call; `urgency` is REPLY, NOTICE or ADVERT."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._order), turn))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._release())
        await turn

    async def apart(self, chat_id: int | str) -> None:
        """Returns when the chat's last delivery is long enough ago for another one."""
        now = asyncio.get_running_loop().time()
        while self._chats and (oldest := next(iter(self._chats))) != chat_id and self._chats[oldest] <= now:
            del self._chats[oldest]
        at = max(now, self._chats.pop(chat_id, now))
        self._chats[chat_id] = at + self._chat_gap
        if at > now:
            await asyncio.sleep(at - now)

    async def resumed(self) -> None:
        """Returns when nobody has to pause."""
        clock = asyncio.get_running_loop().time
        while (wait := self._paused_until - clock()) > 0:  # noqa: ASYNC110 - the end is known, but may be put off
            await asyncio.sleep(wait)

    def pause(self, seconds: float) -> None:
        """Lets nobody through for `seconds`."""
        self._paused_until = max(self._paused_until, asyncio.get_running_loop().time() + seconds)

    async def _release(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._waiting:
            wait = max(self._free_at, self._paused_until) - clock()
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            _, _, turn = heapq.heappop(self._waiting)
            if turn.done():
                continue
            self._free_at = max(self._free_at, clock() - self._burst * self._gap) + self._gap
            turn.set_result(None)
            # The caller's request starts before the next turn is given, so that a 429 stops the queue at once.
            await asyncio.sleep(0)


def _paced(method: TelegramMethod[Any]) -> bool:
    return method.__api_method__.startswith(("send", "edit", "copy", "forward", "delete"))


def _repeatable(method: TelegramMethod[Any]) -> bool:
    # A send that timed out may have arrived; everything else has the same effect twice as once.
    return not method.__api_method__.startswith(("send", "copy", "forward"))


async def _counted(
    make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
) -> Response[TelegramType]:
    try:
        answer = await make_request(bot, method)
    except TelegramAPIError as error:
        CALLS.labels(method.__api_method__, type(error).__name__).inc()
        raise
    CALLS.labels(method.__api_method__, "ok").inc()
    return answer


class Sender(BaseRequestMiddleware):
    """Request middleware for every call. `unreachable(chat_id)` is called when a person has blocked the bot."""

    def __init__(self, unreachable: Callable[[int], Awaitable[None]], pace: Pace | None = None) -> None:
        self._unreachable = unreachable
        self._pace = pace or Pace()

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Makes the call when its turn comes; again after 429, 5xx, a chat's move and, where harmless, a time-out."""
        for attempt in itertools.count(1):
            if _paced(method):
                chat_id = getattr(method, "chat_id", None)
                if chat_id is not None and _urgency.get() != REPLY:
                    await self._pace.apart(chat_id)
                await self._pace.turn(_urgency.get())
            else:
                await self._pace.resumed()
            try:
                return await _counted(make_request, bot, method)
            except TelegramForbiddenError:
                chat_id = getattr(method, "chat_id", None)
                if isinstance(chat_id, int):
                    await self._unreachable(chat_id)
                raise
            except TelegramMigrateToChat as error:
                if attempt >= TRIES:
                    raise
                method = method.model_copy(update={"chat_id": error.migrate_to_chat_id})
            except _TROUBLE as error:
                await self._wait_out(error, method, attempt)
        raise AssertionError("itertools.count never ends")

    async def _wait_out(self, error: TelegramAPIError, method: TelegramMethod[Any], attempt: int) -> None:
        """Returns when the call may be made again; raises the error when it may not."""
        if isinstance(error, TelegramRetryAfter):
            self._pace.pause(error.retry_after)
            if attempt >= TRIES:
                raise error
            return
        doubtful = (TelegramNetworkError, TelegramServerError) if _urgency.get() == ADVERT else TelegramNetworkError
        in_doubt = isinstance(error, doubtful) and not _repeatable(method)
        if attempt >= TRIES or in_doubt or isinstance(error, TelegramEntityTooLarge):
            raise error
        await asyncio.sleep(0.2 * 2**attempt)

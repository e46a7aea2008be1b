"""The one way out to the Bot API: paced, obedient to `retry_after`, replies ahead of deliveries, adverts last."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from math import ceil
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetFile, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import ClientError, ClientResponseError, JsonPayload

from bot.wire.metrics import CALLS
from bot.wire.pace import ADVERT, HINT, NOTICE, REPLY, Pace

TRIES = 5
PAUSE = 0.2
"""Seconds before the second try, halved; each further one comes twice as late."""
LONGEST_WAIT = 10.0
"""Seconds that a call waits for a pause to end: whoever waits longer shall not keep others from their turn."""

_TROUBLE = (TelegramRetryAfter, TelegramServerError, TelegramNetworkError)

_urgency: ContextVar[int] = ContextVar("urgency", default=REPLY)
_serving: ContextVar["Serving | None"] = ContextVar("serving", default=None)


class ChatPaused(TelegramRetryAfter):
    """Telegram lets us write into one chat again after `retry_after` seconds only; into others we may."""


class AnswerUnreadable(TelegramAPIError):  # noqa: N818 - says a state, like the refusals of the domain
    """The Bot API has done what it was asked, but its answer has another shape than the Bot API's."""


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
        """Returns the answer. Raises what aiogram raises, but nothing that is no TelegramAPIError.

        TelegramServerError for what no Bot API says, AnswerUnreadable for what was done and is told in another shape.
        """
        # Held, because pydantic forgets generic models that nobody holds, and making one costs as much as many answers.
        if method.__returning__ not in self._shapes:
            self._shapes[method.__returning__] = Response[method.__returning__]  # type: ignore[name-defined]  # made when it runs
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if isinstance(error.data, dict) and error.data.get("ok") is True and status_code == HTTPStatus.OK:
                raise AnswerUnreadable(method, "the answer has another shape than the Bot API's") from None
            raise TelegramServerError(method, f"the answer, with status {status_code}, is not the Bot API's") from None
        except TypeError:  # aiogram looks for words in the description, which need not be there
            raise TelegramServerError(method, f"status {status_code}") from None
        except TelegramAPIError as error:
            if status_code == HTTPStatus.TOO_MANY_REQUESTS and not isinstance(error, TelegramRetryAfter):
                raise TelegramRetryAfter(method, error.message or "Too Many Requests", retry_after=1) from None
            raise

    async def stream_content(self, *arguments: Any, **options: Any) -> AsyncGenerator[bytes, None]:
        """Yields a file. What the network does to it is raised as with calls; a file that is gone is a bad request."""
        method = GetFile(file_id="")
        try:
            async for piece in super().stream_content(*arguments, **options):
                yield piece
        except ClientResponseError as error:
            gone = HTTPStatus.BAD_REQUEST <= error.status < HTTPStatus.INTERNAL_SERVER_ERROR
            raise (TelegramBadRequest if gone else TelegramServerError)(method, f"status {error.status}") from None
        except (TimeoutError, ClientError) as error:
            raise TelegramNetworkError(method, type(error).__name__) from None


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
def hinting() -> Iterator[None]:
    """Marks calls made inside as hints: each is tried once, and only if nobody has to wait for it."""
    with _marked(HINT):
        yield


class Serving:
    """The handling of one update of a chat: a 429 that names no chat is laid to the chat's charge.

    Handled again after trouble, it sends nothing again that was sent before.
    """

    def __init__(self, chat_id: int) -> None:
        self.chat_id = chat_id
        self._sent: list[tuple[object, Any]] = []
        self._before: list[tuple[object, Any]] = []

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Marks calls made inside as an attempt at this update."""
        self._before = list(self._sent)
        token = _serving.set(self)
        try:
            yield
        finally:
            _serving.reset(token)

    def answered(self, method: TelegramMethod[Any]) -> Any:
        """Returns what an earlier attempt was answered to the same call, each answer once; None when it was not."""
        call = _call(method)
        for place, (sent, answer) in enumerate(self._before):
            if sent == call:
                del self._before[place]
                return answer
        return None

    def sent(self, method: TelegramMethod[Any], answer: Any) -> None:
        """Remembers a call that Telegram has answered."""
        self._sent.append((_call(method), answer))


def _call(method: TelegramMethod[Any]) -> object:
    return method.__api_method__, method.model_dump(warnings=False)


@contextmanager
def _marked(urgency: int) -> Iterator[None]:
    token = _urgency.set(urgency)
    try:
        yield
    finally:
        _urgency.reset(token)


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


def _place(method: TelegramMethod[Any]) -> int | str | None:
    """Returns the chat that a call concerns; None when it concerns none, and nobody's update is at hand either."""
    chat_id = getattr(method, "chat_id", None)
    if chat_id is None:
        chat_id = getattr(getattr(method, "scope", None), "chat_id", None)
    serving = _serving.get()
    return serving.chat_id if chat_id is None and serving else chat_id


class Sender(BaseRequestMiddleware):
    """Request middleware for every call. `unreachable(chat_id)` is called when a person has blocked the bot.

    Who must pause longer than `LONGEST_WAIT` is not waited for: TelegramRetryAfter is raised, ChatPaused where it is
    one chat's own pause.
    """

    def __init__(self, unreachable: Callable[[int], Awaitable[None]], pace: Pace | None = None) -> None:
        self._unreachable = unreachable
        self._pace = pace or Pace()

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Makes the call when its turn comes; again after 429, 5xx, a chat's move and, where harmless, a time-out."""
        serving = None if _repeatable(method) else _serving.get()
        if serving and (before := serving.answered(method)):
            return cast("Response[TelegramType]", before)
        answer = await self._made(make_request, bot, method)
        if serving:
            serving.sent(method, answer)
        return answer

    async def _made(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        for attempt in itertools.count(1):
            await self._admitted(method)
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

    async def _admitted(self, method: TelegramMethod[Any]) -> None:
        """Returns when the call may be made."""
        place, urgency, paced = _place(method), _urgency.get(), _paced(method)
        while True:
            while wait := self._pace.paused(place):
                self._bear(wait, method)
                await asyncio.sleep(wait)
            if not paced:
                break
            if place is not None:
                await self._pace.apart(place, urgency)
            await self._pace.turn(urgency)
            if not self._pace.paused(place):
                break
        if place is not None:
            self._pace.called(place)

    def _bear(self, wait: float, method: TelegramMethod[Any]) -> None:
        """Returns when the caller may wait so long; else raises TelegramRetryAfter."""
        if wait > LONGEST_WAIT or _urgency.get() == HINT:
            raise self._refusal(wait, method)

    def _refusal(self, wait: float, method: TelegramMethod[Any]) -> TelegramRetryAfter:
        kind = TelegramRetryAfter if self._pace.is_general() or _place(method) is None else ChatPaused
        return kind(method=method, message="Too Many Requests", retry_after=ceil(wait))

    async def _wait_out(self, error: TelegramAPIError, method: TelegramMethod[Any], attempt: int) -> None:
        """Returns when the call may be made again; raises the error when it may not."""
        urgency = _urgency.get()
        if isinstance(error, TelegramRetryAfter):
            self._pace.pause(_place(method), error.retry_after)
            if attempt >= TRIES:
                raise self._refusal(self._pace.paused(_place(method)), method)
            return
        doubtful = (TelegramNetworkError, TelegramServerError) if urgency >= ADVERT else TelegramNetworkError
        in_doubt = isinstance(error, doubtful) and not _repeatable(method)
        if attempt >= TRIES or in_doubt or urgency == HINT or isinstance(error, TelegramEntityTooLarge):
            raise error
        await asyncio.sleep(PAUSE * 2**attempt)

"""The bot put together: dispatcher, inbox workers, polling."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import LinkPreviewOptions, Update
from pydantic import ValidationError

from bot import commands, conversation
from bot.house import House, nobodys_word
from bot.middlewares import Reception
from bot.wire.pace import Pace
from bot.wire.polling import ALLOWED, Poller, RawUpdate, chat_of
from bot.wire.sender import Sender, Serving, Session
from bot.wire.state import Talk
from bot.wire.workers import DRAIN_SECONDS, Workers
from loyalty.changing_codes import ChangingCodes
from services import people
from services.campaigns.texting import Gateway
from services.database import Database
from services.passes.office import PassOffice
from services.people import Person
from services.plumbing.conversations import Conversation

log = structlog.get_logger(__name__)

WEBHOOK_PAUSE = 5.0
"""Seconds between two tries to tell a Bot API server that is away where updates go."""

TELEGRAM = "https://api.telegram.org"


def connect(token: str, base_url: str = TELEGRAM) -> Bot:
    """Returns a client for the Bot API server at `base_url`; close it by `bot.session.close()`."""
    session = Session(api=TelegramAPIServer.from_base(base_url))
    # Not link_preview_is_disabled: that sends along what the Bot API has forgotten, beside what took its place.
    return Bot(
        token, session, DefaultBotProperties(parse_mode="HTML", link_preview=LinkPreviewOptions(is_disabled=True))
    )


@cache
def dispatcher() -> Dispatcher:
    """Returns the way from an update to its handler. Everything else comes with the update, so a process has one."""
    # aiogram's own state would read the conversation apart from the person, and write it before the update has ended.
    made = Dispatcher(disable_fsm=True, name="tessera")
    made.update.outer_middleware(Reception())
    made.include_router(conversation.router())
    return made


class UpdateUnreadable(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """An update has another shape than those of the Bot API; says where."""


class Application:
    """The running bot. Either `run_polling`, or `run_webhook` with `receive` called by the web server.

    `told` is called when an update has left something to be delivered. `likely` is a clock that always says something:
    updates come in whatever the time is, None for the house's own.
    """

    def __init__(
        self,
        house: House,
        api: Bot,
        told: Callable[[], None] = lambda: None,
        pace: Pace | None = None,
        likely: Callable[[], datetime] | None = None,
    ) -> None:
        self.house = house
        self.api = api
        self.dispatcher = dispatcher()
        self._likely = likely or house.clock
        self.workers = Workers(house.db, self._likely, self.handle, told)
        self._poller = Poller(api, self.receive)
        self._fetching: asyncio.Task[None] | None = None
        self._stopped = False
        self._tasks: list[asyncio.Task[None]] = []
        api.session.middleware(Sender(self._unreachable, pace))

    async def handle(
        self, raw: RawUpdate, came: datetime | None = None, serving: Serving | None = None
    ) -> Conversation | None:
        """Handles one raw update to its end, past the inbox; raises what the handler raised.

        `came` is when it was received, None for now; `serving` what earlier attempts at it have sent. Returns the
        conversation if it has moved, for the caller to write.
        """
        if not any(raw.get(kind) for kind in ALLOWED):
            log.info("update_of_no_use", update_id=raw.get("update_id"), kinds=sorted(raw))
            return None
        talk = Talk()
        with (serving or Serving(chat_of(raw))).attempt():
            # Not feed_raw_update: it logs every refusal of a handler once more.
            await self.dispatcher.feed_update(
                self.api, self._read(raw), house=self.house, talk=talk, came=came or self._likely()
            )
        return talk.changed()

    def _read(self, raw: RawUpdate) -> Update:
        """Returns an update as aiogram has it. Raises UpdateUnreadable, without a word of what it says."""
        try:
            return Update.model_validate(raw, context={"bot": self.api})
        except ValidationError as error:
            # Pydantic's own words quote the update, and they go to the log.
            places = (
                ".".join(map(str, each["loc"])) + ": " + each["type"] for each in error.errors(include_input=False)
            )
            raise UpdateUnreadable("; ".join(places)) from None

    async def receive(self, raw: Sequence[RawUpdate]) -> None:
        """Writes raw updates to the inbox and returns after the commit; only then may Telegram hear "received"."""
        await self.workers.accept([(update["update_id"], chat_of(update), json.dumps(update)) for update in raw])

    async def run_polling(self) -> None:
        """Fetches and handles until `stop` is called."""
        await self._run(self._fetch)

    async def run_webhook(self, url: str, secret: str) -> None:
        """Has updates sent to `url`, and handles them, until `stop` is called."""
        await self._run(partial(self._hook, url, secret))

    async def stop(self) -> None:
        """Stops fetching at once, lets handlers at hand end, and cuts off what takes too long.

        What is cut off is in the inbox still.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + DRAIN_SECONDS
        self._stopped = True
        if self._fetching is not None:
            self._fetching.cancel()
        await self.workers.stop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=max(0.0, deadline - clock()))
            for task in late:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, fetch: Callable[[], Coroutine[None, None, None]]) -> None:
        await self._announce()
        if self._stopped:  # before it had begun
            return
        self._fetching = asyncio.create_task(fetch())
        self._tasks = [asyncio.create_task(self.workers.run()), self._fetching]
        try:
            await asyncio.gather(*self._tasks)
        except asyncio.CancelledError:
            await self.stop()

    async def _fetch(self) -> None:
        with suppress(TelegramAPIError):  # the poller says so, and waits, when the server is away
            await self.api.delete_webhook()
        await self._poller.run()

    async def _hook(self, url: str, secret: str) -> None:
        while True:
            try:
                await self.api.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED))
            except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
                log.warning("webhook_not_set", error=str(error), pause=WEBHOOK_PAUSE)
                await asyncio.sleep(WEBHOOK_PAUSE)
            else:
                return

    async def _announce(self) -> None:
        try:
            await commands.announce(self.api)
        except TelegramAPIError as error:
            log.warning("commands_not_set", error=str(error))

    async def _unreachable(self, chat_id: int) -> None:
        await self.house.db.write(people.reachable, chat_id, False, self._likely())


def build(
    db: Database,
    api: Bot,
    *,
    clock: Callable[[], datetime],
    username: str,
    public_url: str,
    offer_apple: bool,
    pass_office: PassOffice,
    codes: ChangingCodes,
    offer_google: bool = False,
    offer_app: bool = False,
    payment_token: str = "",
    suggested: Mapping[str, str] | None = None,
    text: Gateway | None = None,
    told: Callable[[], None] = lambda: None,
    pace: Pace | None = None,
    likely: Callable[[], datetime] | None = None,
    vouch: Callable[[Person, datetime], Awaitable[bool]] = nobodys_word,
) -> Application:
    """Returns the bot, not running yet. `api` comes from `connect`; the other arguments are those of `House`.

    `told` is called when an update has left something to be delivered; `pace` None is what Telegram bears; `likely` is
    a clock that always says something, None for `clock`.
    """
    house = House(
        db,
        clock,
        username,
        public_url,
        offer_apple,
        pass_office,
        codes,
        suggested=suggested or {},
        offer_google=offer_google,
        offer_app=offer_app,
        payment_token=payment_token,
        text=text,
        vouch=vouch,
    )
    return Application(house, api, told, pace, likely)

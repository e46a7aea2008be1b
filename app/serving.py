"""`tessera run`: everything in one process, from the first check to the last drained handler."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import structlog
import uvloop

from app.server import listening
from app.settings import Settings, SettingsError
from app.wiring import Tessera, composed
from storage.database import serving_lock
from storage.migrations import migrate

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 10.0
"""From the signal to the last handler's end; what has not ended by then is in the inbox or outbox still."""


def run(settings: Settings, role: str) -> int:
    """Serves until SIGTERM or Ctrl-C; returns the exit code."""
    if role != "all":
        where = "needs PostgreSQL, and this is SQLite" if settings.is_sqlite else "comes with a later version"
        raise SettingsError(f"--role {role} {where}; run without --role: one process then does everything")
    settings.token()
    settings.make_data_dir()
    with serving_lock(settings.database):
        in_loop(_until_signal(settings))
    return 0


def in_loop(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` in an event loop of the fast kind."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


def asked_to_stop() -> asyncio.Event:
    """Returns an event that SIGTERM and Ctrl-C set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _until_signal(settings: Settings) -> None:
    stop = asked_to_stop()
    if settings.is_sqlite:
        await migrate(settings.database)
    async with composed(settings) as tessera, serving(tessera) as running:
        log.info("serving", bot=tessera.username, address=settings.reached_at, updates=settings.updates)
        await running.until(stop)
        log.info("stopping")


@dataclass(frozen=True)
class Running:
    """What serves: the web server's `port`, and the bot's task, which ends only when something is badly wrong."""

    port: int
    bot: asyncio.Task[None]

    async def until(self, stop: asyncio.Event) -> None:
        """Returns when `stop` is set; raises what stopped the bot, so that whoever supervises us starts us anew."""
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting, self.bot}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self.bot.done():
            self.bot.result()


@asynccontextmanager
async def serving(tessera: Tessera) -> AsyncIterator[Running]:
    """Runs bot, web server and jobs while the block runs.

    At the end nothing new is taken in, and what is at hand has ten seconds.
    """
    host, port = tessera.settings.address
    async with listening(tessera.web, host, port) as bound:
        bot = asyncio.create_task(_run_bot(tessera))
        tessera.scheduler.start()
        try:
            yield Running(bound, bot)
        finally:
            tessera.scheduler.shutdown(wait=False)
            with suppress(TimeoutError):
                await asyncio.wait_for(tessera.bot.stop(), DRAIN_SECONDS)
            bot.cancel()
            await asyncio.gather(bot, return_exceptions=True)


async def _run_bot(tessera: Tessera) -> None:
    settings = tessera.settings
    if settings.updates == "webhook":
        await tessera.bot.run_webhook(f"{settings.reached_at}/telegram/webhook", settings.webhook_token())
    else:
        await tessera.bot.run_polling()

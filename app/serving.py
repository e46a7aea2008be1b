"""`tessera run`: everything in one process, from the first check to the last drained handler."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from app.loop import asked_to_stop, in_loop
from app.server import listening
from app.settings import Settings, SettingsError
from app.wiring import Tessera, composed
from storage.database import serving_lock

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 10.0
"""From the signal to the last handler's end; what has not ended by then is in the inbox or outbox still."""


def run(settings: Settings, role: str) -> int:
    """Serves until SIGTERM or Ctrl-C; returns the exit code."""
    if role != "all":
        where = "needs PostgreSQL, and this is SQLite" if settings.is_sqlite else "comes with a later version"
        raise SettingsError(f"--role {role} {where}; run without --role: one process then does everything")
    settings.token()
    in_loop(_until_asked(settings))
    return 0


async def _until_asked(settings: Settings) -> None:
    await serve(settings, asked_to_stop())


async def serve(settings: Settings, stop: asyncio.Event, *, offer_apple: bool | None = None) -> None:
    """Serves until `stop` is set; `offer_apple` as in `composed`. Raises AlreadyServing beside another process."""
    settings.make_data_dir()
    with serving_lock(settings.database):
        async with composed(settings, offer_apple=offer_apple) as tessera, serving(tessera) as running:
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
                async with asyncio.timeout(DRAIN_SECONDS):
                    await tessera.bot.stop()
            bot.cancel()
            await asyncio.gather(bot, return_exceptions=True)


async def _run_bot(tessera: Tessera) -> None:
    settings = tessera.settings
    if settings.updates == "webhook":
        await tessera.bot.run_webhook(f"{settings.reached_at}/telegram/webhook", settings.webhook_token())
    else:
        await tessera.bot.run_polling()

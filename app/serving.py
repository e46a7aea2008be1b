"""`tessera run`: what a process of each role does, from the first check to the last drained handler."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from app.leading import Leadership
from app.loop import asked_to_stop, in_loop
from app.preflight import examine
from app.server import listening
from app.settings import Settings, SettingsError
from app.wiring import Tessera, composed
from services.database import DatabaseUnavailable
from services.imports import mending
from services.plumbing import deliveries
from storage.database import serving_lock
from storage.engine.postgres import PostgresDatabase

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 10.0
"""From the signal to the last handler's end; what has not ended by then is in the inbox or outbox still."""


def run(settings: Settings, role: str) -> int:
    """Serves until SIGTERM or Ctrl-C; returns the exit code.

    `web` answers HTTP alone; `worker` speaks to Telegram and keeps the timetable, if no other process does; `all` is
    both. Raises SettingsError for a part of the whole on SQLite, which bears one process.
    """
    if role != "all" and settings.is_sqlite:
        raise SettingsError(
            f"--role {role} needs PostgreSQL, and this is SQLite; run without --role: one process then does everything"
        )
    settings.token()
    in_loop(_until_asked(settings, role))
    return 0


async def _until_asked(settings: Settings, role: str) -> None:
    for finding in await examine(settings):
        say = log.info if finding.outcome == "ok" else log.warning
        say("checked", subject=finding.subject, outcome=finding.outcome, words=finding.words)
    await serve(settings, asked_to_stop(), role=role)


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    role: str = "all",
    offer_apple: bool | None = None,
    trust_clock: bool = False,
    begun: Callable[[Tessera], None] = lambda _: None,
) -> None:
    """Serves until `stop` is set; `offer_apple` and `trust_clock` as in `composed`. `begun` is called with what serves.

    Raises AlreadyServing beside another process.
    """
    settings.make_data_dir()
    with serving_lock(settings.database):
        whole = composed(settings, offer_apple=offer_apple, trust_clock=trust_clock)
        async with whole as tessera, serving(tessera, role) as running:
            begun(tessera)
            log.info("serving", bot=tessera.username, address=settings.reached_at, updates=settings.updates)
            await running.until(stop)
            log.info("stopping")


@dataclass(frozen=True)
class Running:
    """What serves: the web server's `port`, and the bot's task, which ends only when something is badly wrong."""

    port: int
    bot: asyncio.Task[None] | None

    async def until(self, stop: asyncio.Event) -> None:
        """Returns when `stop` is set; raises what stopped the bot, so that whoever supervises us starts us anew."""
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting, self.bot} if self.bot else {waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self.bot and self.bot.done():
            self.bot.result()


@asynccontextmanager
async def serving(tessera: Tessera, role: str = "all") -> AsyncIterator[Running]:
    """Runs the web server, and unless the role is `web` the bot and the jobs, while the block runs.

    Every role answers `/healthz`, `/readyz` and `/metrics`. At the end nothing new is taken in, and what is at hand
    has ten seconds.
    """
    host, port = tessera.settings.address
    async with listening(tessera.web, host, port) as bound, _watching(tessera):
        if role == "web":
            yield Running(bound, None)
            return
        leadership = Leadership(tessera.database, tessera.keeper.likely)
        leading = asyncio.Event()
        bot = asyncio.create_task(_lead(tessera, leadership, leading))
        try:
            yield Running(bound, bot)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await tessera.bot.stop()
                    if leading.is_set():  # whoever stands by has nothing at hand, and waits for ever
                        await asyncio.wait({bot})
            bot.cancel()
            await asyncio.gather(bot, return_exceptions=True)
            with suppress(DatabaseUnavailable):
                await leadership.give_back()


@asynccontextmanager
async def _watching(tessera: Tessera) -> AsyncIterator[None]:
    watching = asyncio.create_task(tessera.watchman.run())
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def _lead(tessera: Tessera, leadership: Leadership, leading: asyncio.Event) -> None:
    """Speaks to Telegram, Apple and Google and keeps the timetable while this process leads, as one on SQLite does."""
    alone = tessera.settings.is_sqlite
    if not alone:
        await leadership.won()
    leading.set()
    with suppress(DatabaseUnavailable):  # then leases run out by themselves, half a minute later, and the rest waits
        freed = await tessera.database.write(deliveries.free)
        log.info("claims_freed", count=freed)
        await _mend(tessera)
    tessera.watchman.leads = True
    tessera.scheduler.start()
    try:
        async with asyncio.TaskGroup() as tasks:
            working = [tasks.create_task(loop.run()) for loop in tessera.loops]
            bot = tasks.create_task(_run_bot(tessera))
            beside = [] if alone else [tasks.create_task(leadership.keep()), tasks.create_task(_listen(tessera))]
            await bot
            # What the last handlers have left to be told is claimed no more, and what is at hand comes to its end.
            for loop in tessera.loops:
                loop.stop()
            await asyncio.gather(*working)
            for task in beside:
                task.cancel()
    finally:
        tessera.scheduler.shutdown(wait=False)


async def _mend(tessera: Tessera) -> None:
    """Mends what earlier releases have written down wrongly; where there is nothing to mend, that is one look."""
    while (done := await tessera.database.write(mending.step, tessera.keeper.likely())) is not None:
        log.info("phones_looked_through", mended=done.mended, left=done.left)


async def _listen(tessera: Tessera) -> None:
    """Wakes whoever has something to do that another process has written."""
    assert isinstance(tessera.database, PostgresDatabase), "SQLite bears one process"
    await tessera.database.listen(lambda table: tessera.bells[table]())


async def _run_bot(tessera: Tessera) -> None:
    settings = tessera.settings
    if settings.updates == "webhook":
        await tessera.bot.run_webhook(f"{settings.reached_at}/telegram/webhook", settings.webhook_token())
    else:
        await tessera.bot.run_polling()

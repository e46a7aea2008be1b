"""The composition: opens what the settings name and puts the rooms together. The only place that knows everything."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from fastapi import FastAPI
from sqlalchemy import Connection

import bot.application
import web.application
from app import google, secret, texting, work
from app.apple import certificate, credentials, push_server
from app.google import Google
from app.settings import Settings, SettingsError
from app.timekeeper import Timekeeper, date_of, wall
from app.watchman import Watchman
from bot.telegram import Bot, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from bot.wire.pace import Pace
from jobs.loop import Loop
from jobs.pushes import Push
from jobs.schedule import schedule
from locales import Language
from loyalty.changing_codes import ChangingCodes
from services import machine, people, team
from services.campaigns.texting import Gateway
from services.passes import apple_certificate
from services.passes.google import passes as google_cards
from services.passes.office import PassOffice
from services.plumbing import deliveries, keepsakes, updates
from storage.database import Database, open_database
from storage.errors import DatabaseUnavailable
from storage.migrations import current_version, head_version, migrate
from wallet.apple.credentials import Credentials
from wallet.apple.push import LOOPBACK
from web.init_data import InitData
from web.site import GoogleSite, NotReady, Site

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Tessera:
    """The application put together, not running yet."""

    settings: Settings
    database: Database
    bot: bot.application.Application
    web: FastAPI
    scheduler: AsyncIOScheduler
    loops: Sequence[Loop]
    bells: Mapping[str, Callable[[], None]]
    """Whom to wake, by the table that somebody has written to."""
    username: str
    keeper: Timekeeper
    watchman: Watchman


@asynccontextmanager
async def composed(
    settings: Settings, *, offer_apple: bool | None = None, pace: Pace | None = None, trust_clock: bool = False
) -> AsyncIterator[Tessera]:
    """Opens everything that `settings` names, puts it together, and closes it at the end.

    `offer_apple` None offers passes to iPhones when Apple's own certificate signs them; `pace` None is what
    Telegram bears; `trust_clock` is the word of whoever calls that the clock is right. Raises what `app.refusals` has
    words for.
    """
    await migrated(settings)
    database = await open_database(settings.database)
    api = bot.application.connect(settings.token(), settings.bot_api_url)
    try:
        keeper = await timekeeper(settings, database)
        if trust_clock:
            keeper.vouch()
        await database.write(secret.hold_to, settings.master_secret(), keeper.likely())
        if settings.owner_id is not None:
            await database.write(_appoint, settings.owner_id, settings.language or "en", keeper.likely())
        username = await bot_username(api, database, keeper.likely())
        signer = await asyncio.to_thread(credentials, settings, keeper.likely())
        await database.write(apple_certificate.keep, certificate(signer), keeper.likely())
        wallet = await asyncio.to_thread(google.connect, settings, username)
        apns = await asyncio.to_thread(push_server, settings, signer)
        try:
            async with texting.gateway(settings) as gateway:
                yield _put_together(
                    settings,
                    database,
                    api,
                    username,
                    signer,
                    not signer.development if offer_apple is None else offer_apple,
                    wallet,
                    apns.push if apns else None,
                    keeper=keeper,
                    gateway=gateway,
                    pace=pace,
                )
        finally:
            if apns is not None:
                await apns.close()
            if wallet is not None:
                await wallet.api.close()
    finally:
        await api.session.close()
        await database.close()


def _put_together(
    settings: Settings,
    database: Database,
    api: Bot,
    username: str,
    signer: Credentials,
    offer_apple: bool,
    wallet: Google | None,
    push: Push | None,
    *,
    keeper: Timekeeper,
    gateway: Gateway | None,
    pace: Pace | None,
) -> Tessera:
    secret = settings.master_secret().encode()
    office = PassOffice(signer, secret=secret, public_url=settings.reached_at, username=username)
    codes = ChangingCodes(secret, username)
    answers = {"currency": settings.currency, "zone": settings.timezone, "language": settings.language}
    # What has begun by a right clock comes to its end by the likely one; what is still to begin needs the right one.
    watchman, clock = Watchman(database, keeper, api, settings.bot_api_url), keeper.likely
    telling = work.telling(database, api, clock, rung=not settings.is_sqlite, office=office)
    application = bot.application.build(
        database,
        api,
        clock=keeper.now,
        likely=clock,
        vouch=watchman.vouch,
        username=username,
        public_url=settings.reached_at,
        offer_apple=offer_apple,
        offer_google=wallet is not None,
        offer_app=opens_apps(settings),
        payment_token=settings.payment_token.get_secret_value() if settings.payment_token else "",
        pass_office=office,
        codes=codes,
        suggested={question: answer for question, answer in answers.items() if answer},
        text=gateway,
        told=telling.wake,
        pace=pace,
    )
    site = Site(
        db=database,
        clock=keeper.now,
        username=username,
        public_url=settings.reached_at,
        offer_apple=offer_apple,
        pass_office=office,
        codes=codes,
        init_data=InitData(settings.token()),
        app_frames=app_frames(settings),
        receive=application.receive,
        webhook_token=settings.webhook_token() if settings.updates == "webhook" else None,
        ready=partial(_ready, database, watchman),
        depths=partial(_measured, database, watchman),
        google=GoogleSite(wallet.line, wallet.callbacks) if wallet else None,
    )
    loops = [
        telling,
        work.broadcasting(database, api, clock),
        work.pushing(database, clock, push),
        work.showing(database, clock, wallet.line if wallet else None),
        work.importing(database, api, clock),
        work.repainting(database, api, clock),
        *([work.winning_back(database, clock, gateway, settings.reached_at)] if gateway is not None else []),
    ]
    for loop in loops:
        loop.only_while(keeper.is_right)
    built, timetable = web.application.build(site), schedule(database, keeper.now)
    bells = {"inbox": application.workers.wake, "job": telling.wake}
    return Tessera(settings, database, application, built, timetable, loops, bells, username, keeper, watchman)


async def timekeeper(settings: Settings, database: Database | None) -> Timekeeper:
    """Returns who judges the clock, with what the Bot API server and the database (None: unknown) say of the time."""
    keeper = Timekeeper(telegrams=settings.bot_api_url == bot.application.TELEGRAM)
    if database is not None:
        keeper.remember(await database.read(machine.last_sign))
    keeper.hear(await date_of(settings.bot_api_url))
    keeper.look()
    return keeper


def app_frames(settings: Settings) -> str:
    """Returns who may show the Mini App in a frame: Telegram in a browser, or a test server's page on loopback."""
    api = urlsplit(settings.bot_api_url)
    hosts = ("127.0.0.1", "localhost") if api.hostname in LOOPBACK else ()
    return " ".join(("https://web.telegram.org", *(f"{api.scheme}://{host}:{api.port}" for host in hosts)))


def opens_apps(settings: Settings) -> bool:
    """Says whether the Bot API server opens our Mini App: Telegram's asks for https, a test server on loopback not."""
    return settings.reached_at.startswith("https://") or urlsplit(settings.bot_api_url).hostname in LOOPBACK


async def migrated(settings: Settings) -> None:
    """Brings a SQLite file to the newest version; on PostgreSQL raises SettingsError unless `migrate` was run."""
    if settings.is_sqlite:
        await migrate(settings.database)
        return
    database = await open_database(settings.database)
    try:
        version = await database.read(current_version)
    finally:
        await database.close()
    if version != head_version():
        raise SettingsError(
            f"The database is at version {version or 'none'}, not {head_version()}; run tessera migrate"
        )


async def bot_username(api: Bot, database: Database, now: datetime) -> str:
    """Returns the bot's own name: Telegram's answer, or while Telegram is away the one it gave last time."""
    try:
        username = (await api.get_me(request_timeout=10)).username or ""
    except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter):
        kept = await database.read(keepsakes.get, "bot_username")
        if kept is None:
            raise
        log.warning("bot_api_away", username=kept)
        return kept
    await database.write(keepsakes.put, "bot_username", username, now)
    return username


def _appoint(connection: Connection, telegram_id: int, language: Language, now: datetime) -> None:
    """Makes the Telegram account that the operator has named an owner, before it has ever written to the bot."""
    person = people.by_telegram(connection, telegram_id)
    if person is None:
        person = people.seen(connection, telegram_id, "", "", None, language, now)
    team.appoint_owner(connection, person, now)


async def _ready(database: Database, watchman: Watchman) -> None:
    try:
        version = await database.read(current_version)
    except DatabaseUnavailable as error:
        raise NotReady("the database does not answer") from error
    if version != head_version():
        raise NotReady(f"the database is at version {version or 'none'}, not {head_version()}")
    fault = watchman.clock_fault()
    if fault is not None:
        raise NotReady(fault.words)
    try:
        await watchman.write()
    except DatabaseUnavailable as error:
        raise NotReady(f"nothing can be written: {error}") from error


async def _measured(database: Database, watchman: Watchman) -> Mapping[str, float]:
    """Returns what waits, or without the database only how we are."""
    fault = watchman.clock_fault()
    now = fault.likely if fault else wall()
    measured = {
        "writes_failing_seconds": watchman.failing_for(),
        "clock_off_seconds": (fault.says - fault.likely).total_seconds() if fault else 0.0,
    }
    try:
        return {**await database.read(_depths, now), **measured, "database_up": 1.0}
    except DatabaseUnavailable:
        return {**measured, "database_up": 0.0}


def _depths(connection: Connection, now: datetime) -> Mapping[str, float]:
    inbox = updates.backlog(connection)
    outbox = deliveries.backlog(connection, now).values()
    oldest = min((kind.oldest for kind in outbox if kind.oldest), default=None)
    signed_by = apple_certificate.kept(connection)
    return {
        "inbox_waiting": inbox.waiting,
        "inbox_parked": inbox.parked,
        "inbox_oldest_seconds": _age(inbox.oldest, now),
        "outbox_waiting": sum(kind.due for kind in outbox),
        "outbox_planned": sum(kind.planned for kind in outbox),
        "outbox_failed": sum(kind.failed for kind in outbox),
        "outbox_oldest_seconds": _age(oldest, now),
        "google_cards": google_cards.held(connection),
        **({"apple_certificate_days": signed_by.days_left(now)} if signed_by else {}),
    }


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0

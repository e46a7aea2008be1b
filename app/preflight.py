"""`tessera check`: tries everything that `run` will need, and says of each in one line whether it works."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from app import google, texting
from app.apple import credentials
from app.refusals import in_words
from app.settings import PREFIX, Settings, SettingsError, unknown
from app.timekeeper import Timekeeper, wall
from app.wiring import timekeeper
from bot.application import connect
from bot.telegram import TelegramAPIError
from storage.database import open_database
from storage.migrations import current_version, head_version
from wallet.google.rest import GoogleAway, GoogleRefused, WalletApi

CLOCK_TOLERANCE = timedelta(seconds=30)

Outcome = Literal["ok", "warn", "FAIL"]


@dataclass(frozen=True)
class Finding:
    """One line of the preflight: FAIL would not work, warn works but deserves a look."""

    outcome: Outcome
    subject: str
    words: str


def check(settings: Settings) -> int:
    """Prints a line per subject; returns 1 when anything would not work, else 0."""
    findings = asyncio.run(examine(settings))
    for finding in findings:
        print(f"{finding.outcome:<5} {finding.subject:<14} {finding.words}")
    return 1 if any(finding.outcome == "FAIL" for finding in findings) else 0


async def examine(settings: Settings) -> list[Finding]:
    """Tries each subject, also after another has failed."""
    return [finding async for finding in _examined(settings)]


async def _examined(settings: Settings) -> AsyncIterator[Finding]:
    yield _names()
    keeper = await _keeper(settings)
    for subject, attempt in (
        ("data folder", _data_folder),
        ("database", _database),
        ("Bot API", _bot_api),
        ("clock", partial(_time, keeper)),
        ("address", _address),
        ("Apple Wallet", partial(_apple, keeper.likely())),
        ("Google Wallet", _google),
        ("SMS", _sms),
    ):
        yield await _tried(subject, attempt, settings)


async def _tried(
    subject: str, attempt: Callable[[Settings], Awaitable[tuple[Outcome, str]]], settings: Settings
) -> Finding:
    try:
        outcome, words = await attempt(settings)
    except SettingsError as error:
        outcome, words = "FAIL", str(error)
    except Exception as error:
        known = in_words(error)
        if known is None:
            raise
        outcome, words = "FAIL", known
    return Finding(outcome, subject, words)


def _names() -> Finding:
    strange = unknown()
    if strange:
        return Finding("warn", "settings", f"{', '.join(strange)}: no such setting; see docs/settings.md")
    return Finding("ok", "settings", "every name is known")


async def _data_folder(settings: Settings) -> tuple[Outcome, str]:
    settings.make_data_dir()
    settings.master_secret()
    where = "the environment" if settings.secret else f"{settings.data_dir / 'secret'}"
    return "ok", f"{settings.data_dir.absolute()}; the master secret is in {where}"


async def _sms(settings: Settings) -> tuple[Outcome, str]:
    async with texting.gateway(settings) as gateway:
        if gateway is None:
            return "ok", "no gateway: former customers cannot be written to (TESSERA_SMS_URL)"
    file = texting.file_of(settings)
    if file is not None:
        return "warn", f"messages are written to {file} and reach nobody"
    return "ok", "the gateway is set; nothing was sent to try it"


async def _database(settings: Settings) -> tuple[Outcome, str]:
    database = await open_database(settings.database, checkpoints=False)
    try:
        name, version = await database.check(), await database.read(current_version)
    finally:
        await database.close()
    if version == head_version():
        return "ok", f"{name}, at version {version}"
    if settings.is_sqlite:
        return "ok", f"{name}, at version {version or 'none'}; run brings it to {head_version()}"
    return "FAIL", f"{name}, at version {version or 'none'}, not {head_version()}; run tessera migrate"


async def _bot_api(settings: Settings) -> tuple[Outcome, str]:
    api = connect(settings.token(), settings.bot_api_url)
    try:
        bot = await api.get_me(request_timeout=10)
        try:
            webhook = (await api.get_webhook_info(request_timeout=10)).url
        except TelegramAPIError as error:
            return "warn", f"@{bot.username}; it does not say whether a webhook is set: {error.message}"
    finally:
        await api.session.close()
    if settings.updates == "polling" and webhook:
        return "warn", f"@{bot.username}; the webhook of another installation is set, and run will remove it"
    return "ok", f"@{bot.username} at {settings.bot_api_url}"


async def _keeper(settings: Settings) -> Timekeeper:
    """Returns who judges the clock; what the database says of the time is left out where it does not answer."""
    try:
        database = await open_database(settings.database, checkpoints=False)
    except Exception as error:
        if not isinstance(error, SettingsError) and in_words(error) is None:
            raise
        return await timekeeper(settings, None)
    try:
        known = bool(await database.read(current_version))
        return await timekeeper(settings, database if known else None)
    finally:
        await database.close()


async def _time(keeper: Timekeeper, settings: Settings) -> tuple[Outcome, str]:
    """Compares our clock with that of the Bot API server: tokens, certificates and what is counted hold by it."""
    fault = keeper.fault()
    if fault is not None:
        return "warn" if fault.unproved else "FAIL", fault.words  # only what runs can ask
    off = keeper.off()
    if off is None:
        return "ok", f"{wall():%Y-%m-%d %H:%M:%S} UTC; the Bot API server does not say its own"
    if off > CLOCK_TOLERANCE:
        return "warn", f"{off.total_seconds():.0f} seconds off that of {settings.bot_api_url}; let NTP set it"
    return "ok", f"{wall():%Y-%m-%d %H:%M:%S} UTC, as at {settings.bot_api_url}"


async def _address(settings: Settings) -> tuple[Outcome, str]:
    if settings.reached_at.startswith("https://"):
        return "ok", f"{settings.reached_at}, served at {settings.listen}"
    if settings.updates == "webhook" and settings.bot_api_url == Settings.model_fields["bot_api_url"].default:
        return "FAIL", f"Telegram calls https addresses only; set {PREFIX}PUBLIC_URL"
    return "warn", f"{settings.reached_at} is not https: phones elsewhere will not reach it; set {PREFIX}PUBLIC_URL"


async def _apple(now: datetime, settings: Settings) -> tuple[Outcome, str]:
    signer = await asyncio.to_thread(credentials, settings, now)
    if signer.development:
        return "warn", "no certificate is set: passes are signed by a development authority, and iPhones refuse them"
    words = f"{signer.pass_type_id}, valid until {signer.expires_at:%Y-%m-%d}"
    if signer.warning(now):
        return "warn", f"{words}; make a new certificate for it now, passes stay valid"
    return "ok", words


_GOOGLE_ADVICE = (
    "invite the account in the Pay & Wallet console, enable the Google Wallet API in its project, and see that the "
    "issuer ID is that of the console, the key was not deleted and the clock is right"
)


async def _google(settings: Settings) -> tuple[Outcome, str]:
    account = await asyncio.to_thread(google.service_account, settings)
    if account is None:
        return "ok", "not set: cards have no button for Android"
    if not google.reachable(settings):
        return "warn", f"cards have no button: Google fetches the logo over https only; set {PREFIX}PUBLIC_URL"
    api = WalletApi(settings.google_api_url, account)
    who = f"issuer {settings.google_issuer_id}, {account.email}"
    try:
        await api.check(settings.google_issuer_id or "")
    except GoogleAway as error:
        return "warn", f"{who}: nobody knows yet whether Google takes it ({error})"
    except GoogleRefused as error:
        return "FAIL", f"{who}: Google refuses ({error}); {_GOOGLE_ADVICE}"
    finally:
        await api.close()
    return "ok", f"{who}: Google takes its cards"

"""`tessera demo`: the sandbox and the application on this machine, with one address to open."""

import asyncio
import fcntl
import importlib
import shutil
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

from pydantic import SecretStr

from app import logs
from app.loop import asked_to_stop, importing, in_loop
from app.settings import GivenSettings, Settings, SettingsError
from sandbox.google import ISSUER_ID
from sandbox.server import Sandbox

FOLDER = Path("data") / "demo"
LOCK = Path("data") / "demo.lock"
"""Held while a demo runs, and says where its page is; beside the folder, which a fresh demo deletes."""
FAILURE = Path("data") / "demo-failure.txt"


class RunsAlready(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """Another demo runs in this folder."""


def run(*, fresh: bool, port: int) -> int:
    """Serves until Ctrl-C and returns the exit code; the shop of the last time is there again unless `fresh`."""
    try:
        with _alone() as lock:
            if fresh:
                shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir(exist_ok=True)
            in_loop(_serve(port, lock))
    except Exception as error:  # noqa: BLE001 - whatever it is, a newcomer reads one line of it
        print(_in_one_line(error), file=sys.stderr)
        return 1
    return 0


@contextmanager
def _alone() -> Iterator[TextIO]:
    """Holds the demo's data as long as the block runs, and yields the file to write the address into.

    Raises RunsAlready beside another demo.
    """
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise RunsAlready(lock.read()) from error
        lock.truncate(0)
        yield lock


async def _serve(port: int, lock: TextIO) -> None:
    stop = asked_to_stop()
    sandbox = Sandbox(port=_free(port))
    sandbox.cast()
    async with sandbox:
        print(sandbox.url, end="", file=lock, flush=True)
        # The page is there at once; the bot's library alone takes seconds to load, and what is typed until then waits.
        print("\n  Starting …", flush=True)
        with importing():
            application = await asyncio.to_thread(importlib.import_module, "app.serving")
            window = await asyncio.to_thread(importlib.import_module, "app.window")
        if stop.is_set():
            return
        settings = _settings(sandbox)
        logs.configure(settings.log_format, settings.log_level)
        # Nobody's points are at stake: whoever comes back after a month is not asked whether that is so.
        serve = application.serve(
            settings, stop, offer_apple=True, trust_clock=True, begun=partial(_open, sandbox, window)
        )
        serving = asyncio.create_task(serve)
        answering = asyncio.create_task(sandbox.bot.updates.asked.wait())
        await asyncio.wait({serving, answering}, return_when=asyncio.FIRST_COMPLETED)
        answering.cancel()
        if not serving.done() and not stop.is_set():
            print(f"\n  Tessera is ready: {sandbox.url}\n\n  Stop it with Ctrl-C.\n", flush=True)
        await serving


def _open(sandbox: Sandbox, window: ModuleType, tessera: Any) -> None:
    """Lets the page see into the shop."""
    _, _, owner = sandbox.cast()
    sandbox.shop = window.ShopWindow(tessera, sandbox, owner.user.id)
    sandbox.telegram.bell.ring()


def _settings(sandbox: Sandbox) -> Settings:
    """Returns the settings of an application that has the sandbox instead of the world."""
    sandbox.google.forgetful = True
    account = FOLDER / "google-account.json"
    account.write_bytes(sandbox.google.credentials())
    account.chmod(0o600)
    sandbox.sms.path = FOLDER / "sms.jsonl"
    _, _, owner = sandbox.cast()
    return GivenSettings.load(
        bot_token=sandbox.token,
        bot_api_url=sandbox.url,
        apns_url=sandbox.apns.url,
        google_issuer_id=ISSUER_ID,
        google_credentials_file=account,
        google_api_url=sandbox.url,
        sms_url=SecretStr(sandbox.sms.path.absolute().as_uri()),
        payment_token=SecretStr("sandbox"),
        data_dir=FOLDER,
        listen=f"127.0.0.1:{_free(sandbox.port + 1)}",
        owner_id=owner.user.id,
        log_level="warning",
    )


def _in_one_line(error: Exception) -> str:
    """Returns why there is no demo, and what to do; a defect of ours leaves the rest in a file."""
    if isinstance(error, RunsAlready):
        where = f" at {error}" if str(error) else ""
        return f"The demo runs already{where}: open that one, or stop it with Ctrl-C where it was started"
    if isinstance(error, SettingsError):
        return str(error)
    return _known(error) or _defect(error)


def _known(error: Exception) -> str | None:
    try:
        from app.refusals import in_words  # noqa: PLC0415 - it brings the bot's library, which takes seconds
    except ImportError:
        return None  # which is what there is to tell
    return in_words(error)


def _defect(error: Exception) -> str:
    line = f"The demo has failed: {type(error).__name__}: {' '.join(str(error).split())}"
    try:
        FAILURE.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return line  # that nothing can be written may be the very trouble
    return f"{line} (more in {FAILURE})"


def _free(port: int) -> int:
    """Returns the first port from `port` on that nobody listens on."""
    while True:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                port += 1
            else:
                return port

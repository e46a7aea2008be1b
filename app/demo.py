"""`tessera demo`: the sandbox and the application on this machine, with one address to open."""

import asyncio
import importlib
import shutil
import socket
from pathlib import Path

from pydantic import SecretStr

from app import logs
from app.loop import asked_to_stop, importing, in_loop
from app.settings import GivenSettings
from sandbox.google import ISSUER_ID
from sandbox.server import Sandbox

FOLDER = Path("data") / "demo"


def run(*, fresh: bool, port: int) -> int:
    """Serves until Ctrl-C and returns the exit code; the shop of the last time is there again unless `fresh`."""
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    in_loop(_serve(port))
    return 0


async def _serve(port: int) -> None:
    stop = asked_to_stop()
    sandbox = Sandbox(port=_free(port))
    _, _, owner = sandbox.cast()
    async with sandbox:
        print(f"\n  Tessera is ready: {sandbox.url}\n\n  Stop it with Ctrl-C.\n", flush=True)
        # The page is there at once; the bot's library alone takes seconds to load, and what is typed until then waits.
        with importing():
            application = await asyncio.to_thread(importlib.import_module, "app.serving")
        sandbox.google.forgetful = True
        account = FOLDER / "google-account.json"
        account.write_bytes(sandbox.google.credentials())
        account.chmod(0o600)
        sandbox.sms.path = FOLDER / "sms.jsonl"
        settings = GivenSettings.load(
            bot_token=sandbox.token,
            bot_api_url=sandbox.url,
            apns_url=sandbox.apns.url,
            google_issuer_id=ISSUER_ID,
            google_credentials_file=account,
            google_api_url=sandbox.url,
            sms_url=SecretStr(sandbox.sms.path.absolute().as_uri()),
            data_dir=FOLDER,
            listen=f"127.0.0.1:{_free(sandbox.port + 1)}",
            owner_id=owner.user.id,
            log_level="warning",
        )
        logs.configure(settings.log_format, settings.log_level)
        await application.serve(settings, stop, offer_apple=True)


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

"""`tessera demo` as a process of its own, in a folder of its own, and a Chromium that opens its page."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import URL

from services import people
from services.members import registration
from storage.engine.sqlite import sync_engine
from tests import commands, today
from tests.commands import Command

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY = re.compile(r"Tessera is ready: (\S+)")
START_SECONDS = 90
STOP_SECONDS = 60


@contextmanager
def demo(folder: Path, port: int) -> Iterator[str]:
    """Runs a fresh demo whose data is under `folder`; yields the address it prints, and stops it as Ctrl-C does."""
    said = folder / "said"
    arguments, environment = ("demo", "--fresh", "--port", str(port)), commands.environment({})
    command = commands.begin(arguments, folder, environment, said, said)
    try:
        yield _address(command)
        command.terminate()
        command.wait(STOP_SECONDS)
        _, _, rest = said.read_text().partition("Tessera is ready")
        lines = [line for line in rest.splitlines()[1:] if line.strip() and "Ctrl-C" not in line]
        outcome = command.returncode, lines
        assert outcome == (0, []), f"the demo ends in silence, not with {outcome}"
    finally:
        command.kill()
        command.wait()


def _address(command: Command) -> str:
    for _ in range(START_SECONDS * 20):
        if command.out.exists() and (found := READY.search(command.out.read_text())):
            return found[1]
        if command.wait(0.05) is not None:
            break
    raise AssertionError("The demo did not start:\n" + command.out.read_text())


def gather(folder: Path, address: str, count: int) -> None:
    """Lets `count` people be members of the demo's shop who agreed to offers and have no phone on the page."""
    ids = httpx.post(f"{address}/_sandbox/crowd", json={"count": count}).raise_for_status().json()["ids"]
    database = URL.create("sqlite", database=str(folder / "data" / "demo" / "tessera.db"))
    engine, now = sync_engine(database, checkpoint_pages=0), today.now()
    with engine.begin() as connection:
        for number, telegram_id in enumerate(ids, 1):
            person = people.seen(connection, telegram_id, f"Guest {number}", "", None, "en", now)
            registration.register(
                connection, person.id, processing=True, advertising=True, phone=None, link=None, now=now
            )
    engine.dispose()


def chromium_path() -> str | None:
    """Returns the Chromium that `CHROMIUM` names, or the system's."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Opens the Chromium that `CHROMIUM` names, or the system's."""
    path = chromium_path()
    assert path, "No Chromium was found; tools/chromium installs one where it may"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()

"""`tessera demo` as a process of its own, in a folder of its own, and a Chromium that opens its page."""

import os
import queue
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import URL

from services import people
from services.members import registration
from storage.engine.sqlite import sync_engine
from tests import today

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY = re.compile(r"Tessera is ready: (\S+)")
START_SECONDS = 90
STOP_SECONDS = 60


@contextmanager
def demo(folder: Path, port: int) -> Iterator[str]:
    """Runs a fresh demo whose data is under `folder`; yields the address it prints, and stops it as Ctrl-C does."""
    process = subprocess.Popen(
        today.python("-m", "app.main", "demo", "--fresh", "--port", str(port)),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        yield _address(lines)
        process.terminate()
        process.wait(STOP_SECONDS)
        reader.join(STOP_SECONDS)
        said = [line for line in _rest(lines) if line.strip() and "Ctrl-C" not in line]
        assert (process.returncode, said) == (0, []), f"the demo ends in silence, not with {process.returncode}, {said}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _read(stream: IO[str], lines: "queue.Queue[str | None]") -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _address(lines: "queue.Queue[str | None]") -> str:
    said = []
    while True:
        line = lines.get(timeout=START_SECONDS)
        if line is None:
            raise AssertionError("The demo did not start:\n" + "".join(said))
        said.append(line)
        if found := READY.search(line):
            return found[1]


def _rest(lines: "queue.Queue[str | None]") -> Iterator[str]:
    while (line := lines.get(timeout=STOP_SECONDS)) is not None:
        yield line


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


@contextmanager
def chromium() -> Iterator[Browser]:
    """Opens the Chromium that `CHROMIUM` names, or the system's."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    assert path, "No Chromium was found; tools/chromium installs one where it may"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()

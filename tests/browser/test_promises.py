"""What the card promises, in a browser: every mechanic and a broadcast by clicking, with pictures of every step."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from locales import LANGUAGES, Language
from tests.browser.demo import chromium, demo, gather
from tests.browser.desk import Desk
from tests.browser.promises import walk

pytestmark = pytest.mark.browser

VIEW = {"width": 1900, "height": 820}
"""Wide enough for five phones: a friend and a newcomer come."""


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_the_promises_by_clicking(browser: Browser, tmp_path: Path, unused_tcp_port: int) -> None:
    with demo(tmp_path, unused_tcp_port) as address:
        walk(Desk.open(browser.new_page(viewport=VIEW, reduced_motion="reduce"), address, "ru"))


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_promise_in_one_language_on_every_phone(
    browser: Browser, tmp_path: Path, unused_tcp_port: int, language: Language
) -> None:
    """Pictures of every step are left in the folder that SCREENSHOTS names, for the eyes of whoever changed words."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path)) / f"promises-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport=VIEW, reduced_motion="reduce")
    taken: list[str] = []

    def shoot(name: str) -> None:
        taken.append(name)
        page.screenshot(path=folder / f"{len(taken):02}-{name}.png", animations="disabled")

    with demo(tmp_path, unused_tcp_port) as address:
        walk(Desk.open(page, address, language), shoot, thorough=True, crowd=partial(gather, tmp_path, address))
    assert len(taken) > 75

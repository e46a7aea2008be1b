"""The demo in a browser: the whole visit by clicking, with nothing cut off, untranslated or reported as an error."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from locales import LANGUAGES, Language
from tests.browser.demo import chromium, demo
from tests.browser.desk import Desk
from tests.browser.visit import walk

pytestmark = pytest.mark.browser

VIEW = {"width": 1240, "height": 820}


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_the_visit_by_clicking(browser: Browser, tmp_path: Path, unused_tcp_port: int) -> None:
    with demo(tmp_path, unused_tcp_port) as address:
        walk(Desk.open(browser.new_page(viewport=VIEW, reduced_motion="reduce"), address))


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_visit_in_one_language_on_every_phone(
    browser: Browser, tmp_path: Path, unused_tcp_port: int, language: Language
) -> None:
    """Pictures of every step are left in the folder that SCREENSHOTS names, for the eyes of whoever changed words."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path)) / language
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport=VIEW, reduced_motion="reduce")
    with demo(tmp_path, unused_tcp_port) as address:
        desk = Desk.open(page, address, language)
        taken: list[str] = []

        def shoot(name: str) -> None:
            taken.append(name)
            page.screenshot(path=folder / f"{len(taken):02}-{name}.png", animations="disabled")

        walk(desk, shoot)
    assert len(taken) > 30

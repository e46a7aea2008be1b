"""The code that changes, by clicking: the member opens the Mini App, the cashier's camera sees it, points pay."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect
from sqlalchemy import Connection

from app import serving
from app.settings import GivenSettings
from sandbox.server import Sandbox
from services import people, team
from services.members import registration
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage.database import open_database
from storage.migrations import migrate
from tests import today
from tests.browser.demo import FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.long]


@asynccontextmanager
async def shop(folder: Path, port: int) -> AsyncIterator[Sandbox]:
    """A sandbox and the application, as the demo runs them, with the shop set up and Maria's card in it."""
    settings_of = {"data_dir": folder, "listen": f"127.0.0.1:{port}", "log_level": "warning"}
    async with Sandbox() as sandbox:
        member, cashier, owner = sandbox.cast()
        settings = GivenSettings.load(bot_token=sandbox.token, bot_api_url=sandbox.url, **settings_of)
        await migrate(settings.database)
        database, now = await open_database(settings.database), today.now()

        def set_up(connection: Connection) -> None:
            olga = people.seen(connection, owner.user.id, "Olga", "", None, "ru", now)
            team.appoint_owner(connection, olga, now)
            setting_up.set_up(connection, olga, Setup("Corner", "RUB", "Europe/Sofia", "en", "shop"), now)
            chris = people.seen(connection, cashier.user.id, "Chris", "", None, "en", now)
            team.accept(connection, chris, team.invite(connection, olga, "cashier", None, now).token, now)
            maria = people.seen(connection, member.user.id, "Maria", "", None, "bg", now)
            registration.register(
                connection, maria.id, processing=True, advertising=False, phone=None, link=None, now=now
            )

        await database.write(set_up)
        await database.close()
        stop = asyncio.Event()
        running = asyncio.create_task(serving.serve(settings, stop))
        yield sandbox
        stop.set()
        await running


async def test_points_pay_after_the_code_in_the_mini_app_was_scanned(tmp_path: Path, unused_tcp_port: int) -> None:
    async with shop(tmp_path, unused_tcp_port) as sandbox, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        await page.goto(sandbox.url)
        member, cashier = page.get_by_test_id("phone-member"), page.get_by_test_id("phone-cashier")
        for phone in (member, cashier):
            await phone.get_by_test_id("start").click()
        await member.get_by_role("button", name="Плати").click(timeout=60_000)
        await expect(member.get_by_test_id("app")).to_be_visible()
        app = member.frame_locator("[data-testid=app-frame]")
        await expect(app.locator("#digits")).to_have_text(re.compile(r"\d{4} \d{4}"))
        await expect(app.locator("#standing")).to_contain_text("150")
        await cashier.get_by_test_id("camera").click()
        await cashier.get_by_test_id("camera-member-app").click()
        await expect(cashier.get_by_text("points pay at once")).to_be_visible(timeout=60_000)
        await cashier.get_by_test_id("input").fill("500")
        await cashier.get_by_test_id("send").click()
        await cashier.get_by_role("button", name="Spend 100").click(timeout=60_000)
        await expect(cashier.get_by_text("100 points paid")).to_be_visible(timeout=60_000)
        await expect(app.locator("#standing")).to_contain_text("54", timeout=60_000)
        await member.get_by_test_id("app-close").click()
        await expect(member.get_by_test_id("app")).to_be_hidden()
        await expect(member.get_by_text("100")).not_to_have_count(0)
        assert faults == []
        await browser.close()

"""The page in Chromium: three phones are used by hand, as a visitor of the demo would."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page, Route, async_playwright, expect

from sandbox.phone import Phone
from sandbox.server import Sandbox
from tests.sandbox.test_wallet import pkpass

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    sandbox.cast()
    async with async_playwright() as playwright:
        # A Chromium of the system serves as well as the one Playwright downloads.
        chromium = playwright.chromium
        browser = await chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(sandbox.url)
        yield page
        await browser.close()
        assert faults == []


@pytest.fixture
def member(sandbox: Sandbox, page: Page) -> Phone:
    return sandbox.phones["member"]


async def test_a_visitor_starts_types_taps_and_sees_the_answers(page: Page, call, member: Phone) -> None:
    phone = page.get_by_test_id("phone-member")
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("message-mine")).to_contain_text("/start")
    rows = [[{"text": "Confirm", "callback_data": "yes"}]]
    text = "Hello <b>Maria</b> &amp; <script>"
    bad = await call("sendMessage", chat_id=member.user.id, text=text, parse_mode="HTML")
    assert not bad["ok"]
    text = "Hello <b>Maria</b> &amp; &lt;script&gt;"
    markup = {"inline_keyboard": rows}
    await call("sendMessage", chat_id=member.user.id, text=text, parse_mode="HTML", reply_markup=markup)
    await expect(phone.get_by_test_id("message-bot")).to_contain_text("Hello Maria & <script>")
    await expect(phone.get_by_test_id("message-bot").locator("b")).to_have_text("Maria")

    await phone.get_by_role("button", name="Confirm").click()
    await expect(phone.locator("button.busy")).to_have_text("Confirm")
    query = (await call("getUpdates", offset=-1, timeout=5))["result"][0]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Confirmed", show_alert=True)
    await expect(phone.get_by_test_id("alert")).to_have_text("Confirmed")
    await phone.get_by_role("button", name="OK").click()
    await expect(phone.locator("button.busy")).to_have_count(0)

    await phone.get_by_test_id("input").fill("50")
    await phone.get_by_test_id("send").click()
    await expect(phone.get_by_test_id("message-mine").last).to_contain_text("50")
    assert member.messages[-1].text == "50"


async def test_who_comes_before_the_bot_is_told_that_it_is_starting(page: Page, call) -> None:
    status, phone = page.get_by_test_id("status"), page.get_by_test_id("phone-member")
    await expect(status).to_contain_text("starting…")
    await expect(phone.get_by_test_id("typing")).to_have_text("starting…")
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("typing")).to_have_text("starting, answers in a moment…")
    await call("getUpdates")
    await expect(status).to_contain_text("polling · 1 waiting")
    await expect(phone.get_by_test_id("typing")).to_have_text("bot")


async def test_a_contact_is_shared_after_a_confirmation(page: Page, call, member: Phone) -> None:
    await member.start()
    markup = {"keyboard": [[{"text": "My number", "request_contact": True}]]}
    await call("sendMessage", chat_id=member.user.id, text="Who are you?", reply_markup=markup)
    phone = page.get_by_test_id("phone-member")
    await phone.get_by_role("button", name="My number").click()
    await expect(phone.get_by_test_id("sheet")).to_contain_text(member.user.phone_number)
    assert "contact" not in member.messages[-1].content
    await phone.get_by_test_id("confirm").click()
    await expect(phone.get_by_test_id("message-mine").last).to_contain_text(member.user.phone_number)
    assert member.messages[-1].content["contact"]["user_id"] == member.user.id


async def test_a_camera_photographs_or_opens_another_phones_code(
    page: Page, sandbox: Sandbox, http: httpx.AsyncClient, member: Phone, qr
) -> None:
    await member.start()
    url, picture = f"/bot{sandbox.token}/sendPhoto", qr("https://t.me/tessera_bot?start=c_42")
    await http.post(url, data={"chat_id": member.user.id}, files={"photo": ("q.png", picture)})
    cashier = page.get_by_test_id("phone-cashier")
    await expect(page.get_by_test_id("phone-member").get_by_role("img", name="Photo")).to_be_visible()
    await cashier.get_by_test_id("start").click()
    await cashier.get_by_test_id("camera").click()
    await cashier.get_by_test_id("camera-member-screen").click()
    await expect(cashier.get_by_role("img", name="Photo")).to_be_visible()
    assert await sandbox.phones["cashier"].scan(sandbox.phones["cashier"].messages[-1].photo or b"")
    await cashier.get_by_test_id("camera").click()
    await cashier.get_by_test_id("camera-open").click()
    await cashier.get_by_test_id("camera-member-screen").click()
    await expect(cashier.get_by_text("/start c_42")).to_have_count(2)


async def test_a_camera_opens_an_invitation_unless_it_is_told_to_send_a_photo(
    page: Page, sandbox: Sandbox, http: httpx.AsyncClient, qr
) -> None:
    owner = sandbox.phones["owner"]
    await owner.start()
    url, picture = f"/bot{sandbox.token}/sendPhoto", qr("https://t.me/tessera_bot?start=i_42")
    await http.post(url, data={"chat_id": owner.user.id}, files={"photo": ("q.png", picture)})
    cashier = page.get_by_test_id("phone-cashier")
    await cashier.get_by_test_id("start").click()
    await cashier.get_by_test_id("camera").click()
    await cashier.get_by_test_id("camera-owner-screen").click()
    await expect(cashier.get_by_text("/start i_42")).to_be_visible()
    await cashier.get_by_test_id("camera").click()
    await cashier.get_by_test_id("camera-photo").click()
    await cashier.get_by_test_id("camera-owner-screen").click()
    await expect(cashier.get_by_role("img", name="Photo")).to_be_visible()


async def test_the_wallet_keeps_the_old_card_until_the_new_picture_is_there(
    page: Page, sandbox: Sandbox, http: httpx.AsyncClient, member: Phone
) -> None:
    await member.start()
    files = {"document": ("card.pkpass", pkpass(3))}
    await http.post(f"/bot{sandbox.token}/sendDocument", data={"chat_id": member.user.id}, files=files)
    await member.add_to_wallet()
    shown = page.get_by_test_id("wallet-member").get_by_role("img")
    before = await shown.get_attribute("src")
    loaded = asyncio.Event()

    async def slowly(route: Route) -> None:
        await loaded.wait()
        await route.continue_()

    await page.route("**/wallet/*-ru", slowly)
    async with page.expect_request("**/wallet/*-ru"):
        await page.get_by_test_id("phone-member").get_by_test_id("language").select_option("ru")
    assert await shown.get_attribute("src") == before
    loaded.set()
    await expect(shown).not_to_have_attribute("src", before or "")


async def test_menus_files_links_blocks_and_languages(page: Page, call, member: Phone, tmp_path, png) -> None:
    await call("setMyCommands", commands=[{"command": "card", "description": "My card"}], language_code="en")
    phone = page.get_by_test_id("phone-member")
    await phone.get_by_test_id("more").click()
    await phone.get_by_test_id("open-link").click()
    await phone.get_by_role("textbox", name="Link").fill("https://t.me/tessera_bot?start=join_1")
    await phone.get_by_test_id("confirm").click()
    await expect(phone.get_by_test_id("message-mine")).to_contain_text("/start join_1")

    await phone.get_by_test_id("menu").click()
    await phone.get_by_role("button", name="My card").click()
    await expect(phone.get_by_test_id("message-mine").last).to_contain_text("/card")

    (tmp_path / "p.png").write_bytes(png(300, 200))
    await phone.get_by_test_id("attach").click()
    async with page.expect_file_chooser() as chooser:
        await phone.get_by_test_id("attach-photo").click()
    await (await chooser.value).set_files(tmp_path / "p.png")
    await expect(phone.get_by_role("img", name="Photo")).to_be_visible()
    await phone.get_by_role("button", name="Enlarge the photo").click()
    await expect(page.locator("#lightbox img")).to_be_visible()
    await page.keyboard.press("Escape")

    await phone.get_by_test_id("language").select_option("ru")
    await phone.get_by_test_id("more").click()
    await phone.get_by_test_id("block").click()
    await expect(phone.get_by_test_id("start")).to_have_text("РАЗБЛОКИРОВАТЬ")
    assert (member.language, member.chat.blocked) == ("ru", True)
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("input")).to_be_visible()


async def test_the_drawers_show_calls_and_arm_faults(page: Page, call, member: Phone) -> None:
    await member.start()
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("faults").click()
    panel = page.get_by_test_id("faults-panel")
    await panel.get_by_role("combobox", name="Method").fill("sendMessage")
    await panel.get_by_label("What happens").select_option("429")
    await panel.get_by_role("button", name="Add the fault").click()
    await expect(page.get_by_test_id("faults-list")).to_contain_text("sendMessage · 429")
    answer = await call("sendMessage", chat_id=member.user.id, text="x")
    assert answer["parameters"] == {"retry_after": 2}
    await expect(page.get_by_test_id("faults-list")).to_be_empty()
    await page.get_by_test_id("calls").click()
    await expect(page.get_by_test_id("calls-list")).to_contain_text("sendMessage429")

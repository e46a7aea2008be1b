"""The shop window in Chromium: steps, posters, languages, recordings; readable, to be hit, and on a small screen."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from sandbox.server import Sandbox
from sandbox.window import Poster, View
from tests.browser.demo import FLAGS, chromium_path
from tests.sandbox.test_window import Shop
from tests.web.test_browser import FAINT, SMALL, TOO_WIDE, listening

ALONE = """(name) => {
  const box = document.querySelector(`[data-testid=${name}]`).getBoundingClientRect();
  return Math.round(box.left) === 0 && Math.round(box.width) === innerWidth;
}"""

pytestmark = pytest.mark.browser


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
def shop(sandbox: Sandbox, qr) -> Shop:
    sandbox.cast()
    sandbox.shop = shop = Shop(qr("https://t.me/tessera_bot?start=j_door"))
    shop.seen = View()
    return shop


async def test_the_steps_are_ticked_and_the_next_phone_is_lit(
    sandbox: Sandbox, shop: Shop, browser: Browser, call
) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="bg", reduced_motion="reduce")
    faults, asked = listening(page), set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    await page.goto(sandbox.url)
    await expect(page.get_by_test_id("step-owner")).to_have_attribute("aria-current", "step")
    await expect(page.locator(".place.lit")).to_have_attribute("data-key", "owner")
    assert [await place.get_attribute("data-key") for place in await page.locator(".place").all()] == [
        *("owner", "cashier", "member")
    ]
    shop.seen = View(frozenset({"owner"}), False, (Poster("door", "Door", shop.picture),))
    await call("getMe")  # whatever the bot does is a reason to look
    await expect(page.get_by_test_id("step-owner")).to_have_class("done")
    await expect(page.locator(".place.lit")).to_have_attribute("data-key", "cashier")
    await page.get_by_test_id("poster").get_by_role("button").click()
    await page.get_by_test_id("photograph-member").click()
    await expect(page.get_by_test_id("phone-member").get_by_text("/start j_door")).to_be_visible()
    await page.get_by_test_id("phone-cashier").get_by_test_id("start-camera").click()
    await page.get_by_test_id("phone-cashier").get_by_test_id("camera-poster").click()
    await expect(page.get_by_test_id("phone-cashier").get_by_text("/start j_door")).to_be_visible()
    await page.get_by_test_id("fill").click()
    shop.gate.set()
    await expect(page.get_by_test_id("fill")).to_be_disabled()
    shop.seen = View(frozenset({"owner", "cashier", "member"}), True, shop.seen.posters)
    await call("getMe")
    await expect(page.locator(".steps .done")).to_have_count(3)
    await expect(page.locator(".place.lit")).to_have_count(0)
    assert shop.filled == ["bg"]
    assert faults == []
    assert asked == {urlsplit(sandbox.url).netloc}, "nothing comes from anybody else"


async def test_one_language_comes_from_the_browser_and_is_switched_for_all_or_for_one(
    sandbox: Sandbox, shop: Shop, browser: Browser
) -> None:
    page = await browser.new_page(locale="ru-RU")
    await page.goto(sandbox.url)
    start = page.get_by_test_id("start")
    await expect(start).to_have_text(["СТАРТ"] * 3)
    assert await page.locator("html").get_attribute("lang") == "ru"
    await page.get_by_test_id("all-languages").select_option("en")
    await expect(start).to_have_text(["START"] * 3)
    await page.get_by_test_id("phone-member").get_by_test_id("language").select_option("bg")
    await expect(page.get_by_test_id("phone-member").get_by_test_id("start")).to_have_text("СТАРТ")
    await expect(page.get_by_test_id("step-member")).to_contain_text("The member takes a card")
    assert {phone.key: phone.language for phone in sandbox.phones.values()} == {
        "member": "bg",
        "cashier": "en",
        "owner": "en",
    }


async def test_a_phone_sends_a_sticker_a_voice_and_a_video(sandbox: Sandbox, shop: Shop, browser: Browser) -> None:
    page = await browser.new_page(locale="en-GB")
    faults = listening(page)
    await page.goto(sandbox.url)
    phone = page.get_by_test_id("phone-member")
    await phone.get_by_test_id("start").click()
    for kind in ("sticker", "voice", "video"):
        await phone.get_by_test_id("attach").click()
        await phone.get_by_test_id(f"attach-{kind}").click()
        await expect(phone.get_by_test_id(kind)).to_be_visible(timeout=30_000)
    said = [message.content for message in sandbox.phones["member"].messages[1:]]
    assert [kind for content in said for kind in ("sticker", "voice", "video") if kind in content] == [
        *("sticker", "voice", "video")
    ]
    assert said[1]["voice"]["duration"] == 2
    assert said[2]["video"]["width"] == 240
    assert faults == []


@pytest.mark.parametrize("width", [320, 1280])
async def test_the_page_can_be_read_and_hit_in_every_language(
    sandbox: Sandbox, shop: Shop, browser: Browser, call, width: int
) -> None:
    shop.seen = View(frozenset({"owner"}), False, (Poster("door", "Door", shop.picture),))
    page = await browser.new_page(viewport={"width": width, "height": 640}, locale="en-GB", reduced_motion="reduce")
    await page.goto(sandbox.url)
    owner = page.get_by_test_id("phone-owner")
    await owner.get_by_test_id("start").click()
    markup = {"inline_keyboard": [[{"text": "Points pay for a half", "callback_data": "a"}] * 3]}
    await call("sendMessage", chat_id=sandbox.phones["owner"].user.id, text="Rules", reply_markup=markup)
    await expect(owner.get_by_test_id("message-bot")).to_be_visible()
    await page.get_by_test_id("tools").click()
    for language in ("en", "ru", "bg"):
        await page.get_by_test_id("all-languages").select_option(language)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await owner.get_by_test_id("attach").click()
        await _looked_at(page)
        await page.keyboard.press("Escape")
    if width == 320:
        await _swiped(page)


async def _looked_at(page: Page) -> None:
    assert not await page.evaluate(TOO_WIDE)
    assert await page.evaluate(FAINT) == []
    small = await page.evaluate(SMALL)
    assert [each for each in small if not each.startswith("/start")] == [], "a link within a text may be small"


async def _swiped(page: Page) -> None:
    """One thing at a time: each tab brings its own into the whole width."""
    tabs = page.get_by_test_id("tabs").get_by_role("button")
    assert await tabs.count() == 5
    for number, place in enumerate(("phone-owner", "phone-cashier", "poster", "phone-member", "wallet-member")):
        await tabs.nth(number).click()
        await expect(tabs.nth(number)).to_have_attribute("aria-current", "true")
        await page.wait_for_function(ALONE, arg=place)

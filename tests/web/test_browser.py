"""Page and Mini App in Chromium: readable everywhere, no fault in the console, and a code without a connection."""

import json
import os
import shutil
from collections.abc import AsyncIterator
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
import zxingcpp
from playwright.async_api import Browser, Page, async_playwright, expect
from sqlalchemy import Connection

from locales import Language
from services import people
from services.rewards import coupons
from tests.people import add_rules, rule
from tests.web.conftest import CODES, NOW, Shop
from tests.web.test_card import ANDROID, DESK, drawn
from tests.web.test_member import said, sell_coffee, signed

pytestmark = [pytest.mark.browser, pytest.mark.long]

FAINT = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const part = (c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * part(r / 255) + .7152 * part(g / 255) + .0722 * part(b / 255);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [28, 28, 31] : [255, 255, 255];
  };
  const faint = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || node.tagName === "SCRIPT" || !node.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => x - y);
    if ((b + .05) / (a + .05) < 4.5) faint.push(node.textContent);
  }
  return faint;
}"""
SMALL = """() => [...document.querySelectorAll("a, button, summary, input")].filter((node) => {
  const box = node.getBoundingClientRect();
  return node.checkVisibility() && (box.width < 44 || box.height < 44);
}).map((node) => node.textContent + " " + JSON.stringify(node.getBoundingClientRect()))"""
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
THEME = {"bg_color": "#17212b", "secondary_bg_color": "#232e3c", "text_color": "#f5f5f5", "hint_color": "#333333"}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        opened = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()


def listening(page: Page) -> list[str]:
    """Returns what goes wrong on the page from now on, as it happens."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("agent", "width"), [(ANDROID, 320), (DESK, 1200)], ids=["phone", "desk"])
async def test_the_page_is_readable_in_every_language(shop: Shop, browser: Browser, scheme, agent, width) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 700}, user_agent=agent, color_scheme=scheme, base_url=shop.url
    )
    page = await context.new_page()
    faults = listening(page)
    await shop.database.write(_stock, shop.member_id)
    for language in ("en", "ru", "bg"):
        await page.goto(f"/p/{shop.card.page_token}?lang={language}&sms=1")
        for summary in await page.locator("summary").all():
            await summary.click()
        frame = page.frame_locator("iframe")
        await expect(frame.locator(".qr")).to_be_visible()
        assert not await page.evaluate(TOO_WIDE)
        assert await page.evaluate(FAINT) == []
        assert await page.evaluate(SMALL) == []
        inside = next(each for each in page.frames if each.parent_frame)
        assert await inside.evaluate(FAINT) == []
        assert await inside.evaluate(SMALL) == []
        assert not await inside.evaluate("() => document.documentElement.scrollHeight > innerHeight"), language
    assert faults == []
    await page.evaluate("() => { document.querySelector('.parts h2').style.color = '#808080'; }")
    assert len(await page.evaluate(FAINT)) == 1, "the look finds what cannot be read"
    await page.evaluate("() => { document.querySelector('.more, .button').style.cssText = 'min-height:0;padding:0'; }")
    assert len(await page.evaluate(SMALL)) == 1, "and what cannot be hit"
    await context.close()


async def test_the_app_shows_codes_for_minutes_without_a_connection(shop: Shop, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 360, "height": 640}, base_url=shop.url)
    page = await context.new_page()
    faults = listening(page)
    await page.clock.install()
    handed = {"tgWebAppData": signed(said()), "tgWebAppThemeParams": json.dumps(THEME)}
    await page.goto(f"/member#{urlencode(handed, quote_via=quote)}")
    coming = [f"{shown.digits[:4]} {shown.digits[4:]}" for shown in CODES.coming(shop.card.code, NOW, 6)]
    await expect(page.locator("#digits")).to_have_text(coming[0])
    assert await page.evaluate(FAINT) == [], "a theme whose hints nobody can read gets readable ones"
    assert not await page.evaluate(TOO_WIDE)
    assert faults == []
    await context.set_offline(True)
    for digits in coming[1:]:
        await page.clock.fast_forward(30_000)
        await expect(page.locator("#digits")).to_have_text(digits)
    path = str(await page.locator(".qr path").nth(1).get_attribute("d"))
    side = int(str(await page.locator(".qr").get_attribute("viewBox")).split()[2])
    assert str(zxingcpp.read_barcode(drawn(side, path)).text) == CODES.coming(shop.card.code, NOW, 6)[5].content
    await page.clock.fast_forward(30_000)
    await expect(page.locator("#code")).to_have_class("old")
    await expect(page.locator("#note")).to_contain_text("connection")
    await context.set_offline(False)
    await page.clock.fast_forward(6_000)
    await expect(page.locator("#digits")).to_have_text(coming[0])
    await expect(page.locator("#code")).not_to_have_class("old")
    await context.close()


THEMES = {
    "dark": THEME,
    "light": {"bg_color": "#ffffff", "secondary_bg_color": "#f1f4f3", "text_color": "#12211d", "hint_color": "#8a9a96"},
    "none": {},
}


@pytest.mark.parametrize("theme", THEMES)
async def test_every_tab_of_the_app_can_be_read_and_hit_on_a_small_phone(shop: Shop, browser: Browser, theme) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": 568}, base_url=shop.url)
    page = await context.new_page()
    faults = listening(page)
    await shop.database.write(_stock, shop.member_id)
    for language in ("en", "ru", "bg"):
        await shop.database.write(_speak, language)
        await page.goto("about:blank")
        await page.goto(app(THEMES[theme]))
        for tab in ("card", "rewards", "history", "invite"):
            await page.locator(f"[data-tab={tab}]").click()
            await expect(page.locator(f"[data-panel={tab}] >> visible=true").first).to_be_visible()
            if tab == "rewards":
                await page.locator("summary").click()
                await expect(page.locator(".ticket .qr")).to_be_visible()
            if tab == "invite":
                await expect(page.locator(".address")).to_be_visible()
            assert await page.evaluate(FAINT) == [], (language, tab)
            assert await page.evaluate(SMALL) == [], (language, tab)
            assert not await page.evaluate(TOO_WIDE), (language, tab)
    assert faults == []
    await context.close()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_points_that_arrive_are_seen_within_two_seconds(shop: Shop, browser: Browser, motion) -> None:
    context = await browser.new_context(base_url=shop.url, reduced_motion=motion)
    page = await context.new_page()
    await page.clock.install()
    await page.goto(app(THEME))
    await expect(page.locator("#standing")).to_contain_text("50")
    await page.locator("[data-tab=rewards]").click()
    await page.locator("summary").first.wait_for(state="detached")
    await shop.database.write(sell_coffee, shop.member_id)
    await page.clock.fast_forward(2_000)
    await expect(page.locator("#standing")).to_contain_text("450")
    moves = await page.evaluate("() => getComputedStyle(document.querySelector('.burst'), '::after').animationName")
    assert moves == ("none" if motion == "reduce" else "burst")
    await expect(page.locator("[data-panel=rewards]")).to_be_visible()
    await context.close()


def app(theme: dict[str, str]) -> str:
    """The address that Telegram opens with its words behind it."""
    handed = {
        "tgWebAppData": signed(said()),
        "tgWebAppPlatform": "ios",
        **({"tgWebAppThemeParams": json.dumps(theme)} if theme else {}),
    }
    return f"/member#{urlencode(handed, quote_via=quote)}"


def _stock(connection: Connection, member_id: UUID) -> None:
    add_rules(connection, (rule("referral", inviter=50, friend=30),), NOW)
    coupons.issue(connection, "free-coffee", member_id, source="test", now=NOW)


def _speak(connection: Connection, language: Language) -> None:
    person = people.by_telegram(connection, 2)
    assert person is not None
    people.speak(connection, person.id, language, NOW)


async def test_who_opens_the_app_outside_of_telegram_is_told_where_it_is(shop: Shop, browser: Browser) -> None:
    context = await browser.new_context(base_url=shop.url, locale="ru")
    page = await context.new_page()
    faults = listening(page)
    await page.goto("/member")
    await expect(page.locator("#note")).to_contain_text("из чата с ботом")
    await expect(page.locator("#way")).to_have_attribute("href", "https://t.me/beans_bot")
    assert await page.evaluate(FAINT) == await page.evaluate(SMALL) == []
    assert faults == []
    await page.goto("/p/nobody")
    await expect(page.locator(".way")).to_be_visible()
    assert await page.evaluate(FAINT) == await page.evaluate(SMALL) == []
    await context.close()

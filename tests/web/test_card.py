"""The landing page and the pass behind it, fetched as browsers and phones do."""

import asyncio
import re
from email.utils import parsedate_to_datetime

import pytest

from web.pages import STYLE_HASH
from web.shelf import Shelf

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


async def test_the_page_is_whole_light_and_asks_nobody_else(shop) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={**BROWSER, "User-Agent": IPHONE})
    picture = await shop.http.get(f"/p/{shop.card.page_token}.png")
    assert answer.status_code == 200
    assert picture.headers["content-type"] == "image/png"
    assert len(answer.content) + len(picture.content) < 60_000
    html = answer.text
    assert "Beans &amp; &lt;b&gt;Co&lt;/b&gt;" in html
    assert "<script" not in html
    assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', html)) == {"https://t.me"}
    assert f"{shop.card.digits[:3]} {shop.card.digits[3:6]} {shop.card.digits[6:]}" in html
    assert answer.headers["cache-control"] == "no-store"


async def test_the_code_on_the_page_is_the_members(shop) -> None:
    from services.pictures import code_in

    picture = await shop.http.get(f"/p/{shop.card.page_token}.png")
    assert code_in(picture.content).value == shop.card.code


@pytest.mark.parametrize(
    ("accepted", "language", "words"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru", "Добавить в Apple Wallet"),
        ("de-DE,bg;q=0.5,en;q=0.3", "bg", "Добавяне в Apple Wallet"),
        ("en;q=0.2,bg;q=0.9", "bg", "Добавяне в Apple Wallet"),
        ("de", "en", "Add to Apple Wallet"),
        ("", "en", "Add to Apple Wallet"),
        ("bg;q=nonsense,,;q=1", "en", "Add to Apple Wallet"),
        ("ru;q=0", "en", "Add to Apple Wallet"),
    ],
)
async def test_the_page_speaks_the_browsers_language(shop, accepted: str, language: str, words: str) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert words in answer.text


async def test_the_switch_wins_over_the_browser(shop) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}?lang=ru", headers={"Accept-Language": "bg"})
    assert '<html lang="ru">' in answer.text
    assert f'href="/p/{shop.card.page_token}?lang=bg"' in answer.text
    assert "?lang=ru" not in answer.text


@pytest.mark.parametrize(("agent", "first"), [(IPHONE, "Apple Wallet"), (ANDROID, "Telegram"), ("", "Telegram")])
async def test_the_button_that_this_phone_can_use_comes_first(shop, agent: str, first: str) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": agent})
    buttons = re.findall(r'<a class="button[^>]*>(?:<svg.*?</svg>)?([^<]+)</a>', answer.text)
    assert len(buttons) == 2
    assert first in buttons[0]


@pytest.mark.parametrize("offer_apple", [False])
async def test_without_apples_certificate_there_is_no_apple_button(shop) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": IPHONE})
    assert "Apple" not in answer.text
    assert "https://t.me/beans_bot" in answer.text


async def test_an_unknown_card_is_a_friendly_page_for_people_and_a_problem_for_programs(shop) -> None:
    page = await shop.http.get("/p/nobody", headers={**BROWSER, "Accept-Language": "ru"})
    assert page.status_code == 404
    assert "Здесь ничего нет" in page.text
    problem = await shop.http.get("/p/nobody.pkpass")
    assert problem.status_code == 404
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["type"] == "urn:tessera:problem:not_found"


async def test_the_pass_is_a_pass_and_comes_again_only_when_it_changed(shop) -> None:
    address = f"/p/{shop.card.page_token}.pkpass"
    first = await shop.http.get(address)
    assert first.status_code == 200
    assert first.headers["content-type"] == "application/vnd.apple.pkpass"
    assert first.content[:2] == b"PK"
    known = {"If-Modified-Since": first.headers["last-modified"]}
    unchanged = await shop.http.get(address, headers=known)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    await shop.change_the_pass()  # within the same second
    changed = await shop.http.get(address, headers=known)
    assert changed.status_code == 200
    before, after = (parsedate_to_datetime(a.headers["last-modified"]) for a in (first, changed))
    assert after > before
    assert (await shop.http.get(address, headers={"If-Modified-Since": "yesterday"})).status_code == 200


def _key(shop, serial: str) -> dict[str, str]:
    return {"Authorization": f"ApplePass {shop.office.token(serial)}"}


async def test_a_phone_with_the_pass_key_gets_the_newest_pass(shop) -> None:
    facts = await shop.facts()
    address = f"/passkit/v1/passes/{shop.office.pass_type_id}/{facts.serial}"
    answer = await shop.http.get(address, headers=_key(shop, facts.serial))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.apple.pkpass"
    again = {**_key(shop, facts.serial), "If-Modified-Since": answer.headers["last-modified"]}
    assert (await shop.http.get(address, headers=again)).status_code == 304


@pytest.mark.parametrize("fault", ["no key", "wrong key", "another's key", "wrong type", "unknown serial"])
async def test_without_the_right_key_there_is_no_pass(shop, fault: str) -> None:
    facts = await shop.facts()
    kind, serial, headers = shop.office.pass_type_id, facts.serial, _key(shop, facts.serial)
    match fault:
        case "no key":
            headers = {}
        case "wrong key":
            headers = {"Authorization": "ApplePass ÿ".encode("latin-1").decode("latin-1")}
        case "another's key":
            headers = _key(shop, "0" * 32)
        case "wrong type":
            kind = "pass.example.other"
        case "unknown serial":
            serial, headers = "0" * 32, _key(shop, "0" * 32)
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    answer = await shop.http.get(f"/passkit/v1/passes/{kind}/{serial}", headers=raw)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "ApplePass"


async def test_what_a_phone_dislikes_is_taken_and_nonsense_is_refused(shop) -> None:
    assert (await shop.http.post("/passkit/v1/log", json={"logs": ["bad pass", "x" * 9999]})).status_code == 200
    assert (await shop.http.post("/passkit/v1/log", json={"logs": "x"})).status_code == 400
    assert (await shop.http.post("/passkit/v1/log", content=b"[" * 60_000)).status_code == 400
    assert (await shop.http.post("/passkit/v1/log", content=b" " * 70_000)).status_code == 413


async def test_every_answer_carries_the_security_headers(shop) -> None:
    for path in (f"/p/{shop.card.page_token}", "/healthz", "/nothing"):
        headers = (await shop.http.get(path)).headers
        assert STYLE_HASH in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["strict-transport-security"]
        assert "server" not in headers


async def test_a_thing_is_made_once_however_many_ask_and_a_failure_is_not_kept() -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        if len(made) == 1:
            raise OSError("the first time fails")
        return b"thing"

    shelf = Shelf(2)
    with pytest.raises(OSError, match="fails"):
        await shelf.get("a", make)
    assert await asyncio.gather(*(shelf.get("a", make) for _ in range(9))) == [b"thing"] * 9
    assert len(made) == 2
    await shelf.get("b", make)
    await shelf.get("c", make)
    await shelf.get("a", make)
    assert len(made) == 5


def test_the_pages_colours_can_be_read() -> None:
    from pathlib import Path

    from wallet.colours import contrast
    from web import pages

    style = (Path(pages.__file__).parent / "style.css").read_text()
    light, dark = (dict(re.findall(r"--([\w-]+):(#\w+)", block)) for block in re.findall(r":root\{([^}]*)\}", style))
    pairs = [
        ("ink", "sheet"),
        ("ink", "paper"),
        ("soft", "sheet"),
        ("link", "sheet"),
        ("link", "paper"),
        ("on-go", "go"),
    ]
    for theme in (light, dark):
        full = {name: c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for name, c in theme.items()}
        for ink, ground in pairs:
            assert contrast(full[ink], full[ground]) >= 4.5, (ink, ground)

"""The landing page and the pass behind it, fetched as browsers and phones do."""

import asyncio
import base64
import hashlib
import io
import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import Connection

from loyalty.codes import parse
from services import people
from services.design import page_pictures
from services.members import freezing, own_data
from services.programme import outlets
from services.rewards import coupons
from tests.web.conftest import CODES, NOW
from wallet.colours import contrast, is_dark
from wallet.design import Design
from web import pages
from web.shelf import Shelf

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


async def test_the_page_is_whole_light_and_asks_nobody_else(shop) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={**BROWSER, "User-Agent": IPHONE})
    assert answer.status_code == 200
    html = answer.text
    parts = {address for address in re.findall(r'src="([^"]+)"', html) if not address.startswith("data:")}
    parts |= set(re.findall(r"--stamps:url\(([^)]+)\)", html))
    assert {address.partition("?")[0].rpartition("/")[2] for address in parts} == {
        *("code", "badge.webp", "band.webp", "stamps.webp")
    }
    fetched = [await shop.http.get(address.replace("&amp;", "&")) for address in parts]
    assert all(part.status_code == 200 for part in fetched)
    assert len(answer.content) + sum(len(part.content) for part in fetched) < 60_000
    assert "Beans &amp; &lt;b&gt;Co&lt;/b&gt;" in html
    assert "<script" not in html
    assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', html)) == {"https://t.me"}
    assert f"https://t.me/beans_bot?start=p_{shop.card.page_token}" in html
    assert answer.headers["cache-control"] == "no-store"


async def test_the_frame_shows_the_code_of_now_and_renews_itself_for_a_while(shop) -> None:
    page = f"/p/{shop.card.page_token}"
    frame = await shop.http.get(f"{page}/code?lang=ru&n=3")
    (shown,) = CODES.coming(shop.card.code, NOW)
    assert read(frame.text) == shown.content
    digits = shop.card.digits
    assert f"{digits[:3]} {digits[3:6]} {digits[6:]}" in frame.text
    assert f"{shown.digits[:4]} {shown.digits[4:]}" in frame.text
    assert f'<meta http-equiv="refresh" content="31;url={page}/code?lang=ru&amp;n=4">' in frame.text
    assert "frame-ancestors 'self'" in frame.headers["content-security-policy"]
    assert frame.headers["cache-control"] == "no-store"
    rest = await shop.http.get(f"{page}/code?lang=ru&n=20")
    assert "refresh" not in rest.text
    assert shown.digits[:4] not in rest.text
    assert f'href="{page}/code?lang=ru"' in rest.text


async def test_who_sits_at_a_desk_gets_a_code_for_the_phone(shop) -> None:
    page = f"/p/{shop.card.page_token}"
    desk = await shop.http.get(page, headers={"User-Agent": DESK})
    assert read(desk.text) == f"https://shop.example{page}"
    for phone in (IPHONE, ANDROID):
        assert "<details" not in (await shop.http.get(page, headers={"User-Agent": phone})).text


def read(html: str) -> str:
    """What a camera reads in the first code of a page, drawn as a browser draws it."""
    side, path = re.search(r'viewBox="0 0 (\d+) \d+"[^>]*crispEdges.*?stroke="#000" d="([^"]+)"', html).groups()
    return str(zxingcpp.read_barcode(drawn(int(side), path)).text)


def drawn(side: int, path: str) -> Image.Image:
    """Draws a path of `M`, `m` and `h` that is stroked one wide."""
    picture, x, y = Image.new("L", (side, side), 255), 0, 0
    for command, first, second in re.findall(r"([Mmh])(\d+)(?: ([\d.]+))?", path):
        if command == "M":
            x, y = int(first), int(float(second))
        elif command == "m":
            x += int(first)
        else:
            picture.paste(0, (x, y, x + int(first), y + 1))
            x += int(first)
    return picture.resize((side * 6, side * 6), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("accepted", "language", "words"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru", "Добавить в Apple Wallet"),
        ("de-DE,bg;q=0.5,en;q=0.3", "bg", "Добави в Apple Wallet"),
        ("en;q=0.2,bg;q=0.9", "bg", "Добави в Apple Wallet"),
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
    assert 'href="?lang=ru' not in answer.text.replace(f"/p/{shop.card.page_token}", "")


@pytest.mark.parametrize(
    ("agent", "order"),
    [(IPHONE, ["Apple", "Telegram"]), (ANDROID, ["Telegram"]), (DESK, ["Telegram"]), ("", ["Telegram", "Apple"])],
)
async def test_there_is_one_wallet_the_phones_own(shop, agent: str, order: list[str]) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": agent})
    buttons = re.findall(r'<a class="button[^>]*>(?:<svg.*?</svg>)?([^<]+)</a>', answer.text)
    assert [next(name for name in ("Apple", "Telegram") if name in words) for words in buttons] == order


async def test_the_page_begins_with_the_gift_and_says_how_one_earns_and_where_the_shop_is(shop) -> None:
    def stock(connection: Connection) -> str:
        owner = people.by_telegram(connection, 1)
        place = outlets.add(connection, owner, "Beans by the sea", NOW)
        outlets.put_on_map(connection, owner, place.id, (42_697_700, 23_321_900), NOW)
        for fact, said in (("hours", "8:00–20:00\n<daily>"), ("address", "1 Quay"), ("phone", "+359 88 123 4567")):
            outlets.describe(connection, owner, place.id, fact, said, NOW)
        return coupons.issue(connection, "free-coffee", shop.member_id, source="test", now=NOW).code

    code = await shop.database.write(stock)
    for language, said in EARNED.items():
        answer = await shop.http.get(f"/p/{shop.card.page_token}?lang={language}", headers={"User-Agent": IPHONE})
        html = answer.text.replace("\xa0", " ").replace("\u202f", " ").replace(" ч.", "")
        head = html[html.index("<header") : html.index("</header>")]
        assert head.count("<i class=") == 5, "the stamps stand in the head"
        places = [html.index(part) for part in ('class="ticket"', 'class="button wallet"', "<iframe", 'class="earn"')]
        assert places == sorted(places), "the gift comes first"
        assert parse(read(html)).value == code, "the ticket opens to its code"
        for line in said:
            assert line in html
        assert 'href="https://www.google.com/maps/search/?api=1&amp;query=42.697700%2C23.321900"' in html
        assert "<b>Beans by the sea</b>\n1 Quay\n8:00–20:00\n&lt;daily&gt;</p>" in html
        assert 'href="tel:+359881234567">+359 88 123 4567</a>' in html
        assert len(answer.content) < 30_000


async def test_coupons_beyond_those_shown_are_counted(shop) -> None:
    def give(connection: Connection) -> None:
        for number in range(23):
            coupons.issue(connection, "free-coffee", shop.member_id, source=f"test:{number}", now=NOW)

    await shop.database.write(give)
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": IPHONE})
    assert answer.text.count('class="ticket"') == 20
    assert "<p>and 3 more</p>" in answer.text
    assert len(answer.content) < 60_000


EARNED = {
    "en": (
        *("10 points for every €1", "Mon–Fri 15:00–17:00: points ×2", "Points pay up to 50% of a purchase"),
        "Every 6th coffee is <b>free</b>",
    ),
    "ru": (
        *("10 баллов за каждые 1 €", "пн–пт 15:00–17:00: баллы ×2", "до 50 % покупки"),
        "Каждый 6-й кофе <b>в подарок</b>",
    ),
    "bg": (
        *("10 точки за всеки 1 €", "пн–пт 15:00–17:00: точки ×2", "до 50 % от покупката"),
        "Всяко шесто кафе е <b>безплатно</b>",
    ),
}


@pytest.mark.parametrize("offer_apple", [False])
async def test_without_apples_certificate_there_is_no_apple_button(shop) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": IPHONE})
    assert "Apple" not in answer.text
    assert "https://t.me/beans_bot" in answer.text


async def test_dead_links_and_closed_cards_carry_the_shops_name_and_a_link_to_the_bot(shop) -> None:
    page = await shop.http.get("/p/nobody", headers={**BROWSER, "Accept-Language": "ru"})
    assert page.status_code == 404
    for part in ("Здесь ничего нет", "Beans &amp; &lt;b&gt;Co&lt;/b&gt;", 'href="https://t.me/beans_bot"', "Telegram"):
        assert part in page.text
    closed = f"/p/{shop.card.page_token}"
    person = await shop.database.read(people.by_telegram, 2)
    await shop.database.write(own_data.erase, person.id, NOW)
    assert (await shop.http.get(closed, headers={**BROWSER, "Accept-Language": "ru"})).text == page.text
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
    assert parsedate_to_datetime(changed.headers["last-modified"]) <= shop.clock(), "no time to come"
    shop.later(seconds=2)
    again = await shop.http.get(address, headers={"If-Modified-Since": changed.headers["last-modified"]})
    assert again.content == changed.content
    assert again.headers["last-modified"] > first.headers["last-modified"]
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
    for path in (f"/p/{shop.card.page_token}", "/member", "/healthz", "/nothing"):
        answer = await shop.http.get(path, headers=BROWSER)
        headers, policy = answer.headers, answer.headers["content-security-policy"]
        for kind in ("style", "script"):  # each is admitted by what it says, and nothing else is
            inside = re.findall(rf"<{kind}>(.*?)</{kind}>", answer.text, re.DOTALL)
            hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inside]
            assert re.findall(rf"{kind}-src '([^']*)'", policy) == [f"sha256-{each}" for each in hashes]
        assert "unsafe" not in policy
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
    style = (Path(pages.__file__).parent / "style.css").read_text()
    light, dark = (dict(re.findall(r"--([\w-]+):(#\w+)", block)) for block in re.findall(r":root\{([^}]*)\}", style))
    pairs = [("ink", "sheet"), ("ink", "paper"), ("soft", "sheet"), ("link", "sheet"), ("link", "paper")]
    for theme, grounds in ((light, page_pictures.DAY), (dark, page_pictures.NIGHT)):
        full = {name: c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for name, c in theme.items()}
        assert (full["sheet"], full["paper"]) == grounds
        for ink, ground in pairs:
            assert contrast(full[ink], full[ground]) >= 4.5, (ink, ground)


@pytest.mark.parametrize("background", ["#ffffff", "#000000", "#ffff00", "#0000ff", "#767676", "#ff00ff", "#00ff7f"])
def test_the_colours_of_any_shop_can_be_read(background: str) -> None:
    ink = "#ffffff" if is_dark(background) else "#000000"
    palette = page_pictures.palette_of(Design("Odd", background, ink, ink))
    assert min(contrast(palette.foreground, background), contrast(palette.label, background)) >= 4.5
    assert min(contrast(palette.by_day, ground) for ground in page_pictures.DAY) >= 4.5
    assert min(contrast(palette.by_night, ground) for ground in page_pictures.NIGHT) >= 4.5


def test_the_heaviest_strip_stays_light() -> None:
    noise = Image.effect_noise((1500, 600), 250).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    look = Design("Odd", "#000000", "#ffffff", "#ffffff", logo=file.getvalue(), strip=file.getvalue())
    own = replace(look, stamp_full=file.getvalue(), stamp_empty=file.getvalue())
    assert len(page_pictures.stamp_kinds(own)) < 15_000
    assert len(page_pictures.band(look)) + len(page_pictures.badge(look)) < 30_000


async def test_the_page_of_a_frozen_card_says_so(shop) -> None:
    def freeze(connection: Connection) -> None:
        freezing.freeze(connection, people.by_telegram(connection, 1), shop.member_id, NOW)

    path = f"/p/{shop.card.page_token}"
    assert "❄️" not in (await shop.http.get(path)).text
    await shop.database.write(freeze)
    for language, said in {"en": "This card is frozen", "ru": "Карта заморожена", "bg": "Картата е замразена"}.items():
        head = (await shop.http.get(f"{path}?lang={language}")).text.split("</header>")[0]
        assert said in head

"""The way to Google Wallet over the web: the button, the redirect and the logo that Google fetches."""

import io
import json
import re
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from loyalty.changing_codes import secret_of
from sandbox.google import ISSUER_ID
from sandbox.server import Sandbox
from services.design import designs, pictures
from services.passes.google.callbacks import Callbacks
from services.passes.google.line import GoogleLine
from services.passes.google.office import GoogleOffice
from tests.people import add_rules, rule
from tests.wallet.conftest import logo_picture
from tests.web.conftest import NOW
from tests.web.test_card import ANDROID, IPHONE
from wallet.design import default
from wallet.google.credentials import load
from wallet.google.keys import RootKeys
from wallet.google.rest import WalletApi
from web.site import GoogleSite

MACHINE = "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def google_site(sandbox: Sandbox) -> AsyncIterator[GoogleSite]:
    account = load(sandbox.google.credentials())
    office = GoogleOffice(
        account, issuer_id=ISSUER_ID, public_url="https://shop.example", username="beans_bot", secret=b"s" * 32
    )
    api = WalletApi(sandbox.url, account)
    yield GoogleSite(GoogleLine(office, api), Callbacks(office, RootKeys(f"{sandbox.url}/gp/m/issuer/keys")))
    await api.close()


def _saved(link: str) -> dict[str, Any]:
    body = link.split(".")[-2]
    return json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))


@pytest.mark.parametrize(
    ("agent", "order"),
    [
        (ANDROID, ["Google", "Telegram"]),
        (IPHONE, ["Apple", "Telegram"]),
        (MACHINE, ["Telegram"]),
    ],
    ids=["Android", "iPhone", "neither"],
)
async def test_there_is_one_wallet_the_phones_own(shop, agent: str, order: list[str]) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": agent})
    buttons = re.findall(r'<a class="button[^>]*>(?:<svg.*?</svg>)?([^<]+)</a>', answer.text)
    names = ("Google", "Telegram", "Apple")
    assert [next(name for name in names if name in words) for words in buttons] == order


async def test_the_button_leads_to_google_with_the_card_of_this_moment(shop, sandbox: Sandbox) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}/google")
    assert answer.status_code == 303
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    claims = _saved(answer.headers["location"])
    facts = await shop.facts()
    assert claims["iat"] == int(NOW.timestamp())
    assert claims["payload"] == {"loyaltyObjects": [{"id": f"{ISSUER_ID}.{facts.serial}"}]}
    made = sandbox.google.resources["loyaltyObject"][f"{ISSUER_ID}.{facts.serial}"]
    assert made["loyaltyPoints"]["balance"] == {"int": facts.points}
    assert made["barcode"]["value"] == f"https://t.me/beans_bot?start=c_{shop.card.code}"
    secret = secret_of(b"s" * 32, shop.card.code)
    assert (
        made["rotatingBarcode"]["valuePattern"] == f"https://t.me/beans_bot?start=r_{shop.card.code}_{{totp_value_0}}"
    )
    assert made["rotatingBarcode"]["totpDetails"]["parameters"] == [{"key": secret.hex(), "valueLength": 8}]
    assert made["rotatingBarcode"]["totpDetails"]["periodMillis"] == "30000"
    sent = len(sandbox.google.asked)
    await shop.http.get(f"/p/{shop.card.page_token}/google")
    assert [each.method for each in list(sandbox.google.asked)[sent:]] == ["GET"], "the second time it is looked up"


async def test_what_opens_the_page_or_signs_is_neither_in_the_link_nor_at_google(shop, sandbox: Sandbox) -> None:
    link = (await shop.http.get(f"/p/{shop.card.page_token}/google")).headers["location"]
    said = json.dumps(_saved(link)) + json.dumps(sandbox.google.resources)
    facts = await shop.facts()
    assert shop.card.page_token not in said
    assert shop.office.token(facts.serial) not in said


async def test_an_unknown_card_has_no_link(shop) -> None:
    assert (await shop.http.get("/p/nobody/google")).status_code == 404


async def test_a_google_that_does_not_answer_is_told_and_the_next_try_works(shop, sandbox: Sandbox) -> None:
    sandbox.google.fail(503)
    answer = await shop.http.get(f"/p/{shop.card.page_token}/google", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert (await shop.http.get(f"/p/{shop.card.page_token}/google")).status_code == 303


@pytest.mark.parametrize("google_site", [None])
async def test_without_googles_settings_there_is_neither_button_nor_link(shop) -> None:
    page = await shop.http.get(f"/p/{shop.card.page_token}", headers={"User-Agent": ANDROID})
    assert "Google" not in page.text
    assert (await shop.http.get(f"/p/{shop.card.page_token}/google")).status_code == 404


async def test_the_logo_is_what_google_wants_and_may_be_kept(shop, sandbox: Sandbox) -> None:
    await shop.http.get(f"/p/{shop.card.page_token}/google")
    made = sandbox.google.resources["loyaltyClass"][f"{ISSUER_ID}.beans_bot"]
    assert made["callbackOptions"] == {"url": "https://shop.example/google/callback"}
    address = made["programLogo"]["sourceUri"]["uri"]
    assert address.startswith("https://shop.example/design/logo-")
    answer = await shop.http.get(address.removeprefix("https://shop.example"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    logo = Image.open(io.BytesIO(answer.content))
    assert (logo.format, logo.size) == ("PNG", (660, 660))
    assert "A" not in logo.mode
    assert "transparency" not in logo.info
    banner = made["heroImage"]["sourceUri"]["uri"].removeprefix("https://shop.example")
    assert Image.open(io.BytesIO((await shop.http.get(banner)).content)).size == (1032, 336)


async def test_another_design_has_another_address_and_old_ones_lead_there(shop) -> None:
    before = pictures.logo_path(await shop.database.read(pictures.design))
    await shop.database.write(designs.begin, replace(default("coffee", "Beans"), logo=logo_picture()), NOW)
    after = pictures.logo_path(await shop.database.read(pictures.design))
    assert before != after
    answer = await shop.http.get(before)
    assert (answer.status_code, answer.headers["location"]) == (307, after)
    assert "immutable" not in answer.headers["cache-control"]
    drawn = Image.open(io.BytesIO((await shop.http.get(after)).content)).convert("RGB")
    assert drawn.getpixel((0, 0)) == (0x3B, 0x24, 0x18), "the background fills the corners"
    assert all(drawn.getpixel((at, 330)) == (0x3B, 0x24, 0x18) for at in (0, 50, 95)), "15 % around the picture"
    assert (await shop.http.get("/design/logo-%2e%2e.png")).status_code == 307
    assert (await shop.http.get("/design/other.png")).status_code == 404


async def test_without_a_shop_there_is_no_logo(shop) -> None:
    await shop.database.write(lambda connection: connection.exec_driver_sql("DELETE FROM design"))
    assert (await shop.http.get("/design/logo-000000000000.png")).status_code == 404


async def test_the_stamps_across_a_card_are_one_picture_for_each_state(shop, sandbox: Sandbox) -> None:
    await shop.database.write(add_rules, (rule("stamp_card", "cups", goal=6),), NOW)
    await shop.http.get(f"/p/{shop.card.page_token}/google")
    (made,) = sandbox.google.resources["loyaltyObject"].values()
    path = made["heroImage"]["sourceUri"]["uri"].removeprefix("https://shop.example")
    answer = await shop.http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.content)).width >= 1032, "what Google asks for"
    stem = path.removesuffix("-0.png")
    assert (await shop.http.get(f"{stem}-5.png")).content != answer.content
    former = f"/design/stamps-{'0' * 12}-{stem.rpartition('-')[2]}-0.png"
    assert (await shop.http.get(former)).headers["location"] == path
    for nobody in (f"{stem}-7.png", f"{stem}--1.png", f"/design/stamps-1-{'0' * 12}-0.png"):
        assert (await shop.http.get(nobody)).status_code == 404

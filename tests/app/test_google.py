"""Google Wallet from the settings to the link on a phone, and what is said when a setting is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app import google
from app.preflight import Finding, examine
from app.refusals import in_words
from app.serving import serving
from app.settings import GivenSettings, Settings, SettingsError
from app.wiring import composed
from sandbox.google import ISSUER_ID
from sandbox.server import Sandbox
from tests import today
from tests.shop import Clock, LiveShop
from wallet.google.credentials import ServiceAccountFault
from wallet.google.link import LinkTooLongError

Make = Callable[..., Settings]


@pytest.fixture
def account_file(tmp_path: Path, sandbox: Sandbox) -> Path:
    path = tmp_path / "account.json"
    path.write_bytes(sandbox.google.credentials())
    return path


@pytest.fixture
def settings(tmp_path: Path, sandbox: Sandbox, account_file: Path) -> Make:
    def make(**changes: Any) -> Settings:
        given = {
            "bot_token": sandbox.token,
            "bot_api_url": sandbox.url,
            "data_dir": tmp_path,
            "listen": "127.0.0.1:0",
            "public_url": "https://shop.example",
            "google_issuer_id": ISSUER_ID,
            "google_credentials_file": account_file,
            "google_api_url": sandbox.url,
        }
        return GivenSettings.load(**(given | changes))

    return make


async def test_a_member_taps_the_button_and_is_at_google_with_the_points_of_now(
    settings: Make, sandbox: Sandbox
) -> None:
    async with composed(settings()) as tessera, serving(tessera) as running:
        shop = LiveShop(sandbox, tessera.bot, tessera.database, tessera.loops[0], Clock(today.now()))
        await shop.owner()
        anna = await shop.member("Anna")
        address = await anna.tap("Wallet")
        assert address.startswith("https://shop.example/p/")
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{running.port}", trust_env=False) as http:
            answer = await http.get(urlsplit(address).path)
            assert answer.status_code == 303
            link = answer.headers["location"]
            assert link.startswith(f"{sandbox.url}/gp/v/save/")
            assert len(link) <= 1800
            made_class = sandbox.google.resources["loyaltyClass"][f"{ISSUER_ID}.{tessera.username}"]
            logo = await http.get(urlsplit(made_class["programLogo"]["sourceUri"]["uri"]).path)
        assert (logo.status_code, logo.headers["content-type"]) == (200, "image/png")
        (made_object,) = sandbox.google.resources["loyaltyObject"].values()
        assert made_object["accountName"] == "Anna"
        assert made_object["loyaltyPoints"]["balance"] == {"int": await shop.points(anna)}


@pytest.mark.parametrize(
    "changes",
    [
        {"public_url": None, "google_api_url": "https://walletobjects.googleapis.com"},
        {"google_issuer_id": None, "google_credentials_file": None},
    ],
    ids=["no https", "no settings"],
)
async def test_without_https_or_settings_there_is_no_button(
    settings: Make, sandbox: Sandbox, changes: dict[str, None]
) -> None:
    async with composed(settings(**changes)) as tessera, serving(tessera):
        shop = LiveShop(sandbox, tessera.bot, tessera.database, tessera.loops[0], Clock(today.now()))
        await shop.owner()
        anna = await shop.member("Anna")
        assert "Google" not in anna.screen()
        assert not tessera.bot.house.offer_google


@pytest.mark.parametrize("missing", ["google_issuer_id", "google_credentials_file"])
def test_half_of_the_settings_is_refused(settings: Make, missing: str) -> None:
    with pytest.raises(SettingsError, match=f"TESSERA_{missing.upper()} missing"):
        google.service_account(settings(**{missing: None}))


def test_a_file_that_cannot_be_read_is_named(settings: Make, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"TESSERA_GOOGLE_CREDENTIALS_FILE names .*nowhere"):
        google.service_account(settings(google_credentials_file=tmp_path / "nowhere"))


def test_an_issuer_that_is_no_number_is_refused(settings: Make) -> None:
    with pytest.raises(SettingsError, match="TESSERA_GOOGLE_ISSUER_ID"):
        settings(google_issuer_id="BCR2DN4T")


def test_faults_are_told_in_one_line(settings: Make, tmp_path: Path) -> None:
    (tmp_path / "junk").write_text("{}")
    with pytest.raises(ServiceAccountFault) as fault:
        google.connect(settings(google_credentials_file=tmp_path / "junk"), "corner_bot")
    assert (in_words(fault.value) or "").startswith("TESSERA_GOOGLE_CREDENTIALS_FILE: this is no key of a service")
    with pytest.raises(LinkTooLongError) as long:
        google.connect(settings(public_url=f"https://{'long.' * 200}example"), "corner_bot")
    assert (in_words(long.value) or "").startswith("TESSERA_PUBLIC_URL and the service account's name are ")


@pytest.mark.parametrize(
    "public_url", ["https://loyalty.a-rather-long-name-of-a-shop.example.com", "https://a.example/b"]
)
def test_ordinary_addresses_leave_room(settings: Make, public_url: str) -> None:
    assert google.connect(settings(public_url=public_url), "g" * 28 + "_bot") is not None


@pytest.mark.parametrize(
    ("changes", "outcome", "words"),
    [
        ({}, "ok", f"issuer {ISSUER_ID}, tessera@sandbox-478112.iam.gserviceaccount.com: Google takes its cards"),
        ({"google_issuer_id": "338800"}, "FAIL", "Google refuses (403 Permission denied.); invite the account"),
        ({"google_api_url": "http://127.0.0.1:9"}, "warn", "nobody knows yet whether Google takes it"),
        (
            {"public_url": None, "google_api_url": "https://walletobjects.googleapis.com"},
            "warn",
            "set TESSERA_PUBLIC_URL",
        ),
        ({"google_issuer_id": None, "google_credentials_file": None}, "ok", "not set"),
        ({"google_issuer_id": None}, "FAIL", "TESSERA_GOOGLE_ISSUER_ID missing"),
    ],
)
async def test_check_says_how_it_stands(settings: Make, changes: dict[str, Any], outcome: str, words: str) -> None:
    (found,) = (finding for finding in await examine(settings(**changes)) if finding.subject == "Google Wallet")
    assert isinstance(found, Finding)
    assert found.outcome == outcome
    assert words in found.words

"""A shop with one member, served over real HTTP from a real database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Connection

from app.apple import credentials
from app.server import listening
from app.settings import GivenSettings
from loyalty.changing_codes import ChangingCodes
from services import people, team
from services.members import cards, registration
from services.members.cards import Card
from services.passes import pass_facts
from services.passes.office import PassOffice
from services.passes.pass_facts import PassFacts
from services.plumbing import updates
from services.programme import setting_up
from services.programme.setting_up import Setup
from storage.database import Database, open_database
from storage.passes import passes as stored_passes
from tests.shop import Clock
from web.application import build
from web.init_data import InitData
from web.site import GoogleSite, NotReady, Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOT_TOKEN = "7000000001:AAtoken-of-a-bot-for-tests"
CODES = ChangingCodes(b"m" * 32, "beans_bot")
TOKEN = "a-token-that-telegram-sends-0123"


@dataclass
class Shop:
    """What a test sees of the running application."""

    url: str
    http: httpx.AsyncClient
    database: Database
    office: PassOffice
    member_id: UUID
    card: Card
    faults: dict[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=lambda: Clock(NOW))

    async def facts(self) -> PassFacts:
        found = await self.database.read(pass_facts.facts, page_token=self.card.page_token, now=NOW)
        assert found is not None
        return found

    async def change_the_pass(self) -> None:
        await self.database.write(stored_passes.changed, self.member_id, self.clock())

    def later(self, **delta: float) -> None:
        """Turns the clock on."""
        self.clock.now += timedelta(**delta)


def _open_shop(connection: Connection) -> tuple[UUID, Card]:
    owner = people.seen(connection, 1, "Olga", "", None, "en", NOW)
    team.appoint_owner(connection, owner, NOW)
    setting_up.set_up(connection, owner, Setup("Beans & <b>Co</b>", "EUR", "Europe/Sofia", "en", "coffee_shop"), NOW)
    person = people.seen(connection, 2, "Anna", "", None, "en", NOW)
    welcome = registration.register(
        connection, person.id, processing=True, advertising=False, phone=None, link=None, now=NOW
    )
    return welcome.member_id, cards.card(connection, welcome.member_id)


@pytest.fixture
def offer_apple() -> bool:
    return True


@pytest.fixture
def google_site() -> GoogleSite | None:
    return None


@pytest.fixture
def webhook_token() -> str | None:
    return TOKEN


@pytest.fixture(scope="session")
def signer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture
async def shop(
    tmp_path: Path,
    sqlite_template: Path,
    signer_folder: Path,
    offer_apple: bool,
    google_site: GoogleSite | None,
    webhook_token: str | None,
) -> AsyncIterator[Shop]:
    file = tmp_path / "shop.db"
    file.write_bytes(sqlite_template.read_bytes())
    database = await open_database(f"sqlite:///{file}")
    member_id, card = await database.write(_open_shop)
    settings = GivenSettings.load(data_dir=signer_folder)
    url = "https://shop.example"
    office = PassOffice(credentials(settings, NOW), secret=b"s" * 32, public_url=url, username="beans_bot")
    faults: dict[str, str] = {}
    clock = Clock(NOW)
    site = Site(
        db=database,
        clock=clock,
        username="beans_bot",
        public_url=url,
        offer_apple=offer_apple,
        pass_office=office,
        codes=CODES,
        init_data=InitData(BOT_TOKEN),
        app_frames="https://web.telegram.org",
        receive=_receiver(database, faults),
        webhook_token=webhook_token,
        ready=_readiness(faults),
        depths=_depths,
        google=google_site,
    )
    async with (
        listening(build(site), "127.0.0.1", 0) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as http,
    ):
        yield Shop(f"http://127.0.0.1:{port}", http, database, office, member_id, card, faults, clock)
    await database.close()


def _receiver(database: Database, faults: dict[str, str]) -> Callable[[Sequence[dict[str, Any]]], Any]:
    async def receive(raw: Sequence[dict[str, Any]]) -> None:
        if "receive" in faults:
            raise OSError(faults["receive"])
        await asyncio.sleep(0.05)
        await database.write(updates.put, [(update["update_id"], 1, "{}") for update in raw], NOW)

    return receive


def _readiness(faults: dict[str, str]) -> Callable[[], Any]:
    async def ready() -> None:
        if "ready" in faults:
            raise NotReady(faults["ready"])

    return ready


async def _depths() -> dict[str, float]:
    return {"inbox_waiting": 3.0}

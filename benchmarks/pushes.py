"""A sale, and how long until a phone shows it; and pushes over our line, against httpx speaking HTTP/2."""

import asyncio
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from app.serving import serving
from app.settings import GivenSettings
from app.timekeeper import wall as clock
from app.wiring import Tessera, composed
from benchmarks.measure import Aim, Row, Size, compared, percentile
from sandbox.apns import Apns as Server
from sandbox.phone import Phone
from sandbox.server import Sandbox
from services.members import cards, standings
from services.people import Person
from services.till import sales
from services.till.cheques import Sale, new_draft
from tests.people import open_shop
from wallet.apple.credentials import development
from wallet.apple.push import Apns

SECONDS = 30
TOGETHER = 50
MOST_SALES = 20
"""What a member may buy in a day."""
_TOKEN = "f0" * 32


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(_shown(Path(folder), min(MOST_SALES, size.people // 2)))
    pushed = compared(asyncio.run(_pushed(size.rounds, max(TOGETHER, size.work))))
    median, floor = percentile(took, 50), "httpx with HTTP/2, the same server"
    return [
        Row("sale until the phone shows it, median", "s", median, "a second", 1, median, Aim("≤", 1)),
        Row("sale until the phone shows it, p95", "s", percentile(took, 95)),
        Row("pushes", "/s", pushed.ours, floor, pushed.floor, pushed.ratio, Aim("≥", 4)),
    ]


async def _shown(folder: Path, times: int) -> list[float]:
    """Sells one by one to a member whose card is on a phone; returns the seconds from the commit to the new card."""
    async with Sandbox() as sandbox:
        settings = GivenSettings.load(
            bot_token=sandbox.token,
            bot_api_url=sandbox.url,
            apns_url=sandbox.apns.url,
            data_dir=folder,
            listen=f"127.0.0.1:{_free_port()}",
            log_level="error",
        )
        async with composed(settings, offer_apple=True) as tessera, serving(tessera):
            shop = await open_shop(tessera.database)
            member, phone = await shop.member(), sandbox.phone("Anna")
            assert member.member_id
            page = (await tessera.database.read(cards.card, member.member_id)).page_token
            await phone.cards.download(f"{settings.reached_at}/p/{page}.pkpass", "en")
            return [await _once(tessera, shop.cashier, member, phone) for _ in range(times)]


async def _once(tessera: Tessera, cashier: Person, member: Person, phone: Phone) -> float:
    assert member.member_id
    sale = Sale(new_draft(), member.member_id, 100_000)
    await tessera.database.write(sales.record, cashier, sale, clock())
    began = time.perf_counter()
    points = (await tessera.database.read(standings.standing, member.member_id, clock())).active
    async with asyncio.timeout(SECONDS):
        while phone.wallet[0].fields["points"] != points:  # noqa: ASYNC110 - it looks as a person does
            await asyncio.sleep(0.005)
    return time.perf_counter() - began


async def _pushed(rounds: int, count: int) -> list[tuple[float, float]]:
    """Pushes in turns over both clients, many at a time; returns pairs of rates per second."""
    server = Server(lambda _: "")
    await server.start()
    line = Apns(server.url, development(clock()))
    limits = httpx.Limits(max_connections=1)
    # The server is on this machine, and our own line does not verify it either.
    async with httpx.AsyncClient(http2=True, verify=False, trust_env=False, limits=limits, timeout=SECONDS) as http:
        pairs = []
        for number in range(rounds + 1):
            theirs = await _rate(lambda: _by_httpx(http, server.url), count)
            ours = await _rate(lambda: line.push(_TOKEN), count)
            if number:  # the first turn connects
                pairs.append((ours, theirs))
    await line.close()
    await server.stop()
    return pairs


async def _by_httpx(http: httpx.AsyncClient, url: str) -> None:
    answer = await http.post(f"{url}/3/device/{_TOKEN}", content=b"{}", headers={"apns-topic": "pass.example"})
    assert answer.status_code == httpx.codes.OK
    assert answer.http_version == "HTTP/2"


async def _rate(push: Callable[[], Awaitable[object]], count: int) -> float:
    room = asyncio.Semaphore(TOGETHER)

    async def one() -> None:
        async with room:
            await push()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(count)))
    return count / (time.perf_counter() - began)


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])

"""Visitors who are slow, many, or gone: nobody else waits for them, and the log stays readable."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from app import connections
from services.passes import phones
from storage.errors import DatabaseUnavailable
from storage.passes.passes import MOST_DEVICES
from tests.web.conftest import NOW, TOKEN
from web import envelope

FEW, MANY = 16, 60
HALF_A_HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
NO_BODY = b"POST /passkit/v1/log HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"
AFTER_AN_ANSWER = b"POST /telegram/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n"
"""It is refused before its body is read."""


@asynccontextmanager
async def _slow(shop, how_many: int, said: bytes) -> AsyncIterator[list[asyncio.StreamReader]]:
    port = httpx.URL(shop.url).port
    pairs = [await asyncio.open_connection("127.0.0.1", port) for _ in range(how_many)]
    for _, writer in pairs:
        writer.write(said)
    yield [reader for reader, _ in pairs]
    for _, writer in pairs:
        writer.close()


@pytest.mark.parametrize("said", [HALF_A_HEAD, NO_BODY])
async def test_slow_clients_never_stop_healthz_nor_the_webhook(shop, monkeypatch, said: bytes) -> None:
    monkeypatch.setattr(connections, "MOST", FEW)
    with capture_logs() as lines:
        async with _slow(shop, MANY, said):
            assert (await shop.http.get("/healthz")).status_code == 200
            headers = {"X-Telegram-Bot-Api-Secret-Token": TOKEN}
            assert (await shop.http.post("/telegram/webhook", json={"update_id": 1}, headers=headers)).is_success
    assert [line for line in lines if line["event"] == "request_failed"] == []


@pytest.mark.parametrize("said", [HALF_A_HEAD, NO_BODY, AFTER_AN_ANSWER])
async def test_head_and_body_have_a_time_that_single_bytes_do_not_put_off(shop, monkeypatch, said: bytes) -> None:
    monkeypatch.setattr(connections, "SECONDS", {"head": 0.3, "body": 0.3, "answer": 60.0})
    reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(shop.url).port)
    writer.write(said)
    with capture_logs() as lines:
        ended = asyncio.create_task(_to_the_end(reader))
        async with asyncio.timeout(30):
            while not ended.done():
                writer.write(b"x")
                await asyncio.sleep(0.05)
    writer.close()
    assert [line for line in lines if line["event"] == "request_failed"] == []
    assert (await shop.http.get("/healthz")).status_code == 200


async def _to_the_end(reader: asyncio.StreamReader) -> None:
    try:
        while await reader.read(1000):
            pass
    except ConnectionError:
        pass


async def test_a_visitor_who_hangs_up_is_no_crash_in_the_log(shop) -> None:
    with capture_logs() as lines:
        async with _slow(shop, 1, NO_BODY):
            await shop.http.get("/healthz")
        for _ in range(100):
            if 'status="499"' in (await shop.http.get("/metrics")).text:
                break
        else:
            pytest.fail("nobody has counted who hung up")
    assert lines == []


@pytest.mark.parametrize(
    "since",
    ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "Mon, 01 Jan 2026 00:00:00 +9999", "0 0 0 0 0 0", "now"],
)
async def test_an_absurd_if_modified_since_is_ignored(shop, since: str) -> None:
    answer = await shop.http.get(f"/p/{shop.card.page_token}.pkpass", headers={b"If-Modified-Since": since.encode()})
    assert answer.status_code in {200, 400}


async def test_a_database_away_is_503_with_retry_after_and_one_line(shop, monkeypatch) -> None:
    async def away(*_: object, **__: object) -> None:
        raise DatabaseUnavailable("the server is gone")

    monkeypatch.setattr(shop.database, "read", away)
    with capture_logs() as lines:
        answers = [await shop.http.get(f"/p/{shop.card.page_token}{ending}") for ending in ("", ".pkpass", "/code") * 4]
    assert {(answer.status_code, answer.headers["Retry-After"]) for answer in answers} == {(503, "5")}
    assert [(line["event"], line["error"]) for line in lines] == [("database_unavailable", "the server is gone")]


async def test_more_than_so_many_at_once_are_told_to_come_again(shop, monkeypatch) -> None:
    monkeypatch.setattr(envelope, "AT_ONCE", 0)
    answer = await shop.http.get(f"/p/{shop.card.page_token}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert (await shop.http.get("/healthz")).status_code == 200


async def test_a_pass_is_on_so_many_devices_at_most_and_the_oldest_go(shop) -> None:
    serial = (await shop.facts()).serial
    for number in range(MOST_DEVICES + 2):
        at = NOW + timedelta(minutes=number)
        assert await shop.database.write(phones.register, serial, f"device-{number}", f"token{number}", at)
    (held,) = (await shop.database.read(phones.holders, [serial])).values()
    assert {device.name for device in held} == {f"device-{number}" for number in range(2, MOST_DEVICES + 2)}

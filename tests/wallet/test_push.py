"""Pushes over real TLS and HTTP/2 to a push server on loopback that answers and refuses as Apple's does."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvloop

from sandbox.apns import Apns as Server
from tests.people import NOON
from wallet.apple.credentials import Credentials, development, restore
from wallet.apple.push import Answer, Apns, PushFailed, PushRefused

PHONES = {"f0f0", "0e0e"}


def deliver(token: str) -> str:
    return "" if token in PHONES else "Unregistered" if token == "dead" else "BadDeviceToken"


@pytest.fixture(scope="session")
def signer(development_authority: bytes) -> Credentials:
    return restore(development_authority, NOON)


@pytest.fixture
async def server(signer: Credentials) -> AsyncIterator[Server]:
    assert signer.root_pem
    server = Server(deliver, authority=signer.root_pem)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def line(server: Server, signer: Credentials) -> AsyncIterator[Apns]:
    line = Apns(server.url, signer)
    yield line
    await line.close()


async def test_a_push_is_empty_and_goes_under_the_pass_type(server: Server, line: Apns, signer: Credentials) -> None:
    assert await line.push("f0f0") == Answer(200)
    (push,) = server.pushes
    assert (push.token, push.topic, push.payload) == ("f0f0", signer.pass_type_id, b"{}")


async def test_many_pushes_share_one_connection(server: Server, line: Apns) -> None:
    answers = await asyncio.gather(*(line.push("f0f0") for _ in range(300)))
    assert answers == [Answer(200)] * 300
    assert server.connections == 1
    assert len(server.pushes) == 300


async def test_apples_reasons_come_through(server: Server, line: Apns) -> None:
    assert await line.push("dead") == Answer(410, "Unregistered")
    assert await line.push("abcd") == Answer(400, "BadDeviceToken")
    server.refuse(429, "TooManyRequests", retry_after=7)
    assert await line.push("f0f0") == Answer(429, "TooManyRequests", 7)
    server.refuse(503, "Shutdown")
    assert await line.push("f0f0") == Answer(503, "Shutdown")
    assert server.connections == 1


async def test_after_a_lost_connection_the_next_push_makes_a_new_one(server: Server, line: Apns) -> None:
    server.refuse(0)
    with pytest.raises(PushFailed):
        await line.push("f0f0")
    assert await line.push("f0f0") == Answer(200)
    server.goodbye()
    await asyncio.sleep(0.05)
    assert await line.push("f0f0") == Answer(200)
    assert server.connections == 3


async def test_a_server_that_is_away_is_a_failure_and_no_more(server: Server, line: Apns) -> None:
    await server.stop()
    with pytest.raises(PushFailed):
        await line.push("f0f0")


async def test_only_our_certificate_is_let_in(server: Server) -> None:
    stranger = Apns(server.url, development(NOON))
    with pytest.raises(PushFailed):
        await stranger.push("f0f0")
    assert not server.pushes
    await stranger.close()


async def test_elsewhere_than_here_the_server_must_prove_who_it_is(
    server: Server, signer: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wallet.apple.push.LOOPBACK", frozenset())
    line = Apns(server.url, signer)
    with pytest.raises(PushRefused, match=r"(?i)certificate"):
        await line.push("f0f0")
    assert not server.pushes


async def test_a_server_that_says_nothing_is_not_waited_for(
    signer: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wallet.apple.push.CONNECT_SECONDS", 0.05)
    met: list[asyncio.StreamWriter] = []
    silent = await asyncio.start_server(lambda _, writer: met.append(writer), "127.0.0.1", 0)
    line = Apns(f"https://127.0.0.1:{silent.sockets[0].getsockname()[1]}", signer)
    with pytest.raises(PushFailed, match="in time"):
        await line.push("f0f0")
    silent.close()
    for writer in met:
        writer.close()
        await writer.wait_closed()


async def test_it_speaks_on_the_event_loop_that_tessera_runs_on(signer: Credentials) -> None:
    async def pushed() -> tuple[Answer, int]:
        server = Server(deliver)
        await server.start()
        line = Apns(server.url, signer)
        answer = await line.push("f0f0")
        server.goodbye()
        await asyncio.sleep(0.05)
        assert await line.push("f0f0") == answer
        await line.close()
        await server.stop()
        return answer, server.connections

    assert await asyncio.to_thread(uvloop.run, pushed()) == (Answer(200), 2)

"""Health, metrics, the webhook and the error exit, over real HTTP."""

import re

import pytest
from structlog.testing import capture_logs

import storage.tables
from services.plumbing import updates
from tests.web.conftest import TOKEN

SECRET = "X-Telegram-Bot-Api-Secret-Token"


async def test_alive_and_ready(shop) -> None:
    assert (await shop.http.get("/healthz")).json() == {"status": "alive"}
    assert (await shop.http.get("/readyz")).json() == {"status": "ready"}
    shop.faults["ready"] = "the database does not answer"
    answer = await shop.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "the database does not answer"
    assert (await shop.http.get("/healthz")).status_code == 200


async def test_metrics_count_by_route_and_never_by_secret_address(shop) -> None:
    await shop.http.get(f"/p/{shop.card.page_token}")
    await shop.http.get("/p/unknown")
    await shop.http.get("/wp-login.php")
    text = (await shop.http.get("/metrics")).text
    assert 'tessera_http_requests_total{method="GET",route="/p/{token}",status="200"} 1.0' in text
    assert 'tessera_http_requests_total{method="GET",route="/p/{token}",status="404"} 1.0' in text
    assert 'tessera_http_requests_total{method="GET",route="none",status="404"} 1.0' in text
    assert "tessera_inbox_waiting 3.0" in text
    assert "process_resident_memory_bytes" in text
    assert shop.card.page_token not in text


async def test_an_update_is_in_the_inbox_before_telegram_hears_so(shop) -> None:
    answer = await shop.http.post("/telegram/webhook", json={"update_id": 7}, headers={SECRET: TOKEN})
    assert answer.status_code == 200
    assert (await shop.database.read(updates.backlog)).waiting == 1


async def test_an_update_that_could_not_be_kept_is_not_acknowledged(shop) -> None:
    shop.faults["receive"] = "the disk is full of secrets"
    with capture_logs() as lines:
        answer = await shop.http.post("/telegram/webhook", json={"update_id": 7}, headers={SECRET: TOKEN})
    assert answer.status_code == 500
    assert "secrets" not in answer.text
    (line,) = [line for line in lines if line["event"] == "request_failed"]
    assert answer.json()["instance"] == f"urn:tessera:error:{line['error_id']}"


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b'{"update_id": 1}', 401),
        ({SECRET: "wrong"}, b'{"update_id": 1}', 401),
        ({SECRET: TOKEN}, b"not json", 400),
        ({SECRET: TOKEN}, b"[1]", 400),
        ({SECRET: TOKEN}, b'{"update_id": "1"}', 400),
        ({SECRET: TOKEN}, b'{"x": "' + b"y" * (1 << 20) + b'"}', 413),
    ],
)
async def test_what_is_no_update_from_telegram_is_refused(shop, headers, body: bytes, status: int) -> None:
    answer = await shop.http.post("/telegram/webhook", content=body, headers=headers)
    assert answer.status_code == status
    assert (await shop.database.read(updates.backlog)).waiting == 0


@pytest.mark.parametrize("webhook_token", [None])
async def test_while_updates_are_polled_there_is_no_webhook(shop) -> None:
    answer = await shop.http.post("/telegram/webhook", json={"update_id": 7}, headers={SECRET: TOKEN})
    assert answer.status_code == 404


async def test_a_crash_shows_people_a_page_with_a_number_and_nothing_of_the_inside(shop) -> None:
    await shop.database.write(storage.tables.wallet_pass.drop)
    with capture_logs() as lines:
        answer = await shop.http.get(
            f"/p/{shop.card.page_token}", headers={"Accept": "text/html", "Accept-Language": "bg"}
        )
    assert answer.status_code == 500
    assert "Не се получи" in answer.text
    (line,) = [line for line in lines if line["event"] == "request_failed"]
    assert re.search(rf"Номер на грешката: {line['error_id']}", answer.text)
    assert "Traceback" not in answer.text
    assert shop.card.page_token not in str({**line, "exc_info": ""})


async def test_a_method_that_is_not_offered_is_named_as_such(shop) -> None:
    answer = await shop.http.post("/healthz")
    assert answer.status_code == 405
    assert answer.json()["type"] == "urn:tessera:problem:method_not_allowed"
    assert answer.headers["allow"].split(", ") in (["GET", "HEAD"], ["HEAD", "GET"])

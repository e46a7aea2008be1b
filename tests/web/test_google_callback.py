"""Google's callbacks: its own word is taken once, and nobody else's, however it is dressed up."""

import asyncio
import json
import time
from base64 import b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sandbox.google import ISSUER_ID
from sandbox.google_signing import Signer, message, sign
from sandbox.server import Sandbox
from services.passes.google import passes
from storage.passes.google import row_of
from tests.web.conftest import NOW
from tests.web.test_google import google_site, sandbox  # noqa: F401 - fixtures

AT = int(NOW.timestamp() * 1000)
HOUR = 3_600_000


@pytest.fixture
async def object_id(shop) -> str:
    """The id of a card that Google has."""
    assert (await shop.http.get(f"/p/{shop.card.page_token}/google")).status_code == 303
    return f"{ISSUER_ID}.{(await shop.facts()).serial}"


def _said(object_id: str, event: str = "save", **changes: Any) -> dict[str, Any]:
    expires = {"expTimeMillis": AT + HOUR}
    return {**message(f"{ISSUER_ID}.beans_bot", object_id, event), **expires, **changes}


async def _called(shop, envelope: Any) -> int:
    body = envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode()
    return (await shop.http.post("/google/callback", content=body)).status_code


async def test_saved_and_removed_are_known(shop, sandbox: Sandbox, object_id: str) -> None:  # noqa: F811 - the fixture
    signer = sandbox.google.signer
    saved = signer.envelope(ISSUER_ID, _said(object_id))
    assert await _called(shop, saved) == 200
    assert await shop.database.read(passes.held) == 1
    assert await _called(shop, saved) == 200, "a repeated one is no fault of Google's"
    assert await _called(shop, signer.envelope(ISSUER_ID, _said(object_id, "del", expTimeMillis=AT + HOUR + 1))) == 200
    row = await shop.database.write(row_of, object_id.partition(".")[2])
    assert (row.saved_at, row.removed_at) == (NOW, NOW)
    assert await _called(shop, saved) == 200
    assert await shop.database.read(passes.held) == 0, "what was heard before changes nothing"


async def test_objects_of_others_are_heard_without_a_word(shop, sandbox: Sandbox, object_id: str) -> None:  # noqa: F811 - as above
    for other in ("0123.4567", f"{ISSUER_ID}.never-heard-of", ""):
        assert await _called(shop, sandbox.google.signer.envelope(ISSUER_ID, _said(other))) == 200
    assert await shop.database.read(passes.held) == 0


STRANGER = Signer()
OTHER_CURVE = ec.generate_private_key(ec.SECP384R1())
FORGED: dict[str, dict[str, Any]] = {
    "signed by another root": {"root": STRANGER.root},
    "a key of another curve": {"key": OTHER_CURVE},
    "a key that has expired": {"key_expires": AT - 1},
    "a message that has expired": {"message": {"expTimeMillis": AT - 1}},
    "for another issuer": {"issuer": "3388000000099999999"},
    "of another sender": {"sender": "GooglePayPayments"},
    "of another protocol": {"protocol": "ECv2"},
    "without a nonce": {"message": {"nonce": ""}},
    "with an endless nonce": {"message": {"nonce": "n" * 65}},
    "of an unknown event": {"message": {"eventType": "paid"}},
    "without an expiry": {"message": {"expTimeMillis": None}},
    "with an expiry of dreams": {"message": {"expTimeMillis": "9" * 30}},
    "with an object that is a number": {"message": {"objectId": 17}},
}


async def test_what_google_has_not_said_is_refused(shop, sandbox: Sandbox, object_id: str) -> None:  # noqa: F811 - as above
    for name, forged in FORGED.items():
        changes = dict(forged)
        said = _said(object_id, **changes.pop("message", {}))
        envelope = sandbox.google.signer.envelope(changes.pop("issuer", ISSUER_ID), said, **changes)
        assert await _called(shop, envelope) == 401, name
    assert await shop.database.read(passes.held) == 0


async def test_nothing_of_an_envelope_can_be_changed_or_left_out(shop, sandbox: Sandbox, object_id: str) -> None:  # noqa: F811 - as above
    envelope = sandbox.google.signer.envelope(ISSUER_ID, _said(object_id))
    between = envelope["intermediateSigningKey"]
    lengths = sign(sandbox.google.signer.key, "GooglePayPasses", ISSUER_ID, "ECv2SigningOnly", "x")
    broken: list[Any] = [
        {**envelope, "signedMessage": envelope["signedMessage"].replace("save", "del")},
        {**envelope, "signature": lengths},
        {**envelope, "signature": "no base64!"},
        {**envelope, "signature": 17},
        {**envelope, "signature": "\ud800"},
        {**envelope, "intermediateSigningKey": None},
        {**envelope, "intermediateSigningKey": {**between, "signatures": []}},
        {**envelope, "intermediateSigningKey": {**between, "signatures": [b64encode(b"x").decode()] * 11}},
        {**envelope, "intermediateSigningKey": {**between, "signedKey": "{}"}},
        {**envelope, "intermediateSigningKey": {**between, "signedKey": [1]}},
        *({name: part for name, part in envelope.items() if name != left} for left in envelope),
    ]
    for number, each in enumerate(broken):
        assert await _called(shop, each) == 401, number
    assert await _called(shop, b"\xff") == 400
    assert await _called(shop, b"[]") == 400
    assert await _called(shop, b"[" * 60_000) == 400
    assert await _called(shop, b" " * 70_000) == 413
    assert (await shop.http.get("/google/callback")).status_code == 405
    assert await shop.database.read(passes.held) == 0


async def test_a_new_root_is_looked_for_but_not_for_every_forgery(shop, sandbox: Sandbox, object_id: str) -> None:  # noqa: F811 - as above
    served = []
    original = sandbox.google.signer.published

    def published() -> dict[str, Any]:
        served.append(time.monotonic())
        return original()

    sandbox.google.signer.published = published  # type: ignore[method-assign]  # the server asks for it by name
    try:
        envelopes = [STRANGER.envelope(ISSUER_ID, _said(object_id)) for _ in range(5)]
        assert set(await asyncio.gather(*(_called(shop, each) for each in envelopes))) == {401}
        assert len(served) == 1
    finally:
        del sandbox.google.signer.published
    assert await _called(shop, sandbox.google.signer.envelope(ISSUER_ID, _said(object_id))) == 200

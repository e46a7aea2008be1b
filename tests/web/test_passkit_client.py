"""An iPhone's side of Apple's web service in plain HTTP, by the standard library: it knows passes and Apple's text."""

import asyncio
import hashlib
import http.client
import io
import json
import subprocess
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from services.passes import phones
from tests.web.conftest import NOW, Shop

Answer = tuple[int, dict[str, str], bytes]
REGISTRATION = b'{"pushToken":"%s"}'


class Device:
    """One device library on one connection that is kept open, as PassKit keeps it."""

    def __init__(self, address: str, name: str = "b1d2", push_token: str = "aa" * 32) -> None:
        self.line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.name, self.push_token = name, push_token
        self.told: dict[str, str] = {}

    async def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def ask() -> Answer:
            self.line.request(method, path, body, named)
            answer = self.line.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

        return await asyncio.to_thread(ask)

    async def add(self, page_token: str) -> dict[str, bytes]:
        """Downloads the card and returns its files."""
        status, headers, body = await self.call("GET", f"/p/{page_token}.pkpass")
        assert (status, headers["content-type"]) == (200, "application/vnd.apple.pkpass")
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        self.told = json.loads(files["pass.json"])
        return files

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"ApplePass {self.told['authenticationToken']}"}

    def path(self, *parts: str) -> str:
        base = urlsplit(self.told["webServiceURL"]).path.rstrip("/")
        return "/".join([f"{base}/v1", *(quote(part, safe="") for part in parts)])

    @property
    def registered(self) -> str:
        return self.path("devices", self.name, "registrations", self.told["passTypeIdentifier"])

    @property
    def registration(self) -> str:
        return f"{self.registered}/{self.told['serialNumber']}"

    @property
    def newest(self) -> str:
        return self.path("passes", self.told["passTypeIdentifier"], self.told["serialNumber"])

    async def register(self) -> int:
        return (await self.call("POST", self.registration, REGISTRATION % self.push_token.encode(), **self.key))[0]

    async def changes(self, since: str | None = None) -> tuple[list[str], str]:
        """Returns the serials that have changed and the new tag; nothing and the old one when nothing has."""
        asked = self.registered if since is None else f"{self.registered}?passesUpdatedSince={quote(since)}"
        status, _, body = await self.call("GET", asked)
        if status == 204:
            assert body == b""
            return [], since or ""
        said = json.loads(body)
        assert (status, type(said["lastUpdated"])) == (200, str), "a number stops updates without a word"
        return said["serialNumbers"], said["lastUpdated"]


@pytest.fixture
async def phone(shop: Shop) -> AsyncIterator[Device]:
    phone = Device(shop.url)
    await phone.add(shop.card.page_token)
    yield phone
    phone.line.close()


async def test_the_pass_is_whole_and_its_signature_is_openssls_word(shop: Shop, phone: Device, tmp_path: Path) -> None:
    files = await phone.add(shop.card.page_token)
    manifest = json.loads(files["manifest.json"])
    assert manifest == {
        name: hashlib.sha1(data).hexdigest()
        for name, data in files.items()
        if name not in {"manifest.json", "signature"}
    }
    root = shop.office._credentials.root_pem
    assert root
    for name, data in (("root", root), ("manifest", files["manifest.json"]), ("signature", files["signature"])):
        (tmp_path / name).write_bytes(data)
    verify = "openssl cms -verify -binary -inform DER -in signature -content manifest -CAfile root -purpose any"
    verify += f" -attime {NOW.timestamp():.0f}"
    said = await asyncio.to_thread(subprocess.run, verify.split(), cwd=tmp_path, capture_output=True, check=False)
    assert (said.returncode, said.stdout) == (0, files["manifest.json"]), said.stderr


async def test_the_life_of_a_pass_on_a_phone(shop: Shop, phone: Device) -> None:
    serial = phone.told["serialNumber"]
    assert await phone.changes() == ([], ""), "a phone that nobody knows"
    assert [await phone.register(), await phone.register()] == [201, 200]
    held, first = await phone.changes()
    assert held == [serial]
    assert await phone.changes(first) == ([], first)

    # A clock that stands still: two changes in one second.
    _, headers, _ = await phone.call("GET", phone.newest, **phone.key)
    seen, tags = [headers["last-modified"]], [first]
    for _ in range(2):
        await shop.change_the_pass()
        held, tag = await phone.changes(tags[-1])
        assert (held, tag not in tags) == ([serial], True)
        status, headers, _ = await phone.call("GET", phone.newest, If_Modified_Since=seen[-1], **phone.key)
        assert status == 200
        tags.append(tag)
        seen.append(headers["last-modified"])
    assert max(map(parsedate_to_datetime, seen)) <= shop.clock(), "no time to come"
    assert (await phone.changes(first))[0] == [serial], "a tag of long ago still counts"

    phone.push_token = "bb" * 32
    assert await phone.register() == 200
    told = await shop.database.read(phones.holders, [serial])
    assert [each.push_token for each in told[serial]] == [phone.push_token]

    assert [(await phone.call("DELETE", phone.registration, **phone.key))[0] for _ in range(2)] == [200, 200]
    assert await phone.changes() == ([], ""), "the device went with its last pass"
    assert await phone.register() == 201


async def test_who_has_no_key_learns_nothing(phone: Device) -> None:
    assert await phone.register() == 201
    token = phone.told["authenticationToken"]
    nobodys = phone.newest.replace(phone.told["serialNumber"], "f" * 32)
    foreign = phone.newest.replace(phone.told["passTypeIdentifier"], "pass.com.example.other")
    keys = (
        {},
        {"Authorization": token},
        {"Authorization": f"Bearer {token}"},
        {"Authorization": f"ApplePass {token}x"},
    )
    refused = [(await phone.call("GET", phone.newest, **key))[0] for key in keys]
    refused += [(await phone.call("GET", path, **phone.key))[0] for path in (nobodys, foreign)]
    for method, body in (("POST", REGISTRATION % b"cc"), ("DELETE", None)):
        refused += [(await phone.call(method, phone.registration, body, **key))[0] for key in keys]
    assert set(refused) == {401}
    assert (await phone.changes())[0], "the registration is as it was"


async def test_every_form_of_a_date_says_whether_the_phone_has_it(phone: Device) -> None:
    _, headers, body = await phone.call("GET", phone.newest, **phone.key)
    assert int(headers["content-length"]) == len(body)
    changed = parsedate_to_datetime(headers["last-modified"])
    forms = ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y")
    for form in forms:
        for at, expected in ((changed, 304), (changed + timedelta(days=1), 304), (changed - timedelta(seconds=1), 200)):
            answer = await phone.call("GET", phone.newest, If_Modified_Since=at.strftime(form), **phone.key)
            assert (answer[0], len(answer[2]) > 0) == (expected, expected == 200), (form, at)
    for nonsense in ("", "yesterday", "0", "Mon, 99 Foo 2026 99:99:99 GMT", "Mon, 01 Jan 0001 00:00:00 +2359"):
        answer = await phone.call("GET", phone.newest, If_Modified_Since=nonsense, **phone.key)
        assert answer[0] == 200, nonsense
    status, headers, nothing = await phone.call("HEAD", phone.newest, **phone.key)
    assert (status, headers["content-length"], nothing) == (200, str(len(body)), b"")


async def test_odd_bodies_are_refused_and_the_connection_goes_on(phone: Device) -> None:
    odd = {
        "nothing": b"",
        "no JSON": b"pushToken=aa",
        "a list": b'["aa"]',
        "no token": b"{}",
        "a number": b'{"pushToken":1}',
        "nothing in it": b'{"pushToken":""}',
        "no text": b'{"pushToken":"\xff"}',
        "half a surrogate": b'{"pushToken":"\\ud800"}',
        "deep": b"[" * 2_000,
        "long": REGISTRATION % (b"a" * 300),
    }
    for name, body in odd.items():
        assert (await phone.call("POST", phone.registration, body, **phone.key))[0] == 400, name
    assert (await phone.call("POST", phone.registration, b" " * 70_000, **phone.key))[0] == 413
    phone.line.close()
    assert await phone.changes() == ([], ""), "none of them registered"
    complaints = json.dumps({"logs": ["[2026-11-22] Web service error", 7, None]}).encode()
    assert (await phone.call("POST", phone.path("log"), complaints))[0] == 200
    assert (await phone.call("POST", phone.path("log"), b"{}"))[0] == 400
    assert (await phone.call("PUT", phone.registration, b"{}", **phone.key))[0] == 405

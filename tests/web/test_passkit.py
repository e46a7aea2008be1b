"""Apple's web service from a phone's side: a client written from Apple's text, which knows nothing of our code."""

import asyncio
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection
from structlog.testing import capture_logs

from services import people
from services.members import cards, own_data, registration
from services.passes import pass_facts
from storage.passes import passes as stored
from tests.web.conftest import NOW, Shop
from web.passkit import LINES_A_MINUTE


@dataclass
class Phone:
    """A device library: knows only the base URL and what it read in its passes."""

    http: httpx.AsyncClient
    name: str = "a3f1c0de00000000000000000000beef"
    push_token: str = "f0" * 32
    tag: str | None = None
    passes: dict[str, dict[str, Any]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)

    def take(self, answer: httpx.Response) -> str:
        """Reads a .pkpass that was downloaded; returns its serial."""
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            content = json.loads(archive.read("pass.json"))
        serial = content["serialNumber"]
        self.passes[serial], self.dates[serial] = content, answer.headers["last-modified"]
        return serial

    def service(self, serial: str) -> str:
        # The pass names the public address; here the same server listens on loopback.
        return re.sub(r"^https://[^/]+", "", self.passes[serial]["webServiceURL"]) + "/v1"

    def key(self, serial: str) -> dict[str, str]:
        return {"Authorization": f"ApplePass {self.passes[serial]['authenticationToken']}"}

    def place(self, serial: str) -> str:
        kind = self.passes[serial]["passTypeIdentifier"]
        return f"{self.service(serial)}/devices/{self.name}/registrations/{kind}/{serial}"

    async def register(self, serial: str, **changed: Any) -> int:
        options = {"headers": self.key(serial), "json": {"pushToken": self.push_token}, **changed}
        return (await self.http.post(self.place(serial), **options)).status_code

    async def unregister(self, serial: str, **changed: Any) -> int:
        return (await self.http.delete(self.place(serial), **{"headers": self.key(serial), **changed})).status_code

    async def changes(self, tag: str | None = None) -> tuple[int, list[str]]:
        """Asks which passes have changed since `tag`; keeps the new tag."""
        serial = next(iter(self.passes))
        url = self.place(serial).rpartition("/")[0]
        answer = await self.http.get(url, params={"passesUpdatedSince": tag} if tag is not None else {})
        if answer.status_code != 200:
            assert answer.content == b""
            return answer.status_code, []
        body = answer.json()
        assert isinstance(body["lastUpdated"], str)
        self.tag = body["lastUpdated"]
        return 200, body["serialNumbers"]

    async def fetch(self, serial: str, **headers: str) -> httpx.Response:
        kind = self.passes[serial]["passTypeIdentifier"]
        return await self.http.get(
            f"{self.service(serial)}/passes/{kind}/{serial}", headers={**self.key(serial), **headers}
        )


@pytest.fixture
def phone(shop: Shop) -> Phone:
    return Phone(shop.http)


async def installed(shop: Shop, phone: Phone, page: str = "") -> str:
    return phone.take(await shop.http.get(f"/p/{page or shop.card.page_token}.pkpass"))


def _boris(connection: Connection) -> tuple[Any, str]:
    boris = people.seen(connection, 3, "Boris", "", None, "en", NOW)
    joined = registration.register(
        connection, boris.id, processing=True, advertising=False, phone=None, link=None, now=NOW
    )
    return joined.member_id, cards.card(connection, joined.member_id).page_token


async def test_a_phone_registers_hears_of_a_change_fetches_it_and_goes(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    assert await phone.register(serial) == 201
    assert await phone.changes() == (200, [serial])
    assert await phone.changes(phone.tag) == (204, [])
    assert (await phone.fetch(serial, **{"If-Modified-Since": phone.dates[serial]})).status_code == 304
    shop.later(seconds=5)
    await shop.change_the_pass()
    assert await phone.changes(phone.tag) == (200, [serial])
    answer = await phone.fetch(serial, **{"If-Modified-Since": phone.dates[serial]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.apple.pkpass"
    before = phone.dates[serial]
    phone.take(answer)
    assert phone.dates[serial] != before
    assert await phone.unregister(serial) == 200
    assert await phone.changes("0") == (204, [])


async def test_registering_again_is_no_news_and_brings_the_new_push_token(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    assert await phone.register(serial) == 201
    assert await phone.register(serial) == 200
    phone.push_token = "0e" * 32
    assert await phone.register(serial) == 200
    (held,) = await shop.database.read(stored.holders, [serial])
    assert (held.device, held.push_token) == (phone.name, "0e" * 32)


async def test_two_changes_in_one_second_are_two(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    await phone.register(serial)
    await phone.changes()
    tags = [phone.tag]
    for _ in range(2):  # the shop's clock stands still
        await shop.change_the_pass()
        assert await phone.changes(phone.tag) == (200, [serial])
        answer = await phone.fetch(serial, **{"If-Modified-Since": phone.dates[serial]})
        assert answer.status_code == 200
        phone.take(answer)
        tags.append(phone.tag)
    assert len(set(tags)) == 3
    assert await phone.changes(tags[0]) == (200, [serial]), "an old tag brings what came after it"
    assert await phone.changes(tags[1]) == (200, [serial])
    assert await phone.changes(tags[2]) == (204, [])


async def test_of_two_passes_only_the_changed_one_is_named(shop: Shop, phone: Phone) -> None:
    boris, page = await shop.database.write(_boris)
    first, second = await installed(shop, phone), await installed(shop, phone, page)
    assert (await phone.register(first), await phone.register(second)) == (201, 201)
    status, serials = await phone.changes()
    assert (status, sorted(serials)) == (200, sorted([first, second]))
    start = phone.tag
    await shop.database.write(stored.changed, boris, NOW)
    assert await phone.changes(start) == (200, [second])
    await shop.change_the_pass()
    assert await phone.changes(phone.tag) == (200, [first])
    assert sorted((await phone.changes(start))[1]) == sorted([first, second])
    assert await phone.unregister(first) == 200
    assert await phone.changes(start) == (200, [second])


@pytest.mark.parametrize("tag", ["", "0", "999999999999999999", "9" * 30, "yesterday", "-1", "1e3", "१"])
async def test_a_tag_that_means_nothing_brings_everything(shop: Shop, phone: Phone, tag: str) -> None:
    serial = await installed(shop, phone)
    await phone.register(serial)
    assert await phone.changes(tag) == (200, [serial])


async def test_the_last_pass_takes_the_phone_along_and_it_may_come_back(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    await phone.register(serial)
    await phone.changes()
    former = phone.tag
    assert await phone.unregister(serial) == 200
    assert await phone.unregister(serial) == 200, "a phone that did not hear the answer asks again"
    assert await shop.database.read(stored.holders, [serial]) == []
    assert await phone.register(serial) == 201
    await shop.change_the_pass()
    assert await phone.changes(former) == (200, [serial])


async def test_nobody_registers_or_unregisters_without_the_key(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    for key in (
        {},
        {"Authorization": "ApplePass " + "0" * 64},
        {"Authorization": phone.key(serial)["Authorization"][10:]},
    ):
        assert await phone.register(serial, headers=key) == 401
    assert await shop.database.read(stored.holders, [serial]) == []
    await phone.register(serial)
    assert await phone.unregister(serial, headers={"Authorization": "ApplePass x"}) == 401
    assert len(await shop.database.read(stored.holders, [serial])) == 1


async def test_an_unknown_pass_or_type_is_refused_as_a_wrong_key_is(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    known, unknown = dict(phone.passes[serial]), "0" * 32
    phone.passes = {unknown: {**known, "serialNumber": unknown, "authenticationToken": shop.office.token(unknown)}}
    assert await phone.register(unknown) == 401
    assert (await phone.fetch(unknown)).status_code == 401
    phone.passes = {serial: {**known, "passTypeIdentifier": "pass.example.other"}}
    assert await phone.register(serial) == 401
    assert await phone.changes() == (204, [])
    assert await shop.database.read(stored.holders, [serial, unknown]) == []


async def test_a_phone_that_nobody_knows_has_no_changes(shop: Shop, phone: Phone) -> None:
    await installed(shop, phone)
    assert await phone.changes() == (204, [])
    assert await phone.changes("7") == (204, [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"content": b""}, 400),
        ({"content": b"token"}, 400),
        ({"json": []}, 400),
        ({"json": {}}, 400),
        ({"json": {"pushToken": None}}, 400),
        ({"json": {"pushToken": 7}}, 400),
        ({"json": {"pushToken": ""}}, 400),
        ({"json": {"pushToken": "../../3/device"}}, 400),
        ({"json": {"pushToken": "f" * 201}}, 400),
        ({"json": {"pushToken": "é"}}, 400),
        ({"content": b" " * 5000}, 413),
    ],
)
async def test_a_registration_needs_a_push_token(shop: Shop, phone: Phone, body: dict[str, Any], status: int) -> None:
    serial = await installed(shop, phone)
    assert (await shop.http.post(phone.place(serial), headers=phone.key(serial), **body)).status_code == status
    assert await shop.database.read(stored.holders, [serial]) == []


@pytest.mark.parametrize("name", ["x" * 101, "a%20b", "%00", "'%20OR%201"])
async def test_a_device_has_a_plain_name(shop: Shop, phone: Phone, name: str) -> None:
    serial = await installed(shop, phone)
    phone.name = name
    assert await phone.register(serial) == 400
    assert await phone.changes() == (204, [])


async def test_304_builds_nothing_and_a_version_is_built_once(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    built = await _built(shop)
    for _ in range(3):
        assert (await phone.fetch(serial, **{"If-Modified-Since": phone.dates[serial]})).status_code == 304
        assert (await phone.fetch(serial)).status_code == 200
    assert await _built(shop) == built
    await shop.change_the_pass()
    answers = await asyncio.gather(*(phone.fetch(serial) for _ in range(5)))
    assert len({answer.content for answer in answers}) == 1
    assert await _built(shop) == built + 1


async def _built(shop: Shop) -> float:
    text = (await shop.http.get("/metrics")).text
    return float(re.search(r"^\w*passes\w*_total (\S+)$", text, re.MULTILINE)[1])


async def test_what_a_phone_says_is_taken(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    answer = await shop.http.post(f"{phone.service(serial)}/log", json={"logs": ["signature was not valid"]})
    assert answer.status_code == 200


async def test_the_pass_of_a_registered_phone_shows_the_new_points(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    facts = await shop.database.read(pass_facts.facts, serial=serial, now=NOW)
    assert facts
    phone.take(await phone.fetch(serial))
    (points,) = phone.passes[serial]["storeCard"]["headerFields"]
    assert points["value"] == facts.points


async def test_last_modified_never_runs_ahead_and_no_change_is_missed(shop: Shop, phone: Phone) -> None:
    serial = await installed(shop, phone)
    for _ in range(40):
        await shop.change_the_pass()
    for second in range(45):
        answer = await phone.fetch(serial, **{"If-Modified-Since": phone.dates[serial]})
        assert answer.status_code == (200 if second <= 40 else 304), "it asks once more than it must, not once less"
        assert parsedate_to_datetime(answer.headers["last-modified"]) <= shop.clock()
        phone.dates[serial] = answer.headers["last-modified"]
        shop.later(seconds=1)


async def test_what_phones_say_floods_no_log(shop: Shop, phone: Phone) -> None:
    url = f"{phone.service(await installed(shop, phone))}/log"
    with capture_logs() as said:
        for number in range(10):
            lines = [f"trouble {number}-{line}\nforged=1" for line in range(20)]
            assert (await shop.http.post(url, json={"logs": lines})).status_code == 200
        shop.later(minutes=2)
        assert (await shop.http.post(url, json={"logs": ["trouble 0-0 forged=1", "x" * 9999]})).status_code == 200
    heard = [entry["said"] for entry in said if entry["event"] == "passkit_device"]
    assert heard[0] == "trouble 0-0 forged=1"
    assert len(heard) == LINES_A_MINUTE + 1, "what was said within the hour is not said again"
    assert len(heard[-1]) == 300
    assert [entry["lines"] for entry in said if entry["event"] == "passkit_device_left_out"] == [200 - LINES_A_MINUTE]


async def test_each_phone_of_an_erased_member_gets_one_empty_pass_and_then_401(shop: Shop, phone: Phone) -> None:
    tablet = Phone(shop.http, name="7ab1e7", push_token="0a" * 32)
    serial = await installed(shop, phone)
    tablet.take(await shop.http.get(f"/p/{shop.card.page_token}.pkpass"))
    assert [await each.register(serial) for each in (phone, tablet)] == [201, 201]
    for each in (phone, tablet):
        await each.changes()
    shop.later(minutes=1)
    anna = await shop.database.read(people.by_telegram, 2)
    assert anna
    await shop.database.write(own_data.erase, anna.id, shop.clock())
    held = await shop.database.read(stored.holders, [serial])
    assert len(held) == 2, "they are told of it"
    assert await phone.register(serial) == 401
    for each in (phone, tablet):
        assert await each.changes(each.tag) == (200, [serial])
        answer = await each.fetch(serial, **{"If-Modified-Since": each.dates[serial]})
        assert answer.status_code == 200
        each.take(answer)
        assert each.passes[serial]["voided"] is True
        assert "barcodes" not in each.passes[serial]
        assert not {"Anna", shop.card.digits[-4:]} & set(re.findall(r"\w+", json.dumps(each.passes[serial])))
        shop.later(seconds=30)
        again = await each.fetch(serial, **{"If-Modified-Since": each.dates[serial]})
        assert again.status_code == 401
    assert (await phone.fetch(serial)).status_code == 401
    assert await phone.changes("0") == (204, [])
    assert await shop.database.read(stored.holders, [serial]) == []
    assert await phone.unregister(serial) == 200

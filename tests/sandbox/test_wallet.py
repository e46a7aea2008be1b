"""A phone's wallet: passes from a link or a document, fetched again as PassKit says, notifications, refusals."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from email.utils import formatdate

import pytest
from aiohttp import web
from PIL import Image

from sandbox.phone import Phone
from sandbox.server import Sandbox
from sandbox.wallet import NotAPassError
from tests.people import NOON
from wallet.apple.credentials import Credentials, restore
from wallet.apple.push import Answer, Apns


def pkpass(points: int, **extra: object) -> bytes:
    fields = [{"key": "points", "label": "points", "value": points, "changeMessage": "points-now"}]
    content = {
        "formatVersion": 1,
        "serialNumber": "0123456789abcdef",
        "passTypeIdentifier": "pass.example",
        "authenticationToken": "t" * 16,
        "organizationName": "Cafe",
        "description": "Card",
        "storeCard": {"primaryFields": fields},
        "barcodes": [{"format": "PKBarcodeFormatQR", "message": "https://t.me/tessera_bot?start=c_1", "altText": "1"}],
        **extra,
    }
    strings = '"points-now" = "Теперь у вас %@";\n"points" = "Баллы";'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pass.json", json.dumps(content))
        archive.writestr("manifest.json", "{}")
        archive.writestr("ru.lproj/pass.strings", strings.encode("utf-16"))
    return out.getvalue()


class Service:
    """A PassKit web service with one pass."""

    def __init__(self) -> None:
        self.url = ""
        self.data = b""
        self.stamp = formatdate(1000000000, usegmt=True)
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.registered: list[tuple[str, str, str | None, str]] = []
        self.tags: list[str | None] = []
        self.troubles: list[str] = []
        """The next request whose path has the first of these is refused, and so on."""

    async def register(self, request: web.Request) -> web.Response:
        self.registered.append(
            (request.method, request.path, request.headers.get("Authorization"), await request.text())
        )
        return web.Response(status=201 if request.method == "POST" else 200)

    def trouble(self, request: web.Request) -> None:
        if self.troubles and self.troubles[0] in request.path:
            self.troubles.pop(0)
            raise web.HTTPServiceUnavailable

    async def list(self, request: web.Request) -> web.Response:
        self.trouble(request)
        self.tags.append(request.query.get("passesUpdatedSince"))
        return web.json_response({"serialNumbers": ["0123456789abcdef"], "lastUpdated": str(len(self.tags))})

    async def answer(self, request: web.Request) -> web.Response:
        self.trouble(request)
        headers = request.headers
        self.asked.append((request.path, headers.get("Authorization"), headers.get("If-Modified-Since")))
        if headers.get("If-Modified-Since") == self.stamp:
            return web.Response(status=304)
        return web.Response(body=self.data, headers={"Last-Modified": self.stamp})


@pytest.fixture
def signer(development_authority: bytes) -> Credentials:
    return restore(development_authority, NOON)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    place = "/passkit/v1/devices/{device}/registrations/{type}"
    app.router.add_get(place, service.list)
    app.router.add_post(place + "/{serial}", service.register)
    app.router.add_delete(place + "/{serial}", service.register)
    app.router.add_get("/{path:.*}", service.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield service
    await runner.cleanup()


async def test_a_tapped_link_installs_the_pass_and_passkit_renews_it(call, service: Service, anna: Phone) -> None:
    web_service = {"webServiceURL": f"{service.url}/passkit"}
    service.data = pkpass(10, **web_service)
    markup = {"inline_keyboard": [[{"text": "Wallet", "url": f"{service.url}/p/1.pkpass"}]]}
    await call("sendMessage", chat_id=anna.user.id, text="Card", reply_markup=markup)
    assert await anna.tap("Wallet") == f"{service.url}/p/1.pkpass"
    assert anna.wallet[0].fields == {"points": 10}

    assert not await anna.refresh_wallet()
    path = "/passkit/v1/passes/pass.example/0123456789abcdef"
    assert service.asked[-1] == (path, f"ApplePass {'t' * 16}", service.stamp)

    service.data, service.stamp = pkpass(1250, **web_service), formatdate(1000000001, usegmt=True)
    await anna.refresh_wallet()
    assert anna.wallet[0].fields == {"points": 1250}
    assert [notice.replace("\xa0", " ") for notice in anna.wallet[0].notices] == ["Теперь у вас 1 250"]


async def test_a_pass_is_registered_renewed_by_a_push_and_deleted(
    sandbox: Sandbox, service: Service, signer: Credentials, anna: Phone
) -> None:
    service.data = pkpass(10, webServiceURL=f"{service.url}/passkit")
    await anna.cards.download(f"{service.url}/p/1.pkpass", "ru")
    place = f"/passkit/v1/devices/{anna.cards.device}/registrations/pass.example/0123456789abcdef"
    body = json.dumps({"pushToken": anna.cards.push_token})
    ((method, path, key, said),) = service.registered
    assert (method, path, key) == ("POST", place, f"ApplePass {'t' * 16}")
    assert json.loads(said) == json.loads(body)

    line = Apns(sandbox.apns.url, signer)
    for points in (11, 12):
        service.data = pkpass(points, webServiceURL=f"{service.url}/passkit")
        service.stamp = formatdate(1000000000 + points, usegmt=True)
        assert await line.push(anna.cards.push_token) == Answer(200)
        await anna.until(lambda: anna.wallet[0].fields == {"points": points}, 5, "the pass was not renewed")  # noqa: B023 - awaited here
    assert service.tags == [None, "1"]

    await anna.remove_from_wallet("0123456789abcdef")
    assert service.registered[-1][:3] == ("DELETE", place, f"ApplePass {'t' * 16}")
    assert await line.push(anna.cards.push_token) == Answer(410, "Unregistered")
    assert await line.push("0" * 64) == Answer(400, "BadDeviceToken")
    await line.close()


async def test_a_pushed_phone_asks_again_while_the_shop_is_away(service: Service, anna: Phone) -> None:
    service.data = pkpass(10, webServiceURL=f"{service.url}/passkit")
    await anna.cards.download(f"{service.url}/p/1.pkpass", "ru")
    service.data = pkpass(11, webServiceURL=f"{service.url}/passkit")
    service.stamp = formatdate(1000000011, usegmt=True)
    service.troubles = ["/devices/", "/passes/"]
    assert await anna.pushed()
    assert anna.wallet[0].fields == {"points": 11}
    # What could not be fetched is asked for again, as if the list had not come.
    assert (service.troubles, service.tags) == ([], [None, None])


async def test_a_message_of_the_bot_renews_the_pass(call, service: Service, anna: Phone) -> None:
    service.data = pkpass(10)
    await anna.cards.download(f"{service.url}/p/1.pkpass", "ru")
    service.data, service.stamp = pkpass(11), formatdate(1000000001, usegmt=True)
    await call("sendMessage", chat_id=anna.user.id, text="One more point")
    await anna.until(lambda: anna.wallet[0].fields == {"points": 11}, 5, "the pass was not renewed")
    assert service.asked[-1][0] == "/p/1.pkpass"


async def test_a_broken_renewal_leaves_the_card_as_it_was(service: Service, anna: Phone) -> None:
    service.data = pkpass(10)
    await anna.cards.download(f"{service.url}/p/1.pkpass", "ru")
    service.stamp = formatdate(1000000001, usegmt=True)
    for broken in (b"PK", b"<html>", pkpass(11)[:-30]):
        service.data = broken
        assert not await anna.refresh_wallet()
        assert anna.wallet[0].fields == {"points": 10}
    service.data = pkpass(12)
    assert await anna.refresh_wallet()
    assert anna.wallet[0].fields == {"points": 12}


async def test_a_pass_sent_as_a_document_is_added(sandbox: Sandbox, http, anna: Phone) -> None:
    files = {"document": ("card.pkpass", pkpass(3))}
    await http.post(f"/bot{sandbox.token}/sendDocument", data={"chat_id": anna.user.id}, files=files)
    added = await anna.add_to_wallet()
    assert added.code == "https://t.me/tessera_bot?start=c_1"
    picture = Image.open(io.BytesIO(await added.picture()))
    assert picture.format == "PNG"
    cashier = sandbox.phone("Chris")
    assert await cashier.scan(await added.picture()) == added.code
    assert cashier.messages[-1].text == "/start c_1"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", pkpass(1)[:200], pkpass(1, serialNumber=None).replace(b"x", b"y")[:100]],
    ids=["empty", "a beginning", "cut", "altered"],
)
async def test_what_is_no_pass_is_refused(anna: Phone, data: bytes) -> None:
    with pytest.raises(NotAPassError):
        anna.cards.install(data, "ru")
    assert anna.wallet == []


async def test_passes_are_fetched_from_this_machine_only(anna: Phone) -> None:
    with pytest.raises(NotAPassError, match="this machine only"):
        await anna.cards.download("https://example.org/p/1.pkpass", "ru")


async def test_several_passes_come_in_one_file_and_are_deleted_one_by_one(service: Service, anna: Phone) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.pkpass", pkpass(number, serialNumber=f"{number}" * 16, voided=number == 2))
    service.data = out.getvalue()
    first = await anna.cards.download(f"{service.url}/p/1.pkpasses", "ru")
    assert [item.serial[0] for item in anna.wallet] == ["0", "1", "2"]
    assert [item.voided for item in anna.wallet] == [False, False, True]
    await anna.remove_from_wallet(first.serial)
    assert [item.fields["points"] for item in anna.wallet] == [1, 2]


async def test_of_several_loud_changes_the_lock_screen_says_only_that_there_are_some(anna: Phone) -> None:
    def shown(points: int, tier: str, note: str) -> dict[str, object]:
        loud = [("points", points, "points-now"), ("tier", tier, "Level: %@"), ("note", note, "no value in it")]
        fields = [{"key": key, "label": key, "value": value, "changeMessage": says} for key, value, says in loud]
        return {"storeCard": {"secondaryFields": fields}}

    for points, tier, note in ((1, "silver", "a"), (1, "silver", "b"), (1, "gold", "b"), (2, "platinum", "b")):
        anna.cards.install(pkpass(points, **shown(points, tier, note)), "ru")
    assert anna.wallet[0].notices == ["Level: gold", "Cafe: Pass changed"]


async def test_without_automatic_updates_a_push_changes_nothing_until_the_card_is_pulled_down(
    sandbox: Sandbox, service: Service, signer: Credentials, anna: Phone
) -> None:
    service.data = pkpass(10, webServiceURL=f"{service.url}/passkit")
    serial = (await anna.cards.download(f"{service.url}/p/1.pkpass", "ru")).serial
    await anna.update_automatically(serial, automatic=False)
    assert [method for method, *_ in service.registered] == ["POST", "DELETE"]
    service.data = pkpass(11, webServiceURL=f"{service.url}/passkit")
    service.stamp = formatdate(1000000001, usegmt=True)
    assert not await anna.pushed()
    assert not await anna.refresh_wallet(unregistered_only=True)
    assert await anna.refresh_wallet()
    await anna.update_automatically(serial, automatic=True)
    assert [method for method, *_ in service.registered] == ["POST", "DELETE", "POST"]

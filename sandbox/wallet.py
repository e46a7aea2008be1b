"""A phone's wallet: passes installed, registered, fetched when a push says so, and what it says when they change."""

import asyncio
import hashlib
import io
import json
import re
import secrets
import zipfile
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.telegram.keyboards import is_loopback
from wallet import poster_drawing
from wallet.drawing import BrokenPassError, draw, text

_FILES_LIMIT = 200
_BYTES_LIMIT = 20 * 2**20
_MOST_AT_ONCE = 10
_PAUSES = (0.1, 0.5, 2.0, 8.0, 30.0)
"""Seconds after which a phone that was pushed asks once more a web service that was away."""
_CHANGED = "Pass changed"
_STYLES = ("storeCard", "coupon", "generic", "eventTicket", "boardingPass")
_GROUPS = ("headerFields", "primaryFields", "secondaryFields", "auxiliaryFields", "backFields")
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"\s*=\s*"((?:\\.|[^"\\])*)"\s*;')


class NotAPassError(ValueError):
    """What a wallet says of a file it cannot open."""


@dataclass
class Pass:
    """An installed pass: the file, where it came from, and the notifications its changes made."""

    data: bytes
    source: str
    language: str
    modified: str = ""
    registered: bool = False
    automatic: bool = True
    content: dict[str, Any] = field(default_factory=dict)
    manifest: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    _drawn: dict[tuple[str, str, int], bytes] = field(default_factory=dict, repr=False)

    @property
    def serial(self) -> str:
        """The serial number."""
        return str(self.content["serialNumber"])

    @property
    def kind(self) -> str:
        """The pass type."""
        return str(self.content["passTypeIdentifier"])

    @property
    def service(self) -> str:
        """The base of its web service's addresses on this machine, empty when there is none here."""
        url = str(self.content.get("webServiceURL", "")).rstrip("/")
        return f"{url}/v1" if url and is_loopback(url) else ""

    @property
    def key(self) -> dict[str, str]:
        """The header that proves to the web service that this phone holds the pass."""
        return {"Authorization": f"ApplePass {self.content.get('authenticationToken', '')}"}

    @property
    def digest(self) -> str:
        """Changes with every change of the file."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def fields(self) -> dict[str, Any]:
        """The values of all fields, by key."""
        return {key: item.get("value") for key, item in _fields(self.content).items()}

    @property
    def title(self) -> str:
        """What the pass is, in the words of its shop."""
        return str(self.content.get("description", ""))

    @property
    def voided(self) -> bool:
        """Whether the shop says that it is no longer good."""
        return bool(self.content.get("voided"))

    @property
    def code(self) -> str:
        """What the barcode says, empty without one."""
        barcodes = self.content.get("barcodes") or [{}]
        return str(barcodes[0].get("message", ""))

    async def picture(self, language: str = "", *, ios: int = 27) -> bytes:
        """Returns the card as a PNG, in the language of the phone unless another is asked for.

        From `ios` 27 on phones show the poster of a pass that has one, older ones the card.
        """
        key = (self.digest, language or self.language, ios)
        if key not in self._drawn:
            drawing = draw if ios < 27 else poster_drawing.draw
            self._drawn = {key: await asyncio.to_thread(drawing, self.data, key[1])}
        return self._drawn[key]

    def replace(self, data: bytes) -> None:
        """Takes a new version of the file, and notes what the lock screen then says."""
        content, manifest, strings = _opened(data, self.language)
        shown = _shown(data, self.language)
        said = _said(self.content, content, strings, shown) if self.content else ""
        if said:
            self.notices.append(said)
        self.data, self.content, self.manifest = data, content, manifest


@dataclass
class Wallet:
    """The passes of one phone, and what it is called by web services and by the push server."""

    passes: list[Pass] = field(default_factory=list)
    device: str = field(default_factory=lambda: secrets.token_hex(16))
    push_token: str = field(default_factory=lambda: secrets.token_hex(32))
    _tags: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def download(self, url: str, language: str) -> Pass:
        """Fetches a .pkpass or .pkpasses from this machine, installs and registers what is in it, returns the first.

        Raises NotAPassError for anything else.
        """
        if not is_loopback(url):
            raise NotAPassError("The sandbox fetches passes from this machine only")
        try:
            async with _client() as client:
                response = await client.get(url)
        except httpx.HTTPError as error:
            raise NotAPassError(f"The pass could not be downloaded: {error}") from error
        if response.status_code != httpx.codes.OK:
            raise NotAPassError(f"The pass could not be downloaded: {response.status_code}")
        return await self.add(response.content, language, url, response.headers.get("last-modified", ""))

    async def add(self, data: bytes, language: str, source: str = "", modified: str = "") -> Pass:
        """Installs and registers a pass, or all that a .pkpasses file has; returns the first of them."""
        inside = _several(data)
        items = [self.install(each, language) for each in inside] or [self.install(data, language, source, modified)]
        for item in items:
            await self.register(item)
        return items[0]

    def install(self, data: bytes, language: str, source: str = "", modified: str = "") -> Pass:
        """Installs a pass from its bytes, in place of the one with the same serial number."""
        new = Pass(data, source, language, modified)
        new.replace(data)
        for old in self.passes:
            if old.serial == new.serial:
                old.replace(data)
                old.source, old.modified = source or old.source, new.modified
                return old
        self.passes.append(new)
        return new

    async def register(self, item: Pass) -> None:
        """Tells the pass's web service under which push token to say that it has changed."""
        if item.service:
            body = {"pushToken": self.push_token}
            status = await _asked("POST", self._place(item), headers=item.key, json=body)
            item.registered = status in {httpx.codes.OK, httpx.codes.CREATED}

    async def update_automatically(self, serial: str, *, automatic: bool) -> None:
        """Flips the switch on a pass's back: a phone that is not to update it takes its registration back."""
        for item in [item for item in self.passes if item.serial == serial]:
            item.automatic = automatic
            if automatic:
                await self.register(item)
            elif item.registered:
                await _asked("DELETE", self._place(item), headers=item.key)
                item.registered = False

    async def remove(self, serial: str) -> None:
        """Deletes a pass and says so to its web service."""
        for item in [item for item in self.passes if item.serial == serial]:
            self.passes.remove(item)
            if item.registered:
                await _asked("DELETE", self._place(item), headers=item.key)

    async def refresh(self, *, unregistered_only: bool = False) -> bool:
        """Asks for a newer version of every pass, as pulling it down does; returns whether one has changed."""
        async with self._busy, _client() as client:
            by_itself = [item for item in self.passes if item.automatic and not item.registered]
            wanted = by_itself if unregistered_only else list(self.passes)
            return any([await _refreshed(client, item) for item in wanted])

    async def pushed(self) -> bool:
        """Fetches the passes that have changed, trying again while a web service is away; returns whether one has."""
        changed, away = await self._renew()
        for pause in _PAUSES:
            if not away:
                break
            await asyncio.sleep(pause)
            more, away = await self._renew()
            changed |= more
        return changed

    async def _renew(self) -> tuple[bool, bool]:
        """Asks the web services which passes have changed and fetches those.

        Returns whether one has changed, and whether a service was away: what it says has changed is asked for anew.
        """
        changed = away = False
        async with self._busy, _client() as client:
            for service in {(item.service, item.kind) for item in self.passes if item.registered}:
                try:
                    serials, tag = await self._updated(client, *service)
                    held = [item for item in self.passes if (item.service, item.kind) == service]
                    for item in held:
                        changed |= item.serial in serials and await _refresh(client, item)
                except httpx.HTTPError:
                    away = True
                else:
                    self._tags[service] = tag
        return changed, away

    async def _updated(self, client: httpx.AsyncClient, service: str, kind: str) -> tuple[list[str], str]:
        """Returns the serial numbers of what has changed, and the tag to ask with when they have been fetched."""
        tag = self._tags.get((service, kind), "")
        url = f"{service}/devices/{self.device}/registrations/{kind}"
        response = await _got(client, url, params={"passesUpdatedSince": tag} if tag else {})
        if response.status_code != httpx.codes.OK:
            return [], tag
        body = response.json()
        return [str(serial) for serial in body["serialNumbers"]], body["lastUpdated"]

    def _place(self, item: Pass) -> str:
        return f"{item.service}/devices/{self.device}/registrations/{item.kind}/{item.serial}"


async def _asked(method: str, url: str, **options: Any) -> int:
    """Returns the status of the answer, 0 when there is none."""
    try:
        async with _client() as client:
            return (await client.request(method, url, **options)).status_code
    except httpx.HTTPError:
        return 0


def _client() -> httpx.AsyncClient:
    # This machine only, so there is nobody to verify; and loading the authorities takes 30 ms each time.
    return httpx.AsyncClient(timeout=10, trust_env=False, verify=False)  # noqa: S501 - loopback


async def _got(client: httpx.AsyncClient, url: str, **options: Any) -> httpx.Response:
    """Returns an answer; raises httpx.HTTPError when there is none, or one of a server in trouble."""
    response = await client.get(url, **options)
    return response.raise_for_status() if response.is_server_error else response


async def _refreshed(client: httpx.AsyncClient, item: Pass) -> bool:
    try:
        return await _refresh(client, item)
    except httpx.HTTPError:
        # A phone without a connection keeps the card it has.
        return False


async def _refresh(client: httpx.AsyncClient, item: Pass) -> bool:
    """Asks for a newer version; returns whether the pass has changed, raises httpx.HTTPError when nobody answers."""
    headers = {"If-Modified-Since": item.modified} if item.modified else {}
    if item.service:
        url = f"{item.service}/passes/{item.kind}/{item.serial}"
        headers |= item.key
    elif item.source:
        url = item.source
    else:
        return False
    response = await _got(client, url, headers=headers)
    if response.status_code != httpx.codes.OK or response.content == item.data:
        return False
    try:
        item.replace(response.content)
    except NotAPassError:
        # A phone keeps the card it has rather than show a broken one.
        return False
    item.modified = response.headers.get("last-modified", item.modified)
    return True


def is_pass(url_or_name: str) -> bool:
    """Returns whether an address or a file name promises a pass, or several."""
    return urlsplit(url_or_name).path.lower().endswith((".pkpass", ".pkpasses"))


def _several(data: bytes) -> list[bytes]:
    """Returns the passes in a .pkpasses file, nothing for any other file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if not names or not all(name.endswith(".pkpass") for name in names):
                return []
            if len(names) > _MOST_AT_ONCE:
                raise NotAPassError(f"{len(names)} passes are too many for one file")
            return [archive.read(name) for name in names]
    except zipfile.BadZipFile:
        return []  # whoever installs it says what is wrong


def _said(before: dict[str, Any], after: dict[str, Any], strings: dict[str, str], shown: dict[str, str]) -> str:
    """Returns the notification of a change as iOS puts it together, empty when nothing asks for one.

    One changed field with a change message is said in its words; of several iOS only says that the pass has changed.
    A message without the value is none.
    """
    old, new = _fields(before), _fields(after)
    messages = {key: str(item.get("changeMessage", "")) for key, item in new.items()}
    spoken = {key: strings.get(message, message) for key, message in messages.items()}
    loud = [
        message.replace("%@", shown.get(key, str(new[key].get("value"))))
        for key, message in spoken.items()
        if "%@" in message and new[key].get("value") != old.get(key, {}).get("value")
    ]
    return loud[0] if len(loud) == 1 else f"{after.get('organizationName', '')}: {_CHANGED}" if loud else ""


def _opened(data: bytes, language: str) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            if len(files) > _FILES_LIMIT or sum(file.file_size for file in files) > _BYTES_LIMIT:
                raise NotAPassError("The pass is too big")
            content = json.loads(archive.read("pass.json"))
            manifest = json.loads(archive.read("manifest.json"))
            name = f"{language}.lproj/pass.strings"
            strings = _strings(archive.read(name)) if name in archive.namelist() else {}
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NotAPassError(f"The pass cannot be opened: {error}") from error
    if not {"serialNumber", "passTypeIdentifier"} <= content.keys():
        raise NotAPassError("The pass has no serial number or type")
    return content, manifest, strings


def _shown(data: bytes, language: str) -> dict[str, str]:
    """Returns the values of the fields as the card shows them, by key."""
    try:
        return {item.key: item.value for item in text(data, language)}
    except BrokenPassError as error:
        raise NotAPassError(f"The pass cannot be opened: {error}") from error


def _strings(data: bytes) -> dict[str, str]:
    lines = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8")
    return {_unescaped(key): _unescaped(value) for key, value in _STRING.findall(lines)}


def _unescaped(escaped: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), escaped)


def _fields(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    style: dict[str, Any] = next((content[style] for style in _STYLES if style in content), {})
    return {item["key"]: item for group in _GROUPS for item in style.get(group, ())}

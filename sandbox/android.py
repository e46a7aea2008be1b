"""An Android phone's Google Wallet: passes saved from a link, changed from afar, and what the phone announces."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.google import Google, NotSavedError, Resource
from sandbox.telegram.keyboards import is_loopback
from wallet.google_drawing import draw

SAVE_PATH = "/gp/v/save/"


def leads_to_google(url: str) -> bool:
    """Returns whether an address of a shop promises to lead to Google's save page."""
    return urlsplit(url).path.endswith("/google")


@dataclass
class Saved:
    """A pass in Google Wallet: which it is, and the notifications of its changes. What it shows stands at Google."""

    kind: str
    id: str
    notices: list[str] = field(default_factory=list)


@dataclass
class Android:
    """Google Wallet on one phone; `ring` tells whoever watches that something is different."""

    google: Google
    ring: Callable[[], None]
    language: Callable[[], str]
    saved: list[Saved] = field(default_factory=list)
    _pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    _drawn: dict[tuple[str, str], bytes] = field(default_factory=dict, repr=False)

    async def open(self, url: str) -> None:
        """Follows a link of a shop on this machine to Google's save page, and saves what it names.

        Raises NotSavedError with what the phone would show.
        """
        try:
            async with httpx.AsyncClient(timeout=15, trust_env=False) as client:
                answer = await client.get(url, headers={"Accept": "text/html", "User-Agent": "Android"})
        except httpx.HTTPError as error:
            raise NotSavedError(f"The page could not be opened: {error}") from error
        place = answer.headers.get("location", "")
        if answer.status_code != httpx.codes.SEE_OTHER or SAVE_PATH not in place:
            raise NotSavedError(f"The page does not lead to Google: {answer.status_code}")
        self.save(place.partition(SAVE_PATH)[2])

    def save(self, token: str) -> None:
        """Saves what a link's token names; raises NotSavedError when Google shows an error instead."""
        for kind, object_id in self.google.named(token):
            if not self.holds(object_id):
                self.saved.append(Saved(kind, object_id))
            self.google.tell(kind, object_id, "save")
        self.ring()

    def remove(self, object_id: str) -> None:
        """Removes a pass."""
        for each in [each for each in self.saved if each.id == object_id]:
            self.saved.remove(each)
            self.google.tell(each.kind, each.id, "del")
        self.ring()

    def holds(self, object_id: str) -> bool:
        """Says whether a pass is saved here."""
        return any(each.id == object_id for each in self.saved)

    def changed(self, object_id: str, notice: Callable[[str], str]) -> None:
        """Shows a pass anew; `notice` says in the phone's language what it announces, "" when it is quiet."""
        for each in self.saved:
            if each.id == object_id:
                said = notice(self.language())
                each.notices += [said] if said else []
                self.ring()

    def shown(self, saved: Saved) -> tuple[Resource, Resource]:
        """Returns class and object of a pass as Google has them now."""
        found = self.google.resources[saved.kind][saved.id]
        return self.google.resources[saved.kind.replace("Object", "Class")][found["classId"]], found

    def code(self, saved: Saved) -> str:
        """Returns what the code on a pass says at this moment."""
        _, found = self.shown(saved)
        return (
            rotated(found["rotatingBarcode"])
            if found.get("rotatingBarcode")
            else str((found.get("barcode") or {}).get("value", ""))
        )

    async def picture(self, object_id: str = "") -> bytes:
        """Returns a pass as a PNG in the phone's language, the newest card unless another is asked for."""
        fitting = [each for each in self.saved if object_id in {"", each.id}]
        fitting.sort(key=lambda each: each.kind == "loyaltyObject")
        if not fitting:
            raise ValueError("There is no card in this phone's Google Wallet")
        class_, found = self.shown(fitting[-1])
        key = fitting[-1].id, self._digest(fitting[-1])
        if key not in self._drawn:
            pictures = {url: await self._fetched(url) for url in _addresses(class_, found)}
            code = self.code(fitting[-1])
            known = {url: data for url, data in pictures.items() if data}
            drawn = await asyncio.to_thread(draw, class_, found, self.language(), known, code=code)
            self._drawn = {old: data for old, data in self._drawn.items() if old[0] != key[0]} | {key: drawn}
        return self._drawn[key]

    async def _fetched(self, url: str) -> bytes:
        if url not in self._pictures and is_loopback(url):
            async with httpx.AsyncClient(timeout=5, trust_env=False, follow_redirects=True) as client:
                answer = await client.get(url)
            self._pictures[url] = answer.content if answer.status_code == httpx.codes.OK else b""
        return self._pictures.get(url, b"")

    def _digest(self, saved: Saved) -> str:
        """Changes with every change of what is seen, the code that changes by itself included."""
        seen = json.dumps([*self.shown(saved), self.code(saved), self.language()], sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]

    def view(self) -> list[dict[str, Any]]:
        """Returns what the page is told of the passes."""
        return [
            {"id": each.id, "kind": each.kind, "notices": each.notices, "digest": self._digest(each)}
            for each in self.saved
        ]


def rotated(barcode: Resource) -> str:
    """Returns what a barcode that changes says at this moment (RFC 6238)."""
    details = barcode["totpDetails"]
    said = str(barcode["valuePattern"])
    for number, parameters in enumerate(details["parameters"]):
        step = int(time.time() * 1000) // int(details["periodMillis"])
        digest = hmac.digest(bytes.fromhex(parameters["key"]), step.to_bytes(8, "big"), "sha1")
        start = digest[-1] % 16
        value = (int.from_bytes(digest[start : start + 4], "big") % 2**31) % 10 ** parameters["valueLength"]
        said = said.replace(f"{{totp_value_{number}}}", str(value).zfill(parameters["valueLength"]))
    return said


def _addresses(*resources: Resource) -> list[str]:
    images = [resource.get(name) for resource in resources for name in ("programLogo", "titleImage", "heroImage")]
    return [str(image["sourceUri"]["uri"]) for image in images if image]

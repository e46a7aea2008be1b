"""An Android phone's Google Wallet: passes saved from a link, changed from afar, and what the phone announces."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

if TYPE_CHECKING:
    from sandbox.google import Google

SAVE_PATH = "/gp/v/save/"


class NotSavedError(ValueError):
    """What a phone says of a link that saves nothing."""


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

    google: "Google"
    ring: Callable[[], None]
    language: Callable[[], str]
    saved: list[Saved] = field(default_factory=list)

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
            if not any(each.id == object_id for each in self.saved):
                self.saved.append(Saved(kind, object_id))
            self.google.tell(kind, object_id, "save")
        self.ring()

    def remove(self, object_id: str) -> None:
        """Removes a pass."""
        for each in [each for each in self.saved if each.id == object_id]:
            self.saved.remove(each)
            self.google.tell(each.kind, each.id, "del")
        self.ring()

    def changed(self, object_id: str, notice: Callable[[str], str]) -> None:
        """Shows a pass anew; `notice` says in the phone's language what it announces, "" when it is quiet."""
        for each in self.saved:
            if each.id == object_id:
                said = notice(self.language())
                each.notices += [said] if said else []
                self.ring()

    def view(self) -> list[dict[str, Any]]:
        """Returns what the page shows of the passes."""
        return [
            {"id": each.id, "kind": each.kind, "notices": each.notices, **self.google.face(each, self.language())}
            for each in self.saved
        ]

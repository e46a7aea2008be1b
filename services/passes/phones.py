"""Phones that hold a pass: how they come and go, what has changed for them, and whom to tell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services.passes import installs
from storage.passes import farewells, passes
from storage.passes.passes import PUSH, forget, unregister
from storage.tables import Record
from wallet.apple.push import Answer, PushFailed, PushRefused

__all__ = [
    "PUSH",
    "Answer",
    "Device",
    "Newest",
    "PushFailed",
    "PushRefused",
    "Updated",
    "forget",
    "holders",
    "newest",
    "register",
    "take_farewell",
    "unregister",
    "updated",
]


@dataclass(frozen=True, slots=True)
class Device:
    """A phone as Apple tells us of it: its library's identifier, and the token under which it is told of changes."""

    name: str
    push_token: str


@dataclass(frozen=True, slots=True)
class Updated:
    """What a phone asks for: the passes that have changed, and the tag that it gives back the next time."""

    serials: Sequence[str]
    tag: str


def register(connection: Connection, serial: str, device: str, push_token: str, now: datetime) -> bool | None:
    """Notes that a phone holds the pass; True when that is new, None when there is no such pass.

    What was promised to whoever puts the card on a phone is paid in the same transaction.
    """
    if _living(connection, serial) is None:
        return None
    # First, as sales do: the account's lock comes before the pass's.
    installs.installed(connection, serial, now)
    return passes.register(connection, serial, device, push_token, now)


def updated(connection: Connection, device: str, since: int | None) -> Updated | None:
    """Returns what has changed on this phone after the tag `since`, None when nothing has.

    Everything has for a phone that asks without a tag, or with one that we have never given out.
    """
    held = passes.held(connection, device)
    if not held:
        return None
    count = held[0].changes
    after = -1 if since is None or since > count else since
    serials = [row.serial for row in held if row.changed > after]
    return Updated(serials, str(count)) if serials else None


@dataclass(frozen=True, slots=True)
class Newest:
    """When a pass changed last, to the second that its phone was told; `ended` is one whose holder was erased."""

    changed_at: datetime
    ended: bool


def newest(connection: Connection, serial: str) -> Newest | None:
    """Returns what a phone may have of a pass; None when there is no such pass."""
    found = passes.row_of(connection, serial=serial)
    return Newest(found.changed_at, found.farewells is not None) if found else None


def take_farewell(connection: Connection, serial: str) -> bool:
    """Counts the empty pass that a phone gets in place of an ended one; False when each has had its own."""
    return farewells.take(connection, serial)


def _living(connection: Connection, serial: str) -> Record | None:
    found = passes.row_of(connection, serial=serial)
    return found if found is not None and found.farewells is None else None


def holders(connection: Connection, serials: Collection[str]) -> Mapping[str, Sequence[Device]]:
    """Returns the phones that hold each of these passes."""
    found: dict[str, list[Device]] = {serial: [] for serial in serials}
    for row in passes.holders(connection, serials):
        found[row.serial].append(Device(row.device, row.push_token))
    return found

"""Tells every card of what changed on all of them: a walk in small pages that goes on after a crash."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from services import people
from services.people import Person
from services.plumbing import keepsakes
from storage import designs
from storage.designs import REPAINT
from storage.passes import passes
from storage.plumbing import outbox
from storage.plumbing.outbox import Priority

GOOGLE, GOOGLE_CLASS = "google", "google:class"
"""What all cards in Google Wallet share is one resource there, and this job brings it up to date."""

__all__ = ["REPAINT", "Progress", "cards", "progress", "repaint", "step", "under_way", "watcher"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a walk has come: `told` of `total` passes, up to the serial `after`; since `began` (ISO, UTC).

    `chat` and `message` name the owner's message that shows it, 0 when there is none.
    """

    after: str
    told: int
    total: int
    began: str
    done: bool = False
    chat: int = 0
    message: int = 0

    @property
    def at(self) -> datetime:
        """When the walk began."""
        return datetime.fromisoformat(self.began)


def repaint(connection: Connection, now: datetime, watch: tuple[int, int] | None = None) -> None:
    """Has every card told, from the first one on, whatever walk is under way; `watch` is a message that shows it."""
    chat, message = watch or (0, 0)
    designs.progress(connection)  # a page that is being walked comes to its end first
    begun = Progress("", 0, designs.cards(connection), now.isoformat(), chat=chat, message=message)
    _keep(connection, begun, now)
    outbox.renew(connection, GOOGLE, GOOGLE_CLASS, {"class": True}, priority=Priority.SERVICE, run_at=now)


def under_way(connection: Connection) -> Progress | None:
    """Returns the walk that has not come to its end, None when there is none."""
    reached = progress(connection)
    return None if reached is None or reached.done else reached


def step(connection: Connection, limit: int, now: datetime) -> Progress:
    """Tells the next `limit` cards as a sale does, and returns how far that is; at the end nothing is left to do."""
    kept = _kept(designs.progress(connection))
    if kept is None or kept.done:
        return kept or Progress("", 0, 0, now.isoformat(), done=True)
    page = designs.cards_after(connection, kept.after, limit)
    for row in page:
        if row.kind == "coupon":
            passes.coupon_changed(connection, row.coupon_id, now)
        else:
            passes.changed(connection, row.member_id, now)
    told = kept.told + len(page)
    # Cards that were made meanwhile are walked like the others, so the total may grow.
    kept = replace(kept, told=told, total=max(kept.total, told), done=len(page) < limit)
    if page:
        kept = replace(kept, after=page[-1].serial)
    if kept.done:
        kept = replace(kept, total=told)
    _keep(connection, kept, now)
    return kept


def cards(connection: Connection) -> int:
    """Returns how many cards and coupon passes a walk would tell."""
    return designs.cards(connection)


def progress(connection: Connection) -> Progress | None:
    """Returns how far the last walk has come, None when there never was one."""
    return _kept(keepsakes.get(connection, REPAINT))


def watcher(connection: Connection, seen: Progress) -> Person | None:
    """Returns the owner whose message shows a walk."""
    return people.by_telegram(connection, seen.chat) if seen.chat else None


def _kept(value: str | None) -> Progress | None:
    return None if value is None else Progress(**json.loads(value))


def _keep(connection: Connection, kept: Progress, now: datetime) -> None:
    keepsakes.put(connection, REPAINT, json.dumps(asdict(kept)), now)

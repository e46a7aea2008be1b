"""Passes in Google Wallet: given to Google, kept as they are now, saved and removed by their holders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from locales import Language, closest
from services.design import pictures
from services.passes import coupon_passes, installs
from services.passes import pass_facts as cards
from services.passes.coupon_passes import CouponFacts
from services.passes.google.notes import SOON, Told, begun, expiry_id
from services.passes.pass_facts import PassFacts
from services.plumbing import deliveries
from services.plumbing.deliveries import Job
from services.programme.versions import current
from storage.passes import google, pass_facts
from storage.passes import passes as pass_rows
from storage.passes.google import KIND, held
from wallet.contents import Place
from wallet.design import Design
from wallet.google.rest import GoogleAway, GoogleRefused

__all__ = ["KIND", "Event", "GoogleAway", "GoogleRefused", "Todo", "held"]

HEAD_START = timedelta(seconds=2)
NONCES_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Todo:
    """A pass and what Google has of it: `shown` is the hash of that, empty when it may have nothing.

    `design` is that of all cards, whatever the tier of this one.
    """

    serial: str
    facts: PassFacts | CouponFacts
    design: Design
    coupons: tuple[str, ...]
    shown: str
    told: Told
    removed: bool

    @property
    def points(self) -> int | None:
        """The points that a card shows; None for a coupon, and for a card that is nobody's any more."""
        return self.facts.points if isinstance(self.facts, PassFacts) and not self.facts.ended else None


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """What all cards have in common."""

    organisation: str
    language: Language
    design: Design
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What Google says has happened to a pass; `order` grows, `nonce` is the same when it says it again."""

    serial: str
    type: Literal["save", "del"]
    order: int
    nonce: str


def issue(connection: Connection, serials: Sequence[str], now: datetime) -> None:
    """Notes that Google is given these passes, so that from now on it hears of every change.

    Whoever calls this gives them at once; a moment later it is looked whether that went well.
    """
    for serial in serials:
        if google.issue(connection, serial):
            google.tell(connection, serial, now + HEAD_START)


def read(connection: Connection, serial: str, now: datetime) -> Todo | None:
    """Returns what is to be shown of a pass that Google was given; None when there is no such pass."""
    row, found = google.row_of(connection, serial), pass_rows.row_of(connection, serial=serial)
    if row is None or found is None:
        return None
    is_card = found.kind == "card"
    facts: PassFacts | CouponFacts | None = (
        cards.facts(connection, serial=serial, now=now) or cards.ended(connection, serial=serial, now=now)
        if is_card
        else coupon_passes.facts(connection, serial=serial, now=now)
    )
    if facts is None:
        return None
    return Todo(
        serial=serial,
        facts=facts,
        design=pictures.design(connection),
        coupons=_coupons(connection, found.member_id, now) if _usable(facts) else (),
        shown=row.shown,
        told=Told.of(row.notified),
        removed=row.removed_at is not None,
    )


def _usable(facts: PassFacts | CouponFacts) -> bool:
    """Says whether this is a card with which coupons pay."""
    return isinstance(facts, PassFacts) and not (facts.ended or facts.suspended)


def _coupons(connection: Connection, member_id: UUID, now: datetime) -> tuple[str, ...]:
    rules = [rule.id for rule in current(connection, now).rules if rule.mechanic == "coupon"]
    return tuple(google.coupons_of(connection, member_id, rules, now))


def shop(connection: Connection, now: datetime) -> ShopFacts | None:
    """Returns what all cards have in common; None while Google has no card."""
    if not google.any_given(connection):
        return None
    programme = current(connection, now)
    places = tuple(Place(*place) for place in pass_facts.places(connection))
    return ShopFacts(programme.name, closest(programme.language), pictures.design(connection), places)


def given(connection: Connection, todo: Todo, shown: str, now: datetime) -> None:
    """Notes that Google has taken a new pass, unless it has been changed meanwhile; a coupon then hangs on its card."""
    row = google.row_of(connection, todo.serial)
    if row is not None and not row.shown:
        begin(connection, todo.serial, begun(todo.told, todo.facts, now), shown)
    found = pass_rows.row_of(connection, serial=todo.serial)
    card = pass_rows.card_of(connection, found.member_id) if found and found.kind == "coupon" else None
    if card is not None:
        google.tell(connection, card.serial, now)


def save(connection: Connection, page_token: str, now: datetime) -> tuple[str, ...]:
    """Notes that Google is given a member's card and coupons; returns their serials, the card's last, () without one.

    Coupons come first: a card names those that hang on it, and Google must have them by then.
    """
    card = cards.facts(connection, page_token=page_token, now=now)
    if card is None:
        return ()
    serials = (*coupon_passes.save_all(connection, page_token, now), card.serial)
    issue(connection, serials, now)
    return serials


def begin(connection: Connection, serial: str, told: Told, shown: str = "") -> None:
    """Writes down what the holder is about to be told, before it is: a process that dies does not say it twice.

    `shown` is the hash of what Google shows by now, if that is known.
    """
    google.notify(connection, serial, replace(told, heard=_heard(connection, serial)).written())
    if shown:
        google.show(connection, serial, shown)


def finish(connection: Connection, job: Job, shown: str, told: Told, now: datetime) -> None:
    """Ends a job whose pass Google shows as `shown`.

    When somebody else has taken the job over, nobody knows whose change came last, and all is sent once more.
    """
    serial = job.payload["serial"]
    begin(connection, serial, told, shown)
    if not deliveries.finish(connection, job, now):
        google.show(connection, serial, "")
        google.tell(connection, serial, now)


def _heard(connection: Connection, serial: str) -> int:
    row = google.row_of(connection, serial)
    return Told.of(row.notified).heard if row else 0


def warn(connection: Connection, now: datetime) -> int:
    """Orders a message for every card whose points expire soon and that has none yet; returns for how many."""
    found = [
        row.serial
        for row in google.expiring(connection, now, now + SOON)
        # A card says the last day on which points are good, which ends with the midnight of `at`.
        if expiry_id(row.at - timedelta(seconds=1)) not in Told.of(row.notified).said
    ]
    for serial in found:
        google.tell(connection, serial, now)
    return len(found)


def forget(connection: Connection, now: datetime) -> int:
    """Forgets callbacks that Google no longer repeats; returns how many."""
    return google.forget_nonces(connection, now - NONCES_KEPT)


def happened(connection: Connection, event: Event, now: datetime) -> bool:
    """Notes that a pass was saved or removed; False, changing nothing, when that was heard before or is outdated."""
    if not google.hear(connection, event.nonce, now):
        return False
    row = google.row_of(connection, event.serial)
    if row is None:
        return False
    told = Told.of(row.notified)
    if event.order < told.heard:  # callbacks may overtake each other
        return False
    google.notify(connection, event.serial, replace(told, heard=event.order).written())
    if event.type == "del":
        google.hold(connection, event.serial, removed_at=now)
        return True
    google.hold(connection, event.serial, saved_at=now, removed_at=None)
    # While it was removed, nobody kept it.
    google.tell(connection, event.serial, now)
    installs.installed(connection, event.serial, now)
    return True

"""What the holder of a card in Google Wallet is told: changes that the phone announces, and messages on the card."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.passes.coupon_passes import CouponFacts
from services.passes.google import texts
from services.passes.pass_facts import PassFacts
from wallet.google.words import Words, said, spoken

MOST_A_DAY = 3
"""Times in 24 hours that a pass may make a phone ring, changes and messages together; Google drops what is more."""
DAY = timedelta(hours=24)
MOST_MESSAGES = 10
KEPT_MESSAGES = 5
"""Google takes no eleventh message: when there are ten, the older half goes."""
SOON = timedelta(days=7)
"""So long before points expire the card says so."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the holder of a pass has been told.

    `rang` are the times of the last day at which the phone was made to ring, `said` the ids of messages, `saying` that
    of one whose sending has begun. `points` are those last shown; None before the first time. `heard` is the order of
    Google's last callback.
    """

    rang: tuple[datetime, ...] = ()
    points: int | None = None
    said: tuple[str, ...] = ()
    saying: str = ""
    messages: int = 0
    heard: int = 0

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Told":
        """Returns what `written` once was."""
        rang = tuple(datetime.fromisoformat(at) for at in written.get("rang", ()))
        return cls(**{**written, "rang": rang, "said": tuple(written.get("said", ()))})

    def written(self) -> dict[str, Any]:
        """Returns it as plain JSON."""
        return {
            "rang": [at.isoformat() for at in self.rang],
            "points": self.points,
            "said": list(self.said),
            "saying": self.saying,
            "messages": self.messages,
            "heard": self.heard,
        }

    def may_ring(self, now: datetime) -> bool:
        """Says whether the phone may be made to ring once more."""
        return sum(at > now - DAY for at in self.rang) < MOST_A_DAY

    def ringing(self, now: datetime) -> "Told":
        """Returns the same with one more time that it rang."""
        return replace(self, rang=(*(at for at in self.rang if at > now - DAY), now))


@dataclass(frozen=True, slots=True)
class Note:
    """A message for the holder; `id` says what it is about, and the same is said once."""

    id: str
    header: Words
    body: Words


def notes(shown: PassFacts | CouponFacts, now: datetime) -> tuple[Note, ...]:
    """Returns what there is to say about a card at `now`, said or not; nothing of a coupon or an ended card."""
    if isinstance(shown, CouponFacts) or shown.ended:
        return ()
    found = [
        Note(f"coupon-{held.code}", spoken("google-note-coupon"), texts.coupon(shown, held)) for held in shown.coupons
    ]
    if shown.expires is not None and shown.expires[0] <= now + SOON:
        header = said(shown.voice, "google-note-expiry-money" if shown.point else "google-note-expiry")
        body = texts.expiring(shown, *shown.expires)
        found.append(Note(expiry_id(shown.expires[0]), header, body))
    return tuple(found)


def begun(told: Told, shown: PassFacts | CouponFacts, now: datetime) -> Told:
    """Returns what the holder of a card knows from the first look at it: what it begins with is no news."""
    if told.points is not None or isinstance(shown, CouponFacts):
        return told
    return replace(told, points=shown.points, said=tuple(note.id for note in notes(shown, now)))


def expiry_id(at: datetime) -> str:
    """Returns the id of the message that points expire at a time."""
    return f"expiry-{at:%Y-%m-%d}"


def kept(said: Collection[str], current: Collection[Note]) -> tuple[str, ...]:
    """Returns which of the messages said must be remembered: those that there is a reason for still."""
    ids = {note.id for note in current}
    return tuple(each for each in said if each in ids)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to send: a message, or the pass itself when `note` is None; `rings` when the phone announces it.

    `told` is what the holder has been told once it is sent, and is written down before; `before` is what they had been
    told until then, and holds again when it was sent in vain.
    """

    note: Note | None
    rings: bool
    before: Told
    told: Told


def steps(
    told: Told, points: int | None, current: Sequence[Note], now: datetime, *, news: bool, arrived: bool
) -> tuple[tuple[Step, ...], Told]:
    """Returns what to send to a holder who was `told` so much, in order, and what they have been told after that.

    `points` and `current` are what the pass shows now and what there is to say about it, `news` says that the pass is
    to be shown anew, `arrived` that the message whose sending had begun is on the pass.
    """
    found = []
    if news:
        rings = points is not None and told.points != points and told.may_ring(now)
        found.append(Step(None, rings, told, told.ringing(now) if rings else told))
        told = found[-1].told
    told = replace(told, points=points, said=kept(told.said, current))
    for note in current:
        if note.id in told.said:
            continue
        if not (arrived and note.id == told.saying):
            rings = told.may_ring(now)
            found.append(Step(note, rings, told, replace(told.ringing(now) if rings else told, saying=note.id)))
            told = found[-1].told
        told = replace(told, said=(*told.said, note.id), saying="")
    return tuple(found), told

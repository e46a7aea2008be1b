"""How the card looks: the owner's draft, its steps, publishing it, and the versions of former times."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from loyalty.errors import ProgrammeMissing, Refusal
from services.design import repainting
from services.people import Person, owner
from storage import designs
from storage.members import people
from storage.tables import Record
from wallet.design import Design, Link, TierLook, default

UNDO_STEPS = 20
"""Steps of a draft that can be taken back; pictures make each of them some hundred kilobytes."""
VERSIONS_SHOWN = 8


@dataclass(eq=False)
class DesignChanged(Refusal):
    """The draft is another one by now than the owner saw."""


@dataclass(eq=False)
class DesignUnchanged(Refusal):
    """There is no draft, or it looks like what is shown."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the owner works at: `shown` is on the cards, `draft` is not yet; they are equal while there is no draft.

    `version` names the draft's last step, `steps` says how many can be taken back (0: there is no draft).
    """

    shown: Design
    draft: Design
    version: int
    steps: int

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""
        return self.draft != self.shown


@dataclass(frozen=True, slots=True)
class Version:
    """A design that was published at a UTC moment; `held` when it is the one on the cards."""

    number: int
    published_at: datetime
    held: bool


def shown(connection: Connection) -> Design:
    """Returns how cards look now. Raises ProgrammeMissing before the owner has set the programme up."""
    row = designs.shown(connection)
    if row is None:
        raise ProgrammeMissing
    return _read(row)


def version(connection: Connection) -> int:
    """Returns the number of the design that cards have now, 0 before there is one."""
    row = designs.shown(connection)
    return 0 if row is None else int(row.version)


def begin(connection: Connection, design: Design, now: datetime) -> None:
    """Writes the design that a programme starts with."""
    designs.add(connection, _body(design), _pictures(design), now, published_at=now)


# --- the draft --------------------------------------------------------------------------------------------------------


def desk(connection: Connection, person: Person) -> Desk:
    """Returns what is shown and the draft. Raises NotAllowed, ProgrammeMissing."""
    owner(connection, person)
    return _desk(connection)


def _desk(connection: Connection) -> Desk:
    current, newest = shown(connection), designs.newest(connection)
    assert newest is not None, "one is shown"
    return Desk(current, _read(newest), newest.version, designs.drafts(connection))


def change(connection: Connection, person: Person, edit: Callable[[Design], Design], now: datetime) -> Desk:
    """Makes the draft what `edit` returns for it, as one step that can be taken back; no step when nothing differs.

    Raises NotAllowed, ProgrammeMissing and what `edit` raises.
    """
    owner(connection, person)
    designs.lock(connection)
    newest = designs.newest(connection)
    if newest is None:
        raise ProgrammeMissing
    wanted = edit(_read(newest))
    if wanted != _read(newest):
        number = designs.add(connection, _body(wanted), _pictures(wanted), now, published_at=None)
        designs.drop_drafts(connection, before=number - UNDO_STEPS + 1)
    return _desk(connection)


def undo(connection: Connection, person: Person, version: int) -> Desk:
    """Takes back the step that made the draft this version; changes nothing when it is another one by now.

    Raises NotAllowed, ProgrammeMissing.
    """
    owner(connection, person)
    designs.lock(connection)
    newest = designs.newest(connection)
    if newest is not None and newest.version == version:
        designs.drop(connection, version)
    return _desk(connection)


def discard(connection: Connection, person: Person) -> Desk:
    """Forgets the draft. Raises NotAllowed, ProgrammeMissing."""
    owner(connection, person)
    designs.lock(connection)
    designs.drop_drafts(connection)
    return _desk(connection)


def publish(connection: Connection, person: Person, version: int, watch: tuple[int, int] | None, now: datetime) -> Desk:
    """Shows the draft on every card from now on; once, however often it is called.

    `watch` is the message (chat, id) that tells how far it has come. Raises NotAllowed, ProgrammeMissing,
    DesignChanged, DesignUnchanged.
    """
    by = owner(connection, person)
    designs.lock(connection)
    before = _desk(connection)
    if designs.one(connection, version) is not None and not before.steps:
        return before
    if before.version != version:
        raise DesignChanged
    if not before.changed:
        raise DesignUnchanged
    designs.publish(connection, version, now)
    people.note(connection, by.id, "design_published", now, version=version)
    repainting.repaint(connection, now, watch)
    return _desk(connection)


def rename(connection: Connection, organisation: str, now: datetime) -> None:
    """Gives the design, and the draft if one waits, the business's new name, and has every card drawn anew."""
    designs.lock(connection)
    designs.rename(connection, organisation)
    repainting.repaint(connection, now)


repaint = repainting.repaint
"""For whatever else changes on every card."""


# --- former versions --------------------------------------------------------------------------------------------------


def versions(connection: Connection, person: Person) -> tuple[Version, ...]:
    """Returns the newest published designs, newest first. Raises NotAllowed."""
    owner(connection, person)
    rows = designs.published(connection, VERSIONS_SHOWN)
    return tuple(Version(row.version, row.published_at, place == 0) for place, row in enumerate(rows))


def one_version(connection: Connection, person: Person, number: int) -> Design | None:
    """Returns a design that was published, under the name of today; None for another number. Raises NotAllowed."""
    owner(connection, person)
    row = designs.one(connection, number)
    return None if row is None else replace(_read(row), organisation=shown(connection).organisation)


def _read(row: Record) -> Design:
    body = dict(row.body)
    start = default(body["look"], body["organisation"])
    return replace(
        start,
        **{name: getattr(row, name) for name in designs.PICTURES},
        tiers=tuple(TierLook(*tier) for tier in body.pop("tiers", ())),
        links=tuple(Link(*link) for link in body.pop("links", ())),
        alike=tuple(body.pop("alike", ())),
        **{name: value for name, value in body.items() if name not in {"look", "organisation"}},
    )


def _body(design: Design) -> dict[str, Any]:
    return {
        "look": design.look,
        "organisation": design.organisation,
        "background": design.background,
        "foreground": design.foreground,
        "label": design.label,
        "plain": design.plain,
        "about": design.about,
        "contacts": design.contacts,
        "tiers": [[look.tier, look.background, look.foreground, look.label] for look in design.tiers],
        "stamp": design.stamp,
        "spells": design.spells,
        "alike": list(design.alike),
        "links": [[link.title, link.url, *([link.action] if link.action else [])] for link in design.links],
    }


def _pictures(design: Design) -> dict[str, bytes | None]:
    return {name: getattr(design, name) for name in designs.PICTURES}

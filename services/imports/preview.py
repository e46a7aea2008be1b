"""What would happen with a file, looked at before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from services.imports import matching
from services.imports.cells import Bad, has_short_year, is_rounded
from services.imports.columns import Former, Plan, read
from services.imports.files import Row
from services.imports.matching import Known, whose

SAMPLES, PROBLEMS = 3, 5
TWICE, FROZEN, TAKEN = "twice", "frozen", "taken"
"""Somebody who stands further up, whose account is frozen, whose number somebody took in the meantime."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken: its number in the file, its cells, and why; `value` is the cell in question."""

    line: int
    cells: tuple[str, ...]
    problem: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a plan reads it, before anybody has looked who is known."""

    former: tuple[tuple[int, Former], ...]
    faults: tuple[Fault, ...]
    short_years: bool = False
    rounded: tuple[str, ...] = ()

    @property
    def phones(self) -> frozenset[str]:
        """The phone numbers in the file."""
        return frozenset(each.phone for _, each in self.former if each.phone)

    @property
    def emails(self) -> frozenset[str]:
        """The e-mail addresses in the file, in small letters."""
        return frozenset(each.email for _, each in self.former if each.email)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would happen: how many rows are `new`, `known` members, named `twice`, or faulty; `points` would be given.

    `samples` are the first new customers as they would become, `agreed` counts those who would get offers, and `names`
    are the first that show whether the letters are right. `nothing` are cells that were left out, and `short_years`
    says that years of two digits were read. `again` are the rows of those named twice when nothing is taken of them,
    and `rounded` points that were not whole.
    """

    new: int
    known: int
    twice: int
    faults: tuple[Fault, ...]
    samples: tuple[Former, ...]
    points: int
    agreed: int
    names: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    short_years: bool = False
    again: tuple[Fault, ...] = ()
    rounded: tuple[str, ...] = ()


def rows_of(table: Sequence[Row], plan: Plan) -> Sequence[Row]:
    """Returns the rows of a file that are about people."""
    return table[1:] if plan.header else table


def reading(table: Sequence[Row], plan: Plan, today: date) -> Reading:
    """Returns a file as the plan reads it. CPU work: use a thread."""
    former: list[tuple[int, Former]] = []
    faults: list[Fault] = []
    for line, cells in rows_of(table, plan):
        try:
            former.append((line, read(cells, plan, today)))
        except Bad as bad:
            faults.append(Fault(line, tuple(cells), bad.problem, bad.value))
    dates = [place for place, what in enumerate(plan.columns) if what in {"birthday", "visit"}]
    short = any(has_short_year(cells[place], today) for _, cells in table for place in dates)
    sums = [place for place, what in enumerate(plan.columns) if what == "points"]
    rounded = tuple(cells[place] for _, cells in rows_of(table, plan) for place in sums if is_rounded(cells[place]))
    return Reading(tuple(former), tuple(faults), short, rounded)


def outlook(found: Reading, members: Known, plan: Plan) -> Outlook:
    """Returns what would happen with a file, of whose people `members` are known already."""
    members = Known(dict(members.phones), {email: dict(ids) for email, ids in members.emails.items()})
    new: list[Former] = []
    faults, again = list(found.faults), []
    here: set[UUID] = set()
    known = points = 0
    for line, each in found.former:
        try:
            member_id = whose(each, members)
        except Bad as bad:
            faults.append(Fault(line, (), bad.problem, bad.value))
            continue
        if member_id in here:
            again.append(Fault(line, (), TWICE, each.phone or each.email))
        elif member_id is not None:
            known += 1
        else:
            new.append(each)
        points += each.points if member_id is None or plan.points == "add" else 0
        new_id = UUID(int=line)
        members.add(each, member_id or new_id, new=member_id is None)
        member_id = member_id or new_id
        here.add(member_id)
    return Outlook(
        new=len(new),
        known=known,
        twice=len(again),
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
        again=tuple(again) if TWICE in untaken(plan) else (),
        samples=tuple(new[:SAMPLES]),
        points=points,
        agreed=sum(each.consent for each in new),
        names=tuple(each.name for _, each in found.former if not each.name.isascii())[:SAMPLES],
        nothing=tuple(cell for _, each in found.former for cell in each.nothing),
        short_years=found.short_years,
        rounded=found.rounded,
    )


def untaken(plan: Plan) -> tuple[str, ...]:
    """Returns the problems of rows about members that nothing is taken of: they stand in the report."""
    return (TWICE,) if plan.points == "leave" else (FROZEN,)


def known(connection: Connection, found: Reading) -> Known:
    """Returns the members whom a file names, by phone number and e-mail address."""
    return matching.known(connection, found.phones, found.emails)

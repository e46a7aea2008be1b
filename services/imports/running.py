"""Runs an import as the one process that leads does it: a batch of rows in each transaction, each row once.

What a row became is written in the transaction that made it so, and a process that dies has begun nothing that the
next one would not go on with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import AccountFrozen, CodeUnknown
from loyalty.ledger import POINTS, Account, Posting
from loyalty.localtime import local, start_of
from loyalty.programme import Programme
from services.imports.cells import Bad
from services.imports.columns import Former, Plan, read
from services.imports.matching import known, whose
from services.imports.preview import FROZEN, TAKEN, TWICE, untaken
from services.imports.uploads import Figures, Import, figures, import_of
from services.ledger import accounts, giving
from services.members import cards, consents
from services.people import Person, person_of
from services.programme.versions import current
from storage import imports
from storage.ledger import ledger
from storage.members import people, profiles
from storage.passes import passes
from storage.tables import Record

BATCH = 20
"""Rows of one transaction: less than a tenth of a second during which sales wait on SQLite."""
TEXT_VERSION = "import-2026-11"
"""What stands in a consent row for the shop's own word that a former customer had agreed."""
KIND, UNDO = "import", "import-undo"


@dataclass(frozen=True, slots=True)
class Batch:
    """A transaction's work: the import, and whether there may be more of it."""

    made: Import
    more: bool


def under_way(connection: Connection) -> UUID | None:
    """Returns the import to work at: they go one after the other."""
    row = imports.under_way(connection)
    return None if row is None else UUID(str(row.id))


def work(connection: Connection, import_id: UUID, now: datetime) -> Batch:
    """Runs or undoes some more rows of an import, and ends it after the last one."""
    row = imports.row_of(connection, import_id, lock=True)
    made = import_of(row) if row is not None else None
    assert made is not None, "imports that run are not deleted"
    if made.state not in {"running", "undoing"}:
        return Batch(made, more=False)
    runs = made.state == "running"
    left = imports.rows(connection, import_id, ("waiting",) if runs else ("known",), BATCH)
    if not runs and not left:  # last, when nobody has points of a second row any more
        left = imports.rows(connection, import_id, ("added",), BATCH)
    for each in left:
        (_run if runs else _undo)(connection, made, each, now)
    if not left:
        state = "done" if runs else "undone"
        imports.change(connection, import_id, state=state, done_at=now)
        imports.forget(connection, import_id, ("added", "known", "undone", "kept"), untaken(made.plan) if runs else ())
    return Batch(made, more=bool(left))


def watched_by(connection: Connection, import_id: UUID) -> tuple[Import, Person, Figures] | None:
    """Returns an import, the owner who watches it and its figures; None when nobody does."""
    row = imports.row_of(connection, import_id)
    if row is None:
        return None
    person = person_of(people.by_id(connection, row.created_by))
    if person.role != "owner" or not person.reachable:
        return None
    return import_of(row), person, figures(connection, import_id)


# --- one row ----------------------------------------------------------------------------------------------------------


def _run(connection: Connection, made: Import, row: Record, now: datetime) -> None:
    programme = current(connection, now)
    try:
        told = read(row.body, made.plan, local(now, programme.zone).date())
        members = known(connection, frozenset({told.phone} - {""}), frozenset({told.email} - {""}))
        member_id = whose(told, members)
    except Bad as bad:
        imports.mark(connection, made.id, row.line, "bad", problem=bad.problem)
        return
    if member_id is not None:
        if told.phone and told.phone not in members.phones:
            imports.tell_number(connection, member_id, told.phone)
        _known(connection, made, row.line, member_id, told, programme, now)
        return
    columns = {"first_name": told.first, "last_name": told.last, "phone": told.phone or None}
    person_id = imports.add_person(connection, now, language=told.language or programme.language, **columns)
    if person_id is None:  # somebody has just shared this very number
        imports.mark(connection, made.id, row.line, "bad", problem=TAKEN)
        return
    since = start_of(told.visit, programme.zone) if told.visit else now
    member_id, _ = cards.enrol(connection, person_id, cards.IMPORTED, None, since, now)
    if told.card:
        imports.keep_number(connection, member_id, told.card)
    _tell(connection, person_id, told, made.plan, programme.language, now)
    _give(connection, made.id, row.line, member_id, told.points, programme, now)
    imports.mark(connection, made.id, row.line, "added", member_id=member_id)


def _known(
    connection: Connection, made: Import, line: int, member_id: UUID, told: Former, programme: Programme, now: datetime
) -> None:
    """Leaves a member as they are, but for points when these are to be added."""
    problem = TWICE if imports.is_of(connection, made.id, member_id) else ""
    if made.plan.points == "add":
        try:
            _give(connection, made.id, line, member_id, told.points, programme, now)
        except AccountFrozen:
            problem = FROZEN
    imports.mark(connection, made.id, line, "known", problem=problem, member_id=member_id)


def _tell(connection: Connection, person_id: UUID, told: Former, plan: Plan, language: str, now: datetime) -> None:
    """Writes down what a row tells of a new person: profile and consents."""
    columns: dict[str, object] = {"email": told.email} if told.email else {}
    if told.birthday:
        day, month, year = told.birthday
        columns |= {"birth_day": day, "birth_month": month, "birth_year": year}
    if columns:
        profiles.change(connection, person_id, **columns)
    said = {consents.PROCESSING: True, consents.ADVERTISING: told.consent}
    if plan.consent == "none":
        del said[consents.ADVERTISING]
    for topic, granted in said.items():
        text = {"text_version": TEXT_VERSION, "language": told.language or language}
        people.add_consent(connection, person_id, topic, now, granted=int(granted), **text)


def _give(
    connection: Connection,
    import_id: UUID,
    line: int,
    member_id: UUID,
    points: int,
    programme: Programme,
    now: datetime,
) -> None:
    """Gives the points of a row, as an operation of their own."""
    if not points:
        return
    member = accounts.open_moving(connection, member_id, now)
    key = f"{KIND}:{import_id}:{line}"
    entry = accounts.operation(KIND, key, member_id, now, source=cards.IMPORTED, programme_version=programme.version)
    giving.give(connection, entry, member, points, programme)


def _undo(connection: Connection, made: Import, row: Record, now: datetime) -> None:
    """Takes a row back, unless its member has been here since: they stay, with what they have."""
    own = (f"{KIND}:{made.id}:", f"{UNDO}:{made.id}:")
    ours = row.state == "added" or row.problem == TWICE
    try:
        if ours:  # locked first, so that whoever is at the till just now has been here
            accounts.open_account(connection, row.member_id, now)
        if ours and imports.was_active(connection, row.member_id, own):
            imports.mark(connection, made.id, row.line, "kept")
            return
        whole = _take_back(connection, made.id, row, now)
    except (AccountFrozen, CodeUnknown):  # stopped, or joined with another card
        imports.mark(connection, made.id, row.line, "kept")
        return
    if row.state == "added":
        imports.withdraw(connection, row.member_id, cards.free_digits(connection))
        whole = True  # at most something has expired meanwhile
    imports.mark(connection, made.id, row.line, "undone" if whole else "kept")


def _take_back(connection: Connection, import_id: UUID, row: Record, now: datetime) -> bool:
    """Reverses what the row gave; says whether all of it was still there."""
    given = ledger.find(connection, f"{KIND}:{import_id}:{row.line}")
    if given is None:
        return True
    lots: Sequence[Record] = imports.left_of(connection, given.id)
    if lots:  # a card that came over brought them along: whose they are now is locked
        accounts.open_account(connection, lots[0].member_id, now)
        lots = imports.left_of(connection, given.id)
    taken = [Posting(Account(lot.account), POINTS, -lot.remaining, lot.id) for lot in lots if lot.remaining]
    points = -sum(line.amount for line in taken)
    if points:
        owner_of_lots = lots[0].member_id
        entry = accounts.operation(
            UNDO,
            f"{UNDO}:{import_id}:{row.line}",
            owner_of_lots,
            now,
            source=cards.IMPORTED,
            reverses=given.id,
        )
        ledger.post(connection, entry, (*taken, Posting(Account.ISSUED, POINTS, points)))
        passes.changed(connection, owner_of_lots, now)
    gave = sum(-line.amount for line in ledger.postings_of(connection, given.id) if line.account is Account.ISSUED)
    return points == gave

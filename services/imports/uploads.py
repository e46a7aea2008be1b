"""Imports of former customers: a file looked at before anything is written, then run row by row, and undone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from loyalty.errors import Refusal, SettingInvalid
from loyalty.localtime import local
from services.imports.columns import MEANINGS, Plan
from services.imports.files import Row
from services.imports.phones import COUNTRIES
from services.imports.preview import TWICE, Fault, known, outlook, reading, untaken
from services.people import Person, owner
from storage import imports
from storage.members import people
from storage.tables import Record

NAME_LIMIT = 200
STATES = ("waiting", "added", "known", "bad", "undone", "kept")


@dataclass(eq=False)
class ImportUnknown(Refusal):
    """No import is this one; it may have been deleted."""


@dataclass(eq=False)
class ImportClosed(Refusal):
    """The import is running or over: it can no longer be changed."""


@dataclass(eq=False)
class ImportWithoutContact(Refusal):
    """No column is a phone number or an e-mail address, so that nobody could be recognised."""


@dataclass(frozen=True, slots=True)
class Import:
    """An import as it stands. `watch` is (chat id, message id) of the owner's message that counts along.

    `document` is what Telegram calls the file of a draft, so that it can be read anew.
    """

    id: UUID
    state: str
    file_name: str
    plan: Plan
    created_by: UUID
    created_at: datetime
    done_at: datetime | None
    watch: tuple[int, int] | None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What has become of the rows; `twice` counts those of the known who stood further up in the file already.

    `untaken` counts the known whose rows stand in the report, because nothing was taken of them.
    """

    waiting: int
    added: int
    known: int
    twice: int
    bad: int
    undone: int
    kept: int
    untaken: int = 0

    @property
    def total(self) -> int:
        """All rows."""
        return self.waiting + self.added + self.known + self.bad + self.undone + self.kept


# --- before anything is written ---------------------------------------------------------------------------------------


def new_id() -> UUID:
    """Returns the id of an import; with it a document that is handled twice makes one draft."""
    return uuid4()


def upload(
    connection: Connection,
    person: Person,
    import_id: UUID,
    file_name: str,
    table: Sequence[Row],
    plan: Plan,
    now: datetime,
    document: str = "",
) -> Import:
    """Keeps a file as a draft, once. Raises NotAllowed."""
    by = owner(connection, person)
    columns = {"plan": asdict(plan), "watch": None, "document": document}
    if imports.put(connection, import_id, by.id, now, file_name=file_name[:NAME_LIMIT], columns=columns):
        imports.add_rows(connection, import_id, table)
    return _one(connection, import_id)


def table(connection: Connection, person: Person, import_id: UUID) -> tuple[Row, ...]:
    """Returns the rows of a file, or what is left of them once it has run: the bad ones. Raises NotAllowed."""
    owner(connection, person)
    return tuple((row.line, tuple(row.body)) for row in imports.rows(connection, import_id, STATES) if row.body)


def reread(connection: Connection, person: Person, import_id: UUID, table: Sequence[Row], plan: Plan) -> Import:
    """Puts other rows into a draft, its file read in another way. Raises NotAllowed, ImportUnknown, ImportClosed."""
    owner(connection, person)
    made = _draft(connection, import_id)
    imports.replace_rows(connection, import_id, table)
    _keep(connection, replace(made, plan=plan))
    return _one(connection, import_id)


def replan(connection: Connection, person: Person, import_id: UUID, plan: Plan) -> Import:
    """Says otherwise how a draft is read. Raises NotAllowed, ImportUnknown, ImportClosed, SettingInvalid."""
    owner(connection, person)
    made = _draft(connection, import_id)
    given = [meaning for meaning in plan.columns if meaning]
    if len(set(given)) < len(given) or not set(given) <= set(MEANINGS) or len(plan.columns) != len(made.plan.columns):
        raise SettingInvalid("columns", "unknown-choice")
    if plan.country and plan.country not in COUNTRIES:
        raise SettingInvalid("country", "unknown-choice")
    if plan.order not in {"", "ask", "day", "month"}:
        raise SettingInvalid("order", "unknown-choice")
    if plan.points not in {"leave", "add"} or plan.consent not in {"none", "column", "all"}:
        raise SettingInvalid("plan", "unknown-choice")
    if plan.consent == "column" and "consent" not in plan.columns:
        plan = replace(plan, consent="none")
    _keep(connection, replace(made, plan=plan))
    return _one(connection, import_id)


def meaning(plan: Plan, place: int, what: str) -> Plan:
    """Returns the plan with another meaning of one column; whichever had that meaning has none then."""
    columns = ["" if each == what else each for each in plan.columns]
    if not 0 <= place < len(columns):
        raise SettingInvalid("columns", "unknown-choice")
    columns[place] = what
    return replace(plan, columns=tuple(columns))


def discard(connection: Connection, person: Person, import_id: UUID) -> None:
    """Deletes a draft, once. Raises NotAllowed, ImportClosed."""
    owner(connection, person)
    row = imports.row_of(connection, import_id, lock=True)
    if row is None:
        return
    if row.state != "draft":
        raise ImportClosed
    imports.delete(connection, import_id)


# --- run, as the owner orders it --------------------------------------------------------------------------------------


def start(
    connection: Connection, person: Person, import_id: UUID, seen: tuple[int, int] | None, now: datetime
) -> Import:
    """Lets a draft run; one that runs or has run stays as it is. `seen` is the message that shall count along.

    Raises NotAllowed, ImportUnknown, ImportWithoutContact.
    """
    by = owner(connection, person)
    made = _one(connection, import_id, lock=True)
    if made.state != "draft":
        return made
    if not {"phone", "email"} & set(made.plan.columns):
        raise ImportWithoutContact
    if made.plan.header:
        imports.drop_first(connection, import_id)
    _keep(connection, replace(made, watch=seen, document=""))
    imports.change(connection, import_id, state="running")
    stated = {"import": str(import_id), "file": made.file_name, "consent": made.plan.consent}
    people.note(connection, by.id, "import_started", now, **stated)
    return _one(connection, import_id)


def undo(
    connection: Connection, person: Person, import_id: UUID, seen: tuple[int, int] | None, now: datetime
) -> Import:
    """Takes back what an import made; one that is taken back stays as it is. Raises NotAllowed, ImportUnknown."""
    by = owner(connection, person)
    made = _one(connection, import_id, lock=True)
    if made.state != "done":
        return made
    _keep(connection, replace(made, watch=seen))
    imports.change(connection, import_id, state="undoing")
    people.note(connection, by.id, "import_undone", now, **{"import": str(import_id)})
    return _one(connection, import_id)


def watch(connection: Connection, import_id: UUID, chat_id: int, message_id: int) -> None:
    """Remembers the message in which an import counts along."""
    _keep(connection, replace(_one(connection, import_id, lock=True), watch=(chat_id, message_id)))


# --- looking ----------------------------------------------------------------------------------------------------------


def one(connection: Connection, person: Person, import_id: UUID) -> tuple[Import, Figures]:
    """Returns an import and what has become of its rows. Raises NotAllowed, ImportUnknown."""
    owner(connection, person)
    return _one(connection, import_id), figures(connection, import_id)


def recent(connection: Connection, person: Person, limit: int = 5) -> tuple[Import, ...]:
    """Returns the newest imports, newest first. Raises NotAllowed."""
    owner(connection, person)
    return tuple(import_of(row) for row in imports.newest(connection, limit))


def figures(connection: Connection, import_id: UUID) -> Figures:
    """Returns what has become of the rows of an import."""
    counts = imports.counts(connection, import_id)
    of = {state: sum(rows for (kind, _), rows in counts.items() if kind == state) for state in STATES}
    twice = sum(rows for (_, problem), rows in counts.items() if problem == TWICE)
    kept_back = untaken(_one(connection, import_id).plan)
    left = sum(rows for (state, problem), rows in counts.items() if state == "known" and problem in kept_back)
    return Figures(**of, twice=twice, untaken=left)


def faults(connection: Connection, person: Person, import_id: UUID, zone: str, now: datetime) -> tuple[Fault, ...]:
    """Returns the rows that an import could not take, for its report. Raises NotAllowed, ImportUnknown."""
    owner(connection, person)
    made = _one(connection, import_id)
    rows = imports.rows(connection, import_id, STATES)
    if made.state != "draft":
        rows = [row for row in rows if row.body and (row.state == "bad" or row.problem in untaken(made.plan))]
    cells = {row.line: tuple(row.body) for row in rows}
    plan = made.plan if made.state == "draft" else replace(made.plan, header=False)
    found = reading(tuple(cells.items()), plan, local(now, zone).date())
    if made.state == "draft":
        seen = outlook(found, known(connection, found), plan)
        faulty = {fault.line: fault for fault in (*seen.faults, *seen.again)}
    else:  # what a row says does not tell whom it met
        faulty = {row.line: Fault(row.line, (), row.problem, "") for row in rows}
        faulty |= {fault.line: fault for fault in found.faults}
    return tuple(replace(faulty[line], cells=cells[line]) for line in sorted(faulty))


def import_of(row: Record) -> Import:
    """Returns the import of a row of `storage.imports`."""
    plan, seen = dict(row.columns["plan"]), row.columns["watch"]
    plan["columns"] = tuple(plan["columns"])
    return Import(
        id=row.id,
        state=row.state,
        file_name=row.file_name,
        plan=Plan(**plan),
        created_by=row.created_by,
        created_at=row.created_at,
        done_at=row.done_at,
        watch=(seen[0], seen[1]) if seen else None,
        document=row.columns.get("document", ""),
    )


def _keep(connection: Connection, made: Import) -> None:
    watch = list(made.watch) if made.watch else None
    columns = {"plan": asdict(made.plan), "watch": watch, "document": made.document}
    imports.change(connection, made.id, columns=columns)


def _one(connection: Connection, import_id: UUID, *, lock: bool = False) -> Import:
    row = imports.row_of(connection, import_id, lock=lock)
    if row is None:
        raise ImportUnknown
    return import_of(row)


def _draft(connection: Connection, import_id: UUID) -> Import:
    made = _one(connection, import_id, lock=True)
    if made.state != "draft":
        raise ImportClosed
    return made

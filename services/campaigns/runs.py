"""What is the same for all that is sent to many: draft → planned → sending ⇄ paused → done or cancelled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import Refusal
from services.people import Person, owner
from storage.campaigns.recipients import Recipients
from storage.members import people
from storage.tables import Record

State = Literal["sent", "blocked", "refused", "waiting", "unknown"]
"""What became of a message: `waiting` has surely not been sent and is given back, `unknown` may have been."""


class Made(Protocol):
    """A run as its owner sees it."""

    @property
    def state(self) -> str: ...


T = TypeVar("T", bound=Made)
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Group(Generic[M]):
    """Messages to recipients claimed together; `taken` counts those too to whom none is sent any more."""

    token: UUID
    messages: tuple[M, ...]
    taken: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of each message of a group, and whether the whole run is to be held for its owner to look at."""

    told: Mapping[UUID, State]
    hold: bool = False


class Runs(Generic[T]):
    """The runs of one kind, `name` in the journal.

    `made_of` makes a run of its row; `is_over(row, left, now)` says whether one that is being sent ends, when `left`
    says whether anything is to be done yet with a recipient.
    """

    def __init__(
        self,
        name: str,
        rows: Recipients,
        made_of: Callable[[Record], T],
        is_over: Callable[[Record, bool, datetime], bool],
        *,
        unknown: type[Refusal],
        closed: type[Refusal],
    ) -> None:
        self._name = name
        self._rows = rows
        self._made_of = made_of
        self._is_over = is_over
        self._unknown = unknown
        self._closed = closed
        self.mark, self.doubt = rows.mark, rows.doubt

    def found(self, connection: Connection, run_id: UUID, *, lock: bool = False) -> T:
        """Returns a run. Raises that it is unknown."""
        row = self._rows.row_of(connection, run_id, lock=lock)
        if row is None:
            raise self._unknown
        return self._made_of(row)

    def draft(self, connection: Connection, run_id: UUID) -> T:
        """Returns a draft, locked. Raises that it is unknown, or closed: a draft no more."""
        made = self.found(connection, run_id, lock=True)
        if made.state != "draft":
            raise self._closed
        return made

    def note(
        self, connection: Connection, by: UUID | None, what: str, run_id: UUID, now: datetime, **more: object
    ) -> None:
        """Notes in the journal what has happened to a run, and who did it."""
        people.note(connection, by, f"{self._name}_{what}", now, **{self._name: str(run_id)}, **more)

    # --- as the owner orders it -------------------------------------------------------------------------------------

    def discard(self, connection: Connection, person: Person, run_id: UUID) -> None:
        """Deletes a draft, once. Raises NotAllowed, and that it is closed."""
        owner(connection, person)
        row = self._rows.row_of(connection, run_id, lock=True)
        if row is None:
            return
        if row.state != "draft":
            raise self._closed
        self._rows.delete(connection, run_id)

    def pause(self, connection: Connection, person: Person, run_id: UUID, now: datetime) -> T:
        """Holds what is being sent; in any other state it stays. Raises NotAllowed, and that it is unknown."""
        return self._turn(connection, person, run_id, ("sending",), "paused", now)

    def resume(self, connection: Connection, person: Person, run_id: UUID, now: datetime) -> T:
        """Lets what was paused go on; in any other state it stays. Raises NotAllowed, and that it is unknown."""
        return self._turn(connection, person, run_id, ("paused",), "sending", now)

    def cancel(self, connection: Connection, person: Person, run_id: UUID, now: datetime) -> T:
        """Ends it for everybody who has not got it; what is over stays. Raises NotAllowed, and that it is unknown."""
        return self._turn(connection, person, run_id, ("planned", "sending", "paused"), "cancelled", now)

    def _turn(
        self, connection: Connection, person: Person, run_id: UUID, before: tuple[str, ...], state: str, now: datetime
    ) -> T:
        by = owner(connection, person)
        made = self.found(connection, run_id, lock=True)
        if made.state not in before:
            return made
        self._rows.turn(connection, run_id, state, now)
        self.note(connection, by.id, state, run_id, now)
        return self.found(connection, run_id)

    # --- as whoever sends it does -----------------------------------------------------------------------------------

    def hold(self, connection: Connection, run_id: UUID, now: datetime) -> None:
        """Pauses what is taken for nobody, for its owner to look at."""
        row = self._rows.row_of(connection, run_id, lock=True)
        if row is not None and row.state == "sending":
            self._rows.turn(connection, run_id, "paused", now)
            self.note(connection, None, "paused", run_id, now)

    def finish(self, connection: Connection, run_id: UUID, now: datetime) -> T | None:
        """Ends what is being sent once it is over; returns it as it stands, None when it is gone."""
        row = self._rows.row_of(connection, run_id, lock=True)
        if row is None:
            return None
        if row.state == "sending" and self._is_over(row, self._rows.left(connection, run_id), now):
            self._rows.turn(connection, run_id, "done", now)
        return self.found(connection, run_id)


@dataclass(frozen=True)
class Sending(Generic[M]):
    """How runs of one kind are sent, by the one process that leads.

    `under_way` says which is to be sent now; `fill` writes down some more of its recipients and says whether all are,
    and is None where its start has done so; `claim` hands over the next of them, nobody when it is not to be sent.
    """

    runs: Runs[Any]
    under_way: Callable[[Connection, datetime], UUID | None]
    claim: Callable[[Connection, UUID, int, datetime], Group[M]]
    fill: Callable[[Connection, UUID, datetime], bool] | None = None

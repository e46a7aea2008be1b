"""Runs of a campaign and their recipients: who was claimed for sending, and what became of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Table, and_, func, select, update
from sqlalchemy import delete as delete_from

from storage.engine.dialect import insert_once
from storage.tables import Record

OPEN = ("waiting", "claimed")
"""Recipients with whom something is to be done yet."""


class Recipients:
    """The queries over a table of runs and one of recipients, whose columns `<run>_id` and `whom` are its key.

    Runs go out one after the other, in the order of their column `since`.
    """

    def __init__(self, run: Table, recipient: Table, whom: str, since: str) -> None:
        self._run = run
        self._recipient = recipient
        self._of = recipient.c[f"{run.name}_id"]
        self._whom = recipient.c[whom]
        self._since = run.c[since]

    # --- runs -------------------------------------------------------------------------------------------------------

    def put(self, connection: Connection, run_id: UUID, by: UUID, now: datetime, **columns: object) -> bool:
        """Writes a draft unless one with this id is there; says whether it did."""
        row = {"id": run_id, "state": "draft", "created_by": by, "created_at": now, **columns}
        return insert_once(connection, self._run, "id", row)

    def row_of(self, connection: Connection, run_id: UUID, *, lock: bool = False) -> Record | None:
        """Returns the run's row, locking it when asked to, or None."""
        query = select(self._run).where(self._run.c.id == run_id)
        return connection.execute(query.with_for_update() if lock else query).one_or_none()

    def change(self, connection: Connection, run_id: UUID, **columns: object) -> None:
        """Sets columns of a run."""
        connection.execute(update(self._run).where(self._run.c.id == run_id).values(**columns))

    def turn(self, connection: Connection, run_id: UUID, state: str, now: datetime) -> None:
        """Sets the state of a run; where a run has a time of its end, that is now if nothing more is sent."""
        ended = {"finished_at": now} if state in {"done", "cancelled"} and "finished_at" in self._run.c else {}
        self.change(connection, run_id, state=state, **ended)

    def delete(self, connection: Connection, run_id: UUID) -> None:
        """Deletes a run that has no recipients."""
        connection.execute(delete_from(self._run).where(self._run.c.id == run_id))

    def newest(self, connection: Connection, limit: int) -> Sequence[Record]:
        """Returns the newest runs, newest first."""
        query = select(self._run).order_by(self._run.c.created_at.desc(), self._run.c.id.desc()).limit(limit)
        return connection.execute(query).all()

    def under_way(self, connection: Connection) -> Record | None:
        """Returns the first of the runs that are being sent, or None."""
        query = select(self._run).where(self._run.c.state == "sending").order_by(self._since, self._run.c.id)
        return connection.execute(query.limit(1)).one_or_none()

    # --- recipients -------------------------------------------------------------------------------------------------

    def claim(self, connection: Connection, run_id: UUID, token: UUID, limit: int, now: datetime) -> Sequence[UUID]:
        """Claims up to `limit` waiting recipients and returns who they are."""
        waiting = and_(self._of == run_id, self._recipient.c.state == "waiting")
        # As a CTE it is run once; as a plain subquery PostgreSQL may run it again per row and claim too many.
        due = (
            select(self._whom)
            .where(waiting)
            .order_by(self._whom)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claimed = (
            update(self._recipient)
            .where(self._of == run_id, self._whom.in_(select(due.c[0])))
            .values(state="claimed", claim=token, at=now)
            .returning(self._whom)
        )
        return connection.execute(claimed).scalars().all()

    def mark(
        self, connection: Connection, run_id: UUID, token: UUID, outcomes: Mapping[UUID, str], now: datetime
    ) -> None:
        """Writes down what became of claimed recipients; those whose claim has passed to doubt meanwhile are left."""
        mine = and_(self._of == run_id, self._recipient.c.state == "claimed", self._recipient.c.claim == token)
        for state in set(outcomes.values()):
            whom = [each for each, outcome in outcomes.items() if outcome == state]
            marked = update(self._recipient).where(mine, self._whom.in_(whom)).values(state=state, at=now)
            connection.execute(marked)

    def doubt(self, connection: Connection, now: datetime) -> int:
        """Marks every claimed recipient as `unknown`, for whoever claimed them has died; returns how many."""
        begun = select(self._run.c.id).where(self._run.c.state.in_(("sending", "paused", "cancelled")))
        left = and_(self._of.in_(begun), self._recipient.c.state == "claimed")
        return connection.execute(update(self._recipient).where(left).values(state="unknown", at=now)).rowcount

    def left(self, connection: Connection, run_id: UUID) -> bool:
        """Says whether anything is to be done yet with any recipient."""
        query = select(self._whom).where(self._of == run_id, self._recipient.c.state.in_(OPEN))
        return connection.execute(query.limit(1)).one_or_none() is not None

    def figures(self, connection: Connection, run_id: UUID) -> dict[str, int]:
        """Returns how many recipients are in each state; states without any are absent."""
        state = self._recipient.c.state
        query = select(state, func.count().label("people")).where(self._of == run_id).group_by(state)
        return {row.state: row.people for row in connection.execute(query)}

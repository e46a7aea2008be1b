"""Jobs: what must still be told or done, written with the business change and worked off after its commit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Update, bindparam, case, delete, func, literal_column, null, or_, select, update

from storage.engine.dialect import exactly, insert_once, insert_or_update
from storage.engine.ids import uuid7
from storage.engine.prepared import Prepared
from storage.tables import job

_ERROR_LENGTH = 200
_IS_OPEN = job.c.state != exactly("done")
_ANY_DUE = Prepared(
    select(job.c.id)
    .where(_IS_OPEN, job.c.state == "waiting", job.c.kind == bindparam("kind"), job.c.run_at <= bindparam("now"))
    .where(job.c.lease_until.is_(None))
    .limit(1)
)
_WAITS = job.c.state == exactly("waiting")
_RENEWED = {
    "state": exactly("waiting"),
    "run_at": case((_WAITS, job.c.run_at), else_=literal_column("excluded.run_at")),
    "tries": case((_WAITS, job.c.tries), else_=exactly(0)),
    "lease_until": null(),
    "lease_token": null(),
    "finished_at": null(),
}


class Priority(IntEnum):
    """Who goes first when the channel is narrow; the lower number does."""

    ANSWER = 0
    RECEIPT = 10
    SERVICE = 20
    MARKETING = 30


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed job. `tries` counts this time too; `lease_token` proves to `finish` that the claim still holds."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    tries: int
    lease_token: UUID


@dataclass(frozen=True, slots=True)
class Backlog:
    """Jobs of one kind: how many are due or running, planned for later, and given up; since when the oldest is due."""

    due: int
    planned: int
    failed: int
    oldest: datetime | None


def put(
    connection: Connection, kind: str, dedupe: str, payload: Mapping[str, Any], *, priority: int, run_at: datetime
) -> bool:
    """Adds a job unless one with this `dedupe` was ever added (and not purged); tells whether it did."""
    row = {"kind": kind, "dedupe": dedupe, "payload": dict(payload), "priority": priority, "run_at": run_at}
    return insert_once(connection, job, "dedupe", {"id": uuid7(), **row})


def renew(
    connection: Connection, kind: str, dedupe: str, payload: Mapping[str, Any], *, priority: int, run_at: datetime
) -> None:
    """Adds a job that stands for the newest state of something, or lets the one with this `dedupe` be done once more.

    One that waits is left as it is, one that is being done loses its claim, and what is done or given up begins anew.
    """
    row = {"kind": kind, "dedupe": dedupe, "payload": dict(payload), "priority": priority, "run_at": run_at}
    insert_or_update(connection, job, "dedupe", {"id": uuid7(), **row}, _RENEWED)


def is_due(connection: Connection, kind: str, now: datetime) -> bool:
    """Says whether a job of this kind waits for somebody to claim it."""
    return _ANY_DUE.row(connection, {"kind": kind, "now": now}) is not None


def claim(connection: Connection, kinds: Collection[str], limit: int, now: datetime, lease: timedelta) -> Sequence[Job]:
    """Takes up to `limit` due jobs of these kinds for the length of `lease`, the most urgent first.

    Two claimers never get the same job; one whose lease ran out unfinished is due again.
    """
    due = (
        select(job.c.id)
        .where(_IS_OPEN, job.c.state == "waiting", job.c.kind.in_(kinds), job.c.run_at <= now)
        .where(or_(job.c.lease_until.is_(None), job.c.lease_until <= now))
        .order_by(job.c.priority, job.c.run_at, job.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        # As a CTE it is run once; as a plain subquery PostgreSQL may run it again per row and claim too many.
        .cte("due")
    )
    token = uuid4()
    statement = (
        update(job)
        .where(job.c.id.in_(select(due.c.id)))
        .values(lease_until=now + lease, lease_token=token, tries=job.c.tries + 1)
        .returning(job.c.id, job.c.kind, job.c.payload, job.c.tries, job.c.priority, job.c.run_at)
    )
    rows = sorted(connection.execute(statement), key=lambda row: (row.priority, row.run_at, row.id))
    return [Job(row.id, row.kind, row.payload, row.tries, token) for row in rows]


def free(connection: Connection) -> int:
    """Makes everything due again that is claimed; returns how much. For whoever begins alone: the claimers are dead."""
    claimed = update(job).where(_IS_OPEN, job.c.state == "waiting", job.c.lease_until.is_not(None))
    return connection.execute(claimed.values(lease_until=None, lease_token=None)).rowcount


def finish(connection: Connection, claimed: Job, now: datetime) -> bool:
    """Marks a job as done; False, changing nothing, when the claim has passed to somebody else."""
    return _close(connection, claimed, state="done", finished_at=now, error=None)


def retry(connection: Connection, claimed: Job, run_at: datetime, error: str) -> bool:
    """Gives a job back to be tried again at `run_at`; False when the claim has passed to somebody else."""
    return _close(connection, claimed, run_at=run_at, error=error[:_ERROR_LENGTH])


def fail(connection: Connection, claimed: Job, error: str, now: datetime) -> bool:
    """Gives a job up; False when the claim has passed to somebody else."""
    return _close(connection, claimed, state="failed", finished_at=now, error=error[:_ERROR_LENGTH])


def revive(connection: Connection, kind: str, now: datetime) -> int:
    """Has jobs of a kind that were given up done after all; returns how many."""
    statement = (
        update(job)
        .where(job.c.kind == kind, job.c.state == "failed")
        .values(state="waiting", run_at=now, tries=0, finished_at=None)
    )
    return connection.execute(statement).rowcount


def _close(connection: Connection, claimed: Job, **values: Any) -> bool:
    statement: Update = (
        update(job)
        .where(job.c.id == claimed.id, job.c.lease_token == claimed.lease_token, job.c.state == "waiting")
        .values(lease_until=None, lease_token=None, **values)
    )
    return connection.execute(statement).rowcount == 1


def backlog(connection: Connection, now: datetime) -> dict[str, Backlog]:
    """Returns what is open or given up, by kind; kinds with neither are absent."""
    is_due = job.c.run_at <= now
    rows = connection.execute(
        select(
            job.c.kind,
            func.count().filter(job.c.state == "waiting", is_due),
            func.count().filter(job.c.state == "waiting", ~is_due),
            func.count().filter(job.c.state == "failed"),
            func.min(job.c.run_at).filter(job.c.state == "waiting", is_due),
        )
        .where(_IS_OPEN)
        .group_by(job.c.kind)
    )
    return {kind: Backlog(due, planned, failed, oldest) for kind, due, planned, failed, oldest in rows}


def purge(connection: Connection, done_before: datetime, failed_before: datetime) -> int:
    """Deletes jobs done or given up before these times; returns how many. Their `dedupe` may then be used again."""
    is_old = ((job.c.state == "done") & (job.c.finished_at < done_before)) | (
        (job.c.state == "failed") & (job.c.finished_at < failed_before)
    )
    return connection.execute(delete(job).where(is_old)).rowcount

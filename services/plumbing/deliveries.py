"""The outbox: what others must hear, claimed in small groups and finished under a lease; and what may become of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.plumbing.outbox import Backlog, Job, backlog, claim, fail, finish, free, purge, retry

__all__ = ["Backlog", "Job", "backlog", "claim", "fail", "finish", "free", "purge", "retry"]

LONGEST_PAUSE = 300
"""Seconds between two tries, unless the channel asks for more."""


@dataclass(frozen=True, slots=True)
class Done:
    """It was heard; `finish(connection, job, now)` writes that down."""

    finish: Callable[[Connection, Job, datetime], object] = finish


@dataclass(frozen=True, slots=True)
class Again:
    """It was not heard, for a reason that was `said`: it is tried again after `pause` seconds, None: more each time."""

    said: str
    pause: float | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """It cannot be heard, for a reason that was `said`, and is given up."""

    said: str


Outcome = Done | Again | Never
Settle = Callable[[Sequence[Job], Outcome], Awaitable[None]]
"""Writes down what became of jobs; what is tried again, is tried again together."""


def growing(tries: int) -> int:
    """Returns how many seconds to wait after so many tries."""
    return int(min(2 ** min(tries, 9), LONGEST_PAUSE))

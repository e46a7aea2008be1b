"""The whole timetable: what is done when nobody asks. The database knows what is due; the clock only wakes us."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from jobs import google, tasks
from services.database import Database
from services.machine import ClockWrong

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Task:
    """Something to do every so many `seconds`; `work(database, now)` returns how much there was to do."""

    name: str
    seconds: float
    work: Callable[[Database, datetime], Awaitable[int]]


TIMETABLE = (
    Task("settle", 2, tasks.settle),  # holds that ran out, points that become active or expire
    Task("review_tiers", 60, tasks.review_tiers),
    Task("release_coupons", 30, tasks.release_coupons),
    Task("expire_coupons", 30, tasks.expire_coupons),  # the cards that show them, and their own passes
    Task("end_certificates", 60, tasks.end_certificates),
    Task("deliver_gifts", 60, tasks.deliver_gifts),  # given on for this day
    Task("begin_broadcasts", 5, tasks.begin_broadcasts),
    Task("remind", 60, tasks.remind),  # birthday gifts and reminders, each kind once a local day
    Task("warn_of_certificate", 3600, tasks.warn_of_certificate),
    Task("recount", 3600, tasks.recount),
    Task("forget_updates", 3600, tasks.forget_updates),
    Task("forget_deliveries", 3600, tasks.forget_deliveries),
    Task("forget_conversations", 3600, tasks.forget_conversations),
    Task("forget_codes", 3600, tasks.forget_codes),
    Task("warn_at_google", 3600, google.warn),  # cards whose points expire soon say so
    Task("forget_callbacks", 3600, google.forget),
)


class _Every(BaseTrigger):  # type: ignore[misc] # APScheduler 3 has no types
    """The next turn, so long after this one.

    APScheduler's own interval works out every turn that was missed, which after a jump of the clock takes minutes.
    """

    def __init__(self, seconds: float) -> None:
        self.pace = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """Returns when it is due again."""
        return now + self.pace


class _Scheduler(AsyncIOScheduler):  # type: ignore[misc] # APScheduler 3 has no types
    """APScheduler for a clock that somebody may set back: by itself it waits until the old time comes again."""

    def wakeup(self) -> None:
        """Begins what is due, and what would be due later than its pace allows."""
        now = datetime.now(self.timezone)
        for job in self.get_jobs():
            if job.next_run_time - now > job.trigger.pace:
                job.modify(next_run_time=now)
        super().wakeup()

    def _start_timer(self, wait_seconds: float | None) -> None:
        # How long to wait is a difference of two times, between which the clock may have been set.
        soon = min((job.trigger.pace.total_seconds() for job in self.get_jobs()), default=0)
        super()._start_timer(None if wait_seconds is None else min(wait_seconds, soon))


def schedule(
    database: Database, clock: Callable[[], datetime], timetable: Sequence[Task] = TIMETABLE
) -> AsyncIOScheduler:
    """Returns the scheduler of the timetable, not started.

    `clock` returns aware UTC times, or raises ClockWrong, and then nothing is done.
    """
    scheduler = _Scheduler(timezone="UTC")
    for task in timetable:
        # A late turn is as good as a timely one.
        arguments = (task, database, clock)
        trigger = _Every(task.seconds)
        scheduler.add_job(perform, trigger, arguments, id=task.name, misfire_grace_time=None, max_instances=1)
    return scheduler


async def perform(task: Task, database: Database, clock: Callable[[], datetime]) -> int:
    """Does a task once and returns how much there was to do; a failure is logged, since the next turn tries again."""
    try:
        count = await task.work(database, clock())
    except asyncio.CancelledError:
        # The process stops, and what was not done is due when it begins again. APScheduler would log an error.
        return 0
    except ClockWrong:
        return 0  # whoever watches the clock says so
    except Exception:
        log.exception("task_failed", task=task.name)
        return 0
    if count:
        log.info("task_done", task=task.name, count=count)
    return count

"""The whole timetable: what is done when nobody asks. The database knows what is due; the clock only wakes us."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from jobs import google, tasks
from services.database import Database
from services.machine import ClockWrong

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Task:
    """Something to do every so many `seconds`; `work(database, now)` returns how much there was to do."""

    name: str
    seconds: int
    work: Callable[[Database, datetime], Awaitable[int]]


TIMETABLE = (
    Task("settle", 2, tasks.settle),  # holds that ran out, points that become active or expire
    Task("review_tiers", 60, tasks.review_tiers),
    Task("release_coupons", 30, tasks.release_coupons),
    Task("expire_coupons", 30, tasks.expire_coupons),  # the cards that show them, and their own passes
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


def schedule(database: Database, clock: Callable[[], datetime]) -> AsyncIOScheduler:
    """Returns the scheduler of the timetable, not started. `clock` returns aware UTC times."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for task in TIMETABLE:
        scheduler.add_job(
            perform,
            IntervalTrigger(seconds=task.seconds, timezone="UTC"),
            (task, database, clock),
            id=task.name,
            # A late turn is as good as a timely one, and of ten missed ones the last does the work of all.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
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

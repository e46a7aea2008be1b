"""What is worked off in the background: each loop, with what its room hands in."""

from collections.abc import Callable
from datetime import datetime

from bot.outgoing.deliverer import Deliverer
from bot.telegram import Bot
from jobs import google, pushes
from jobs.google import Keeper
from jobs.loop import Loop
from jobs.outbox import Drain
from jobs.pushes import Push, Pusher
from services.database import Database
from services.passes.google.line import GoogleLine

Clock = Callable[[], datetime]

QUICK_SECONDS = 0.25
"""Another process may have written what there is to do, and nothing rings the bell across processes."""


def telling(db: Database, api: Bot, clock: Clock) -> Loop:
    """Delivers notices by Telegram."""
    return Loop("telegram", Drain(db, clock, Deliverer(api, db, clock)).turn, QUICK_SECONDS)


def pushing(db: Database, clock: Clock, push: Push | None) -> Loop:
    """Has Apple tell phones of changed passes."""
    return Loop("apple", Drain(db, clock, Pusher(db, push)).turn, pushes.IDLE_SECONDS)


def showing(db: Database, clock: Clock, line: GoogleLine | None) -> Loop:
    """Has Google show changed passes."""
    return Loop("google", Drain(db, clock, Keeper(db, clock, line)).turn, google.IDLE_SECONDS)

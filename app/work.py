"""What is worked off in the background: each loop, with what its room hands in."""

from collections.abc import Callable
from datetime import datetime

from bot.outgoing.broadcaster import Broadcaster
from bot.outgoing.deliverer import Deliverer
from bot.outgoing.watching import Watching
from bot.telegram import Bot
from jobs import campaigns, google, pushes, walks
from jobs.campaigns import Advertiser
from jobs.google import Keeper
from jobs.loop import Loop
from jobs.outbox import Drain
from jobs.pushes import Push, Pusher
from jobs.texting import Texter
from jobs.walks import IMPORTS, REPAINTING, Walker
from services.campaigns import broadcast_sending, winback_sending
from services.campaigns.texting import Gateway
from services.database import Database
from services.passes.google.line import GoogleLine
from services.passes.office import PassOffice

Clock = Callable[[], datetime]

QUICK_SECONDS = 0.25
"""The web server may have written what there is to do, and on SQLite nothing rings the bell."""
RUNG_SECONDS = 1.0
"""On PostgreSQL something does, unless a pool between it and us keeps notifications back."""


def telling(db: Database, api: Bot, clock: Clock, *, rung: bool = False, office: PassOffice | None = None) -> Loop:
    """Delivers notices by Telegram; `rung` says that the database wakes the loop, the `office` draws cards."""
    idle = RUNG_SECONDS if rung else QUICK_SECONDS
    return Loop("telegram", Drain(db, clock, Deliverer(api, db, clock, office)).turn, idle)


def pushing(db: Database, clock: Clock, push: Push | None) -> Loop:
    """Has Apple tell phones of changed passes."""
    return Loop("apple", Drain(db, clock, Pusher(db, clock, push)).turn, pushes.IDLE_SECONDS)


def showing(db: Database, clock: Clock, line: GoogleLine | None) -> Loop:
    """Has Google show changed passes."""
    return Loop("google", Drain(db, clock, Keeper(db, clock, line)).turn, google.IDLE_SECONDS)


def importing(db: Database, api: Bot, clock: Clock) -> Loop:
    """Brings lists of former customers in, and takes them back."""
    watch = Watching(api, db, clock).list
    return Loop("imports", Walker(db, clock, IMPORTS, watch).turn, walks.IDLE_SECONDS)


def repainting(db: Database, api: Bot, clock: Clock) -> Loop:
    """Tells every card of a new look."""
    watch = Watching(api, db, clock).design
    return Loop("repainting", Walker(db, clock, REPAINTING, watch).turn, walks.IDLE_SECONDS)


def broadcasting(db: Database, api: Bot, clock: Clock) -> Loop:
    """Sends broadcasts by Telegram."""
    watch = Watching(api, db, clock).broadcast
    advertiser = Advertiser(db, clock, broadcast_sending.SENDING, Broadcaster(api), watch)
    return Loop("broadcasts", advertiser.turn, campaigns.IDLE_SECONDS)


def winning_back(db: Database, clock: Clock, gateway: Gateway, link_base: str) -> Loop:
    """Sends win-back messages by SMS."""
    advertiser = Advertiser(db, clock, winback_sending.SENDING, Texter(gateway, link_base))
    return Loop("winback", advertiser.turn, campaigns.IDLE_SECONDS)

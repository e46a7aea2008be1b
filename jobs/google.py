"""Has Google Wallet show what passes are now, at its pace, and say what there is to say, once."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy import Connection

from services.database import Database, DatabaseUnavailable
from services.passes.google import passes
from services.passes.google.line import GoogleLine, Wanted
from services.passes.google.notes import MOST_MESSAGES, Step, Told, begun, notes, steps
from services.passes.google.passes import GoogleAway, GoogleRefused, Todo
from services.plumbing.deliveries import LONGEST_PAUSE, Again, Done, Job, Outcome, Settle

GROUP = 20
"""Passes claimed at once: about a second's work, so that what is urgent does not wait long behind what is not."""
IDLE_SECONDS = 0.1
"""Sales are written by other parts, perhaps in another process, and nothing rings a bell there."""
LEASE = timedelta(seconds=180)

_ADVICE = (
    "Google refuses the passes: make sure that the service account is invited to the Pay & Wallet console, that its "
    "key is not revoked, that the Google Wallet API is enabled in its project, that TESSERA_GOOGLE_ISSUER_ID is the "
    "issuer of that console, and that the clock is right (tessera check)"
)

log = structlog.get_logger(__name__)


class Keeper:
    """The channel of outbox jobs of kind `google`; without a `line` there is nobody to tell: they just end."""

    kinds: tuple[str, ...] = (passes.KIND,)
    group = GROUP
    ahead = 0
    lease = LEASE

    def __init__(self, database: Database, clock: Callable[[], datetime], line: GoogleLine | None) -> None:
        self._db = database
        self._clock = clock
        self._google = line
        self._refused = ""

    def line(self, job: Job) -> UUID:
        """Returns the job itself: no pass waits for another."""
        return job.id

    async def deliver(self, jobs: Sequence[Job], settle: Settle) -> None:
        """Has Google show a pass, or what all cards have in common."""
        for job in jobs:
            await settle((job,), await self._outcome(job))

    async def _outcome(self, job: Job) -> Outcome:
        if self._google is None:
            return Done()
        try:
            serial = job.payload.get("serial")
            shown = await (self._pass(self._google, serial) if serial else self._class(self._google))
        except GoogleAway as error:
            return Again(str(error), error.retry_after or None)
        except GoogleRefused as error:
            self._say_once(str(error))
            return Again(str(error), LONGEST_PAUSE)
        except DatabaseUnavailable:
            raise
        except Exception as error:
            # One pass that cannot be shown must not keep the others waiting.
            log.exception("google_pass_failed", job=str(job.id))
            return Again(repr(error), LONGEST_PAUSE)
        self._refused = ""
        return shown

    async def _class(self, line: GoogleLine) -> Done:
        """Sends what all cards have in common: a new look or name, without waiting for any card to change."""
        shop = await self._db.read(passes.shop, self._clock())
        if shop is not None:
            await line.show_cards(shop)
        return Done()

    async def _pass(self, line: GoogleLine, serial: str) -> Done:
        """Sends what Google does not show yet, and says what the holder has not heard."""
        todo = await self._db.write(passes.read, serial, self._clock())
        if todo is None or (todo.removed and not todo.facts.ended):
            # Whoever saves it again has it shown anew; what somebody left who is erased is emptied at once.
            return Done()
        wanted, now = await line.wanted(todo), self._clock()
        told, current, news = begun(todo.told, todo.facts, now), notes(todo.facts, now), wanted.mark != todo.shown
        # A process that died while it said something may have said it.
        doubtful = next((note for note in current if note.id == told.saying and note.id not in told.said), None)
        arrived = doubtful is not None and await line.said(wanted, doubtful)
        plan, told = steps(told, todo.points, current, now, news=news, arrived=arrived)
        if not news:
            await line.show_class(wanted)
        for step in plan:
            await self._take(line, todo, wanted, step)
        return Done(partial(_shown, wanted.mark, told))

    async def _take(self, line: GoogleLine, todo: Todo, wanted: Wanted, step: Step) -> None:
        """Sends something once: it is written down before, and taken back when Google did not take it."""
        if step.note is not None:
            # What was shown is not to be announced again because a message did not get through.
            await self._db.write(passes.begin, todo.serial, step.told, wanted.mark)
        elif step.told != step.before:
            await self._db.write(passes.begin, todo.serial, step.told)
        messages = 0
        try:
            if step.note is None:
                await line.show(wanted, is_new=not todo.shown, notify=step.rings)
            else:
                messages = await line.say(wanted, step.note, todo, notify=step.rings)
        except (GoogleAway, GoogleRefused) as error:
            if error.in_vain and step.told != step.before:
                await self._db.write(passes.begin, todo.serial, step.before)
            raise
        if messages >= MOST_MESSAGES:
            await line.tidy(wanted)

    def _say_once(self, said: str) -> None:
        if self._refused != said:
            log.error("google_refused", answer=said, advice=_ADVICE)
        self._refused = said


def _shown(mark: str, told: Told, connection: Connection, job: Job, now: datetime) -> None:
    passes.finish(connection, job, mark, told, now)


async def warn(database: Database, now: datetime) -> int:
    """Has cards whose points expire soon say so, each once; returns how many."""
    return await database.write(passes.warn, now)


async def forget(database: Database, now: datetime) -> int:
    """Forgets callbacks that Google no longer repeats; returns how many."""
    return await database.write(passes.forget, now)

"""Has Google Wallet show what passes are now: claims what waits in the outbox and gives it to Google, at its pace."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from services.database import Database, DatabaseUnavailable
from services.passes.google import passes
from services.passes.google.line import GoogleLine, Wanted
from services.passes.google.notes import MOST_MESSAGES, Note, Told, begun, kept, notes
from services.passes.google.passes import GoogleAway, GoogleRefused, Todo
from services.plumbing import deliveries
from services.plumbing.deliveries import Job

GROUP = 20
"""Passes claimed at once: about a second's work, so that what is urgent does not wait long behind what is not."""
IDLE_SECONDS = 0.1
"""Sales are written by other parts, perhaps in another process, and nothing rings a bell there."""
TRIES = 300
LONGEST_PAUSE = 300
"""Seconds between two tries; with TRIES a day without Google is waited out."""
LEASE = timedelta(seconds=180)
"""What a killed process had claimed is shown by the next one after this time; longer than any pass may take."""

_ADVICE = (
    "Google refuses the passes: make sure that the service account is invited to the Pay & Wallet console, that its "
    "key is not revoked, that the Google Wallet API is enabled in its project, that TESSERA_GOOGLE_ISSUER_ID is the "
    "issuer of that console, and that the clock is right (tessera check)"
)

log = structlog.get_logger(__name__)


class Keeper:
    """Drains outbox jobs of kind `google` until stopped; without a `line` there is nobody to tell: they just end."""

    def __init__(self, database: Database, clock: Callable[[], datetime], line: GoogleLine | None) -> None:
        self._db = database
        self._clock = clock
        self._line = line
        self._bell = asyncio.Event()
        self._stopping = False
        self._refused = ""

    def stop(self) -> None:
        """Ends `run` after the passes at hand."""
        self._stopping = True
        self._bell.set()

    async def run(self) -> None:
        """Shows passes until `stop` is called or the task is cancelled."""
        while not self._stopping:
            if not await self.drain():
                # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
                with suppress(TimeoutError):
                    async with asyncio.timeout(IDLE_SECONDS):
                        await self._bell.wait()

    async def drain(self) -> int:
        """Claims a group of passes, has Google show them, and returns how many passes it were."""
        try:
            jobs = await self._db.write(deliveries.claim, (passes.KIND,), GROUP, self._clock(), LEASE)
            await asyncio.gather(*map(self._deliver, jobs))
        except DatabaseUnavailable as error:
            # What waits is safe in the outbox; what was sent is sent once more when its lease has run out.
            log.warning("outbox_unavailable", error=str(error))
            return 0
        except Exception:
            log.exception("showing_failed")
            return 0
        return len(jobs)

    async def _deliver(self, job: Job) -> None:
        if self._line is None:
            await self._db.write(deliveries.finish, job, self._clock())
            return
        try:
            if "serial" in job.payload:
                await self._pass(self._line, job)
            else:
                await self._class(self._line, job)
        except GoogleAway as error:
            await self._again(job, str(error), error.retry_after or min(2 ** min(job.tries, 9), LONGEST_PAUSE))
        except GoogleRefused as error:
            self._say_once(str(error))
            await self._again(job, str(error), LONGEST_PAUSE)
        except DatabaseUnavailable:
            raise
        except Exception as error:
            # One pass that cannot be shown must not keep the others waiting.
            log.exception("google_pass_failed", job=str(job.id))
            await self._again(job, repr(error), LONGEST_PAUSE)
        else:
            self._refused = ""

    async def _class(self, line: GoogleLine, job: Job) -> None:
        """Sends what all cards have in common: a new look or name, without waiting for any card to change."""
        shop = await self._db.read(passes.shop, self._clock())
        if shop is not None:
            await line.show_cards(shop)
        await self._db.write(deliveries.finish, job, self._clock())

    async def _pass(self, line: GoogleLine, job: Job) -> None:
        todo = await self._db.write(passes.read, job.payload["serial"], self._clock())
        if todo is None or todo.removed:
            # Whoever saves it again has it shown anew.
            await self._db.write(deliveries.finish, job, self._clock())
            return
        wanted = await line.wanted(todo)
        told = await self._show(line, todo, wanted)
        await self._db.write(passes.finish, job, wanted.mark, told, self._clock())

    async def _again(self, job: Job, said: str, pause: int) -> None:
        now = self._clock()
        if job.tries >= TRIES:
            await self._db.write(deliveries.fail, job, said, now)
        else:
            await self._db.write(deliveries.retry, job, now + timedelta(seconds=pause), said)

    async def _show(self, line: GoogleLine, todo: Todo, wanted: Wanted) -> Told:
        """Sends what Google does not show yet, and says what the holder has not heard; returns what they were told."""
        told = begun(todo.told, todo.facts, self._clock())
        points, current = todo.points, notes(todo.facts, self._clock())
        if wanted.mark == todo.shown:
            await line.show_class(wanted)
        else:
            rings = told.points != points and told.may_ring(self._clock())
            before, told = told, told.ringing(self._clock()) if rings else told
            async with self._announced(todo, before, told):
                await line.show(wanted, is_new=not todo.shown, notify=rings)
        told = replace(told, points=points, said=kept(told.said, current))
        for note in current:
            if note.id not in told.said:
                # What was shown is not to be announced again because a message did not get through.
                await self._db.write(passes.begin, todo.serial, told, wanted.mark)
                told = await self._say(line, todo, wanted, note, told)
        return told

    async def _say(self, line: GoogleLine, todo: Todo, wanted: Wanted, note: Note, told: Told) -> Told:
        """Puts a message on the pass, once: a process that died in between may have done so already."""
        if told.saying != note.id or not await line.said(wanted, note):
            rings = told.may_ring(self._clock())
            before, told = told, replace(told.ringing(self._clock()) if rings else told, saying=note.id)
            async with self._announced(todo, before, told):
                number = await line.say(wanted, note, todo, notify=rings)
            if number >= MOST_MESSAGES:
                await line.tidy(wanted)
        return replace(told, said=(*told.said, note.id), saying="")

    @asynccontextmanager
    async def _announced(self, todo: Todo, before: Told, told: Told) -> AsyncIterator[None]:
        """Writes down what the holder is told before the block tells it, and takes it back when Google did not."""
        if told == before:
            yield
            return
        await self._db.write(passes.begin, todo.serial, told)
        try:
            yield
        except (GoogleAway, GoogleRefused) as error:
            if error.in_vain:
                await self._db.write(passes.begin, todo.serial, before)
            raise

    def _say_once(self, said: str) -> None:
        if self._refused != said:
            log.error("google_refused", answer=said, advice=_ADVICE)
        self._refused = said


async def warn(database: Database, now: datetime) -> int:
    """Has cards whose points expire soon say so, each once; returns how many."""
    return await database.write(passes.warn, now)


async def forget(database: Database, now: datetime) -> int:
    """Forgets callbacks that Google no longer repeats; returns how many."""
    return await database.write(passes.forget, now)

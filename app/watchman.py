"""The watchman: looks at the clock and whether anything can be written; says so, and tells the owners."""

import asyncio
from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter

from app.timekeeper import TOLERANCE, Fault, Timekeeper, date_of
from bot import standstill
from bot.telegram import Bot, TelegramAPIError
from services import machine
from services.database import Database, DatabaseUnavailable
from services.people import Person

SECONDS = 5.0
"""Between two rounds."""
ASKED_EVERY = 300.0
"""Seconds between two questions to the Bot API server what time it is, once it has said and the clock seems right."""
FRESH = 1.0
"""Seconds for which a write that succeeded speaks for the next one: whoever asks often writes no oftener."""
WORTH_TELLING = timedelta(seconds=10)
"""After so long without a write somebody has stood at a till in vain."""
LATEST_WORD = timedelta(days=7)
"""So long after it was asked for an owner's word still counts."""

FAILED = Counter("tessera_writes_failed", "Tries of the watchman to write something that failed.")

log = structlog.get_logger(__name__)


class Watchman:
    """Goes round for as long as `run` does; the one that `leads` tells the owners what was wrong.

    `url` is where the Bot API server says what time it is.
    """

    def __init__(self, database: Database, keeper: Timekeeper, api: Bot, url: str) -> None:
        self._db = database
        self._keeper = keeper
        self._api = api
        self._url = url
        self.leads = False
        self._asked = asyncio.get_running_loop().time()
        self._wrong: Fault | None = None
        self._told: set[int] = set()
        self._missed: set[int] = set()
        self._wrote: float | None = None
        self._writing: asyncio.Task[None] | None = None
        self._failing_since: datetime | None = None
        self._reason = ""

    async def run(self) -> None:
        """Makes round after round until cancelled."""
        while True:
            await self.round()
            await asyncio.sleep(SECONDS)

    async def round(self) -> None:
        """Looks at the clock and at writes; raises nothing."""
        for look in (self._look_at_clock, self._look_at_writes):
            try:
                await look()
            except DatabaseUnavailable as error:
                log.warning("database_unavailable", error=str(error))
            except Exception:
                log.exception("round_failed")

    # --- the clock ----------------------------------------------------------------------------------------------------

    def clock_fault(self) -> Fault | None:
        """Returns what is wrong with the clock."""
        return self._keeper.fault()

    async def vouch(self, owner: Person, says: datetime) -> bool:
        """Takes an owner's word for a clock that said `says` when they were asked; returns whether it counts.

        Raises NotAllowed.
        """
        fault = self._keeper.fault()
        if fault is None or fault.final or not -TOLERANCE <= fault.says - says <= LATEST_WORD:
            return fault is None
        await self._db.write(machine.vouch, owner, fault.says)
        self._keeper.vouch()
        log.warning("clock_vouched", person=str(owner.id), words=fault.words)
        return True

    async def _look_at_clock(self) -> None:
        fault, now = self._keeper.fault(), asyncio.get_running_loop().time()
        if fault is not None or self._keeper.off() is None or now - self._asked > ASKED_EVERY:
            self._asked = now
            self._keeper.hear(await date_of(self._url))
            fault = self._keeper.fault()
        if fault is not None and not fault.final:
            word = await self._db.read(machine.vouched)
            if word is not None and abs(word - fault.says) <= TOLERANCE:  # given to another process
                self._keeper.vouch()
        fault = self._keeper.look()
        if fault is not None:
            await self._clock_is_wrong(fault)
        elif self._wrong is not None:
            await self._clock_is_right(self._wrong)

    async def _clock_is_wrong(self, fault: Fault) -> None:
        if self._wrong is None or self._wrong.unproved != fault.unproved:
            log.error("clock_unproved" if fault.unproved else "clock_wrong", words=fault.words)
            self._wrong = fault
            self._told.clear()
        if not self.leads or fault.waits_for_telegram:
            return
        for owner in await self._db.read(machine.owners):
            if owner.telegram_id in self._told:
                continue
            try:
                await standstill.tell(
                    self._api, owner, fault.says, fault.likely, unproved=fault.unproved, may_vouch=not fault.final
                )
            except TelegramAPIError as error:
                if owner.telegram_id not in self._missed:
                    log.warning("owner_not_told", person=str(owner.id), error=str(error))
                self._missed.add(owner.telegram_id)
            else:
                self._told.add(owner.telegram_id)

    async def _clock_is_right(self, wrong: Fault) -> None:
        log.warning("clock_right")
        if self.leads and not wrong.waits_for_telegram:
            over = machine.clock_is_proved if wrong.unproved else machine.clock_is_right
            await self._db.write(over, wrong.likely, self._keeper.now())
        self._wrong = None
        self._told.clear()
        self._missed.clear()

    # --- writes -------------------------------------------------------------------------------------------------------

    async def write(self) -> None:
        """Writes something small. Raises DatabaseUnavailable; whoever asks meanwhile shares the outcome."""
        clock = asyncio.get_running_loop().time
        if self._wrote is not None and clock() - self._wrote < FRESH:
            return
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._written())
            self._writing.add_done_callback(_heard)
        await asyncio.shield(self._writing)

    def failing_for(self) -> float:
        """Returns for how many seconds nothing could be written, 0 while it can."""
        if self._failing_since is None:
            return 0.0
        return max(0.0, (self._keeper.likely() - self._failing_since).total_seconds())

    async def _written(self) -> None:
        try:
            await self._db.write(machine.alive, self._keeper.likely())
        except DatabaseUnavailable as error:
            self._failed(str(error))
            raise
        self._wrote = asyncio.get_running_loop().time()

    def _failed(self, reason: str) -> None:
        FAILED.inc()
        self._wrote = None
        if self._failing_since is None:
            self._failing_since, self._reason = self._keeper.likely(), reason
            log.error("nothing_can_be_written", error=reason)

    async def _look_at_writes(self) -> None:
        try:
            await self.write()
        except DatabaseUnavailable:
            return  # it is said where it began
        since, now = self._failing_since, self._keeper.likely()
        if since is None:
            return
        log.warning("writes_again", since=since.isoformat())
        if self.leads and now - since >= WORTH_TELLING:
            await self._db.write(machine.writes_again, since, self._reason, now)
        self._failing_since = None


def _heard(writing: asyncio.Task[None]) -> None:
    if not writing.cancelled():
        writing.exception()  # whoever waited has it; nobody need have waited

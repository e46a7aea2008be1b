"""Leadership: of several processes on one database, one alone speaks to Telegram and keeps the timetable."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from services.database import Database, DatabaseUnavailable
from services.plumbing import leases

log = structlog.get_logger(__name__)

NAME = "telegram"
TERM = timedelta(seconds=15)
"""How long a dead leader is waited for."""
RENEW = timedelta(seconds=4)


class LeadershipLost(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """Another process leads now; this one must stop at once and may be started anew."""


class Leadership:
    """One process's claim to lead; `clock` returns aware UTC times."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._holder = uuid4()
        self._leads = False

    async def won(self) -> None:
        """Returns when this process leads; waits as long as another one does."""
        waiting = False
        while not await self._take():
            if not waiting:
                log.info("standing_by")
                waiting = True
            await asyncio.sleep(RENEW.total_seconds())
        log.info("leading")

    async def keep(self) -> None:
        """Prolongs the term for ever. Raises LeadershipLost when another process has it."""
        while True:
            await asyncio.sleep(RENEW.total_seconds())
            if not await self._take():
                raise LeadershipLost("another process speaks to Telegram now")

    async def _take(self) -> bool:
        now = self._clock()
        until = now + TERM
        try:
            taken = await self._database.write(leases.take, NAME, self._holder, now, until)
        except DatabaseUnavailable as error:
            log.warning("lease_unavailable", error=str(error))
            # Without the database a leader can do nothing that another could do twice; whether it still leads is
            # asked again when the database is back.
            return self._leads
        self._leads = taken
        return taken

    async def give_back(self) -> None:
        """Lets the next process lead at once."""
        if self._leads:
            await self._database.write(leases.give_back, NAME, self._holder)

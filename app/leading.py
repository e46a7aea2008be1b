"""Leadership: of several processes on one database, one alone speaks to Telegram and keeps the timetable."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from services.database import Database, DatabaseUnavailable
from services.plumbing import leases
from services.plumbing.leases import Lease

log = structlog.get_logger(__name__)

NAME = "telegram"
TERM = timedelta(seconds=3.5)
"""How long a leader that says nothing is waited for."""
RENEW = timedelta(seconds=0.5)
"""How often a leader says that it lives, and the others look."""


class LeadershipLost(Exception):  # noqa: N818 - says a state, like the refusals of the domain
    """Another process leads now; this one must stop at once and may be started anew."""


class Leadership:
    """One process's claim to lead; `clock` returns aware UTC times."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._holder = uuid4()
        self._leads = False
        self._seen: Lease | None = None
        self._since = 0.0
        """Since when another's lease stands there unchanged, by our own clock: others may be wrong."""

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
        time = asyncio.get_running_loop().time()
        dead = self._seen if self._seen and time - self._since >= TERM.total_seconds() else None
        mine = Lease(self._holder, self._clock() + TERM)
        try:
            lease = await self._database.write(leases.take, NAME, mine, dead)
        except DatabaseUnavailable as error:
            log.warning("lease_unavailable", error=str(error))
            # Without the database a leader can do nothing that another could do twice, nor say that it lives; whether
            # it still leads is asked again when the database is back.
            self._seen = None
            return self._leads
        if lease != self._seen:
            self._seen, self._since = lease, time
        self._leads = lease.holder == self._holder
        return self._leads

    async def give_back(self) -> None:
        """Lets the next process lead at once."""
        if self._leads:
            await self._database.write(leases.give_back, NAME, self._holder)

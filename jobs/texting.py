"""Sends win-back messages by SMS: small groups, claimed before they are sent, at the pace of a gateway."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

import structlog

from services.campaigns import winback_sending as sending
from services.campaigns.texting import Gateway, Outcome
from services.campaigns.winback import Winback
from services.database import Database, DatabaseUnavailable

GROUP = 5
"""Recipients of one group: so many a crash leaves in doubt."""
GAP_SECONDS = 0.2
"""Between two messages; gateways of small shops take a few a second."""
IDLE_SECONDS = 1.0
LONGEST_PAUSE = 60.0

log = structlog.get_logger(__name__)


class Texter:
    """Sends what is on its way until stopped; without a gateway nothing leaves. There is one: whoever leads has it.

    While the gateway is in trouble, one message is tried at a time, after pauses that grow.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], gateway: Gateway | None, link_base: str
    ) -> None:
        self._db = database
        self._clock = clock
        self._gateway = gateway
        self._link_base = link_base
        self._stopping = asyncio.Event()
        self._begun = False
        self._trouble = 0

    def stop(self) -> None:
        """Ends `run` after the message at hand."""
        self._stopping.set()

    async def run(self) -> None:
        """Sends until `stop` is called or the task is cancelled."""
        while not self._stopping.is_set():
            try:
                busy = self._gateway is not None and await self.round(self._gateway)
            except DatabaseUnavailable as error:
                log.warning("texting_unavailable", error=str(error))
                busy = False
            except Exception:
                log.exception("texting_failed")
                busy = False
            if not busy:
                await self._rest(IDLE_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def round(self, gateway: Gateway) -> bool:
        """Claims, sends and marks one group; says whether there may be more."""
        if not self._begun:
            # Nothing is at hand here, so what is claimed was claimed by a process that has died.
            if doubtful := await self._db.write(sending.doubt, self._clock()):
                log.warning("texting_in_doubt", recipients=doubtful)
            self._begun = True
        made = await self._db.read(sending.under_way, self._clock())
        if made is None:
            return False
        if self._trouble:
            await self._rest(min(LONGEST_PAUSE, 2.0**self._trouble))
        limit = 1 if self._trouble else GROUP
        group = await self._db.write(sending.claim, made.id, limit, self._link_base, self._clock())
        told: dict[UUID, Outcome] = {}
        for message in group.messages:
            # Stopped, or in trouble: what has not been tried is given back.
            if self._stopping.is_set() or self._closed(told):
                told[message.member_id] = "waiting"
                continue
            if told:
                await self._rest(GAP_SECONDS)
            told[message.member_id] = await gateway(message.phone, message.text)
        await self._mark(made, group.token, told)
        if not group.taken:
            await self._db.write(sending.finish, made.id, self._clock())
        return True

    @staticmethod
    def _closed(told: dict[UUID, Outcome]) -> bool:
        return bool({"waiting", "closed"} & set(told.values()))

    async def _mark(self, made: Winback, token: UUID, told: dict[UUID, Outcome]) -> None:
        """Writes down what became of a group, however long the database is away: it is known here and nowhere else."""
        outcomes = {member_id: "waiting" if outcome == "closed" else outcome for member_id, outcome in told.items()}
        while outcomes:
            try:
                await self._db.write(sending.mark, made.id, token, outcomes, self._clock())
            except DatabaseUnavailable as error:
                log.warning("texting_unavailable", error=str(error))
                if self._stopping.is_set():
                    return
                await self._rest(IDLE_SECONDS)
            else:
                break
        if "closed" in told.values():
            await self._db.write(sending.hold, made.id, self._clock())
        if {"unknown", "waiting"} & set(outcomes.values()):
            self._trouble += 1
        elif outcomes:
            self._trouble = 0

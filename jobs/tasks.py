"""What the timetable does: each task asks the database what is due at `now`, and does it in small transactions."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy import Connection

from services.campaigns import broadcast_sending, reminders
from services.database import Database
from services.ledger import audit, expiry
from services.ledger.audit import Difference
from services.passes import apple_certificate, coupon_passes
from services.plumbing import conversations, deliveries, updates
from services.prepaid import certificates, giving
from services.rewards import birthdays, coupon_uses, tiers
from services.till import identifying

log = structlog.get_logger(__name__)

BATCH = 100
PAGE = 5_000
"""Ids that one scan returns: each page looks at all rows of its time once more."""
TOGETHER = 10
"""Small transactions that go to the database at once, few enough that nobody at a till waits for them."""
ROUND_LEASE = timedelta(minutes=10)
"""After this a round of reminders is taken for dead and begun again; who was reminded is not reminded twice."""
UPDATES_KEPT = timedelta(hours=48)
"""Telegram repeats an update for 24 hours at most."""
DELIVERIES_KEPT = timedelta(days=7)
"""How long a second order to tell the same is recognised as such."""
FAULTS_KEPT = timedelta(days=90)
"""Parked updates and messages given up, for whoever looks into them."""
CONVERSATIONS_KEPT = timedelta(days=30)
MOST_DIFFERENCES = 1_000
"""Of one kind, in one recount; more than a few are one fault, and `tessera audit` shows them."""


async def settle(database: Database, now: datetime) -> int:
    """Posts what is due, member by member, so that one fault stops nobody else; returns how many were settled."""
    settled = 0
    while True:
        members = await database.read(expiry.due, now, BATCH)
        before = settled
        for member_id in members:
            try:
                await database.write(expiry.settle, member_id, now)
            except Exception:
                log.exception("settling_failed", member=str(member_id))
            else:
                settled += 1
        if len(members) < BATCH or settled == before:
            return settled


async def review_tiers(database: Database, now: datetime) -> int:
    """Looks again at the tiers whose review has come, member by member; returns how many."""
    reviewed = 0
    for member_id in await database.read(tiers.due, now, BATCH):
        try:
            await database.write(tiers.review, member_id, now)
        except Exception:
            log.exception("review_failed", member=str(member_id))
        else:
            reviewed += 1
    return reviewed


async def release_coupons(database: Database, now: datetime) -> int:
    """Gives back the coupons of cheques that were never finished; returns how many."""
    return await database.write(coupon_uses.release_lapsed, now, BATCH)


async def end_certificates(database: Database, now: datetime) -> int:
    """Writes off what is left on certificates that have run out; returns how many."""
    return await database.write(certificates.end, now, BATCH)


async def deliver_gifts(database: Database, now: datetime) -> int:
    """Tells of gifts whose moment has come; returns how many."""
    return await database.write(giving.deliver, now, BATCH)


async def expire_coupons(database: Database, now: datetime) -> int:
    """Has the cards told whose coupons have ended; returns how many."""
    told = 0
    while found := await database.write(coupon_passes.expire, now, BATCH):
        told += found
    return told


async def begin_broadcasts(database: Database, now: datetime) -> int:
    """Lets planned broadcasts go out whose time has come; returns how many."""
    return await database.write(broadcast_sending.begin_due, now)


async def remind(database: Database, now: datetime) -> int:
    """Gives birthday gifts and reminds members, in the rounds of the day whose time has come; returns to how many.

    A round that lasts into the quiet hours ends there; the next day finds whom it has not reached.
    """
    await database.write(reminders.plan, now)
    done, begun = 0, time.monotonic()
    while rounds := await database.write(deliveries.claim, (reminders.JOB,), 1, now, ROUND_LEASE):
        kind, day = rounds[0].payload["kind"], rounds[0].payload["day"]
        round_ = _Round(database, day, lambda: now + timedelta(minutes=(time.monotonic() - begun) // 60))
        if kind == birthdays.KIND:  # first, so that nobody is greeted twice
            done += await round_.each(birthdays.celebrating, _all, birthdays.celebrate)
        done += await round_.each(partial(reminders.candidates, kind=kind), reminders.worth, reminders.remind)
        await database.write(deliveries.finish, rounds[0], now)
    return done


@dataclass(frozen=True)
class _Round:
    """A round of the local `day`: `clock` says for each person anew what time it is, to the minute."""

    database: Database
    day: str
    clock: Callable[[], datetime]

    async def each(
        self,
        scan: Callable[..., Sequence[UUID]],
        choose: Callable[[Connection, Sequence[UUID], datetime], Sequence[UUID]],
        work: Callable[[Connection, UUID, datetime], bool],
    ) -> int:
        """Does the work for the chosen ones of all whom the scan finds, each in a transaction of their own.

        The scan gives page after page, so that memory stays flat; of the chosen ones several at a time share a commit.
        """
        done, after = 0, UUID(int=0)
        while await self._is_timely():
            members = await self.database.read(scan, now=self.clock(), after=after, limit=PAGE)
            for first in range(0, len(members), TOGETHER):
                if first and not await self._is_timely():
                    return done
                chosen = await self._chosen(choose, members[first : first + TOGETHER])
                done += sum(await asyncio.gather(*(self._try(work, member_id) for member_id in chosen)))
            if len(members) < PAGE:
                return done
            after = members[-1]
        return done

    async def _is_timely(self) -> bool:
        return await self.database.read(reminders.is_timely, self.day, self.clock())

    async def _chosen(
        self, choose: Callable[[Connection, Sequence[UUID], datetime], Sequence[UUID]], members: Sequence[UUID]
    ) -> Sequence[UUID]:
        try:
            return await self.database.read(choose, members, self.clock())
        except Exception:
            log.exception("choosing_failed", members=len(members))
            return members  # one by one, so that a fault stops nobody else

    async def _try(self, work: Callable[[Connection, UUID, datetime], bool], member_id: UUID) -> bool:
        try:
            return await self.database.write(work, member_id, self.clock())
        except Exception:
            log.exception("reminding_failed", member=str(member_id))
            return False


def _all(_: Connection, members: Sequence[UUID], now: datetime) -> Sequence[UUID]:
    return members


async def warn_of_certificate(database: Database, now: datetime) -> int:
    """Tells the owners that Apple's certificate ends soon; returns how many."""
    return await database.write(apple_certificate.warn, now)


async def recount(database: Database, now: datetime) -> int:
    """Recounts the ledger, logs every difference and stops the accounts that differ; returns how many there are."""
    found = await database.read(_differences)
    await database.write(audit.hold_back, {entry.member_id for entry in found if entry.member_id}, now)
    for difference in found:
        log.error(
            "ledger_differs",
            check=difference.check,
            where=difference.where,
            expected=difference.expected,
            found=difference.found,
        )
    return len(found)


def _differences(connection: Connection) -> tuple[Difference, ...]:
    return tuple(audit.differences(connection, MOST_DIFFERENCES))


async def forget_updates(database: Database, now: datetime) -> int:
    """Deletes updates that were handled long enough ago; returns how many."""
    return await database.write(updates.purge, now - UPDATES_KEPT, now - FAULTS_KEPT)


async def forget_deliveries(database: Database, now: datetime) -> int:
    """Deletes messages that were delivered long enough ago; returns how many."""
    return await database.write(deliveries.purge, now - DELIVERIES_KEPT, now - FAULTS_KEPT)


async def forget_conversations(database: Database, now: datetime) -> int:
    """Deletes conversations in which nobody has said anything for a month; returns how many."""
    return await database.write(conversations.purge, now - CONVERSATIONS_KEPT)


async def forget_codes(database: Database, now: datetime) -> int:
    """Deletes what codes have paid for that nothing can ask about any more; returns how much."""
    return await database.write(identifying.purge, now)

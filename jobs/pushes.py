"""Has phones told that a pass of theirs has changed: pushes to each phone that holds it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter, Gauge

from services.database import Database
from services.passes import phones, push_trouble
from services.passes.phones import Answer, Device, PushFailed, PushRefused
from services.plumbing.deliveries import LONGEST_PAUSE, Again, Done, Job, Settle, growing

GROUP = 100
"""Passes claimed at once; all their phones share one connection."""
IDLE_SECONDS = 0.1
"""Sales are written by other parts, perhaps in another process, and nothing rings a bell there."""
LEASE = timedelta(seconds=60)
MANY = 3
"""So many phones in a row do not die: when Apple takes the tokens of so many and of most, something is set wrong."""

PUSHES = Counter("tessera_apple_pushes", "Pushes that Apple's server answered.", ("answer",))
"""`answer` is `ok`, `gone`, or Apple's reason."""
REFUSED = Gauge("tessera_apple_phones_refused", "Phones whose push token Apple refused when it was used last.")

_OK, _GONE, _BAD = 200, 410, 400
_TOKENS = frozenset({"BadDeviceToken", "DeviceTokenNotForTopic"})
_REMEMBERED = 1000
_ADVICE = (
    "Apple's push server refuses us: make sure TESSERA_APPLE_CERT_FILE and TESSERA_APPLE_KEY_FILE are of "
    "TESSERA_APPLE_PASS_TYPE_ID, valid and not revoked (tessera check), and TESSERA_APNS_URL is the production server; "
    "no phone is forgotten, and all are told once this is mended"
)

log = structlog.get_logger(__name__)

Push = Callable[[str], Awaitable[Answer]]
"""Pushes to the phone with this push token; raises PushFailed when there is no answer."""


class Reach:
    """Which of the last thousand phones could be told: one that could not may be dead, most of them are not."""

    def __init__(self) -> None:
        self._reached: OrderedDict[str, bool] = OrderedDict()
        self.refused = 0

    @property
    def is_well(self) -> bool:
        """Whether others are told, so that a phone that is not has to look to itself."""
        return self.refused * 2 <= len(self._reached)

    @property
    def is_bad(self) -> bool:
        """Whether most phones are not told, and many."""
        return self.refused >= MANY and not self.is_well

    def heard(self, phone: str, *, reached: bool) -> None:
        """Notes what became of the last push to a phone."""
        self.forget(phone)
        self._reached[phone] = reached
        self.refused += not reached
        if len(self._reached) > _REMEMBERED:
            self.refused -= not self._reached.popitem(last=False)[1]

    def forget(self, phone: str) -> None:
        """Counts a phone no longer."""
        self.refused -= not self._reached.pop(phone, True)


class Pusher:
    """The channel of outbox jobs of kind `apple`; without `push` there is nobody to tell, and they just end."""

    kinds: tuple[str, ...] = (phones.PUSH,)
    group = GROUP
    ahead = 0
    lease = LEASE

    def __init__(self, database: Database, clock: Callable[[], datetime], push: Push | None) -> None:
        self._db = database
        self._clock = clock
        self._push = push
        self._reach = Reach()
        self._logged = False
        self._owners_know = False
        self._is_over = False

    def line(self, _: Job) -> None:
        """Puts all in one line: the phones of a whole group are read at once, and pushed to side by side."""

    async def deliver(self, jobs: Sequence[Job], settle: Settle) -> None:
        """Tells every phone that holds one of these passes."""
        held = await self._db.read(phones.holders, [job.payload["serial"] for job in jobs])
        await asyncio.gather(*(self._pass(job, held[job.payload["serial"]], settle) for job in jobs))

    async def _pass(self, job: Job, holders: Sequence[Device], settle: Settle) -> None:
        """Tells every phone that holds the pass; when one could not be told, all are told again later."""
        troubles = [trouble for trouble in await asyncio.gather(*map(self._tell, holders)) if trouble]
        if troubles:
            pause = max(wanted or growing(job.tries) for _, wanted in troubles)
            await settle((job,), Again(troubles[0][0], pause))
        else:
            await settle((job,), Done())

    async def _tell(self, phone: Device) -> tuple[str, int | None] | None:
        """Pushes to one phone; returns what went wrong, with the pause in seconds if we know it, None when it ended."""
        if self._push is None:
            return None
        try:
            answer = await self._push(phone.push_token)
        except PushRefused as error:
            PUSHES.labels("tls").inc()
            return await self._misfit(str(error))
        except PushFailed as error:
            return str(error), None
        return await self._judge(phone, answer)

    async def _judge(self, phone: Device, answer: Answer) -> tuple[str, int | None] | None:
        said = f"{answer.status} {answer.reason}"
        PUSHES.labels(_label(answer)).inc()
        if answer.status == _OK:
            self._reach.heard(phone.name, reached=True)
            REFUSED.set(self._reach.refused)
            await self._well()
            return None
        if answer.status == 429 or answer.status >= 500:
            return said, answer.retry_after
        if answer.status == _GONE and await self._is_gone(phone, answer):
            return None
        if answer.status == _GONE or (answer.status == _BAD and answer.reason in _TOKENS):
            return await self._unknown(phone, said)
        # What remains is about us and not about this phone: the certificate, the topic, the address.
        return await self._misfit(said)

    async def _is_gone(self, phone: Device, answer: Answer) -> bool:
        """Forgets a phone that has deleted the pass, and has not registered since."""
        at = answer.gone_at
        if at is None or not await self._db.write(phones.forget, phone.name, phone.push_token, at):
            return False
        self._reach.forget(phone.name)
        REFUSED.set(self._reach.refused)
        log.info("device_gone", reason=answer.reason)
        return True

    async def _unknown(self, phone: Device, said: str) -> tuple[str, int | None] | None:
        """Counts a phone whose token Apple does not take: it may be dead, or the server or certificate be wrong.

        Nothing is forgotten, as phones do not register again by themselves.
        """
        self._reach.heard(phone.name, reached=False)
        REFUSED.set(self._reach.refused)
        if self._reach.is_well:
            log.info("device_refused", answer=said)
            return None
        if self._reach.is_bad:
            return await self._misfit(said)
        return said, LONGEST_PAUSE

    async def _misfit(self, said: str) -> tuple[str, int]:
        """Says that nobody can be told: to the log, and to the owners, once."""
        self._is_over = False
        if not self._logged:
            self._logged = True
            log.error("push_refused", answer=said, advice=_ADVICE)
        if not self._owners_know:
            self._owners_know, known = True, False  # who is refused at the same moment need not tell them too
            try:
                known = await self._db.write(push_trouble.begins, said, self._clock())
            finally:
                self._owners_know = known
        return said, LONGEST_PAUSE

    async def _well(self) -> None:
        if self._is_over or not self._reach.is_well:
            return
        self._is_over, self._logged, self._owners_know, noted = True, False, False, False
        try:
            await self._db.write(push_trouble.over, self._clock())
            noted = True
        finally:
            self._is_over = noted


def _label(answer: Answer) -> str:
    known = answer.reason.isascii() and answer.reason.isalpha() and len(answer.reason) <= 40
    return {_OK: "ok", _GONE: "gone"}.get(answer.status, answer.reason if known else str(answer.status))

"""Has phones told that a pass of theirs has changed: claims what waits in the outbox and pushes to each phone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from services.database import Database, DatabaseUnavailable
from services.passes import phones
from services.passes.phones import Answer, Device, PushFailed, PushRefused
from services.plumbing import deliveries
from services.plumbing.deliveries import Job

GROUP = 100
"""Passes claimed at once; all their phones share one connection."""
IDLE_SECONDS = 0.1
"""Sales are written by other parts, perhaps in another process, and nothing rings a bell there."""
TRIES = 300
LONGEST_PAUSE = 300
"""Seconds between two tries; with TRIES a day without the push server is waited out."""
LEASE = timedelta(seconds=60)
"""What a killed process had claimed is pushed by the next one after this time; longer than any push may take."""

_OK = 200
_GONE = frozenset({"Unregistered", "BadDeviceToken", "DeviceTokenNotForTopic", "ExpiredToken"})
_CERTIFICATE = (
    "Apple's push server refuses the certificate: make sure TESSERA_APPLE_CERT_FILE and TESSERA_APPLE_KEY_FILE are of "
    "TESSERA_APPLE_PASS_TYPE_ID, valid and not revoked (tessera check), and TESSERA_APNS_URL is the production server"
)

log = structlog.get_logger(__name__)

Push = Callable[[str], Awaitable[Answer]]
"""Pushes to the phone with this push token; raises PushFailed when there is no answer."""


class Pusher:
    """Drains outbox jobs of kind `apple` until stopped; without `push` there is nobody to tell, and they just end."""

    def __init__(self, database: Database, clock: Callable[[], datetime], push: Push | None) -> None:
        self._db = database
        self._clock = clock
        self._push = push
        self._bell = asyncio.Event()
        self._stopping = False
        self._refused = False

    def stop(self) -> None:
        """Ends `run` after the pushes at hand."""
        self._stopping = True
        self._bell.set()

    async def run(self) -> None:
        """Pushes until `stop` is called or the task is cancelled."""
        while not self._stopping:
            if not await self.drain():
                # Not wait_for: Python 3.11's swallows a cancellation that comes together with the bell.
                with suppress(TimeoutError):
                    async with asyncio.timeout(IDLE_SECONDS):
                        await self._bell.wait()

    async def drain(self) -> int:
        """Claims a group of passes, tells their phones, and returns how many passes it were."""
        try:
            jobs = await self._db.write(deliveries.claim, (phones.PUSH,), GROUP, self._clock(), LEASE)
            serials = [job.payload["serial"] for job in jobs]
            held = await self._db.read(phones.holders, serials) if jobs else {}
            await asyncio.gather(*(self._deliver(job, held[job.payload["serial"]]) for job in jobs))
        except DatabaseUnavailable as error:
            # What waits is safe in the outbox; what was pushed may be pushed once more when its lease has run out.
            log.warning("outbox_unavailable", error=str(error))
            return 0
        except Exception:
            log.exception("pushing_failed")
            return 0
        return len(jobs)

    async def _deliver(self, job: Job, holders: Sequence[Device]) -> None:
        """Tells every phone that holds the pass; when one could not be told, all are told again later."""
        troubles = [trouble for trouble in await asyncio.gather(*map(self._tell, holders)) if trouble]
        now = self._clock()
        if not troubles:
            await self._db.write(deliveries.finish, job, now)
        elif job.tries >= TRIES:
            await self._db.write(deliveries.fail, job, troubles[0][0], now)
        else:
            pause = max(wanted or min(2 ** min(job.tries, 9), LONGEST_PAUSE) for _, wanted in troubles)
            await self._db.write(deliveries.retry, job, now + timedelta(seconds=pause), troubles[0][0])

    async def _tell(self, phone: Device) -> tuple[str, int | None] | None:
        """Pushes to one phone; returns what went wrong, with the pause in seconds if we know it, None when it ended."""
        if self._push is None:
            return None
        try:
            answer = await self._push(phone.push_token)
        except PushRefused as error:
            self._say_once(str(error))
            return str(error), LONGEST_PAUSE
        except PushFailed as error:
            return str(error), None
        if answer.status == _OK:
            self._refused = False
            return None
        return await self._judge(phone, answer)

    async def _judge(self, phone: Device, answer: Answer) -> tuple[str, int | None] | None:
        if answer.reason in _GONE or answer.status == 410:
            if await self._db.write(phones.forget, phone.name, phone.push_token):
                log.info("device_gone", reason=answer.reason)
            return None
        said = f"{answer.status} {answer.reason}"
        if answer.status == 429 or answer.status >= 500:
            return said, answer.retry_after
        # What remains is about us and not about this phone: the certificate, the topic, the address.
        self._say_once(said)
        return said, LONGEST_PAUSE

    def _say_once(self, said: str) -> None:
        if not self._refused:
            log.error("push_refused", answer=said, advice=_CERTIFICATE)
        self._refused = True

"""Has phones told that a pass of theirs has changed: pushes to each phone that holds it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog

from services.database import Database
from services.passes import phones
from services.passes.phones import Answer, Device, PushFailed, PushRefused
from services.plumbing.deliveries import LONGEST_PAUSE, Again, Done, Job, Settle, growing

GROUP = 100
"""Passes claimed at once; all their phones share one connection."""
IDLE_SECONDS = 0.1
"""Sales are written by other parts, perhaps in another process, and nothing rings a bell there."""
LEASE = timedelta(seconds=60)

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
    """The channel of outbox jobs of kind `apple`; without `push` there is nobody to tell, and they just end."""

    kinds: tuple[str, ...] = (phones.PUSH,)
    group = GROUP
    ahead = 0
    lease = LEASE

    def __init__(self, database: Database, push: Push | None) -> None:
        self._db = database
        self._push = push
        self._refused = False

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
